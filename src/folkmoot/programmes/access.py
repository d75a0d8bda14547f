"""Find a thing and check this request may have it; otherwise it does not exist."""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from folkmoot.accounts.access import StaffRequest
from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Actor
from folkmoot.accounts.queries import actor_in
from folkmoot.programmes import policy, queries
from folkmoot.programmes.models import Activity, Channel, Programme, Stage
from folkmoot.web import languages
from folkmoot.web.http import PageRequest


@dataclass(frozen=True, slots=True)
class StaffProgramme:
    """A programme and the person of staff who asked for it."""

    programme: Programme
    actor: Actor


def staff_programme_for(request: StaffRequest, org: str, slug: str) -> StaffProgramme:
    programme = _programme(org, slug)
    actor = queries.actor_on(programme=programme, user=request.user)
    if not policy.can_see_staff_pages(actor.roles):
        raise Http404("No such programme.")
    return StaffProgramme(programme=programme, actor=actor)


def organisation_for(request: StaffRequest, org: str) -> Actor:
    """For pages above programmes: anybody with a role in the organisation or in one programme."""
    organisation = get_object_or_404(Organisation, slug=org)
    if not queries.has_a_role_in(organisation=organisation, user=request.user):
        raise Http404("No such organisation.")
    return actor_in(organisation=organisation, user=request.user)


def activity_for(place: StaffProgramme, activity_id: UUID) -> Activity:
    activities = Activity.objects.select_related("programme__organisation")
    return get_object_or_404(activities, pk=activity_id, programme=place.programme)


def channel_for(place: StaffProgramme, channel_id: int) -> Channel:
    channels = Channel.objects.select_related("programme__organisation")
    return get_object_or_404(channels, pk=channel_id, programme=place.programme)


def stage_now(programme: Programme) -> Stage:
    return programme.stage(timezone.now())


def public_programme_for(request: PageRequest, org: str, slug: str) -> Programme:
    """A launched programme for anybody; one in draft or practice for its staff alone."""
    programme = _programme(org, slug)
    if programme.stage(timezone.now()) in {Stage.DRAFT, Stage.PRACTICE}:
        if not request.user.is_authenticated:
            raise Http404("No such programme.")
        actor = queries.actor_on(programme=programme, user=request.user)
        if not policy.can_see_staff_pages(actor.roles):
            raise Http404("No such programme.")
    languages.use_language(request, programme.language)
    return programme


def _programme(org: str, slug: str) -> Programme:
    programmes = Programme.objects.select_related("organisation")
    return get_object_or_404(programmes, organisation__slug=org, slug=slug)


def as_stored(programme: Programme) -> Programme:
    """The programme as it is in the database, after a refusal left this copy half changed."""
    return Programme.objects.select_related("organisation").get(pk=programme.pk)
