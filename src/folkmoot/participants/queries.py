"""Everything that reads voices: counts and plain arrays, never a row that names anybody."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from folkmoot.participants.models import Participant, Segment

UNSAID = -1


@dataclass(frozen=True, slots=True)
class Segments:
    """Who answered what on joining, rehearsals left out.

    ``participants`` has shape (n,) and holds every voice, sorted by its random id.
    ``codes`` has shape (n, questions): the place of the answer in ``values[question]``, or
    -1 where the person preferred not to say or too few others gave the same answers.
    """

    participants: NDArray[np.int64]
    questions: tuple[UUID, ...]
    values: tuple[tuple[str, ...], ...]
    codes: NDArray[np.int16]


def arrivals(programme_id: UUID) -> dict[int | None, int]:
    """How many joined by each channel (None: no channel), rehearsals left out."""
    joined = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    return dict(joined.order_by().values_list("channel_id").annotate(joined=Count("pk")))


def arrivals_by_day(programme_id: UUID) -> tuple[tuple[date, int], ...]:
    joined = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    days = joined.order_by("joined_on").values_list("joined_on").annotate(number=Count("pk"))
    return tuple(days)


def segments_of(programme_id: UUID) -> Segments:
    """All segments as plain arrays, for analysis: two statements, however many people."""
    people = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    ids = np.fromiter(people.order_by("pk").values_list("pk", flat=True).iterator(), np.int64)
    rows = Segment.objects.filter(
        participant__programme_id=programme_id, participant__is_practice=False
    ).values_list("participant_id", "question", "value")
    said = list(rows.iterator())
    questions = tuple(sorted({question for _, question, _ in said}, key=str))
    values = tuple(
        tuple(sorted({v for _, q, v in said if q == question})) for question in questions
    )
    column = {question: place for place, question in enumerate(questions)}
    code = [{value: place for place, value in enumerate(given)} for given in values]
    codes = np.full((len(ids), len(questions)), UNSAID, dtype=np.int16)
    if said:
        people_of = np.array([row[0] for row in said], dtype=np.int64)
        columns = np.array([column[row[1]] for row in said])
        places = [code[column[question]][value] for _, question, value in said]
        codes[np.searchsorted(ids, people_of), columns] = places
    return Segments(participants=ids, questions=questions, values=values, codes=codes)
