"""Everything that reads voices: counts and plain arrays, never a row that names anybody."""

from array import array
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

import numpy as np
from django.db.models import Count
from numpy.typing import NDArray

from folkmoot.activities.queries import first_days
from folkmoot.participants.models import (
    ChannelTotal,
    DayTotal,
    Participant,
    Segment,
    UntiedProgramme,
)

UNSAID = -1
Key = TypeVar("Key")


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


def joined_total(programme_id: UUID) -> int:
    return Participant.objects.filter(programme_id=programme_id, is_practice=False).count()


def arrivals(programme_id: UUID) -> dict[int | None, int]:
    """How many joined by each channel (None: no channel), rehearsals left out.

    Those are counted, too, whose rows no longer say by which they came.
    """
    joined = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    live = dict(joined.order_by().values_list("channel_id").annotate(joined=Count("pk")))
    moved = ChannelTotal.objects.filter(programme_id=programme_id)
    return restored(live, dict(moved.values_list("channel_id", "joined")), None)


def untied(programme_id: UUID) -> UntiedProgramme | None:
    """What was counted by people when ties went; None while they are there."""
    return UntiedProgramme.objects.filter(pk=programme_id).first()


def contributors(programme_id: UUID, live: Mapping[int | None, int]) -> dict[int | None, int]:
    """Counts of people who spoke, by the channel in their rows, put back to that they came by."""
    moved = ChannelTotal.objects.filter(programme_id=programme_id)
    return restored(live, dict(moved.values_list("channel_id", "contributed")), None)


def contributed_by_channel(
    programme_id: UUID, spoke: Container[int] | None = None
) -> dict[int | None, int]:
    """Counts of people who said something that stands, by the channel that they came by.

    ``spoke`` holds their ids, where the caller knows them already.
    """
    if (kept := untied(programme_id)) is not None:
        counted = {int(key) if key else None: number for key, number in kept.by_channel.items()}
        return contributors(programme_id, counted)
    known = first_days(programme_id).keys() if spoke is None else spoke
    return contributors(programme_id, spoke_by_row(programme_id, known))


def spoke_by_row(programme_id: UUID, known: Container[int]) -> dict[int | None, int]:
    """The same by the channel that rows name now: they forget rare links when the key goes."""
    people = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    by_row: dict[int | None, int] = {}
    for person, channel in people.order_by().values_list("pk", "channel_id").iterator():
        if person in known:
            by_row[channel] = by_row.get(channel, 0) + 1
    return by_row


def arrivals_by_day(programme_id: UUID) -> tuple[tuple[date, int], ...]:
    """The same figures before and after rows have forgotten their days."""
    joined = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    days = joined.order_by("joined_on").values_list("joined_on").annotate(number=Count("pk"))
    live = dict(days)
    moved = DayTotal.objects.filter(programme_id=programme_id)
    if not live:
        return ()
    counts = restored(live, dict(moved.values_list("day", "joined")), min(live))
    return tuple(sorted(counts.items()))


def restored(live: Mapping[Key, int], moved: Mapping[Key, int], base: Key) -> dict[Key, int]:
    """Counts as they were before ``moved`` went from their keys to ``base``.

    Nobody knows any more to which key those belonged who have taken their voice back since:
    they are counted out of ``base`` first, then where most were moved, so that sums hold.
    """
    counts = dict(live)
    left = counts.pop(base, 0)
    for key, number in sorted(moved.items(), key=lambda one: (one[1], str(one[0]))):
        back = min(number, left)
        counts[key] = counts.get(key, 0) + back
        left -= back
    counts[base] = counts.get(base, 0) + left
    return {key: number for key, number in counts.items() if number}


def segments_of(programme_id: UUID) -> Segments:
    """All segments as plain arrays, for analysis: two statements, however many people."""
    people = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    ids = np.fromiter(people.order_by("pk").values_list("pk", flat=True).iterator(), np.int64)
    rows = Segment.objects.filter(
        participant__programme_id=programme_id, participant__is_practice=False
    ).values_list("participant_id", "question", "value")
    # Numbers from the first row on: names are few, and rows may be many.
    seen: dict[UUID, dict[str, int]] = {}
    person, column, place = array("q"), array("h"), array("h")
    columns: dict[UUID, int] = {}
    for person_id, question, value in rows.iterator():
        given = seen.setdefault(question, {})
        person.append(person_id)
        column.append(columns.setdefault(question, len(columns)))
        place.append(given.setdefault(value, len(given)))
    questions = tuple(sorted(seen, key=str))
    values = tuple(tuple(sorted(seen[question])) for question in questions)
    codes = np.full((len(ids), len(questions)), UNSAID, dtype=np.int16)
    who = np.searchsorted(ids, np.frombuffer(person, np.int64)) if person else np.zeros(0, int)
    asked, said = np.array(column, np.int16), np.array(place, np.int16)
    for number, question in enumerate(questions):
        here = asked == columns[question]
        rank = {value: code for code, value in enumerate(values[number])}
        codes_of = np.array([rank[value] for value in seen[question]], dtype=np.int16)
        codes[who[here], number] = codes_of[said[here]]
    return Segments(participants=ids, questions=questions, values=values, codes=codes)
