"""Lists of programmes, with what each waits for in a sentence."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.accounts.models import Organisation, User
from folkmoot.core.formats import number
from folkmoot.programmes import queries
from folkmoot.programmes.models import Programme
from folkmoot.programmes.presenting.stages import stage_name
from folkmoot.programmes.queries.lists import Listed, Waits


@dataclass(frozen=True, slots=True)
class ListedInWords:
    programme: Programme
    next_step: str


def programmes_by_stage(
    *, organisation: Organisation, user: User, at: datetime
) -> list[tuple[str, list[ListedInWords]]]:
    """Grouped by the name of their stage, in the order in which they need attention."""
    found = queries.programmes_by_stage(organisation=organisation, user=user, at=at)
    return [
        (stage_name(stage), [ListedInWords(one.programme, _next_step(one)) for one in listed])
        for stage, listed in found
    ]


def _next_step(listed: Listed) -> str:
    if listed.waits_for is None:
        return ""
    if listed.waits_for is Waits.CLOSE:
        return _closes(listed.days)
    return {
        Waits.SIGNATURE: _("Your signature is awaited: read the mandate and sign it."),
        Waits.MANDATE: _("Write the mandate next."),
        Waits.ACTIVITY: _("Add an activity next."),
        Waits.PRACTICE: _("Practising now."),
        Waits.OPENING: _("Check it and open it."),
    }[listed.waits_for]


def _closes(days: int) -> str:
    if days < 1:
        return _("Closes today.")
    told = ngettext("Closes in %(count)s day.", "Closes in %(count)s days.", days)
    return told % {"count": number(days)}
