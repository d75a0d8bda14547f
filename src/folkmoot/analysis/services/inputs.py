"""Which input a new run is made on: what was said up to now, or an earlier run's.

Two inputs, or the results made on them, that differ by a few people show what those few said.
A new input is therefore frozen only once at least k people have spoken, or taken something back,
since each of those before; until then that one is used again. So that the last ones are heard at
all, what k people had said waits while a programme is open, and comes in with them at the close
(queries.waiting). And where fewer than k people took something back since a result was worked out,
no result is made on what is left of its input (services.rerunning).
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
from folkmoot.analysis.queries.contributions import Contributions, Dated, Ints, gather_dated
from folkmoot.analysis.queries.people import places
from folkmoot.analysis.queries.waiting import draw, leave_out
from folkmoot.analysis.services import forgetting, frozen
from folkmoot.analysis.services.canonical_order import TEXT, fingerprints
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.programmes.models import Programme, Stage


class NothingSaid(DomainError):
    """There is no contribution to analyse yet."""


class TooFewYet(DomainError):
    """While a programme is open some must wait, and too few have spoken for that."""


class TooFewTakenBack(DomainError):
    """A result now would show what fewer than k people took back."""


@dataclass(frozen=True, slots=True)
class Input:
    """A frozen file; ``same_as`` is the number of the run it was made for, None for a new one.

    ``used`` are the smallest groups with which the same people's words were analysed before, the
    first one first.
    """

    name: str
    digest: str
    same_as: int | None
    used: tuple[int, ...] = ()


def bring_up_to_date(programme: Programme, at: datetime) -> None:
    """Before choosing: what was taken back leaves the newest input, whatever is chosen then."""
    run = _newest(programme)
    if run is not None:
        forgetting.forget(programme.pk, at=at, names={run.frozen.name or ""})


def choose(programme: Programme, at: datetime) -> Input:
    said = gather_dated(programme)
    given: Contributions | None = said.given
    if said.given.is_empty:
        raise NothingSaid(_("Nothing has been said yet. Analyse once the first ideas are in."))
    k, earlier = programme.organisation.smallest_group, list(_earlier(programme))
    if programme.stage(at) is Stage.OPEN:
        given = _less_who_wait(said, [before for _, before in earlier], k)
        if given is None and not earlier:
            raise TooFewYet(too_few(k))
    alike = []
    for run, before in earlier:
        new, left = changed(before, given or before), int(before.people_reduced.sum())
        if given and new + left >= k:
            continue
        if given and not left and not differs(before, given):
            alike.append(run.frozen.name or "")  # but for what staff changed
            continue
        if left:
            raise TooFewTakenBack(stands(run.number, k))
        name = run.frozen.name or ""
        used = _smallest_groups(programme, [*alike, name])
        return Input(name, run.frozen_hash, run.same_input_as or run.number, used)
    assert given is not None  # where it is not, an earlier input was used
    content, digest = frozen.freeze(given)
    name = frozen.store(content, digest, day_of(at))
    return Input(name, digest, None, _smallest_groups(programme, alike))


def _less_who_wait(said: Dated, earlier: list[Contributions], k: int) -> Contributions | None:
    """What an open programme's input may hold; None where too few have spoken for any.

    Where nobody is known to have said anything (notes of an event) nobody needs to wait.
    """
    if not len(said.given.people_marks):
        return said.given
    waiting = draw(said.given, earlier, k)
    if waiting is None:
        return None
    given = leave_out(said, waiting)
    return given if earlier or len(given.people_marks) >= k else None


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
    if 0 < int(given.people_reduced.sum()) < k or given.untied.any():
        raise TooFewTakenBack(stands(run.number, k))


def too_few(k: int) -> str:
    return _(
        "Too few people have taken part for an analysis while the programme is open. What "
        "%(smallest)s of them said must wait for the close, and at least %(smallest)s must be "
        "left. Analyse again once more have taken part, or after the close."
    ) % {"smallest": k}


def stands(number: int, k: int) -> str:
    return words.told(words.STANDS % {"run": number, "smallest": k})


def _smallest_groups(programme: Programme, names: list[str]) -> tuple[int, ...]:
    """With which results on these inputs were made."""
    used = _done(programme).filter(frozen__in=names).order_by("number")
    chosen = used.values_list("parameters", flat=True)
    return tuple(dict.fromkeys(one["smallest_group"] for one in chosen if "smallest_group" in one))


def _newest(programme: Programme) -> Run | None:
    return _done(programme).first()


def _done(programme: Programme) -> QuerySet[Run]:
    return Run.objects.filter(programme=programme, state=Run.State.DONE).defer("result")


def _earlier(programme: Programme) -> Iterator[tuple[Run, Contributions]]:
    """Every input that a result stands on, the newest first: what moderators or staff hide and
    show again must not bring one back with a few people's changes."""
    seen = set[str]()
    runs = sorted(_done(programme), key=lambda run: -(run.same_input_as or run.number))
    for run in runs:
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
