from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.days import day_of, last_day_of
from folkmoot.core.revisions import shown
from folkmoot.programmes import access, policy, presenting, queries, registry, services
from folkmoot.programmes.access import StaffProgramme
from folkmoot.programmes.forms import NameForm
from folkmoot.programmes.views.page import page_of
from folkmoot.web.flow import submit


@require_GET
@staff_required
def overview(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    return overview_page(request, place)


@require_http_methods(["GET", "POST"])
@staff_required
def name(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)

    def current() -> dict[str, Any]:
        return shown(access.as_stored(place.programme), ("name", "summary", "language"))

    form = NameForm(request.POST if request.method == "POST" else None, current=current())
    if submit(
        form,
        lambda: services.rename_programme(
            actor=place.actor,
            programme=place.programme,
            at=timezone.now(),
            **form.cleaned_data,
        ),
        current=current,
    ):
        return redirect("programmes:overview", org=org, slug=slug)
    return overview_part(request, place, "name", {"form": form}, refused=bool(form.errors))


def overview_page(request: StaffRequest, place: StaffProgramme, refusal: str = "") -> HttpResponse:
    programme, roles, now = place.programme, place.actor.roles, timezone.now()
    stage = programme.stage(now)
    steps = [
        (step, url_of(place, step.url_name, step.activity_id))
        for step in presenting.steps(programme, at=now)
    ]
    told = registry.suggestions_of(programme, frozenset(roles)) if programme.is_launched else []
    context: dict[str, object] = {
        "suggestions": told,
        "has_way_in": any(one.is_way_in for one in told),
        "stage": stage.value,
        "steps": steps,
        "next_step": next((pair for pair in steps if pair[0].needed and not pair[0].is_done), None),
        "days_left": (last_day_of(programme.closes_at) - day_of(now)).days
        if programme.closes_at
        else None,
        "link": settings.BASE_URL + programme.front_path,
        "activities": queries.activity_cards(programme),
        "joined": registry.publishable_joined(programme, now),
        "inactive_activities": presenting.inactive_activities(programme, at=now),
        "may_sign": policy.can_sign_mandate(roles, stage)
        and queries.awaits_signature(programme, request.user),
        "can_say_it_holds": policy.can_edit_mandate(roles, stage),
        "can_practise": policy.can_practise(roles, stage),
        "can_launch": policy.can_launch(roles, stage),
        "can_call_off": policy.can_call_off(roles, stage),
        "can_change_dates": policy.can_change_dates(roles, stage),
        "can_set_up": policy.can_set_up(roles, stage),
        "refusal": refusal,
    }
    return overview_part(request, place, "overview", context, refused=bool(refusal))


def url_of(place: StaffProgramme, url_name: str, activity_id: str) -> str:
    return place.programme.address(url_name, *([activity_id] if activity_id else []))


def overview_part(
    request: StaffRequest,
    place: StaffProgramme,
    name: str,
    context: dict[str, object],
    *,
    refused: bool,
) -> HttpResponse:
    """A page that the overview leads to. What was refused has changed nothing, so it shows
    the programme as it stands."""
    if refused:
        context = {"programme": access.as_stored(place.programme), **context}
    return page_of(request, place, name, context, tab="overview", refused=refused)
