"""What people take back leaves the frozen inputs too.

A frozen input is there so that a result can be repeated; a person's wish that their words
be gone weighs more. Texts are blanked and their author forgotten; of somebody who has left
altogether every vote goes, too. The file is stored anew, and the run says how much left it.
Results stand until enough people have left to work them out anew (services.rerunning).
"""

import logging
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F
from numpy.typing import NDArray

from folkmoot.activities.queries import kept_ids
from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries.by_person import Some, kept
from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.analysis.queries.people import Marks, marks_of, places, secret_mark
from folkmoot.analysis.queries.result import fingerprint
from folkmoot.analysis.queries.untied_inputs import taken_back, without_votes
from folkmoot.analysis.queries.visible_texts import redact, words_in
from folkmoot.analysis.services import frozen
from folkmoot.core import jobs
from folkmoot.core.days import day_of
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Programme

log = logging.getLogger("folkmoot.analysis")
Flags = NDArray[np.bool_]


def forget_soon(programme_id: UUID) -> None:
    """After the current transaction: single texts taken back do not wait for the night."""
    jobs.enqueue("analysis.forget", programme_id)


@dataclass(frozen=True, slots=True)
class RemainingTexts:
    """What may stay in a programme's inputs: texts by id, people by their marks."""

    programme_id: UUID | str
    texts: set[int]
    people: Marks


def forget(programme_id: UUID | str, *, at: datetime, names: Collection[str] | None = None) -> int:
    """Remove what no longer stands from every input of the programme, or from those named.

    Returns how many texts went. Cheap where there is nothing to do.
    """
    runs = Run.objects.filter(programme_id=programme_id).order_by()
    runs = runs if names is None else runs.filter(frozen__in=names)
    found = sorted(set(runs.values_list("frozen", flat=True)))
    if not found:
        return 0
    voices = Participant.objects.filter(programme_id=programme_id).order_by()
    remaining = RemainingTexts(
        programme_id=programme_id,
        texts=kept_ids(programme_id),
        people=marks_of(programme_id, voices.values_list("pk", flat=True).iterator()),
    )
    return sum(_clear(name, remaining, day_of(at)) for name in found)


def can_tell_people(given: Contributions, programme_id: UUID | str) -> bool:
    """Whether people in this input can be recognised: not in files of earlier versions."""
    return bool(len(given.people_marks)) and np.array_equal(
        given.secret_mark, secret_mark(programme_id)
    )


def store_anew(before: str, given: Contributions, day: date, **changes: Any) -> bool:
    """Put a changed input in the place of the file ``before`` for every run made on it.

    False, and nothing changed, where somebody else was quicker: look again.
    """
    content, digest = frozen.freeze(given)
    stored = frozen.store(content, digest, day)
    with transaction.atomic():
        runs = Run.objects.filter(frozen=before).order_by()
        won = bool(runs.update(frozen=stored, frozen_hash=digest, **changes))
        gone = before if won else stored
        transaction.on_commit(partial(default_storage.delete, gone))
    return won


def _clear(name: str, remaining: RemainingTexts, day: date) -> int:
    """Remove from one file what is not to be kept; how many texts that was."""
    digest = Run.objects.filter(frozen=name).values_list("frozen_hash", flat=True).first()
    try:
        given = frozen.thaw(name, digest or "")
    except frozen.Tampered:
        return 0  # missing or not ours: whoever asks to repeat that run is told
    texts = remaining.texts
    blank = np.array([bool(text) and key not in texts for key, text in _texts(given)], bool)
    left = _who_left(given, remaining)
    votes = _votes_gone(given, remaining)
    if not (blank.any() or left.any() or votes.any()):
        return 0
    now = without(without_votes(given, votes), blank, left)
    lonely = _words_of_one(given, blank)
    with transaction.atomic():
        runs = list(Run.objects.select_for_update().filter(frozen=name).defer("result"))
        removed = {
            "words_removed": F("words_removed") + int(blank.sum()),
            "people_removed": F("people_removed") + int(left.sum()),
            "people_pending": int(now.people_reduced.sum()) + int(now.untied.sum()),
        }
        won = store_anew(name, now, day, **removed)
        for run in runs if won else []:
            _redact_themes(run, lonely)
    return int(blank.sum())


def _texts(given: Contributions) -> list[tuple[int, str]]:
    return list(zip(given.text_ids.tolist(), given.texts, strict=True))


def _words_of_one(given: Contributions, blank: Flags) -> set[str]:
    gone = words_in(text for text, goes in zip(given.texts, blank, strict=True) if goes)
    return gone - words_in(text for text, goes in zip(given.texts, blank, strict=True) if not goes)


def _votes_gone(given: Contributions, remaining: RemainingTexts) -> Flags:
    """Once nobody's votes are known any more, as many of an idea as are missing there."""
    if not len(given.untied):
        return np.zeros(len(given.vote_ideas), bool)
    programme = Programme.objects.get(pk=remaining.programme_id)
    return taken_back(given, programme)


def _who_left(given: Contributions, remaining: RemainingTexts) -> Flags:
    """(p,) True for everybody whose voice is no longer there."""
    known = np.asarray(given.people_marks.any(axis=1), np.bool_)
    if not known.any():
        return known
    if not can_tell_people(given, remaining.programme_id):
        log.warning("an input was frozen with another secret key: votes taken back stay in it")
        return np.zeros(len(known), bool)
    return known & (places(given.people_marks, remaining.people) < 0)


def without(given: Contributions, blank: Flags, left: Flags) -> Contributions:
    """These texts blanked, these people gone with all they did; both noted as taken back."""
    authors = given.text_authors.copy()
    reduced, marks = given.people_reduced.copy(), given.people_marks.copy()
    goes = np.zeros(len(marks) + 1, bool)
    if len(marks):
        touched = authors[blank]
        reduced[touched[touched > 0] - 1] = 1
        reduced[left], marks[left] = 1, 0
        goes[1:] = left
        authors[goes[authors]] = 0
        votes = ~goes[given.vote_people]
    else:
        votes = np.ones(len(given.vote_people), bool)
    authors[blank] = 0
    untied = np.ones_like(given.untied) if blank.any() else given.untied

    def stays(some: Some) -> Some:
        return kept(some, ~goes[some.participants])

    return replace(
        given,
        texts=["" if goes else text for text, goes in zip(given.texts, blank, strict=True)],
        text_authors=authors,
        vote_people=given.vote_people[votes],
        vote_ideas=given.vote_ideas[votes],
        vote_stances=given.vote_stances[votes],
        people_marks=marks,
        people_reduced=reduced,
        untied=untied,
        ratings=stays(given.ratings),
        rankings=stays(given.rankings),
        choices=stays(given.choices),
        answers=stays(given.answers),
        **_of_nowhere(given, blank),
    )


def _of_nowhere(given: Contributions, blank: Flags) -> dict[str, Any]:
    """Where a text came from, and who said it, goes with its words; a source that is nothing
    else's loses its name."""
    if not len(given.text_sources):
        return {}
    names = [*given.source_names] if "" in given.source_names else [*given.source_names, ""]
    sources = np.where(blank, names.index(""), given.text_sources)
    used = set(sources.tolist())
    return {
        "text_sources": sources,
        "text_speakers": np.where(blank, 0, given.text_speakers),
        "source_names": [name if place in used else "" for place, name in enumerate(names)],
    }


def _redact_themes(run: Run, lonely: Collection[str]) -> None:
    """Words that nobody else used leave the names and phrases that the machine chose.

    What people called a theme is theirs. Figures stay as they were published.
    """
    for theme in Theme.objects.filter(run=run):
        before = (theme.name, theme.proposed_name, theme.phrases, theme.merged_from)
        is_unnamed = theme.name == theme.proposed_name
        theme.proposed_name = redact(theme.proposed_name, lonely)
        theme.name = theme.proposed_name if is_unnamed else theme.name
        theme.merged_from = [redact(name, lonely) for name in theme.merged_from]
        theme.phrases = [p for p in theme.phrases if not words_in([p]) & set(lonely)]
        if (theme.name, theme.proposed_name, theme.phrases, theme.merged_from) != before:
            theme.save(update_fields=["name", "proposed_name", "phrases", "merged_from"])
    run.refresh_from_db(fields=["result", "not_carried"])
    told = [
        {**one, "machine": redact(one["machine"], lonely)}
        | ({"name": redact(one["name"], lonely)} if one["name"] == one["machine"] else {})
        for one in run.not_carried
    ]
    if told != run.not_carried:
        run.not_carried = told
        run.save(update_fields=["not_carried"])
    if run.result is None:
        return
    result = {**run.result, "themes": _redacted(run.result["themes"], lonely)}
    if result != run.result:
        run.result, run.result_hash = result, fingerprint(result)
        run.save(update_fields=["result", "result_hash"])


def _redacted(value: Any, lonely: Collection[str]) -> Any:
    """Every name and phrase among the themes of a result, without these words."""
    if isinstance(value, dict):
        return {
            key: [p for p in one if not words_in([p]) & set(lonely)]
            if key == "phrases"
            else redact(one, lonely)
            if key == "name"
            else _redacted(one, lonely)
            for key, one in value.items()
        }
    return [_redacted(one, lonely) for one in value] if isinstance(value, list) else value
