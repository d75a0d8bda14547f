"""How many joined, by day, channel and segment, by the last batch: all that outreach may see."""

import json
import struct
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import numpy as np

from folkmoot.core.lots import lot
from folkmoot.joining import keys
from folkmoot.joining.models import (
    JoiningSettings,
    Mode,
    SegmentCell,
    SegmentTotal,
    WaitingAnswers,
)
from folkmoot.joining.queries.gateway import JoiningQuestion, questions_of
from folkmoot.joining.queries.joining_settings import codes_left, mode_of
from folkmoot.participants import queries as participants
from folkmoot.participants.models import Segment
from folkmoot.programmes.models import Programme, Stage
from folkmoot.programmes.registry import JoinedCount
from folkmoot.published.queries import told
from folkmoot.published.registry import Figure
from insight.disclosure import batch_floor, suppress_counts

RUN, ONE = "segment-run", "segment-one"
HEAD = struct.Struct(">bB")  # before each person's rows: the sign, and how many follow


@dataclass(frozen=True, slots=True)
class JoinedBy:
    """One question on joining. ``counts`` pairs each answer with how many gave it, in whole
    groups of k; None where it cannot be shown."""

    question: UUID
    text: str
    attribute: str
    is_how_heard: bool
    counts: tuple[tuple[str, int | None], ...]

    @property
    def options(self) -> list[str]:
        return [option for option, _ in self.counts]


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Exact counts of people who joined, rehearsals left out: by channel id (None: the plain
    link), and by day (ISO 8601)."""

    by_channel: tuple[tuple[int | None, int], ...]
    by_day: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Answered:
    """By question on joining (its id) and answer, suppressed and in whole groups of k: exact
    counts, stored at two moments, would tell what the one who came between them answered."""

    shown: tuple[tuple[str, str, int | None], ...]


def _arrivals(programme: Programme) -> Arrivals:
    days = participants.arrivals_by_day(programme.pk)
    return Arrivals(
        by_channel=tuple(participants.arrivals(programme.pk).items()),
        by_day=tuple((day.isoformat(), number) for day, number in days),
    )


def _answered(programme: Programme) -> Answered:
    questions = questions_of(programme)
    exact = exact_counts(programme, questions)
    return Answered(tuple(row for one in questions for row in _shown(programme, one, exact)))


ARRIVALS = Figure("arrivals", Arrivals, _arrivals)
ANSWERED = Figure("answers-on-joining", Answered, _answered)


def joined_total(programme: Programme) -> int:
    return sum(number for _, number in told(programme, ARRIVALS).by_channel)


def arrivals(programme: Programme) -> dict[int | None, int]:
    """By channel id (None: the plain link)."""
    return dict(told(programme, ARRIVALS).by_channel)


def publishable_joined(programme: Programme, at: datetime | None) -> JoinedCount:
    """As far as pages may tell. Where people are invited it moves by whole groups of k until the
    close, and for everybody by batches: whoever knows whom they told to join would else see one
    more voice arrive.
    """
    total, k = joined_total(programme), programme.organisation.smallest_group
    is_over = at is not None and programme.stage(at) is Stage.CLOSED
    if mode_of(programme.pk) == Mode.OPEN or (is_over and total >= k):
        return JoinedCount(total, total)
    floor = int(batch_floor(total, k))
    return JoinedCount(floor, floor + k - 1)


def publishable_codes_left(programme: Programme) -> JoinedCount:
    """Codes that nobody has used, in whole groups of k: one fewer would tell who came just now.

    Those that have been used since the last batch count as waiting: one code is one voice.
    """
    k = programme.organisation.smallest_group
    since = participants.joined_total(programme.pk) - joined_total(programme)
    floor = int(batch_floor(codes_left(programme) + max(since, 0), k))
    return JoinedCount(floor, floor + k - 1)


def joined_by_day(programme: Programme) -> tuple[tuple[date, int], ...]:
    """Totals of the whole crowd."""
    days = told(programme, ARRIVALS).by_day
    return tuple((date.fromisoformat(day), number) for day, number in days)


def joined_by_channel(programme: Programme) -> dict[int | None, int]:
    """By channel id (None: the plain link), rounded down to whole groups of k."""
    k = programme.organisation.smallest_group
    return {channel: number - number % k for channel, number in arrivals(programme).items()}


def joined_by_segment(programme: Programme) -> list[JoinedBy]:
    """By each question on joining, suppressed; figures move by whole groups of k."""
    shown = {(key, option): n for key, option, n in told(programme, ANSWERED).shown}
    return [
        JoinedBy(
            question=question.pk,
            text=question.text,
            attribute=question.attribute,
            is_how_heard=question.is_how_heard,
            counts=tuple((o, shown.get((str(question.pk), o))) for o in question.options),
        )
        for question in questions_of(programme)
    ]


def _shown(
    programme: Programme, question: JoiningQuestion, exact: dict[tuple[UUID, str], int]
) -> list[tuple[str, str, int | None]]:
    k = programme.organisation.smallest_group
    numbers = [exact.get((question.pk, option), 0) for option in question.options]
    # Hidden by the true numbers, then rounded down: the other way round hides more than it must.
    safe = suppress_counts(np.array(numbers), k=k, seed=lot(f"joined:{programme.pk}:{question.pk}"))
    return [
        (str(question.pk), option, int(batch_floor(int(number), k)) if is_shown else None)
        for option, number, is_shown in zip(
            question.options, safe.counts.data, safe.shown, strict=True
        )
    ]


def exact_counts(
    programme: Programme, questions: list[JoiningQuestion] | None = None
) -> dict[tuple[UUID, str], int]:
    """True numbers by question and answer, those included who are not stored so."""
    questions = questions_of(programme) if questions is None else questions
    settings = JoiningSettings.objects.filter(pk=programme.pk).first()
    if settings is not None and settings.key_destroyed_on is not None:
        totals = SegmentTotal.objects.filter(question__in=[one.pk for one in questions])
        return {(total.question_id, total.value): total.number for total in totals}
    if mode_of(programme.pk) != Mode.OPEN and keys.exists(programme.pk):
        return _keyed(programme, questions)
    counted: dict[tuple[UUID, str], int] = {}
    said = Segment.objects.filter(
        participant__programme=programme, participant__is_practice=False
    ).values_list("question", "value")
    for one in said.iterator():
        counted[one] = counted.get(one, 0) + 1
    return counted


def _keyed(programme: Programme, questions: list[JoiningQuestion]) -> dict[tuple[UUID, str], int]:
    cells = {
        cell_of(programme, ONE, [(question.pk, option)]): (question.pk, option)
        for question in questions
        for option in question.options
    }
    met = Counter(dict(SegmentCell.objects.filter(pk__in=cells).values_list("pk", "met")))
    met.update(as_one(waiting_answers(programme)))
    return {cells[pk]: max(number, 0) for pk, number in met.items() if pk in cells}


@dataclass(frozen=True, slots=True)
class Counted:
    """What one person said (``sign`` 1) or took back (-1), as the rows that count it."""

    sign: int
    cells: tuple[int, ...]


def waiting_answers(programme: Programme) -> list[Counted]:
    """Said or taken back, and in no row that counts yet; fewer than k people's."""
    row = WaitingAnswers.objects.filter(pk=programme.pk).first()
    if row is None:
        return []
    try:
        packed = keys.open_words(programme.pk, 0, bytes(row.sealed))
    except keys.KeyIsGone:
        return []  # sealed with a key of another day
    found, at = [], 0
    while at + HEAD.size <= len(packed):
        sign, number = HEAD.unpack_from(packed, at)
        if not number:
            break
        cells = struct.unpack_from(f">{number}q", packed, at + HEAD.size)
        found.append(Counted(sign, cells))
        at += HEAD.size + 8 * number
    return found


def as_one(waiting: Iterable[Counted]) -> Counter[int]:
    """How much each row that counts is off by what waits."""
    change: Counter[int] = Counter()
    for one in waiting:
        for cell in one.cells:
            change[cell] += one.sign
    return change


def cell_of(programme: Programme, kind: str, said: Sequence[tuple[UUID, str]]) -> int:
    """The row that counts these answers, findable with the programme's key alone."""
    told = json.dumps([[str(question), value] for question, value in said])
    return keys.row_id(programme.pk, kind, told.encode())
