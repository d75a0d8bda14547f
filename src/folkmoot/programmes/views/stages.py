"""From draft to practice, open, closed: what cannot be taken back is repeated first."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.errors import DomainError
from folkmoot.core.revisions import revision_of, shown
from folkmoot.programmes import access, policy, presenting, queries, services
from folkmoot.programmes.access import StaffProgramme
from folkmoot.programmes.forms import CloseForm, ClosingForm, LaunchForm
from folkmoot.programmes.views.overview import overview_page, overview_part, url_of
from folkmoot.web.flow import press, submit


@require_POST
@staff_required
def practice(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    act = services.stop_practice if "stop" in request.POST else services.start_practice
    done = press(lambda: act(actor=place.actor, programme=place.programme, at=timezone.now()))
    if not done:
        return overview_page(request, place, refusal=done.words)
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

    def launch_it() -> None:
        said = form.cleaned_data
        try:
            services.launch(
                actor=place.actor,
                programme=programme,
                opens_at=now if said["when"] == "now" else said["opens_at"],
                closes_at=said["closes_at"],
                revision=request.POST.get("revision", ""),
                at=now,
            )
        except services.NotReady as missing:
            told = _("Some things are missing. They are listed below, with links.")
            raise DomainError(told) from missing

    if submit(form, launch_it):
        return redirect("programmes:overview", org=org, slug=slug)
    stored = access.as_stored(programme)
    topics = presenting.facts_of(stored, at=now)
    context = {
        "form": form,
        "problems": _problems(place, now),
        "topics": topics,
        "has_warnings": any(fact.is_warning for topic in topics for fact in topic.facts),
        "revision": presenting.revision_of_facts(stored, at=now),
    }
    return overview_part(request, place, "launch", context, refused=bool(form.errors))


@require_http_methods(["GET", "POST"])
@staff_required
def close(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """Closing early turns people away and ends the key: asked twice, with what dies with it."""
    place = access.staff_programme_for(request, org, slug)
    if request.method == "GET" and not _may_move_closing(place, {"open", "scheduled"}):
        return redirect("programmes:overview", org=org, slug=slug)
    form = CloseForm(
        request.POST if request.method == "POST" else None,
        zone=queries.zone_of(place.programme.organisation),
        current=_closing(place),
    )
    if request.method == "POST" and form.is_valid():
        return _close_early(request, place, form)
    now = timezone.now()
    losses = presenting.losses_of(place.programme, closes_at=now, at=now)
    context: dict[str, object] = {"form": form, "losses": losses}
    return overview_part(request, place, "close", context, refused=bool(form.errors))


def _close_early(request: StaffRequest, place: StaffProgramme, form: CloseForm) -> HttpResponse:
    programme, now = place.programme, timezone.now()
    is_now = form.cleaned_data["when"] == "now"
    closes_at: datetime = now if is_now else form.cleaned_data["closes_at"]
    given: dict[str, Any] = {"actor": place.actor, "programme": programme, "at": now}
    revision = form.cleaned_data["revision"]
    refused = False
    if revision != revision_of(_closing(place)):
        form.show_both(_closing(place))
        refused = True
    elif form.cleaned_data["sure"]:
        done = submit(
            form,
            (lambda: services.close_now(revision=revision, **given))
            if is_now
            else (lambda: services.move_closing(closes_at=closes_at, revision=revision, **given)),
            current=lambda: _closing(place),
        )
        if done:
            return redirect(programme.address("programmes:overview"))
        refused = True
    elif not is_now and closes_at <= now:
        form.add_error(
            "closes_at", _("That moment has passed. Choose a later one, or close it now.")
        )
        refused = True
    context = {
        "form": form,
        "is_now": is_now,
        "closes_at": closes_at,
        "losses": presenting.losses_of(programme, closes_at=closes_at, at=now),
    }
    name = "close" if refused else "close_sure"
    return overview_part(request, place, name, context, refused=refused)


@require_http_methods(["GET", "POST"])
@staff_required
def extend(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """Moves the closing; a later one reopens a programme that has closed.

    An earlier one is asked about twice, as closing now is.
    """
    place, now = access.staff_programme_for(request, org, slug), timezone.now()
    programme = place.programme
    if request.method == "GET" and not _may_move_closing(place, {"open", "scheduled", "closed"}):
        return redirect("programmes:overview", org=org, slug=slug)
    zone = queries.zone_of(programme.organisation)
    posted = request.POST if request.method == "POST" else None
    form = ClosingForm(posted, zone=zone, current=_closing(place))
    if request.method == "POST" and form.is_valid():
        closes_at = form.cleaned_data["closes_at"]
        if programme.closes_at and now < closes_at < programme.closes_at:
            asked = request.POST.copy()
            asked["when"] = "later"
            early = CloseForm(asked, zone=zone, current=_closing(place))
            if early.is_valid():
                return _close_early(request, place, early)
    done = submit(
        form,
        lambda: services.move_closing(
            actor=place.actor, programme=programme, at=now, **form.cleaned_data
        ),
        current=lambda: _closing(place),
    )
    if done:
        return redirect("programmes:overview", org=org, slug=slug)
    return overview_part(request, place, "extend", {"form": form}, refused=bool(form.errors))


@require_http_methods(["GET", "POST"])
@staff_required
def call_off(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    stage = place.programme.stage(timezone.now())
    if request.method == "GET" and not policy.can_call_off(place.actor.roles, stage):
        return redirect("programmes:overview", org=org, slug=slug)
    refusal = ""
    if request.method == "POST":
        done = press(
            lambda: services.call_off(
                actor=place.actor, programme=place.programme, at=timezone.now()
            )
        )
        if done:
            return redirect("programmes:overview", org=org, slug=slug)
        refusal = done.words
    return overview_part(request, place, "call_off", {"refusal": refusal}, refused=bool(refusal))


def _closing(place: StaffProgramme) -> dict[str, Any]:
    return shown(access.as_stored(place.programme), ("closes_at",))


def _may_move_closing(place: StaffProgramme, stages: set[str]) -> bool:
    """Pages for an act that is not possible lead back to what needs to be done instead."""
    stage = place.programme.stage(timezone.now())
    return policy.can_change_dates(place.actor.roles, stage) and stage.value in stages


def _problems(place: StaffProgramme, now: datetime) -> list[tuple[presenting.Problem, str]]:
    """Each with the page where it is put right."""
    return [
        (problem, url_of(place, problem.url_name, problem.activity_id))
        for problem in presenting.problems(access.as_stored(place.programme), at=now)
    ]
