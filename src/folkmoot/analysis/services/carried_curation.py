"""What people made of themes goes with them into the next analysis.

A family of themes (a broad one with its narrower ones) of which a person renamed, merged or
accepted any is carried whole: its names, its merges and its texts. A new text goes where most of
those texts are that the machine puts it with. What is left of the machine's proposal stands
beside, as a proposal. docs/adr/carried-curation.md says why.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.presenting.stored_words import AND
from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.analysis.queries.result import Result
from folkmoot.analysis.services import theme_finding

SAME = 0.5
"""Share (Jaccard) of a theme's texts, of those in it when it was accepted and those in it now,
from which it is the same theme still."""
SURVIVES = 0.5
"""Share of a proposal's texts that no carried theme holds, from which it stands for itself."""
SMALLEST = 3
QUOTES = 5


@dataclass(slots=True)
class Carried:
    """The themes of a run, and what people had shaped that is not among them."""

    themes: list[Theme]  # broad ones before their narrower ones
    source: int | None = None  # the run whose curation it is
    lost: tuple[dict[str, str], ...] = ()  # name, and what people had made of it


def carry(run: Run, proposed: list[Theme], result: Result, given: Contributions) -> Carried:
    """The themes of ``run``, unsaved: what people shaped before, then what is newly proposed."""
    before = last_shaped(run)
    if before is None:
        return Carried(proposed)
    source, old, shaped = before
    here = set(given.text_ids.tolist())
    kept, lost = _families(run, source, old, shaped, here)
    home = {key: theme for theme in kept for key in theme.text_ids}  # narrower ones come last
    rest = _rest(proposed, home)
    for theme in kept:
        _refresh(theme)
    names = {theme.name.casefold() for theme in kept}
    for theme in rest:
        if theme.name.casefold() in names:
            theme.name = theme.proposed_name = f"{theme.name[:114]} (new)"
    themes = [*kept, *rest]
    for position, theme in enumerate(themes):
        theme.position = position
        theme.question_counts = list(theme_finding.asked_of(given, theme.text_ids))
    return Carried(themes, source.number, tuple(lost))


def last_shaped(run: Run) -> tuple[Run, list[Theme], set[UUID]] | None:
    """The newest earlier run in which a person shaped a theme, its themes, and which those are."""
    earlier = Run.objects.filter(
        programme=run.programme_id, state=Run.State.DONE, number__lt=run.number
    )
    for source in earlier.iterator(chunk_size=1):
        old = list(Theme.objects.filter(run=source).order_by("position", "pk"))
        found = _found(source)
        shaped = {theme.pk for theme in old if _what(theme, found)}
        if shaped:
            return source, old, shaped
    return None


def left_out(run: Run, themes: Iterable[Theme], result: Result, given: Contributions) -> None:
    """Set on the run which texts are in no theme, by question, and why: they sum to the total."""
    held = {key for theme in themes for key in theme.text_ids}
    outside = [key for key in given.text_ids.tolist() if key not in held]
    told = {key: one.why for one in result.themes.why_left_out for key in one.text_ids}
    why = Counter(told.get(key, theme_finding.UNLIKE) for key in outside)
    run.left_out = {
        "texts": len(outside),
        "by_question": list(theme_finding.asked_of(given, outside)),
        "why": [[reason, n] for reason, n in sorted(why.items(), key=lambda x: (-x[1], x[0]))],
    }


def _found(run: Run) -> dict[str, set[int]]:
    """What the machine put into each theme of a run, by the machine's name."""
    held = (run.result or {}).get("themes", {})
    return {one["name"]: set(one["text_ids"]) for one in held.get("themes", [])}


def _what(theme: Theme, found: dict[str, set[int]]) -> str:
    proposed = found.get(theme.proposed_name)
    grown = proposed is not None and not proposed.issuperset(theme.text_ids)
    did = [
        ("renamed", theme.name != theme.proposed_name),
        # Merges made before they were noted show in the texts that the machine put elsewhere.
        ("merged", bool(theme.merged_from) or (grown and theme.lineage is None)),
        ("accepted", theme.is_accepted or theme.was_accepted),
    ]
    return AND.join(word for word, is_so in did if is_so)


def _families(
    run: Run, source: Run, old: list[Theme], shaped: set[UUID], here: set[int]
) -> tuple[list[Theme], list[dict[str, str]]]:
    found = _found(source)
    kept: list[Theme] = []
    lost: list[dict[str, str]] = []
    for broad in (theme for theme in old if theme.parent_id is None):
        narrower = [theme for theme in old if theme.parent_id == broad.pk]
        if not shaped & {broad.pk, *(theme.pk for theme in narrower)}:
            continue
        top = _copy(run, broad, here, None)
        copies = [_copy(run, theme, here, top) for theme in narrower]
        for theme, copy in zip([broad, *narrower], [top, *copies], strict=True):
            if copy.text_ids:
                kept.append(copy)
            elif theme.pk in shaped:
                what = _what(theme, found)
                lost.append({"name": theme.name, "was": what, "machine": theme.proposed_name})
    return kept, lost


def _copy(run: Run, theme: Theme, here: set[int], parent: Theme | None) -> Theme:
    return Theme(
        run=run,
        parent=parent,
        name=theme.name,
        proposed_name=theme.proposed_name,
        phrases=theme.phrases,
        text_ids=[key for key in theme.text_ids if key in here],
        quote_ids=[key for key in theme.quote_ids if key in here],
        coherence=theme.coherence,
        stability=theme.stability,
        is_accepted=theme.is_accepted,
        was_accepted=theme.was_accepted,
        accepted_ids=theme.accepted_ids or (theme.text_ids if theme.is_accepted else []),
        merged_from=theme.merged_from,
        lineage=theme.lineage or theme.pk,
    )


def _rest(proposed: list[Theme], home: dict[int, Theme]) -> list[Theme]:
    """What of the proposal stands for itself; the texts of the others go to their new homes."""
    broader = {id(theme.parent) for theme in proposed if theme.parent is not None}
    kept: list[Theme] = []
    for theme in (theme for theme in proposed if id(theme) not in broader):
        new = [key for key in theme.text_ids if key not in home]
        if len(new) >= max(SMALLEST, SURVIVES * len(theme.text_ids)):
            if len(new) < len(theme.text_ids):
                _hold(theme, new)
            kept.append(theme)
            continue
        homes = Counter(id(home[key]) for key in theme.text_ids if key in home)
        if new and homes:
            by_id = {id(one): one for one in home.values()}
            best = by_id[homes.most_common(1)[0][0]]
            best.text_ids = [*best.text_ids, *new]
            if best.parent is not None:
                best.parent.text_ids = [*best.parent.text_ids, *new]
    families: list[Theme] = []
    for broad in (theme for theme in proposed if id(theme) in broader):
        mine = [theme for theme in kept if theme.parent is broad]
        if len(mine) == 1:  # a broad theme with one narrower theme only stands for both
            mine[0].parent = None
        elif mine:
            _hold(broad, [key for theme in mine for key in theme.text_ids])
            families.append(broad)
    alone = [theme for theme in kept if theme.parent is None]
    return [*families, *alone, *(theme for theme in kept if theme.parent is not None)]


def _hold(theme: Theme, keys: list[int]) -> None:
    theme.text_ids = sorted(keys)
    inside = set(keys)
    quotes = [key for key in theme.quote_ids if key in inside]
    theme.quote_ids = quotes or theme.text_ids[:QUOTES]


def _refresh(theme: Theme) -> None:
    """Sorted, quoted, and accepted still where it is still the same theme."""
    _hold(theme, theme.text_ids)
    if not theme.is_accepted:
        return
    then, now = set(theme.accepted_ids), set(theme.text_ids)
    if len(then & now) < SAME * len(then | now):
        theme.is_accepted, theme.was_accepted = False, True
