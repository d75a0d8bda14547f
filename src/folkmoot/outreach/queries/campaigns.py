"""What staff see of letters: words, counts and days."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.core.paging import Paged, paged
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import addressees
from folkmoot.post import queries as post
from folkmoot.post.queries import BatchReport
from folkmoot.programmes.models import Programme

LETTERS = 100  # on a page


@dataclass(frozen=True, slots=True)
class CampaignCard:
    id: UUID
    kind: str
    kind_name: str
    subject: str
    state: str
    state_name: str
    scheduled_on: date | None
    created_on: date
    narrowed_to: str
    report: BatchReport | None
    is_secret: bool = False  # there is a report, and its numbers would tell who joined or asked
    is_sending: bool = False

    @property
    def is_moving(self) -> bool:
        """Whether a page about it should look again soon."""
        return self.is_sending or self.state in {"scheduled", "queueing"}

    @property
    def done(self) -> int:
        return self.report.queued - self.report.waiting if self.report else 0


def campaign_cards(programme: Programme, *, after: int = 0) -> Paged[CampaignCard]:
    found = Campaign.objects.select_related("programme__organisation").filter(programme=programme)
    shown = paged(found.order_by("-created_on", "subject", "pk"), size=LETTERS, after=after)
    reports = post.reports([campaign.pk for campaign in shown])
    return shown.of(lambda campaign: _card(campaign, reports.get(campaign.pk)))


def campaign_card(campaign: Campaign) -> CampaignCard:
    return _card(campaign, post.reports([campaign.pk]).get(campaign.pk))


def campaign_in(programme: Programme, campaign_id: UUID) -> Campaign | None:
    found = Campaign.objects.select_related("programme__organisation", "channel")
    return found.filter(programme=programme, pk=campaign_id).first()


def _card(campaign: Campaign, report: BatchReport | None) -> CampaignCard:
    state_name = str(Campaign.State(campaign.state).label)
    if campaign.state == Campaign.State.QUEUED and report is not None and report.is_over:
        state_name = _("Done")
    is_secret = addressees.tells_secrets(campaign)
    is_queued = campaign.state == Campaign.State.QUEUED
    return CampaignCard(
        id=campaign.pk,
        kind=campaign.kind,
        kind_name=str(Campaign.Kind(campaign.kind).label),
        subject=_subject(campaign),
        state=campaign.state,
        state_name=state_name,
        scheduled_on=campaign.scheduled_on,
        created_on=campaign.created_on,
        narrowed_to=f"{campaign.attribute}: {campaign.value}" if campaign.attribute else "",
        report=None if is_secret else report,
        is_secret=is_secret,
        is_sending=is_queued and report is not None and not report.is_over,
    )


def _subject(campaign: Campaign) -> str:
    """As people read it, but for what only the day of sending tells."""
    programme = campaign.programme
    named = campaign.subject.replace("{programme}", programme.name)
    return named.replace("{organisation}", programme.organisation.name)
