"""Everything an analyst may take away, as a folder of tables.

Row by row, so that results can be checked and other methods tried; without a way back to
people: see ``presenting.export_readme``, which goes into the folder, and says what can be inferred.
"""

import json
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.activities.queries import tables, texts_by_id
from folkmoot.activities.registry import Table
from folkmoot.analysis.models import Run
from folkmoot.analysis.presenting import (
    method_in_words,
    note_in_words,
    notes_on,
    reason,
    told,
)
from folkmoot.analysis.queries import by_type
from folkmoot.analysis.queries.result import publishable_result
from folkmoot.core.errors import NotAllowed
from folkmoot.core.exports import Cell, write_csv
from folkmoot.core.ids import in_tables
from folkmoot.frameworks.queries import accepted_themes, latest_result, latest_run
from folkmoot.guides import acts, policy
from folkmoot.guides.presenting.export_readme import readme
from folkmoot.guides.services.folders import replace_folder
from folkmoot.programmes.models import Programme

Progress = Callable[[int, int], None]
Rows = list[Sequence[Cell]]
_dice = secrets.SystemRandom()


def write_export(
    programme: Programme,
    actor: Actor,
    folder: Path,
    progress: Progress | None = None,
    *,
    at: datetime,
) -> list[Path]:
    """Write the tables and return them; ``progress(done, of)`` counts the files.

    Raises NotAllowed, and NotOurFolder where the folder holds anything but an earlier export.
    """
    here = programme.organisation_id == actor.organisation.pk
    if not here or not policy.can_export(actor.roles):
        raise NotAllowed(_("An analyst or an administrator can export a programme."))

    figures = _figures(programme)

    def write(place: Path) -> list[Path]:
        with programme.in_its_language():
            return written_to(place)

    def written_to(place: Path) -> list[Path]:
        steps: list[Callable[[], Path]] = [
            *(partial(_write_table, place, table) for table in tables(programme)),
            lambda: _write(place / "themes.csv", THEMES, _themes(programme)),
            *([lambda: _write(place / "figures.csv", by_type.COLUMNS, figures)] if figures else []),
            lambda: _results(programme, place / "results.json"),
            lambda: _readme(programme, place / "README.txt", figures=bool(figures)),
        ]
        written: list[Path] = []
        for step in steps:
            written.append(step())
            if progress:
                progress(len(written), len(steps))
        return written

    written = replace_folder(folder, "export", write)
    record_audit(actor, acts.DATA_EXPORTED, at, programme=programme)
    return written


THEMES = ("theme", "phrases", "texts", "of_texts", "ideas")


def _write(file: Path, header: Sequence[str], rows: Rows) -> Path:
    _dice.shuffle(rows)
    return write_csv(file, header, rows)


def _write_table(place: Path, table: Table) -> Path:
    return _write(place / f"{table.name}.csv", table.columns, list(table.rows()))


def _themes(programme: Programme) -> Rows:
    themes = accepted_themes(programme)
    wanted = {int(id_) for theme in themes for id_ in theme.text_ids}
    found = texts_by_id(programme, wanted, comments=False)
    visible = {id_ for id_, text in found.items() if text.is_visible}
    return [
        (
            theme.name,
            "; ".join(map(str, theme.phrases)),
            len(theme.text_ids),
            _texts_in_all(theme.run),
            " ".join(in_tables(int(id_)) for id_ in theme.text_ids if int(id_) in visible),
        )
        for theme in themes
    ]


def _figures(programme: Programme) -> Rows:
    latest = latest_result(programme)
    if latest is None:
        return []
    _run, found = latest
    rows = by_type.rows_of(found.ratings, found.rankings, found.choices, found.answers)
    return [(kind, in_tables(key), *told) for kind, key, *told in rows]


def _results(programme: Programme, file: Path) -> Path:
    run = latest_run(programme)
    held = run and {
        "run": run.number,
        "notes": notes_on(run, programme.organisation.smallest_group),
        "version": run.version,
        "seed": run.seed,
        "parameters": run.parameters,
        "input_sha256": run.input_hash,
        "result": _in_words(_named(_accepted_only(programme, publishable_result(run.result)))),
    }
    text = json.dumps({"analysis": held}, ensure_ascii=False, indent=1)
    file.write_text(text + "\n", encoding="utf-8")
    return file


def _texts_in_all(run: Run) -> int:
    return int((run.result or {}).get("themes", {}).get("texts", 0))


def _accepted_only(programme: Programme, result: dict[str, Any] | None) -> dict[str, Any] | None:
    """The result with the themes as people left them, and without what nobody accepted."""
    if not result or "themes" not in result:
        return result
    accepted = accepted_themes(programme)
    place = {theme.pk: position for position, theme in enumerate(accepted)}
    held = [
        {
            "name": theme.name,
            "phrases": theme.phrases,
            "text_ids": theme.text_ids,
            "quote_ids": theme.quote_ids,
            "parent": place.get(theme.parent_id) if theme.parent_id else None,
            "coherence": theme.coherence,
            "by_question": theme.question_counts,
        }
        for theme in accepted
    ]
    return {**result, "themes": {**result["themes"], "themes": held, "are_accepted": True}}


def _in_words(result: object) -> object:
    """With the sentences that a result holds by name."""
    if not isinstance(result, dict) or "opinions" not in result:
        return result
    opinions, themes = result["opinions"], result["themes"]
    groups = {
        "method": method_in_words(opinions["method"]),
        "note": note_in_words(opinions["note"]),
    }
    why = [{**one, "why": reason(one["why"])} for one in themes["why_left_out"]]
    texts = {key: told(themes[key]) for key in ("note", "method", "language")}
    return {
        **result,
        "opinions": {**opinions, **groups},
        "themes": {**themes, **texts, "why_left_out": why},
    }


def _named(value: object, name: str = "") -> object:
    """Ids as the tables write them: a spreadsheet or a browser would round the numbers."""
    if isinstance(value, dict):
        return {key: _named(item, key) for key, item in value.items()}
    if isinstance(value, list):
        return [_named(item, name) for item in value]
    if isinstance(value, int) and name.endswith(("_id", "_ids")):
        return in_tables(value)
    return value


def _described(told: list[Table], *, figures: bool) -> str:
    lines = []
    for table in told:
        lines.append(f"{table.name + '.csv':<15}{', '.join(table.columns)}")
        lines += [f"{'':<15}({table.about})"] if table.about else []
    if figures:
        lines.append(f"{'figures.csv':<15}{', '.join(by_type.COLUMNS)}")
        about = _("(of the latest analysis; what is about few people is left out)")
        lines.append(f"{'':<15}{about}")
    return "\n".join(lines)


def _readme(programme: Programme, file: Path, *, figures: bool) -> Path:
    text = readme(
        tables=_described(tables(programme), figures=figures),
        programme=programme.name,
        organisation=programme.organisation.name,
    )
    file.write_text(text, encoding="utf-8")
    return file
