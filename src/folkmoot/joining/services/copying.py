"""A new programme that starts from an earlier one asks the same, and is joined the same way."""

from uuid import UUID

from folkmoot.joining.models import GatewayQuestion, JoiningSettings
from folkmoot.joining.queries.opening import QUESTIONS
from folkmoot.programmes.services.notice import mark_carried


def carry_over(earlier_id: UUID, programme_id: UUID) -> None:
    """The way of joining and the questions, neither of them decided for the new crowd.

    Never dates, keys, codes or answers.
    """
    earlier = JoiningSettings.objects.filter(pk=earlier_id).first()
    if earlier is not None:
        JoiningSettings.objects.get_or_create(
            programme_id=programme_id, defaults={"mode": earlier.mode}
        )
    copied = GatewayQuestion.objects.bulk_create(
        GatewayQuestion(
            programme_id=programme_id,
            text=question.text,
            options=question.options,
            is_how_heard=question.is_how_heard,
            attribute=question.attribute,
            position=question.position,
        )
        for question in GatewayQuestion.objects.filter(programme=earlier_id)
    )
    if copied:
        mark_carried(programme_id, QUESTIONS)
