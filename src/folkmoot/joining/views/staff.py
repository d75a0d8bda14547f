"""Where staff decide how people join, and read what will be promised."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.joining import policy, presenting, queries, services
from folkmoot.joining.forms import DestroyForm, ModeForm, QuestionForm, RetentionForm, TextsForm
from folkmoot.programmes.access import StaffProgramme, staff_programme_for
from folkmoot.published import services as published
from folkmoot.published.policy import can_choose as may_choose_texts
from folkmoot.published.presenting import when_texts_appear
from folkmoot.web.flow import show, submit


@require_GET
@staff_required
def overview(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    return _page(request, staff_programme_for(request, org, slug))


@require_http_methods(["GET", "POST"])
@staff_required
def mode(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """The three ways, each with what it makes impossible; none stands chosen by itself."""
    place, now = staff_programme_for(request, org, slug), timezone.now()
    settings = queries.settings_of(place.programme)

    def current() -> dict[str, Any]:
        return {"mode": queries.chosen_mode(queries.settings_of(place.programme))}

    form = ModeForm(request.POST if request.method == "POST" else None, current=current())
    if submit(
        form,
        lambda: services.choose_mode(
            actor=place.actor,
            programme=place.programme,
            mode=services.Mode(form.cleaned_data["mode"]),
            revision=form.cleaned_data["revision"],
            at=now,
        ),
        current=current,
    ):
        return redirect("joining:staff", org=org, slug=slug)
    chosen = form["mode"].value()
    context = {
        "joining_settings": settings,
        "form": form,
        "stands_at": ""
        if settings.is_chosen or settings._state.adding
        else settings.get_mode_display(),
        "cards": [(card, card.mode == chosen) for card in presenting.mode_cards()],
        "can_choose": not settings.is_fixed
        and policy.can_choose_mode(place.actor.roles, place.programme.stage(now)),
    }
    return _shown(request, place, "mode", context, form)


@require_http_methods(["GET", "POST"])
@staff_required
def retention(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """The days on which it ends, proposed before they are anybody's."""
    place, now = staff_programme_for(request, org, slug), timezone.now()
    settings = queries.settings_of(place.programme)

    def current() -> dict[str, Any]:
        return queries.proposed_dates(place.programme, queries.settings_of(place.programme))

    form = RetentionForm(request.POST if request.method == "POST" else None, current=current())
    if submit(
        form,
        lambda: services.set_retention(
            actor=place.actor, programme=place.programme, at=now, **form.cleaned_data
        ),
        current=current,
    ):
        return redirect("joining:staff", org=org, slug=slug)
    context = {
        "joining_settings": settings,
        "form": form,
        "can_date": policy.can_set_retention(place.actor.roles, place.programme.stage(now)),
    }
    return _shown(request, place, "retention", context, form)


@require_http_methods(["GET", "POST"])
@staff_required
def texts(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """When others see what somebody writes; people are told before they join."""
    place, now = staff_programme_for(request, org, slug), timezone.now()

    def current() -> dict[str, Any]:
        fresh = staff_programme_for(request, org, slug).programme
        return {"choice": fresh.texts_appear}

    form = TextsForm(request.POST if request.method == "POST" else None, current=current())
    if submit(
        form,
        lambda: published.choose_texts_appear(
            actor=place.actor,
            programme=place.programme,
            choice=type(place.programme).TextsAppear(form.cleaned_data["choice"]),
            revision=form.cleaned_data["revision"],
            at=now,
        ),
        current=current,
    ):
        return redirect("joining:staff", org=org, slug=slug)
    stage = place.programme.stage(now)
    context = {
        "form": form,
        "told": when_texts_appear(place.programme),
        "can_choose": may_choose_texts(place.actor.roles, stage),
    }
    return _shown(request, place, "texts", context, form)


def _shown(
    request: StaffRequest,
    place: StaffProgramme,
    name: str,
    context: dict[str, Any],
    form: forms.Form,
) -> HttpResponse:
    shared = {"programme": place.programme, "actor": place.actor, "tab": "joining:staff"}
    return show(request, f"joining/{name}.html", shared | context, refused=form.errors)


@require_POST
@staff_required
def add_question(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place, form = staff_programme_for(request, org, slug), QuestionForm(request.POST)
    return _act(
        request,
        place,
        "question",
        form,
        lambda: services.add_question(
            actor=place.actor,
            programme=place.programme,
            text=form.cleaned_data["text"],
            options=form.cleaned_data["options"].splitlines(),
            attribute=form.cleaned_data["attribute"],
            is_how_heard=form.cleaned_data["is_how_heard"],
            at=timezone.now(),
        ),
    )


@require_POST
@staff_required
def remove_question(request: StaffRequest, org: str, slug: str, question_id: UUID) -> HttpResponse:
    place = staff_programme_for(request, org, slug)
    services.remove_question(
        actor=place.actor, programme=place.programme, question_id=question_id, at=timezone.now()
    )
    return redirect("joining:staff", org=org, slug=slug)


@require_http_methods(["GET", "POST"])
@staff_required
def destroy_key(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = staff_programme_for(request, org, slug)
    form = DestroyForm(request.POST if request.method == "POST" else None)
    if submit(
        form,
        lambda: services.destroy_key_by_hand(
            actor=place.actor,
            programme=place.programme,
            typed=form.cleaned_data["typed"],
            at=timezone.now(),
        ),
    ):
        return redirect("joining:staff", org=org, slug=slug)
    context = {
        "programme": place.programme,
        "actor": place.actor,
        "tab": "joining:staff",
        "form": form,
        "joining_settings": queries.settings_of(place.programme),
        "can_destroy": policy.can_destroy_key(
            place.actor.roles, place.programme.stage(timezone.now())
        ),
    }
    return show(request, "joining/destroy_key.html", context, refused=form.errors)


def _act(
    request: StaffRequest,
    place: StaffProgramme,
    name: str,
    form: forms.Form,
    act: Callable[[], object],
) -> HttpResponse:
    if submit(form, act):
        return redirect(place.programme.address("joining:staff"))
    return _page(request, place, **{f"{name}_form": form})


def _page(request: StaffRequest, place: StaffProgramme, **refused: forms.Form) -> HttpResponse:
    programme, roles = place.programme, place.actor.roles
    settings, stage = queries.settings_of(programme), place.programme.stage(timezone.now())
    context: dict[str, Any] = {
        "programme": programme,
        "actor": place.actor,
        "tab": "joining:staff",
        "joining_settings": settings,
        "promise": presenting.promise_of(programme),
        "questions": queries.questions_of(programme),
        "codes_left": queries.publishable_codes_left(programme)
        if settings.mode == "anonymous"
        else None,
        "can_choose": not settings.is_fixed and policy.can_choose_mode(roles, stage),
        "can_edit": not settings.is_fixed and policy.can_edit_gateway(roles, stage),
        "can_date": policy.can_set_retention(roles, stage),
        "can_choose_texts": may_choose_texts(roles, stage),
        "when_seen": when_texts_appear(programme),
        "can_destroy": policy.can_destroy_key(roles, stage)
        and settings.mode != "open"
        and settings.key_destroyed_on is None,
        "question_form": QuestionForm(),
    }
    shown = context | refused
    problem = next(iter(refused.values()), None)
    shown["problem_form"] = problem
    return show(request, "joining/staff.html", shown, refused=problem)
