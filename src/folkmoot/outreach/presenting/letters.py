"""Whom letters go to and who waits for one, in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.members import registry as members
from folkmoot.outreach.queries import addressees, requesters
from folkmoot.outreach.queries.addressees import TooFew
from folkmoot.outreach.queries.requesters import Waiting, WaitingRequests
from folkmoot.programmes.models import Programme


def reminders_go_to(programme: Programme) -> str:
    """Who gets a reminder, for the page that sends one."""
    mode = addressees.mode_of(programme)
    if mode == members.CONFIDENTIAL:
        return _(
            "Reminders go only to those who have not joined yet, as far as the list knows: it "
            "learns of arrivals in groups, so that it never tells who came last."
        )
    if mode == members.ANONYMOUS:
        return _(
            "Nobody knows who has joined, not even this installation. A reminder therefore goes to "
            "everybody who was invited, or to nobody."
        )
    return _("With an open link nobody knows who has joined: reminders go to everybody invited.")


def why_too_few(reason: TooFew, k: int) -> str:
    if reason is TooFew.PART:
        return _(
            "A part is written to where letters can reach %(smallest)s people or more of it: a "
            "letter to fewer would single somebody out. Choose a larger part, or everybody."
        ) % {"smallest": k}
    return _(
        "Ways in are sent to %(smallest)s people or more at once: made for a few, they would tell "
        "whose voices they open. Invite more people first, or leave these to ask for an invitation "
        "themselves: they get theirs together with others, once %(smallest)s ask."
    ) % {"smallest": k}


def waiting_requests(programme: Programme, at: datetime) -> tuple[WaitingRequests, str] | None:
    """Who waits for an invitation that they asked for, and that in words."""
    found = requesters.waiting_requests(programme, at)
    if found is None:
        return None
    return found, _waiting(found.waiting, programme.organisation.smallest_group)


def _waiting(waiting: Waiting | None, k: int) -> str:
    if waiting is None:
        return ""
    told = {
        Waiting.NOBODY: _("Nobody is waiting for an invitation that they asked for."),
        Waiting.FEW: _(
            "Fewer than %(smallest)s people are waiting for an invitation that they asked for. "
            "They wait until there are %(smallest)s, or for your next invitation: a way in made "
            "for a few would give away whose voice it opens."
        ),
        Waiting.ENOUGH: _(
            "%(smallest)s or more people are waiting for an invitation that they asked for; it is "
            "sent within the hour."
        ),
    }[waiting]
    return told % {"smallest": k}
