"""What letters add to an opening and to an early close."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.formats import number
from folkmoot.members import registry as members
from folkmoot.outreach.models import Campaign
from folkmoot.post import queries as post
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import Fact

READY = (Campaign.State.DRAFT, Campaign.State.SCHEDULED)


def facts(programme: Programme, at: datetime) -> list[Fact]:
    """Where people join by letter: whether there is one."""
    if members.mode_of(programme.pk) == members.OPEN:
        return []
    invitations = Campaign.objects.filter(programme=programme, kind=Campaign.Kind.INVITATION)
    ready = invitations.filter(state__in=READY).count()
    if not ready:
        text = _("0 letters ready: people join with the letter that they are sent.")
        return [
            Fact(
                _("People join"),
                text,
                "outreach:letters",
                _("Write the invitation"),
                is_warning=True,
            )
        ]
    text = ngettext("%(count)s letter ready.", "%(count)s letters ready.", ready) % {
        "count": number(ready)
    }
    return [Fact(_("People join"), text, "outreach:letters", _("See the letters"))]


def losses(programme: Programme, closes_at: datetime, at: datetime) -> list[str]:
    """Letters to come or on their way that would bring somebody in too late."""
    if members.mode_of(programme.pk) == members.OPEN:
        return []
    campaigns = Campaign.objects.filter(programme=programme).exclude(kind=Campaign.Kind.NEWS)
    planned = campaigns.filter(state=Campaign.State.SCHEDULED).count()
    reports = post.reports(list(campaigns.values_list("pk", flat=True)))
    found = []
    if planned:
        told = ngettext(
            "%(count)s letter that is planned for a later day brings nobody in any more.",
            "%(count)s letters planned for later days bring nobody in any more.",
            planned,
        )
        found.append(told % {"count": number(planned)})
    if any(report.waiting for report in reports.values()):
        found.append(_("Invitations and reminders that still wait to be sent are taken back."))
    return found
