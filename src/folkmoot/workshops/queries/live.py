"""How a workshop goes, straight from its tables: five queries, whatever the size of the crowd."""

import numpy as np
from django.db.models import Count, Q

from folkmoot.activities.registry import LiveCounts
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import ChallengeQuestion
from folkmoot.workshops.queries.sources import visible_comments, visible_ideas, visible_votes


def live(programme: Programme) -> LiveCounts:
    """Rows only for ideas, questions and days; never one for a vote or a person."""
    ideas = visible_ideas().filter(question__activity__programme=programme)
    rows = list(
        ideas.order_by("pk").values_list(
            "pk", "question_id", "agrees", "passes", "disagrees", "exposures"
        )
    )
    comments = visible_comments().filter(idea__question__activity__programme=programme)
    votes = visible_votes().filter(idea__question__activity__programme=programme)
    cast = list(votes.values_list("cast_on").annotate(n=Count("*")).order_by())
    counted = {"n": Count("pk"), "unsigned": Count("pk", filter=Q(author=None))}
    written = list(ideas.values_list("said_on").annotate(**counted).order_by())
    spoken = list(
        comments.values_list("idea__question_id", "said_on").annotate(**counted).order_by()
    )
    voters = (
        votes.values_list("idea__question_id")
        .annotate(n=Count("participant_id", distinct=True))
        .order_by()
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
        votes=sum(number for _, number in cast),
        voters=dict(voters),
        without_author=sum(n for *_, n in written) + sum(n for *_, n in spoken),
        days=(
            *cast,
            *((day, number) for day, number, _ in written),
            *((day, number) for _, day, number, _ in spoken),
        ),
    )
