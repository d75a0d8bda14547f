"""Find a thing and check this request may have it; otherwise it does not exist."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from folkmoot.accounts import queries
from folkmoot.accounts.models import Organisation, User
from folkmoot.accounts.policy import Actor
from folkmoot.web.http import PageRequest


class StaffRequest(PageRequest):
    user: User


def staff_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signed-in staff only; everybody else is sent to sign in."""

    @wraps(view)
    def guarded(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponse:
        return view(request, *args, **kwargs)

    return login_required(guarded)


def actor_for(request: StaffRequest, organisation_slug: str) -> Actor:
    """The signed-in person with their roles in one organisation, or 404 where they have none."""
    organisation = get_object_or_404(Organisation, slug=organisation_slug)
    actor = queries.actor_in(organisation=organisation, user=request.user)
    if not actor.roles:
        raise Http404("No such organisation.")
    return actor
