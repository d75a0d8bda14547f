"""Whom a campaign goes to. Addresses stay inside the letters that are made from them."""

import random
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast

from folkmoot.members import registry as members
from folkmoot.members.models import Invitee, Member, PopulationTotal
from folkmoot.outreach.models import Campaign
from folkmoot.programmes.models import Programme, Stage


@dataclass(frozen=True, slots=True)
class Addressee:
    invitee_id: int
    member_id: int
    address: str

    def __repr__(self) -> str:
        return "an addressee"


@dataclass(frozen=True, slots=True)
class Invited:
    """How many are on the list, and how many of them no invitation was written to yet.

    Whether they can be reached, have joined or have asked changes neither number.
    """

    mode: str
    total: int
    not_yet_invited: int


def mode_of(programme: Programme) -> str:
    return members.mode_of(programme.pk)


def invited(programme: Programme) -> Invited:
    counts = Invitee.objects.filter(programme=programme).aggregate(
        total=Count("pk"), not_yet_invited=Count("pk", filter=Q(invited_on=None))
    )
    return Invited(mode=mode_of(programme), **counts)


def number_of(campaign: Campaign) -> int:
    """How many it would go to now. For the product: staff are told ``number_at_most``."""
    return _addressed(campaign).count()


def number_at_most(campaign: Campaign) -> int:
    """How many of the list it is for. Letters stopped, a mailbox lost, somebody who joined or
    asked: nothing of that changes it, or two looks would tell what one person did."""
    if campaign.attribute and tells_secrets(campaign):
        return _part_of_list(campaign)
    return _of_kind(campaign, _part(campaign, _on_the_list(campaign))).count()


class TooFew(StrEnum):
    """Why a letter would single somebody out."""

    PART = "part"
    NEWS = "news"
    WAYS_IN = "ways-in"


def too_few(campaign: Campaign) -> TooFew | None:
    """None where it reaches a crowd."""
    k = campaign.programme.organisation.smallest_group
    if campaign.attribute and _part_of_list(campaign) < k:
        return TooFew.PART
    if is_to_no_part(campaign):
        return TooFew.NEWS
    is_first = campaign.kind == Campaign.Kind.INVITATION and needs_company(campaign)
    return TooFew.WAYS_IN if is_first and number_of(campaign) < k else None


def forgets_parts(campaign: Campaign) -> bool:
    """Whether somebody is of no part any more once they have joined."""
    return members.forgets_traces(campaign.programme_id)


def is_to_no_part(campaign: Campaign) -> bool:
    """News to a part would go to those of it who have not joined, as far as the list knows."""
    is_news = campaign.kind == Campaign.Kind.NEWS
    return is_news and bool(campaign.attribute) and forgets_parts(campaign)


def needs_company(campaign: Campaign) -> bool:
    """Whether its letters bring people a way in of their own, for the first time."""
    has_own_way_in = members.mode_of(campaign.programme_id) != members.OPEN
    return has_own_way_in and campaign.kind in {Campaign.Kind.INVITATION, Campaign.Kind.REQUESTED}


def tells_secrets(campaign: Campaign) -> bool:
    """Whether whom it goes to hangs on who has joined, or on who asked: then nobody is told how
    many it went to, nor what became of their letters."""
    if campaign.kind == Campaign.Kind.REMINDER:
        return members.mode_of(campaign.programme_id) == members.CONFIDENTIAL
    return campaign.kind == Campaign.Kind.REQUESTED


def next_of(campaign: Campaign, *, most: int) -> list[Addressee]:
    """The next addressees after the campaign's cursor, the last one first to be the new cursor.

    Ids are random, so their order is that of nothing; shuffled anyway where codes are dealt.
    """
    rows = (
        _addressed(campaign)
        .filter(pk__gt=campaign.cursor)
        .order_by("pk")
        .values_list("pk", "member_id", "member__address")[:most]
    )
    return [Addressee(*row) for row in rows]


def shuffled(people: list[Addressee]) -> list[Addressee]:
    return random.SystemRandom().sample(people, len(people))


def may_write_to(campaign_id: UUID, address: str) -> bool:
    """Asked just before a letter leaves. What a stop left in its place is wanted."""
    campaign = Campaign.objects.select_related("programme").filter(pk=campaign_id).first()
    if campaign is None:
        return False
    return is_willing(campaign.programme.organisation_id, address)


def came_too_late(campaign_id: UUID, at: datetime) -> bool:
    """The same moment's other question: whether the letter still has a point."""
    campaign = Campaign.objects.select_related("programme").filter(pk=campaign_id).first()
    return campaign is not None and is_late(campaign, at)


def is_late(campaign: Campaign, at: datetime) -> bool:
    """A way in to what has closed is of no use to anybody; news are read afterwards, too."""
    return campaign.kind != Campaign.Kind.NEWS and campaign.programme.stage(at) is Stage.CLOSED


def may_send_link_again(programme_id: UUID, address: str) -> bool:
    programme = Programme.objects.filter(pk=programme_id).first()
    return programme is not None and is_willing(programme.organisation_id, address)


def has_closed(programme_id: UUID, at: datetime) -> bool:
    programme = Programme.objects.filter(pk=programme_id).first()
    return programme is None or programme.stage(at) is Stage.CLOSED


def is_willing(organisation_id: UUID, address: str) -> bool:
    here = Member.objects.filter(organisation_id=organisation_id, address=address)
    return here.filter(is_opted_out=False, has_bounced=False).exists()


def values_of(programme: Programme) -> list[tuple[str, str]]:
    """The parts of those invited that a campaign can be narrowed to: of k people or more each.

    None in the anonymous mode.
    """
    if mode_of(programme) == members.ANONYMOUS:
        return []
    totals = PopulationTotal.objects.filter(
        programme=programme, number__gte=programme.organisation.smallest_group
    )
    return list(totals.order_by("attribute", "value").values_list("attribute", "value"))


def _addressed(campaign: Campaign) -> QuerySet[Invitee]:
    people = _part(campaign, _within_reach(campaign))
    if campaign.kind == Campaign.Kind.REQUESTED:
        people = people.filter(new_code=Invitee.NewCode.ASKED)
    if campaign.kind == Campaign.Kind.REMINDER:
        people = people.filter(has_joined=False)  # set in the confidential mode alone
    return _of_kind(campaign, people)


def _of_kind(campaign: Campaign, people: QuerySet[Invitee]) -> QuerySet[Invitee]:
    if campaign.kind == Campaign.Kind.INVITATION:
        return people.filter(invited_on=None)
    if campaign.kind == Campaign.Kind.REMINDER:
        return people.filter(invited_on__isnull=False)
    return people


def _on_the_list(campaign: Campaign) -> QuerySet[Invitee]:
    return Invitee.objects.filter(programme_id=campaign.programme_id)


def _within_reach(campaign: Campaign) -> QuerySet[Invitee]:
    here = _on_the_list(campaign)
    return here.filter(member__is_opted_out=False, member__has_bounced=False)


def _part_of_list(campaign: Campaign) -> int:
    """How large that part is; where the list knows who joined, whoever of it has."""
    if not forgets_parts(campaign):
        return _part(campaign, _within_reach(campaign)).count()
    found = PopulationTotal.objects.filter(
        programme=campaign.programme_id, attribute=campaign.attribute, value=campaign.value
    )
    return found.values_list("number", flat=True).first() or 0


def _part(campaign: Campaign, people: QuerySet[Invitee]) -> QuerySet[Invitee]:
    """Those of the part that it is narrowed to."""
    if campaign.attribute and members.mode_of(campaign.programme_id) != members.ANONYMOUS:
        part = Cast(KeyTextTransform(campaign.attribute, "attributes"), TextField())
        people = people.annotate(part=part).filter(part=campaign.value)
    return people
