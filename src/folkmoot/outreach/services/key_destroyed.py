"""Letters that still wait say who had not joined, or had asked: with the key they go, too."""

from datetime import datetime

from folkmoot.joining.services.invitation_requests import LINKS
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.services.campaigns import PURPOSE
from folkmoot.post import queries as letters
from folkmoot.post import services as post
from folkmoot.programmes.models import Programme

NOT_WRITTEN = (Campaign.State.SCHEDULED, Campaign.State.QUEUEING)


def drop_ways_in(programme: Programme, at: datetime) -> None:
    """All but news, which go to everybody on the list alike. No marks are undone: they go."""
    _drop(programme, [kind for kind in Campaign.Kind if kind != Campaign.Kind.NEWS])


def drop_everything(programme: Programme, at: datetime) -> None:
    _drop(programme, list(Campaign.Kind))


def _drop(programme: Programme, kinds: list[Campaign.Kind]) -> None:
    found = Campaign.objects.filter(programme=programme, kind__in=kinds)
    # First: a step that is being written now is over when this is done, and no other begins.
    found.filter(state__in=NOT_WRITTEN).update(state=Campaign.State.STOPPED)
    batches = [
        letters.batch_of(campaign, PURPOSE) for campaign in found.values_list("pk", flat=True)
    ]
    for batch in [*batches, letters.batch_of(programme.pk, LINKS)]:
        if batch is not None:
            post.drop_waiting(batch)
