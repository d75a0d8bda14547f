"""Find a thing and check this request may have it; otherwise it does not exist."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from folkmoot.accounts.access import StaffRequest
from folkmoot.accounts.policy import Actor
from folkmoot.programmes import policy, queries
from folkmoot.programmes.models import Programme, Stage
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


def public_programme_for(request: PageRequest, org: str, slug: str) -> Programme:
    """A launched programme for anybody; one in draft or practice for its staff alone."""
    programme = _programme(org, slug)
    if programme.stage(timezone.now()) in {Stage.DRAFT, Stage.PRACTICE}:
        if not request.user.is_authenticated:
            raise Http404("No such programme.")
        actor = queries.actor_on(programme=programme, user=request.user)
        if not policy.can_see_staff_pages(actor.roles):
            raise Http404("No such programme.")
    return programme


def _programme(org: str, slug: str) -> Programme:
    programmes = Programme.objects.select_related("organisation")
    return get_object_or_404(programmes, organisation__slug=org, slug=slug)
