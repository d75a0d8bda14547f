from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.revisions import shown
from folkmoot.programmes import access, policy, services
from folkmoot.programmes.access import StaffProgramme
from folkmoot.programmes.forms import BrandingForm, LogoForm
from folkmoot.programmes.views.page import page_of
from folkmoot.web import colour
from folkmoot.web.flow import submit
from folkmoot.web.http import PageRequest

FOR_GOOD = "public, max-age=31536000, immutable"
NOTHING_RUNS = "default-src 'none'; style-src 'unsafe-inline'; sandbox"  # not for people: a header


@require_http_methods(["GET", "POST"])
@staff_required
def branding(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    programme = place.programme
    posted = request.POST if request.method == "POST" else None
    form = BrandingForm(posted, current=_current_values(place))
    if submit(
        form,
        lambda: services.set_branding(
            actor=place.actor, programme=programme, at=timezone.now(), **form.cleaned_data
        ),
        current=lambda: _current_values(place),
    ):
        return redirect("programmes:branding", org=org, slug=slug)
    return _branding(request, place, form=form)


def _current_values(place: StaffProgramme) -> dict[str, Any]:
    return shown(access.as_stored(place.programme), ("colour", "partners"))


@require_POST
@staff_required
def logo_upload(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.staff_programme_for(request, org, slug)
    form = LogoForm(request.POST, request.FILES, current=_logo_now(place))
    is_removal = "remove" in request.POST
    form.fields["logo"].required = not is_removal
    by: dict[str, Any] = {"actor": place.actor, "programme": place.programme, "at": timezone.now()}

    def change() -> object:
        revision = form.cleaned_data["revision"]
        if is_removal:
            return services.remove_logo(revision=revision, **by)
        return services.set_logo(picture=form.cleaned_data["logo"], revision=revision, **by)

    done = submit(form, change, current=lambda: _logo_now(place), about={services.BadLogo: "logo"})
    if done:
        return redirect("programmes:branding", org=org, slug=slug)
    return _branding(request, place, logo_form=form)


def _logo_now(place: StaffProgramme) -> dict[str, Any]:
    return {"logo": access.as_stored(place.programme).logo.name or ""}


@require_GET
def logo(request: PageRequest, org: str, slug: str) -> HttpResponse | FileResponse:
    """The picture we made ourselves, with rules of its own: nothing in it may run."""
    programme = access.public_programme_for(request, org, slug)
    if not programme.logo:
        raise Http404("No logo.")
    try:
        with programme.logo.open("rb") as kept:
            response = HttpResponse(kept.read(), content_type="image/png")
    except OSError as lost:  # uploads that were not brought back with a database, say
        raise Http404("The logo's file is gone.") from lost
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = NOTHING_RUNS
    response["Content-Disposition"] = 'inline; filename="logo.png"'
    response["Cache-Control"] = _how_long(request, programme.brand_version)
    return response


@require_GET
def brand(request: PageRequest, org: str, slug: str) -> HttpResponse:
    """The organisation's colour as a stylesheet: the rules forbid styles inside pages."""
    programme = access.public_programme_for(request, org, slug)
    response = HttpResponse(colour.brand_css(programme.colour), content_type="text/css")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = _how_long(request, programme.brand_version)
    return response


def _verdict(form: BrandingForm, stored: str) -> str:
    """On the colour that was typed, where it is one."""
    try:
        return colour.verdict(str(form["colour"].value()))
    except colour.NotAColour:
        return colour.verdict(stored)


def _how_long(request: PageRequest, version: str) -> str:
    if request.user.is_authenticated:
        return "private, no-cache"  # staff may see drafts; no shared cache may keep them
    return FOR_GOOD if request.GET.get("v") == version else "public, max-age=60"


def _branding(
    request: StaffRequest,
    place: StaffProgramme,
    form: BrandingForm | None = None,
    logo_form: LogoForm | None = None,
) -> HttpResponse:
    programme = access.as_stored(place.programme)
    seen = form or BrandingForm(current=_current_values(place))
    refused = next((f for f in (form, logo_form) if f is not None and f.errors), None)
    context: dict[str, object] = {
        "programme": programme,
        "branding_form": seen,
        "logo_form": logo_form or LogoForm(current=_logo_now(place)),
        "form": refused,
        "verdict": _verdict(seen, programme.colour),
        "can_set_up": policy.can_set_up(place.actor.roles, programme.stage(timezone.now())),
    }
    return page_of(request, place, "branding", context, tab="branding", refused=refused is not None)
