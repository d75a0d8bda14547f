"""What staff read of a workshop: what is missing, what a list may be narrowed to, its tables."""

from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.activities.registry import Table
from folkmoot.programmes.models import Programme
from folkmoot.workshops import queries
from folkmoot.workshops.queries import READING as READ


def what_is_missing(activity_id: UUID) -> list[str]:
    """What must be done before people can take part."""
    if not queries.is_missing_questions(activity_id):
        return []
    return [_("Add a challenge question: it is what people answer.")]


def sorts() -> dict[str, str]:
    """By the names on the page, in the order of the queries; so are ``shows``."""
    return {
        "attention": _("Needs an answer first"),
        "newest": _("Newest first"),
        "support": _("Most agreement first"),
        "contested": _("Most contested first"),
    }


def shows() -> dict[str, str]:
    return {
        "shown": _("Shown to everybody"),
        "unanswered": _("Without a status"),
        "commented": _("With comments"),
        "pinned": _("Pinned"),
        "hidden": _("Hidden"),
    }


def tables(programme: Programme) -> list[Table]:
    """Those that an export takes away, with what their columns mean."""
    about = {
        "comments": _("answers: the number of the comment it replies to"),
        "votes": _("stance: 1 agree, 0 not sure, -1 disagree"),
    }
    return [replace(one, about=about.get(one.name, one.about)) for one in READ.tables(programme)]


READING = replace(READ, tables=tables)
