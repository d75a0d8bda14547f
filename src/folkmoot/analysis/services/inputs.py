"""Which input a new run is made on: what was said up to now, or an earlier run's.

Two inputs, or the results made on them, that differ by a few people show what those few said.
While a programme is open a new input is therefore frozen only once at least k people have
spoken, or taken something back, since the last; until then the last one is used again. And
where fewer than k people took something back since a result was worked out, no result is made
on what is left of its input (services.rerunning).
"""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from folkmoot.analysis.models import Run
from folkmoot.analysis.presenting import stored_words as words
from folkmoot.analysis.queries.by_person import Words64, row_marks
from folkmoot.analysis.queries.contributions import Contributions, Ints, gather
from folkmoot.analysis.queries.people import places
from folkmoot.analysis.services import forgetting, frozen
from folkmoot.analysis.services.canonical_order import TEXT, fingerprints
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.programmes.models import Programme, Stage


class NothingSaid(DomainError):
    """There is no contribution to analyse yet."""


class StandsAsItIs(DomainError):
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
    last = _last(programme)
    if last is not None:
        k = programme.organisation.smallest_group
        run, before = last
        new, left = changed(before, given), int(before.people_reduced.sum())
        few = 0 < new + left < k
        if few and left and (new == 0 or programme.stage(at) is Stage.OPEN):
            raise StandsAsItIs(stands(run.number, k))
        if few and not left and programme.stage(at) is Stage.OPEN:
            return Input(run.frozen.name or "", run.frozen_hash, run.same_input_as or run.number)
    content, digest = frozen.freeze(given)
    return Input(frozen.store(content, digest, day_of(at)), digest, None)


def changed(before: Contributions, now: Contributions) -> int:
    """How many people said or voted something that they had not, or took a single vote, rating,
    ranking, choice or answer back: whoever left altogether is counted apart."""
    then_people, now_people = len(before.people_marks), len(now.people_marks)
    place = places(now.people_marks, before.people_marks)
    number = np.concatenate([[0], place + 1])  # of now's people among those before, 0: new
    there, then = _rows(before, np.arange(then_people + 1))
    here, since = _rows(now, number)
    new = (here > 0) & ~np.isin(since, then)
    gone = (there > 0) & ~np.isin(then, since) & _may_go(before, now)
    known_as = np.where(number > 0, number, then_people + np.arange(now_people + 1))
    return len(np.union1d(known_as[here[new]], there[gone]))


def check_may_repeat(run: Run) -> None:
    """Raises StandsAsItIs where a few people have left the input since its result."""
    given = frozen.thaw(run.frozen.name or "", run.frozen_hash)
    k = run.programme.organisation.smallest_group
    if 0 < int(given.people_reduced.sum()) < k:
        raise StandsAsItIs(stands(run.number, k))


def stands(number: int, k: int) -> str:
    return words.told(words.STANDS % {"run": number, "smallest": k})


def _newest(programme: Programme) -> Run | None:
    done = Run.objects.filter(programme=programme, state=Run.State.DONE)
    return done.defer("result").first()


def _last(programme: Programme) -> tuple[Run, Contributions] | None:
    """The newest finished run and its input."""
    run = _newest(programme)
    if run is None:
        return None
    try:
        given = frozen.thaw(run.frozen.name or "", run.frozen_hash)
    except frozen.Tampered:
        return None
    # Made by an earlier version, or with another secret: nobody in it can be told apart.
    return (run, given) if forgetting.can_tell_people(given, programme.pk) else None


def _rows(given: Contributions, number: Ints) -> tuple[Ints, Words64]:
    """The person of every vote, text and other row, and one 64-bit number for all that it says,
    with its person (renumbered)."""
    others = given.by_person.values()
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
    return people, fingerprints(said, number[people])


def _may_go(before: Contributions, now: Contributions) -> NDArray[np.bool_]:
    """The rows of ``_rows`` whose end is their person's own act: not a vote on an idea that is
    hidden now or taken back, nor a text, which forgetting counts."""
    others = sum(len(some.participants) for some in before.by_person.values())
    return np.concatenate(
        [
            np.isin(before.vote_ideas, now.text_ids),
            np.zeros(len(before.text_ids), bool),
            np.ones(others, bool),
        ]
    )
