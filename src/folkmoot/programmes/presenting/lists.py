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
from folkmoot.programmes.queries.lists import AwaitedStep, Listed


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
    if listed.waits_for is AwaitedStep.CLOSE:
        return _closes(listed.days)
    return {
        AwaitedStep.SIGNATURE: _("Your signature is awaited: read the mandate and sign it."),
        AwaitedStep.MANDATE: _("Write the mandate next."),
        AwaitedStep.ACTIVITY: _("Add an activity next."),
        AwaitedStep.PRACTICE: _("Practising now."),
        AwaitedStep.OPENING: _("Check it and open it."),
    }[listed.waits_for]


def _closes(days: int) -> str:
    if days < 1:
        return _("Closes today.")
    told = ngettext("Closes in %(count)s day.", "Closes in %(count)s days.", days)
    return told % {"count": number(days)}
