"""Reading editions. What was changed behind the product's back is noticed, not believed."""

from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.questions.definitions import Definition, definition_from, sha256_of
from folkmoot.questions.models import Edition


class Altered(DomainError):
    """The stored bytes are not those that were frozen."""


def latest(series: UUID) -> Edition | None:
    return Edition.objects.filter(series=series).order_by("-number").first()


def definition_of(edition: Edition) -> Definition:
    """Raises Altered where its bytes and their hash disagree."""
    if sha256_of(edition.definition) != edition.sha256:
        raise Altered(_("These questions were changed in the database after they were opened."))
    return definition_from(edition.definition)
