"""Whom letters go to and who waits for one, in words."""

from datetime import datetime

from django.utils.translation import gettext as _

from folkmoot.core.formats import number
from folkmoot.joining import queries as joining
from folkmoot.members import registry as members
from folkmoot.outreach.queries import addressees
from folkmoot.outreach.queries.addressees import TooFew
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
    if reason is TooFew.NEWS:
        return _(
            "Where people join confidentially, news go to everybody on the list: whoever has "
            "joined is of no part any more, so a part would be those who have not."
        )
    return _(
        "Ways in are sent to %(smallest)s people or more at once: made for a few, they would tell "
        "whose voices they open. Invite more people first, or leave these to ask for an invitation "
        "themselves: they get theirs together with others, once %(smallest)s ask."
    ) % {"smallest": k}


def requests_wait(programme: Programme, at: datetime) -> tuple[str, ...]:
    """What becomes of those who ask for an invitation, and how many may hold two codes.

    Never how many wait, nor whether anybody does.
    """
    found, k = [], programme.organisation.smallest_group
    if joining.can_ask_for_invitation(programme, at):
        found.append(
            _(
                "Whoever has no letter can ask for one. It is sent once %(smallest)s people have "
                "asked, or with your next invitation: a way in made for a few would give away "
                "whose voice it opens. Nobody is told how many wait."
            )
            % {"smallest": k}
        )
    if dealt := joining.second_codes_at_most(programme):
        found.append(
            _(
                "Up to %(count)s people may hold two codes, because they were sent a new one, or "
                "were erased and may be invited again. The results say so."
            )
            % {"count": number(dealt)}
        )
    return tuple(found)
