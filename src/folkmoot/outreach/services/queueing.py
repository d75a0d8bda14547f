"""From a campaign that is due to sealed letters: in steps that a kill cannot half do.

Each step is one transaction: people are taken in the order of their random ids, marked by one
statement, and their letters sealed. Where each letter is a first way in of one's own, no step
takes or leaves fewer than k people. Where letters carry joining codes a step takes so many that
usually there is only one; codes are drawn in one statement, and dealt in an order that exists
only in this process's memory.
"""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction

from folkmoot.core.days import day_of
from folkmoot.joining import services as joining
from folkmoot.members import services as members
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import addressees
from folkmoot.outreach.queries.addressees import Addressee
from folkmoot.outreach.services import admitting, campaigns, unsubscribing, ways_in, writing
from folkmoot.outreach.services.campaigns import PURPOSE
from folkmoot.post import services as post
from folkmoot.post.models import Batch
from folkmoot.post.services import Message

STEP, STEP_WITH_CODES = 2_000, 20_000


def due(*, at: datetime) -> list[UUID]:
    """Campaigns whose day has come, and those that a dead worker left half written."""
    waiting = Campaign.objects.filter(state=Campaign.State.SCHEDULED, scheduled_on__lte=day_of(at))
    begun = Campaign.objects.filter(state=Campaign.State.QUEUEING)
    return list((waiting | begun).values_list("pk", flat=True))


def queue_campaign(*, campaign_id: UUID, at: datetime) -> int:
    """Write the letters of one campaign; how many. May be run twice, and by two at once."""
    queued = 0
    campaign = campaigns.find(campaign_id)
    if campaign is not None and campaign.kind == Campaign.Kind.REMINDER:
        joining.mark_joined(campaign.programme)  # whoever joined today needs no reminder
    while (step := _next_step(campaign_id, at)) is not None:
        queued += step
    if campaign is not None and queued:
        joining.forget_traces(campaign.programme)  # others may have come on the list since
    return queued


@transaction.atomic
def _next_step(campaign_id: UUID, at: datetime) -> int | None:
    """How many letters were written; None where there is nothing left to do."""
    rows = Campaign.objects.select_for_update(of=("self",))
    found = rows.select_related("programme__organisation", "channel")
    states = [Campaign.State.SCHEDULED, Campaign.State.QUEUEING]
    campaign = found.filter(pk=campaign_id, state__in=states).first()
    if campaign is None or campaign.scheduled_on is None or campaign.scheduled_on > day_of(at):
        return None
    if addressees.is_late(campaign, at):
        _stop(campaign)
        return None
    if campaign.state == Campaign.State.SCHEDULED:
        admitting.admit_to_campaign(campaign, at)
        if addressees.too_few(campaign):  # fewer by now than when it was scheduled
            _stop(campaign)
            return None
    batch = _batch(campaign)
    people = _people(campaign)
    if not people:
        campaign.state = Campaign.State.QUEUED
        campaign.save(update_fields=["state"])
        post.complete_batch(batch)
        return None
    campaign.cursor, campaign.state = people[-1].invitee_id, Campaign.State.QUEUEING
    campaign.save(update_fields=["cursor", "state"])
    _mark(campaign, people, at)
    return write_letters(campaign, batch, people, at)


def _stop(campaign: Campaign) -> None:
    campaign.state = Campaign.State.STOPPED
    campaign.save(update_fields=["state"])
    post.complete_batch(_batch(campaign))


def _batch(campaign: Campaign) -> Batch:
    has_codes = campaigns.carries_codes(campaign)
    return post.open_batch(owner=campaign.pk, purpose=PURPOSE, at_most_once=has_codes)


def _people(campaign: Campaign) -> list[Addressee]:
    """The next people. Where each gets a first way in of their own: never fewer than k, nor so
    many that fewer are left; nobody where fewer are left after all, who wait for the next letter.
    """
    if not addressees.needs_company(campaign):
        return addressees.next_of(campaign, most=STEP)
    step = STEP_WITH_CODES if campaigns.carries_codes(campaign) else STEP
    k = campaign.programme.organisation.smallest_group
    people = addressees.next_of(campaign, most=step + k)
    if len(people) < k:
        return []
    return people if len(people) < step + k else people[:step]


def _mark(campaign: Campaign, people: list[Addressee], at: datetime) -> None:
    ids = [person.invitee_id for person in people]
    if campaign.kind == Campaign.Kind.INVITATION:
        members.mark_invited(campaign.programme, ids, day_of(at))
    if campaign.kind == Campaign.Kind.REMINDER:
        members.mark_reminded(campaign.programme, ids)


def write_letters(campaign: Campaign, batch: Batch, people: list[Addressee], at: datetime) -> int:
    dealt = addressees.shuffled(people)
    messages = _messages(campaign, dealt)
    return post.queue_letters(batch=batch, messages=messages, not_before=day_of(at))


def _messages(campaign: Campaign, people: list[Addressee]) -> Iterator[Message]:
    words = campaigns.words_of(campaign)
    for person, link in zip(people, _links(campaign, people), strict=True):
        leave = settings.BASE_URL + unsubscribing.path_for(person.member_id)
        yield writing.letter(words, to=person.address, link=link, unsubscribe=leave)


def _links(campaign: Campaign, people: list[Addressee]) -> list[str]:
    """A way in for each of these people, in their order."""
    via = campaign.channel.code if campaign.channel else ""
    if campaigns.carries_codes(campaign):
        return ways_in.code_links(campaign.programme, len(people), via)
    if campaigns.has_personal_links(campaign):
        ids = [person.invitee_id for person in people]
        links = ways_in.personal_links(campaign.programme, ids, via)
        return [links[key] for key in ids]
    return [campaigns.open_link(campaign)] * len(people)
