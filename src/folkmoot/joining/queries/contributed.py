"""How many people said something that stands, by link, first day and answer: for reach."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import numpy as np

from folkmoot.activities.queries import cast_counts, first_days, voted
from folkmoot.core.ids import to_ref
from folkmoot.participants.models import Participant, UntiedProgramme
from folkmoot.participants.queries import (
    Segments,
    contributed_by_channel,
    contributors,
    segments_of,
    spoke_by_row,
    untied,
)
from folkmoot.programmes.models import Programme
from folkmoot.published.queries import told
from folkmoot.published.registry import Figure

Answer = tuple[UUID, str]  # a question on joining and what was answered


@dataclass(frozen=True, slots=True)
class ContributorCounts:
    """Exact numbers of people who said something, as of a batch: to be rounded before anybody
    sees them.

    ``by_channel`` by channel id (None: no channel), ``by_day`` by the first day on which they
    said something. ``by_segment`` counts those whose answer is kept; ``answers`` everybody whose
    answer is kept, whether they said something or not.
    """

    total: int
    by_channel: dict[int | None, int] = field(default_factory=dict)
    by_day: dict[date, int] = field(default_factory=dict)
    by_segment: dict[Answer, int] = field(default_factory=dict)
    answers: dict[Answer, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contributed:
    """The same as plain numbers and texts: (question, answer, who said something, who answered)."""

    total: int
    by_channel: tuple[tuple[int | None, int], ...]
    by_day: tuple[tuple[str, int], ...]
    by_answer: tuple[tuple[str, str, int, int], ...]


def contributed(programme: Programme) -> ContributorCounts:
    found = told(programme, CONTRIBUTED)
    return ContributorCounts(
        total=found.total,
        by_channel=dict(found.by_channel),
        by_day={date.fromisoformat(day): number for day, number in found.by_day},
        by_segment={(UUID(key), said): spoke for key, said, spoke, _ in found.by_answer},
        answers={(UUID(key), said): kept for key, said, _, kept in found.by_answer},
    )


def _contributed(programme: Programme) -> Contributed:
    """In a fixed number of statements."""
    found = segments_of(programme.pk)
    if (kept := untied(programme.pk)) is not None:
        return _as_kept(kept, found)
    first = first_days(programme.pk)
    spoke = np.isin(found.participants, np.fromiter(first, np.int64, len(first)))
    days: dict[date, int] = {}
    for person in found.participants[spoke].tolist():
        days[first[person]] = days.get(first[person], 0) + 1
    said: list[tuple[str, str, int, int]] = []
    for column, question in enumerate(found.questions):
        codes = found.codes[:, column]
        for code, value in enumerate(found.values[column]):
            here = codes == code
            said.append((str(question), value, int((here & spoke).sum()), int(here.sum())))
    return Contributed(
        total=int(spoke.sum()),
        by_channel=tuple(
            contributors(programme.pk, spoke_by_row(programme.pk, first.keys())).items()
        ),
        by_day=tuple((day.isoformat(), number) for day, number in sorted(days.items())),
        by_answer=tuple(said),
    )


CONTRIBUTED = Figure("contributed", Contributed, _contributed)


def _as_kept(kept: UntiedProgramme, found: Segments) -> Contributed:
    """Once ties have gone, as they were counted then, less what was taken back since."""
    spoke = {(question, value): number for question, value, number in kept.by_answer}
    return Contributed(
        total=kept.contributed,
        by_channel=tuple(contributed_by_channel(kept.pk).items()),
        by_day=tuple((day, number) for day, number in sorted(kept.by_day.items()) if number),
        by_answer=tuple(
            (
                str(question),
                value,
                spoke.get((str(question), value), 0),
                int((found.codes[:, column] == code).sum()),
            )
            for column, question in enumerate(found.questions)
            for code, value in enumerate(found.values[column])
        ),
    )


def to_keep(programme: Programme, day: date) -> UntiedProgramme:
    """What is counted by people, just before their rows stop saying whose they are."""
    people = Participant.objects.filter(programme=programme, is_practice=False)
    now = _contributed(programme)
    return UntiedProgramme(
        programme=programme,
        untied_on=day,
        contributed=now.total,
        voted=people.filter(voted()).count(),
        by_channel={
            str(channel or ""): number
            for channel, number in spoke_by_row(programme.pk, first_days(programme.pk)).items()
        },
        by_day=dict(now.by_day),
        by_question={
            to_ref(question): number
            for count in cast_counts(programme)
            for question, number in count.voters
        },
        by_answer=sorted([key, value, spoke] for key, value, spoke, _ in now.by_answer),
    )
