from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.revisions import shown
from folkmoot.programmes import access, policy, queries, registry, services
from folkmoot.programmes.access import StaffProgramme
from folkmoot.programmes.forms import (
    ChangeActivityForm,
    DatesForm,
    NewActivityForm,
    PhasesForm,
)
from folkmoot.programmes.views.page import page_of
from folkmoot.web.editing import EditForm
from folkmoot.web.flow import press, submit

Values = dict[str, Any]


TAB = "timeline"


@require_GET
@staff_required
def timeline(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place, now = access.staff_programme_for(request, org, slug), timezone.now()
    programme, roles = place.programme, place.actor.roles
    stage = programme.stage(now)
    context = {
        "activities": queries.activity_cards(programme),
        "outside": queries.phases_outside(programme),
        "picture": queries.timeline_picture(programme, at=now),
        "can_set_up": policy.can_set_up(roles, stage),
        "can_set_dates": policy.can_change_dates(roles, stage)
        and stage.value in {"draft", "practice", "scheduled"},
        "can_remove": policy.can_set_up(roles, stage) and stage.value in {"draft", "practice"},
    }
    return page_of(request, place, "timeline", context, tab=TAB, refused=False)


@require_http_methods(["GET", "POST"])
@staff_required
def dates(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    programme = place.programme

    def current() -> Values:
        return shown(access.as_stored(programme), ("opens_at", "closes_at"))

    form = DatesForm(
        request.POST if request.method == "POST" else None,
        zone=queries.zone_of(programme.organisation),
        current=current(),
    )
    return _answer(
        request,
        place,
        "dates",
        form,
        lambda: services.set_dates(
            actor=place.actor, programme=programme, at=timezone.now(), **form.cleaned_data
        ),
        current,
    )


@require_http_methods(["GET", "POST"])
@staff_required
def add_activity(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    posted = request.POST if request.method == "POST" else None
    form = NewActivityForm(posted, kinds=registry.kinds())
    if submit(
        form,
        lambda: services.add_activity(
            actor=place.actor,
            programme=place.programme,
            at=timezone.now(),
            **form.cleaned_data,
        ),
    ):
        return redirect("programmes:timeline", org=org, slug=slug)
    return page_of(
        request, place, "activity_add", {"form": form}, tab=TAB, refused=bool(form.errors)
    )


@require_http_methods(["GET", "POST"])
@staff_required
def change_activity(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    activity = access.activity_for(place, activity_id)

    def current() -> Values:
        return shown(access.activity_for(place, activity_id), ("title", "summary"))

    posted = request.POST if request.method == "POST" else None
    form = ChangeActivityForm(posted, current=current())
    return _answer(
        request,
        place,
        "activity_change",
        form,
        lambda: services.change_activity(
            actor=place.actor, activity=activity, at=timezone.now(), **form.cleaned_data
        ),
        current,
        {"activity_id": activity_id},
    )


@require_http_methods(["GET", "POST"])
@staff_required
def remove_activity(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    activity = access.activity_for(place, activity_id)
    refusal = ""
    if request.method == "POST":
        done = press(
            lambda: services.remove_activity(
                actor=place.actor, activity=activity, at=timezone.now()
            )
        )
        if done:
            return redirect("programmes:timeline", org=org, slug=slug)
        refusal = done.words
    context: dict[str, object] = {"title": activity.title, "refusal": refusal}
    return page_of(request, place, "activity_remove", context, tab=TAB, refused=bool(refusal))


@require_http_methods(["GET", "POST"])
@staff_required
def phases(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    activity = access.activity_for(place, activity_id)
    cards = queries.activity_cards(place.programme)
    card = next(card for card in cards if card.id == activity_id)

    def current() -> Values:
        return queries.dates_of_phases(access.activity_for(place, activity_id))

    form = PhasesForm(
        request.POST if request.method == "POST" else None,
        current=current(),
        card=card,
        zone=queries.zone_of(place.programme.organisation),
    )
    return _answer(
        request,
        place,
        "phases",
        form,
        lambda: services.set_phases(
            actor=place.actor,
            activity=activity,
            dates=form.dates(),
            revision=form.cleaned_data["revision"],
            at=timezone.now(),
        ),
        current,
        {"card": card},
    )


def _answer(
    request: StaffRequest,
    place: StaffProgramme,
    name: str,
    form: EditForm,
    act: Callable[[], object],
    current: Callable[[], Values],
    context: dict[str, object] | None = None,
) -> HttpResponse:
    """Show the form, or do what it asks and go back to the timeline."""
    if submit(form, act, current=current):
        return redirect(place.programme.address("programmes:timeline"))
    told: dict[str, object] = {"form": form} | (context or {})
    return page_of(request, place, name, told, tab=TAB, refused=bool(form.errors))
