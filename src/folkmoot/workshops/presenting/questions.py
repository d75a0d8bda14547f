"""What must be done before people can take part."""

from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.workshops import queries


def what_is_missing(activity_id: UUID) -> list[str]:
    if not queries.is_missing_questions(activity_id):
        return []
    return [_("Add a challenge question: it is what people answer.")]
