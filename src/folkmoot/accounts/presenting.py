"""What each role is for, in a sentence; where people were promised something; how long to wait."""

from collections.abc import Sequence
from datetime import timedelta
from math import ceil

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


def wait_first(wait: timedelta, *, is_for_the_day: bool = False) -> str:
    """
    >>> wait_first(timedelta(seconds=14.2))
    'Too many wrong tries. Wait 15 seconds, then try again.'
    >>> wait_first(timedelta(seconds=61))
    'Too many wrong tries. Wait 2 minutes, then try again.'
    """
    if is_for_the_day:
        return _(
            "Too many wrong codes today. Try again tomorrow, or ask an administrator to switch "
            "off your second step."
        )
    seconds = ceil(wait.total_seconds())
    if seconds <= 60:
        told = ngettext(
            "Too many wrong tries. Wait %(count)s second, then try again.",
            "Too many wrong tries. Wait %(count)s seconds, then try again.",
            seconds,
        )
        return told % {"count": seconds}
    minutes = ceil(seconds / 60)
    told = ngettext(
        "Too many wrong tries. Wait %(count)s minute, then try again.",
        "Too many wrong tries. Wait %(count)s minutes, then try again.",
        minutes,
    )
    return told % {"count": minutes}
