"""Who is staff here, with which roles, and how they get in."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts import access, queries, services
from folkmoot.accounts.access import StaffRequest, StaffUser, staff_required
from folkmoot.accounts.forms import EditRolesForm, PersonForm
from folkmoot.accounts.policy import Actor
from folkmoot.web.flow import press, show, submit


@require_http_methods(["GET", "POST"])
@never_cache
@staff_required
def people(request: StaffRequest, org: str) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    form = PersonForm(request.POST if request.method == "POST" else None)
    welcomed = None
    done = submit(
        form,
        lambda: services.add_person_with_password(
            actor=actor,
            email=form.cleaned_data["email"],
            name=form.cleaned_data["name"],
            roles=form.chosen(),
            at=timezone.now(),
        ),
    )
    if done:
        form, welcomed = PersonForm(), done.result
    # No redirect after adding: the password is on this page and on no other.
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "people": queries.people_of(actor.organisation),
        "form": form,
        "welcomed": welcomed,
    }
    return show(request, "accounts/people.html", context, refused=form.errors)


@require_http_methods(["GET", "POST"])
@staff_required
def person(request: StaffRequest, org: str, user_id: int) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    user = access.person_for(actor, user_id)
    if request.method == "GET":
        return _person_page(request, actor, user)
    form = EditRolesForm(request.POST, current=_roles_of(actor, user))
    done = submit(
        form,
        lambda: services.set_roles(
            actor=actor,
            user=user,
            roles=form.chosen(),
            revision=form.cleaned_data["revision"],
            at=timezone.now(),
        ),
        current=lambda: _roles_of(actor, user),
    )
    if not done:
        return _person_page(request, actor, user, form=form)
    messages.success(request, _("The roles of %(name)s are changed.") % {"name": user.name})
    return _back(request, actor, user)


@require_POST
@staff_required
def remove(request: StaffRequest, org: str, user_id: int) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    user = access.person_for(actor, user_id)
    done = press(lambda: services.remove_person(actor=actor, user=user, at=timezone.now()))
    if not done:
        return _person_page(request, actor, user, refusal=done.words)
    messages.success(
        request,
        _("%(name)s has no role in %(organisation)s any more.")
        % {"name": user.name, "organisation": actor.organisation},
    )
    return _back(request, actor, user)


@require_POST
@never_cache
@staff_required
def new_password(request: StaffRequest, org: str, user_id: int) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    user = access.person_for(actor, user_id)
    done = press(lambda: services.give_new_password(actor=actor, user=user, at=timezone.now()))
    if not done:
        return _person_page(request, actor, user, refusal=done.words)
    password = done.result
    return _person_page(request, actor, user, password=password)


@require_http_methods(["GET", "POST"])
@staff_required
def second_step(request: StaffRequest, org: str, user_id: int) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    answer: HttpResponse = _second_step(request, actor, access.person_for(actor, user_id))
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _second_step(request: StaffRequest, actor: Actor, user: StaffUser) -> HttpResponse:
    """Behind a fresh password: a screen left open must not unlock a colleague's account."""
    if request.method == "GET":
        context = {"actor": actor, "organisation": actor.organisation, "person": user}
        return TemplateResponse(request, "accounts/second_step.html", context)
    done = press(lambda: services.switch_off_second_step(actor=actor, user=user, at=timezone.now()))
    if not done:
        return _person_page(request, actor, user, refusal=done.words)
    messages.success(
        request, _("%(name)s signs in with their password alone now.") % {"name": user.name}
    )
    return redirect("accounts:person", actor.organisation.slug, user.pk)


def _person_page(
    request: StaffRequest,
    actor: Actor,
    user: StaffUser,
    *,
    form: EditRolesForm | None = None,
    refusal: str = "",
    password: str = "",
) -> HttpResponse:
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "person": user,
        "form": form or EditRolesForm(current=_roles_of(actor, user)),
        "reason": refusal,
        "password": password,
        "is_you": user == request.user,
        "has_two_step": queries.has_two_step(user),
    }
    return show(request, "accounts/person.html", context, refused=form or refusal)


def _roles_of(actor: Actor, user: StaffUser) -> dict[str, Any]:
    held = queries.actor_in(organisation=actor.organisation, user=user).roles
    return {"roles": sorted(role.value for role in held)}


def _back(request: StaffRequest, actor: Actor, changed: StaffUser) -> HttpResponse:
    """To the list of people; or, for those who just lost their own right to it, home."""
    if changed == request.user:
        return redirect("accounts:home")
    return redirect("accounts:people", actor.organisation.slug)
