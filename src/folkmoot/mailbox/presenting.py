"""The mailbox in words: the notice on an author's pages, and what staff may ask to see."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.formats import number
from folkmoot.mailbox import queries
from folkmoot.participants.models import Participant
from folkmoot.participants.registry import VoiceNotice


def notice_for(participant: Participant) -> VoiceNotice | None:
    """Nothing while nobody has written to them."""
    new = queries.to_notice(participant)
    if new is None:
        return None
    words = ""
    if new:
        words = ngettext("There is a message for you.", "%(count)s messages wait for you.", new) % {
            "count": number(new)
        }
    url = participant.programme.address("mailbox:mine")
    return VoiceNotice(name=_("Messages"), url=url, words=words)


def shows() -> dict[str, str]:
    return {
        "waiting": _("Waiting for us"),
        "open": _("Open"),
        "closed": _("Closed"),
        "all": _("All"),
    }
