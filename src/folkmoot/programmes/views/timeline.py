from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.errors import DomainError
from folkmoot.programmes import access, policy, queries, registry, services
from folkmoot.programmes.access import StaffProgramme
from folkmoot.programmes.forms import ActivityForm, DatesForm, PhasesForm


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
    return _page(request, place, "timeline", context, refused=False)


@require_http_methods(["GET", "POST"])
@staff_required
def dates(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    programme = place.programme
    form = DatesForm(
        request.POST if request.method == "POST" else None,
        zone=queries.zone_of(programme.organisation),
        initial={"opens_at": programme.opens_at, "closes_at": programme.closes_at},
    )
    return _answer(
        request,
        place,
        "dates",
        form,
        lambda: services.set_dates(
            actor=place.actor,
            programme=programme,
            opens_at=form.cleaned_data["opens_at"],
            closes_at=form.cleaned_data["closes_at"],
            at=timezone.now(),
        ),
    )


@require_http_methods(["GET", "POST"])
@staff_required
def add_activity(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    form = ActivityForm(request.POST if request.method == "POST" else None, kinds=registry.kinds())
    return _answer(
        request,
        place,
        "activity_add",
        form,
        lambda: services.add_activity(
            actor=place.actor,
            programme=place.programme,
            kind=form.cleaned_data["kind"],
            title=form.cleaned_data["title"],
            summary=form.cleaned_data["summary"],
            at=timezone.now(),
        ),
    )


@require_http_methods(["GET", "POST"])
@staff_required
def change_activity(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    activity = access.activity_for(place, activity_id)
    form = ActivityForm(
        request.POST if request.method == "POST" else None,
        initial={"title": activity.title, "summary": activity.summary},
    )
    return _answer(
        request,
        place,
        "activity_change",
        form,
        lambda: services.change_activity(
            actor=place.actor,
            activity=activity,
            title=form.cleaned_data["title"],
            summary=form.cleaned_data["summary"],
            at=timezone.now(),
        ),
        {"activity_id": activity_id},
    )


@require_http_methods(["GET", "POST"])
@staff_required
def remove_activity(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    activity = access.activity_for(place, activity_id)
    refusal = ""
    if request.method == "POST":
        try:
            services.remove_activity(actor=place.actor, activity=activity, at=timezone.now())
            return redirect("programmes:timeline", org=org, slug=slug)
        except DomainError as refused:
            refusal = str(refused)
    context: dict[str, object] = {"title": activity.title, "refusal": refusal}
    return _page(request, place, "activity_remove", context, refused=bool(refusal))


@require_http_methods(["GET", "POST"])
@staff_required
def phases(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    activity = access.activity_for(place, activity_id)
    cards = queries.activity_cards(place.programme)
    card = next(card for card in cards if card.id == activity_id)
    form = PhasesForm(
        request.POST if request.method == "POST" else None,
        card=card,
        zone=queries.zone_of(place.programme.organisation),
    )
    return _answer(
        request,
        place,
        "phases",
        form,
        lambda: services.set_phases(
            actor=place.actor, activity=activity, dates=form.dates(), at=timezone.now()
        ),
        {"card": card},
    )


def _answer(
    request: StaffRequest,
    place: StaffProgramme,
    name: str,
    form: DatesForm | ActivityForm | PhasesForm,
    act: Callable[[], object],
    context: dict[str, object] | None = None,
) -> HttpResponse:
    """Show the form, or do what it asks and go back to the timeline."""
    if request.method == "POST" and form.is_valid():
        try:
            act()
            where = (place.programme.organisation.slug, place.programme.slug)
            return redirect("programmes:timeline", *where)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    shown: dict[str, object] = {"form": form} | (context or {})
    return _page(request, place, name, shown, refused=bool(form.errors))


def _page(
    request: StaffRequest,
    place: StaffProgramme,
    name: str,
    context: dict[str, object],
    *,
    refused: bool,
) -> HttpResponse:
    shared: dict[str, object] = {
        "programme": place.programme,
        "actor": place.actor,
        "tab": "programmes:timeline",
        "zone": str(queries.zone_of(place.programme.organisation)),
    }
    template = f"programmes/{name}.html"
    return TemplateResponse(request, template, shared | context, status=422 if refused else 200)
