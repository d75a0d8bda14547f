"""Find a thing and check this request may have it; otherwise it does not exist."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from folkmoot.accounts.access import StaffRequest, actor_for
from folkmoot.accounts.policy import Actor
from folkmoot.members import policy
from folkmoot.members.models import Member, MemberList
from folkmoot.programmes.access import StaffProgramme, staff_programme_for
from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list and the person of staff who asked for it; ``programme`` as the list has it."""

    listed: MemberList
    actor: Actor
    programme: Programme | None


def invited_for(request: StaffRequest, org: str, slug: str) -> StaffProgramme:
    place = staff_programme_for(request, org, slug)
    if not policy.can_see_invited(place.actor.roles):
        raise Http404("No such page.")
    return place


def book_for(request: StaffRequest, org: str) -> Actor:
    actor = actor_for(request, org)
    if not policy.can_use_address_book(actor.roles):
        raise Http404("No such page.")
    return actor


def member_for(actor: Actor, member_id: int) -> Member:
    return get_object_or_404(Member, organisation=actor.organisation, pk=member_id)


def list_for(request: StaffRequest, org: str, list_id: UUID) -> ListPlace:
    found = MemberList.objects.select_related("programme__organisation", "organisation")
    listed = get_object_or_404(found, organisation__slug=org, pk=list_id)
    if listed.programme is None:
        return ListPlace(listed, book_for(request, org), None)
    place = invited_for(request, org, listed.programme.slug)
    return ListPlace(listed, place.actor, place.programme)


def other_programme(programme: Programme, programme_id: UUID) -> Programme:
    return get_object_or_404(Programme, organisation=programme.organisation_id, pk=programme_id)
