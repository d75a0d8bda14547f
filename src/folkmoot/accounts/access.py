"""Find a thing and check this request may have it; otherwise it does not exist."""

from collections.abc import Callable
from functools import wraps
from typing import TypeAlias

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from folkmoot.accounts import queries
from folkmoot.accounts.models import Organisation, User
from folkmoot.accounts.policy import Actor
from folkmoot.web import unsaved_input
from folkmoot.web.http import PageRequest
from folkmoot.web.submitted_input import came_from, submitted_form

StaffUser: TypeAlias = User  # for views, which open no table themselves


class StaffRequest(PageRequest):
    user: User


def staff_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Signed-in staff only; everybody else is sent to sign in, and what they typed with them.

    A temporary password opens nothing but the page that changes it.
    """

    @wraps(view)
    def guarded(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        if request.user.has_temporary_password:
            return redirect("account_change_password")
        request.writer = unsaved_input.mark_of(request.user.pk)
        answer = view(request, *args, **kwargs)
        if (
            request.method == "POST"
            and unsaved_input.WAS_KEPT in request.POST
            and answer.status_code < 400
        ):
            unsaved_input.discard(answer)
        return answer

    return guarded


def _to_sign_in(request: StaffRequest) -> HttpResponse:
    """Back to the page afterwards; with words typed, to the form that holds them."""
    if request.method != "POST":
        return _sign_in_for(request, request.get_full_path())
    handed = submitted_form(request)
    if handed is None or not handed.words:
        return _sign_in_for(request, came_from(request) or reverse("accounts:home"))
    answer = _sign_in_for(request, reverse("accounts:kept"))
    if unsaved_input.keep(answer, handed):
        return answer
    context = {"handed": handed, "is_known": bool(unsaved_input.writer_of(handed))}
    if request.htmx:
        swap = "innerHTML show:top"  # not for people: a header
        there = {"HX-Retarget": "#main", "HX-Reswap": swap}
        return TemplateResponse(
            request, "accounts/_signed_out.html", context, status=422, headers=there
        )
    return TemplateResponse(request, "accounts/signed_out.html", context, status=403)


def _sign_in_for(request: StaffRequest, path: str) -> HttpResponse:
    there = f"{reverse('account_login')}?{urlencode({'next': path})}"
    # A part of a page cannot hold the sign-in page: the whole page goes there.
    return HttpResponseClientRedirect(there) if request.htmx else redirect(there)


def actor_for(request: StaffRequest, organisation_slug: str) -> Actor:
    """The signed-in person with their roles in one organisation, or 404 where they have none."""
    organisation = get_object_or_404(Organisation, slug=organisation_slug)
    actor = queries.actor_in(organisation=organisation, user=request.user)
    if not actor.roles:
        raise Http404("No such organisation.")
    return actor


def people_manager_for(request: StaffRequest, organisation_slug: str) -> Actor:
    """An administrator of the organisation; for everybody else the page does not exist."""
    actor = actor_for(request, organisation_slug)
    if not actor.can_manage_people:
        raise Http404("No such page.")
    return actor


def organisation_changer_for(request: StaffRequest, organisation_slug: str) -> Actor:
    actor = actor_for(request, organisation_slug)
    if not actor.can_change_organisation:
        raise Http404("No such page.")
    return actor


def audit_reader_for(request: StaffRequest, organisation_slug: str) -> Actor:
    actor = actor_for(request, organisation_slug)
    if not actor.can_read_audit:
        raise Http404("No such page.")
    return actor


def person_for(actor: Actor, user_id: int) -> User:
    """Somebody with a role in the actor's organisation, or 404."""
    here = User.objects.filter(appointments__organisation=actor.organisation).distinct()
    return get_object_or_404(here, pk=user_id)
