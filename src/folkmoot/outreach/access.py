"""Find a letter or an ambassador that this person may see; otherwise it does not exist."""

from collections.abc import Callable
from typing import TypeAlias
from uuid import UUID

from django.http import Http404

from folkmoot.accounts.access import StaffRequest
from folkmoot.accounts.policy import Role
from folkmoot.outreach import policy
from folkmoot.outreach.models import Ambassador, Campaign
from folkmoot.outreach.queries import campaigns, kits
from folkmoot.outreach.services import links
from folkmoot.programmes.access import StaffProgramme, staff_programme_for
from folkmoot.programmes.models import Channel

LinkChannel: TypeAlias = Channel  # for views, which open no table themselves


def letters_for(request: StaffRequest, org: str, slug: str) -> StaffProgramme:
    return _for(request, org, slug, policy.can_see_letters)


def kits_for(request: StaffRequest, org: str, slug: str) -> StaffProgramme:
    return _for(request, org, slug, policy.can_see_kits)


def reach_for(request: StaffRequest, org: str, slug: str) -> StaffProgramme:
    return _for(request, org, slug, policy.can_see_reach)


def campaign_for(place: StaffProgramme, campaign_id: UUID) -> Campaign:
    found = campaigns.campaign_in(place.programme, campaign_id)
    if found is None:
        raise Http404("No such letter.")
    return found


def channel_for(place: StaffProgramme, channel_id: int) -> Channel:
    found = kits.channel_in(place.programme, channel_id)
    if found is None:
        raise Http404("No such channel.")
    return found


def ambassador_for(place: StaffProgramme, ambassador_id: int) -> Ambassador:
    found = kits.ambassador_in(place.programme, ambassador_id)
    if found is None:
        raise Http404("No such ambassador.")
    return found


def ambassador_behind(token: str) -> Ambassador:
    found = links.ambassador_behind(token)
    if found is None:
        raise Http404("No such page.")
    return found


def _for(
    request: StaffRequest, org: str, slug: str, permits: Callable[[frozenset[Role]], bool]
) -> StaffProgramme:
    place = staff_programme_for(request, org, slug)
    if not permits(place.actor.roles):
        raise Http404("No such page.")
    return place
