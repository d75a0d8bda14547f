from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.programmes import access, policy, queries, registry, services
from folkmoot.programmes.access import StaffProgramme
from folkmoot.programmes.forms import ClosingForm, LaunchForm, NameForm


@require_GET
@staff_required
def overview(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    return _overview(request, place)


@require_http_methods(["GET", "POST"])
@staff_required
def name(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    initial = {"name": place.programme.name, "summary": place.programme.summary}
    form = NameForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.rename_programme(
                actor=place.actor,
                programme=place.programme,
                name=form.cleaned_data["name"],
                summary=form.cleaned_data["summary"],
                at=timezone.now(),
            )
            return redirect("programmes:overview", org=org, slug=slug)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return _page(request, place, "name", {"form": form}, refused=bool(form.errors))


@require_POST
@staff_required
def practice(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    act = services.stop_practice if "stop" in request.POST else services.start_practice
    try:
        act(actor=place.actor, programme=place.programme, at=timezone.now())
    except DomainError as refusal:
        return _overview(request, place, refusal=str(refusal))
    return redirect("programmes:overview", org=org, slug=slug)


@require_http_methods(["GET", "POST"])
@staff_required
def launch(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place, now = access.staff_programme_for(request, org, slug), timezone.now()
    programme = place.programme
    if request.method == "GET" and not policy.can_launch(place.actor.roles, programme.stage(now)):
        return redirect("programmes:overview", org=org, slug=slug)
    waits = programme.opens_at is not None and programme.opens_at > now
    form = LaunchForm(
        request.POST if request.method == "POST" else None,
        zone=queries.zone_of(programme.organisation),
        initial={
            "when": "later" if waits else "now",
            "opens_at": programme.opens_at if waits else None,
            "closes_at": programme.closes_at,
        },
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            services.launch(
                actor=place.actor,
                programme=programme,
                opens_at=now if said["when"] == "now" else said["opens_at"],
                closes_at=said["closes_at"],
                at=now,
            )
            return redirect("programmes:overview", org=org, slug=slug)
        except services.NotReady:
            form.add_error(None, "Some things are missing. They are listed below, with links.")
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    context = {
        "form": form,
        "problems": _problems(place, now),
        "signed": queries.promise_is_signed(programme),
    }
    return _page(request, place, "launch", context, refused=bool(form.errors))


@require_http_methods(["GET", "POST"])
@staff_required
def close(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """Closing is asked twice: it turns people away."""
    place = access.staff_programme_for(request, org, slug)
    if request.method == "GET" and not _may_move_closing(place, {"open"}):
        return redirect("programmes:overview", org=org, slug=slug)
    refusal = ""
    if request.method == "POST":
        try:
            services.close_now(actor=place.actor, programme=place.programme, at=timezone.now())
            return redirect("programmes:overview", org=org, slug=slug)
        except DomainError as refused:
            refusal = str(refused)
    return _page(request, place, "close", {"refusal": refusal}, refused=bool(refusal))


@require_http_methods(["GET", "POST"])
@staff_required
def extend(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """Moves the closing; a later one reopens a programme that has closed."""
    place = access.staff_programme_for(request, org, slug)
    programme = place.programme
    if request.method == "GET" and not _may_move_closing(place, {"open", "scheduled", "closed"}):
        return redirect("programmes:overview", org=org, slug=slug)
    form = ClosingForm(
        request.POST if request.method == "POST" else None,
        zone=queries.zone_of(programme.organisation),
        initial={"closes_at": programme.closes_at},
    )
    if request.method == "POST" and form.is_valid():
        try:
            services.move_closing(
                actor=place.actor,
                programme=programme,
                closes_at=form.cleaned_data["closes_at"],
                at=timezone.now(),
            )
            return redirect("programmes:overview", org=org, slug=slug)
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    return _page(request, place, "extend", {"form": form}, refused=bool(form.errors))


@require_http_methods(["GET", "POST"])
@staff_required
def call_off(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    stage = place.programme.stage(timezone.now())
    if request.method == "GET" and not policy.can_call_off(place.actor.roles, stage):
        return redirect("programmes:overview", org=org, slug=slug)
    refusal = ""
    if request.method == "POST":
        try:
            services.call_off(actor=place.actor, programme=place.programme, at=timezone.now())
            return redirect("programmes:overview", org=org, slug=slug)
        except DomainError as refused:
            refusal = str(refused)
    return _page(request, place, "call_off", {"refusal": refusal}, refused=bool(refusal))


def _may_move_closing(place: StaffProgramme, stages: set[str]) -> bool:
    """Pages for an act that is not possible lead back to what needs to be done instead."""
    stage = place.programme.stage(timezone.now())
    return policy.can_change_dates(place.actor.roles, stage) and stage.value in stages


def _problems(place: StaffProgramme, now: datetime) -> list[tuple[queries.Problem, str]]:
    """Each with the page where it is put right."""
    return [
        (problem, _url(place, problem.url_name, problem.activity_id))
        for problem in queries.problems(access.as_stored(place.programme), at=now)
    ]


def _url(place: StaffProgramme, url_name: str, activity_id: str) -> str:
    where = [place.programme.organisation.slug, place.programme.slug]
    return reverse(url_name, args=[*where, activity_id] if activity_id else where)


def _overview(request: StaffRequest, place: StaffProgramme, refusal: str = "") -> HttpResponse:
    programme, roles, now = place.programme, place.actor.roles, timezone.now()
    stage = programme.stage(now)
    steps = [
        (step, _url(place, step.url_name, step.activity_id))
        for step in queries.steps(programme, at=now)
    ]
    told = registry.hints_of(programme, frozenset(roles)) if programme.is_launched else []
    context: dict[str, object] = {
        "hints": told,
        "has_way_in": any(hint.is_way_in for hint in told),
        "stage": stage.value,
        "steps": steps,
        "next_step": next((pair for pair in steps if pair[0].needed and not pair[0].is_done), None),
        "days_left": (day_of(programme.closes_at) - day_of(now)).days
        if programme.closes_at
        else None,
        "link": request.build_absolute_uri(programme.front_path),
        "activities": queries.activity_cards(programme),
        "joined": registry.joined_told(programme, now),
        "standing_still": queries.standing_still(programme, at=now),
        "can_practise": policy.can_practise(roles, stage),
        "can_launch": policy.can_launch(roles, stage),
        "can_call_off": policy.can_call_off(roles, stage),
        "can_change_dates": policy.can_change_dates(roles, stage),
        "can_set_up": policy.can_set_up(roles, stage),
        "refusal": refusal,
    }
    return _page(request, place, "overview", context, refused=bool(refusal))


def _page(
    request: StaffRequest,
    place: StaffProgramme,
    name: str,
    context: dict[str, object],
    *,
    refused: bool,
) -> HttpResponse:
    shared = {
        "programme": access.as_stored(place.programme) if refused else place.programme,
        "actor": place.actor,
        "tab": "programmes:overview",
        "zone": str(queries.zone_of(place.programme.organisation)),
    }
    page = f"programmes/{name}.html"
    return TemplateResponse(request, page, shared | context, status=422 if refused else 200)
