"""Challenge questions as pages show them."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from folkmoot.activities.models import ShownTo
from folkmoot.programmes.models import Activity
from folkmoot.workshops import policy
from folkmoot.workshops.models import ChallengeQuestion


@dataclass(frozen=True, slots=True)
class QuestionLine:
    question: ChallengeQuestion
    idea_count: int
    hidden_count: int
    is_open: bool
    is_readable: bool
    is_over: bool


def question_lines(*, activity: Activity, at: datetime) -> list[QuestionLine]:
    """The questions of an activity in order, with how many ideas stand under each."""
    shown = Q(
        ideas__is_hidden=False,
        ideas__is_withdrawn=False,
        ideas__shown_to=ShownTo.EVERYBODY,
    )
    hidden = Q(ideas__is_hidden=True, ideas__is_withdrawn=False)
    questions = activity.questions.annotate(
        shown=Count("ideas", filter=shown), hidden=Count("ideas", filter=hidden)
    )
    stage = activity.programme.stage(at)
    return [
        QuestionLine(
            question=question,
            idea_count=question.shown,
            hidden_count=question.hidden,
            is_open=policy.is_question_open(question.opens_at, question.closes_at, at),
            is_readable=policy.can_read_question(stage, question.opens_at, at),
            is_over=question.closes_at is not None and question.closes_at <= at,
        )
        for question in questions.order_by("position", "id")
    ]


def is_missing_questions(activity_id: UUID) -> bool:
    return not ChallengeQuestion.objects.filter(activity_id=activity_id).exists()
