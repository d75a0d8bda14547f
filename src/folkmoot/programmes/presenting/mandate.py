"""The parts of a mandate by the names that people read, and its history in them."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from folkmoot.programmes import queries
from folkmoot.programmes.models import Programme
from folkmoot.programmes.queries.mandate import FieldDiff, VersionDiff


@dataclass(frozen=True, slots=True)
class NamedDiff(FieldDiff):
    name: str


def parts_of_the_mandate() -> dict[str, str]:
    return {
        "pain_points": _("What hurts"),
        "promise": _("What you promise"),
        "invited": _("Who is invited"),
        "answers_for": _("Who answers for what"),
    }


def mandate_history(programme: Programme) -> list[VersionDiff]:
    """Newest first, each with what changed since the one before."""
    names = parts_of_the_mandate()
    return [
        replace(
            version,
            edited_by=version.edited_by or _("the command line"),
            fields=tuple(NamedDiff(one.key, one.changes, names[one.key]) for one in version.fields),
        )
        for version in queries.mandate_history(programme)
    ]
