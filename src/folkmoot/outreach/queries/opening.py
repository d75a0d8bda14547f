"""What letters add to an opening and to an early close."""

from datetime import datetime

from folkmoot.members import registry as members
from folkmoot.outreach.models import Campaign
from folkmoot.post import queries as post
from folkmoot.programmes.models import Programme
from folkmoot.programmes.registry import Fact

TOPIC = "People join"
READY = (Campaign.State.DRAFT, Campaign.State.SCHEDULED)


def facts(programme: Programme, at: datetime) -> list[Fact]:
    """Where people join by letter: whether there is one."""
    if members.mode_of(programme.pk) == members.OPEN:
        return []
    invitations = Campaign.objects.filter(programme=programme, kind=Campaign.Kind.INVITATION)
    ready = invitations.filter(state__in=READY).count()
    if not ready:
        text = "0 letters ready: people join with the letter that they are sent."
        return [Fact(TOPIC, text, "outreach:letters", "Write the invitation", is_warning=True)]
    text = "1 letter ready." if ready == 1 else f"{ready} letters ready."
    return [Fact(TOPIC, text, "outreach:letters", "See the letters")]


def losses(programme: Programme, closes_at: datetime, at: datetime) -> list[str]:
    """Letters to come or on their way that would bring somebody in too late."""
    if members.mode_of(programme.pk) == members.OPEN:
        return []
    campaigns = Campaign.objects.filter(programme=programme).exclude(kind=Campaign.Kind.NEWS)
    planned = campaigns.filter(state=Campaign.State.SCHEDULED).count()
    reports = post.reports(list(campaigns.values_list("pk", flat=True)))
    found = []
    if planned == 1:
        found.append("1 letter that is planned for a later day brings nobody in any more.")
    elif planned:
        found.append(f"{planned} letters planned for later days bring nobody in any more.")
    if any(report.waiting for report in reports.values()):
        found.append("Invitations and reminders that still wait to be sent are taken back.")
    return found
