"""Find a letter or an ambassador that this person may see; otherwise it does not exist."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404

from folkmoot.accounts.access import StaffRequest
from folkmoot.accounts.policy import Role
from folkmoot.outreach import policy
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import campaigns
from folkmoot.programmes.access import StaffProgramme, staff_programme_for


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


def _for(
    request: StaffRequest, org: str, slug: str, permits: Callable[[frozenset[Role]], bool]
) -> StaffProgramme:
    place = staff_programme_for(request, org, slug)
    if not permits(place.actor.roles):
        raise Http404("No such page.")
    return place
