"""How many people said something that stands, by link, first day and answer: for reach."""

from collections.abc import Container
from datetime import date
from itertools import chain
from uuid import UUID

import numpy as np
from django.db.models import Min

from folkmoot.outreach.registry import Contributed
from folkmoot.participants.models import Participant
from folkmoot.participants.queries import contributors, segments_of
from folkmoot.workshops.queries.sources import standing_comments, standing_ideas, standing_votes


def contributed(programme_id: UUID) -> Contributed:
    """Exact counts, in seven statements; whoever shows them rounds them."""
    first = _first_days(programme_id)
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
    return Contributed(
        total=int(spoke.sum()),
        by_channel=_by_channel(programme_id, first.keys()),
        by_day=days,
        by_segment={key: spoken for key, (spoken, _) in said.items()},
        answers={key: kept for key, (_, kept) in said.items()},
    )


def contributed_by_channel(programme_id: UUID) -> dict[int | None, int]:
    """The same by channel id alone (None: no channel)."""
    return _by_channel(programme_id, _first_days(programme_id).keys())


def _by_channel(programme_id: UUID, spoke: Container[int]) -> dict[int | None, int]:
    people = Participant.objects.filter(programme_id=programme_id, is_practice=False)
    by_row: dict[int | None, int] = {}
    for person, channel in people.order_by().values_list("pk", "channel_id").iterator():
        if person in spoke:
            by_row[channel] = by_row.get(channel, 0) + 1
    return contributors(programme_id, by_row)  # rows forget rare links when the key goes


def _first_days(programme_id: UUID) -> dict[int, date]:
    """By participant's id the first day on which they said something that stands."""
    here = {"question__activity__programme_id": programme_id}
    there = {f"idea__{path}": value for path, value in here.items()}
    ideas = standing_ideas().filter(author__isnull=False, **here).values_list("author_id")
    comments = standing_comments().filter(author__isnull=False, **there).values_list("author_id")
    votes = standing_votes().filter(**there).values_list("participant_id")
    found: dict[int, date] = {}
    for person, day in chain(
        ideas.annotate(first=Min("said_on")).order_by().iterator(),
        comments.annotate(first=Min("said_on")).order_by().iterator(),
        votes.annotate(first=Min("cast_on")).order_by().iterator(),
    ):
        found[person] = min(day, found.get(person, day))
    return found
