"""Find a programme's guide, or it does not exist."""

from dataclasses import dataclass

from django.http import Http404

from folkmoot.accounts.access import StaffRequest
from folkmoot.accounts.policy import Actor
from folkmoot.frameworks.models import Framework
from folkmoot.frameworks.queries import framework_of
from folkmoot.guides import policy, queries
from folkmoot.guides.queries import GuideDocument
from folkmoot.programmes.access import public_programme_for, staff_programme_for
from folkmoot.programmes.models import Programme
from folkmoot.web.http import PageRequest


@dataclass(frozen=True, slots=True)
class GuideRequest:
    programme: Programme
    actor: Actor
    framework: Framework | None


def guide_for(request: StaffRequest, org: str, slug: str) -> GuideRequest:
    found = staff_programme_for(request, org, slug)
    if not policy.can_preview(found.actor.roles):
        raise Http404("No such page.")
    return GuideRequest(found.programme, found.actor, framework_of(found.programme))


def published_for(request: PageRequest, org: str, slug: str) -> GuideDocument:
    """What anybody may read."""
    document = queries.current_document(public_programme_for(request, org, slug))
    if document is None:
        raise Http404("No guide has been published.")
    return document
