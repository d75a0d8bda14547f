"""Which input a new run is made on: what was said up to now, or an earlier run's.

Two inputs, or the results made on them, that differ by a few people show what those few said.
While a programme is open a new input is therefore frozen only once at least k people have
spoken, or taken something back, since each of those before; until then that one is used again.
And where fewer than k people took something back since a result was worked out, no result is made
on what is left of its input (services.rerunning).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from folkmoot.analysis.models import Run
from folkmoot.analysis.presenting import stored_words as words
from folkmoot.analysis.queries.by_person import (
    Words64,
    kept,
    row_marks,
    says_something,
    still_asked,
)
from folkmoot.analysis.queries.contributions import Contributions, Ints, gather
from folkmoot.analysis.queries.people import places
from folkmoot.analysis.services import forgetting, frozen
from folkmoot.analysis.services.canonical_order import TEXT, fingerprints
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.programmes.models import Programme, Stage


class NothingSaid(DomainError):
    """There is no contribution to analyse yet."""


class TooFewTakenBack(DomainError):
    """A result now would show what fewer than k people took back."""


@dataclass(frozen=True, slots=True)
class Input:
    """A frozen file; ``same_as`` is the number of the run it was made for, None for a new one."""

    name: str
    digest: str
    same_as: int | None


def bring_up_to_date(programme: Programme, at: datetime) -> None:
    """Before choosing: what was taken back leaves the newest input, whatever is chosen then."""
    run = _newest(programme)
    if run is not None:
        forgetting.forget(programme.pk, at=at, names={run.frozen.name or ""})


def choose(programme: Programme, at: datetime) -> Input:
    given = gather(programme)
    if given.is_empty:
        raise NothingSaid(_("Nothing has been said yet. Analyse once the first ideas are in."))
    k, is_open = programme.organisation.smallest_group, programme.stage(at) is Stage.OPEN
    for run, before in _earlier(programme):
        new, left = changed(before, given), int(before.people_reduced.sum())
        few = new + left < k and (left or differs(before, given))
        if few and left and (new == 0 or is_open):
            raise TooFewTakenBack(stands(run.number, k))
        if few and not left and is_open:
            return Input(run.frozen.name or "", run.frozen_hash, run.same_input_as or run.number)
    content, digest = frozen.freeze(given)
    return Input(frozen.store(content, digest, day_of(at)), digest, None)


def changed(before: Contributions, now: Contributions) -> int:
    """How many people said or voted something that they had not, or took a single vote, rating,
    ranking, choice or answer back.

    Whoever left altogether is counted apart. Whoever leaves a question empty hides nobody.
    """
    return len(_who_differs(before, now, or_why_not=False))


def differs(before: Contributions, now: Contributions) -> bool:
    """Whether anybody but staff changed anything at all: why they answered nothing, too."""
    return len(_who_differs(before, now, or_why_not=True)) > 0


def check_may_repeat(run: Run) -> None:
    """Raises TooFewTakenBack where a few people have left the input since its result."""
    given = frozen.thaw(run.frozen.name or "", run.frozen_hash)
    k = run.programme.organisation.smallest_group
    if 0 < int(given.people_reduced.sum()) < k:
        raise TooFewTakenBack(stands(run.number, k))


def stands(number: int, k: int) -> str:
    return words.told(words.STANDS % {"run": number, "smallest": k})


def _newest(programme: Programme) -> Run | None:
    return _done(programme).first()


def _done(programme: Programme) -> QuerySet[Run]:
    return Run.objects.filter(programme=programme, state=Run.State.DONE).defer("result")


def _earlier(programme: Programme) -> Iterator[tuple[Run, Contributions]]:
    """Every input that a result stands on, the newest first: what moderators or staff hide and
    show again must not bring one back with a few people's changes."""
    seen = set[str]()
    for run in _done(programme):
        name = run.frozen.name or ""
        if name in seen:
            continue
        seen.add(name)
        try:
            given = frozen.thaw(name, run.frozen_hash)
        except frozen.Tampered:
            continue
        # Made by an earlier version, or with another secret: nobody in it can be told apart.
        if forgetting.can_tell_people(given, programme.pk):
            yield run, given


def _as_asked(before: Contributions, now: Contributions) -> Contributions:
    """Without votes on ideas that are hidden now or taken back, and what staff ask no more."""
    votes = np.isin(before.vote_ideas, now.text_ids)
    asked = {
        name: still_asked(some, now.by_person[name]) for name, some in before.by_person.items()
    }
    return replace(
        before,
        **asked,  # type: ignore[arg-type]
        vote_people=before.vote_people[votes],
        vote_ideas=before.vote_ideas[votes],
        vote_stances=before.vote_stances[votes],
    )


def _who_differs(before: Contributions, now: Contributions, *, or_why_not: bool) -> Ints:
    before = _as_asked(before, now)
    then_people, now_people = len(before.people_marks), len(now.people_marks)
    place = places(now.people_marks, before.people_marks)
    known = np.where(place >= 0, place + 1, then_people + np.arange(1, now_people + 1))
    there, then = _rows(before, np.arange(then_people + 1), or_why_not)
    here, since = _rows(now, np.concatenate([[0], known]), or_why_not)
    new = (here > 0) & ~np.isin(since, then)
    gone = (there > 0) & ~np.isin(then, since) & ~_are_texts(before, len(there))
    return np.union1d(here[new], there[gone])


def _rows(given: Contributions, number: Ints, or_why_not: bool) -> tuple[Ints, Words64]:
    """The person (renumbered) of every vote, text and other row, and one 64-bit number for all
    that it says, with its person."""
    others = [
        kept(some, says_something(some, or_why_not=or_why_not)) for some in given.by_person.values()
    ]
    people = np.concatenate(
        [given.vote_people, given.text_authors, *(some.participants for some in others)]
    )
    said = np.concatenate(
        [
            fingerprints(given.vote_ideas, given.vote_stances),
            fingerprints(given.text_ids, np.full(len(given.text_ids), TEXT)),
            *(row_marks(some) for some in others),
        ]
    )
    return number[people], fingerprints(said, number[people])


def _are_texts(given: Contributions, rows: int) -> NDArray[np.bool_]:
    """The rows of ``_rows`` that are texts: forgetting counts those that are taken back."""
    place = np.arange(rows) - len(given.vote_people)
    return (place >= 0) & (place < len(given.text_ids))
