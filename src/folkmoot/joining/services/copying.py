"""A new programme that starts from an earlier one asks the same, and is joined the same way."""

from uuid import UUID

from folkmoot.joining.models import Doorway, GatewayQuestion


def carry_over(earlier_id: UUID, programme_id: UUID) -> None:
    """The way of joining, not yet fixed, and the questions: never dates, keys, codes or answers."""
    earlier = Doorway.objects.filter(pk=earlier_id).first()
    if earlier is not None:
        Doorway.objects.get_or_create(programme_id=programme_id, defaults={"mode": earlier.mode})
    GatewayQuestion.objects.bulk_create(
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
