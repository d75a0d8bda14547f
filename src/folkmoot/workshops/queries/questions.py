"""Challenge questions as pages show them."""

from uuid import UUID

from folkmoot.workshops.models import ChallengeQuestion


def what_is_missing(activity_id: UUID) -> list[str]:
    """What must be done before people can take part."""
    if ChallengeQuestion.objects.filter(activity_id=activity_id).exists():
        return []
    return ["Add a challenge question: it is what people answer."]
