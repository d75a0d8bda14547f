"""How a workshop goes: a fixed number of queries, whatever the size of the crowd."""

import numpy as np
from django.db.models import Count, Q

from folkmoot.activities.registry import CastCounts, LiveCounts
from folkmoot.core.ids import from_ref
from folkmoot.participants.queries import untied
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import ChallengeQuestion
from folkmoot.workshops.queries.sources import visible_comments, visible_ideas, visible_votes


def live(programme: Programme) -> LiveCounts:
    """What everybody can read, and its published totals; rows for ideas, questions and days."""
    ideas = visible_ideas().filter(question__activity__programme=programme)
    rows = list(
        ideas.order_by("pk").values_list(
            "pk", "question_id", "agrees", "passes", "disagrees", "exposures"
        )
    )
    comments = visible_comments().filter(idea__question__activity__programme=programme)
    counted = {"n": Count("pk"), "unsigned": Count("pk", filter=Q(author=None))}
    written = list(ideas.values_list("said_on").annotate(**counted).order_by())
    spoken = list(
        comments.values_list("idea__question_id", "said_on").annotate(**counted).order_by()
    )
    asked = ChallengeQuestion.objects.filter(activity__programme=programme)
    by_question: dict[int, int] = {}
    for question, _, number, _ in spoken:
        by_question[question] = by_question.get(question, 0) + number
    return LiveCounts(
        questions=tuple(
            asked.order_by("activity__position", "position", "pk").values_list("pk", "text")
        ),
        ideas=np.array(rows, np.int64).reshape(len(rows), 6),
        comments=by_question,
        without_author=sum(n for *_, n in written) + sum(n for *_, n in spoken),
        days=(
            *((day, number) for day, number, _ in written),
            *((day, number) for _, day, number, _ in spoken),
        ),
    )


def cast(programme: Programme) -> CastCounts:
    """Straight from the votes; never a row for a vote or a person."""
    votes = visible_votes().filter(idea__question__activity__programme=programme)
    voters = votes.values_list("idea__question_id").annotate(
        n=Count("participant_id", distinct=True)
    )
    days = votes.values_list("cast_on").annotate(n=Count("*"))
    if (kept := untied(programme.pk)) is not None:  # each vote would count as somebody of its own
        by_question = [(from_ref(ref), number) for ref, number in kept.by_question.items()]
    else:
        by_question = list(voters.order_by())
    return CastCounts(
        voters=tuple(sorted(by_question)),
        days=tuple((day.isoformat(), number) for day, number in sorted(days.order_by())),
    )
