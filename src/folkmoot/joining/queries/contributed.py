"""How many people said something that stands, by link, first day and answer: for reach."""

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

import numpy as np

from folkmoot.activities.queries import first_days
from folkmoot.participants.queries import contributed_by_channel, segments_of

Answer = tuple[UUID, str]  # a question on joining and what was answered


@dataclass(frozen=True, slots=True)
class ContributorCounts:
    """Exact numbers of people who said something: to be rounded before anybody sees them.

    ``by_channel`` by channel id (None: no channel), ``by_day`` by the first day on which they
    said something. ``by_segment`` counts those whose answer is kept; ``answers`` everybody whose
    answer is kept, whether they said something or not.
    """

    total: int
    by_channel: dict[int | None, int] = field(default_factory=dict)
    by_day: dict[date, int] = field(default_factory=dict)
    by_segment: dict[Answer, int] = field(default_factory=dict)
    answers: dict[Answer, int] = field(default_factory=dict)


def contributed(programme_id: UUID) -> ContributorCounts:
    """Exact counts, in a fixed number of statements; whoever shows them rounds them."""
    first = first_days(programme_id)
    found = segments_of(programme_id)
    spoke = np.isin(found.participants, np.fromiter(first, np.int64, len(first)))
    days: dict[date, int] = {}
    for person in found.participants[spoke].tolist():
        days[first[person]] = days.get(first[person], 0) + 1
    said: dict[tuple[UUID, str], tuple[int, int]] = {}
    for column, question in enumerate(found.questions):
        codes = found.codes[:, column]
        for code, value in enumerate(found.values[column]):
            here = codes == code
            said[question, value] = (int((here & spoke).sum()), int(here.sum()))
    return ContributorCounts(
        total=int(spoke.sum()),
        by_channel=contributed_by_channel(programme_id, first.keys()),
        by_day=days,
        by_segment={key: spoken for key, (spoken, _) in said.items()},
        answers={key: kept for key, (_, kept) in said.items()},
    )
