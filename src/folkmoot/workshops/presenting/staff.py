"""What a facilitator may ask to see, by the names on the page; in the order of the queries."""

from django.utils.translation import gettext as _


def sorts() -> dict[str, str]:
    return {
        "attention": _("Needs an answer first"),
        "newest": _("Newest first"),
        "support": _("Most agreement first"),
        "contested": _("Most contested first"),
    }


def shows() -> dict[str, str]:
    return {
        "standing": _("Shown to everybody"),
        "unanswered": _("Without a status"),
        "commented": _("With comments"),
        "pinned": _("Pinned"),
        "hidden": _("Hidden"),
    }
