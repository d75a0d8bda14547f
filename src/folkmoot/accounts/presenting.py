"""What each role is for, in a sentence; and where people were promised something."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.accounts.policy import Role
from folkmoot.core.formats import listed, number


def role_meanings() -> dict[Role, str]:
    return {
        Role.ADMINISTRATOR: _("Sets up the organisation, its people and its programmes."),
        Role.SPONSOR: _("Agrees and signs the mandate, and sees results."),
        Role.FACILITATOR: _("Creates programmes and runs their activities."),
        Role.MODERATOR: _("Checks contributions and hides what should not stand."),
        Role.ANALYST: _("Runs the analysis and drafts the framework."),
        Role.RESPONDER: _("Answers stories for services."),
        Role.AMBASSADOR: _("Brings people in with a link of their own."),
    }


def some_of(names: Sequence[str], most: int = 3) -> str:
    """
    >>> some_of(["A", "B"]), some_of(["A", "B", "C", "D", "E"]), some_of([])
    ('“A” and “B”', '“A”, “B”, “C” and 2 more', '')
    """
    told = [_("“%(name)s”") % {"name": name} for name in names[:most]]
    if left := len(names[most:]):
        told.append(ngettext("%(count)s more", "%(count)s more", left) % {"count": number(left)})
    return listed(told)
