from django.contrib import messages
from django.http import HttpResponse, HttpResponseNotModified, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.outreach import access, exporting, policy
from folkmoot.outreach.forms import PopulationForm, TilesForm
from folkmoot.outreach.presenting import reach as presenting
from folkmoot.outreach.queries.comparing import PopulationSource, entered
from folkmoot.outreach.queries.reach import Reach
from folkmoot.outreach.queries.reach import reach as figures
from folkmoot.outreach.services import population_figures
from folkmoot.programmes.access import StaffProgramme
from folkmoot.web.flow import show, submit


@require_GET
@staff_required
def reach(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """Asked again every minute while people can join; where nothing changed the answer is 304."""
    place = access.reach_for(request, org, slug)
    found = figures(place.programme, at=timezone.now())
    etag = _etag(found)
    if request.htmx:
        unchanged = get_conditional_response(request, etag=etag)
        if isinstance(unchanged, HttpResponseNotModified):
            return unchanged
        response: HttpResponse = render(
            request, "outreach/reach.html#figures", _figures(place, found)
        )
        response["ETag"] = etag
    else:
        response = _page(request, place, found)
    patch_cache_control(response, private=True, no_cache=True)
    response["Vary"] = "HX-Request, Cookie"  # not for people: a header
    return response


@require_GET
@staff_required
def as_csv(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.reach_for(request, org, slug)
    text = exporting.reach_csv(figures(place.programme, at=timezone.now()))
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    named = f'attachment; filename="{slug}-reach.csv"'  # not for people: a header
    response["Content-Disposition"] = named
    return response


@require_POST
@staff_required
def population(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.reach_for(request, org, slug)
    form = _population_form(place, request.POST)
    if done := submit(
        form,
        lambda: population_figures.set_population(
            actor=place.actor,
            programme=place.programme,
            attribute=form.cleaned_data["attribute"],
            numbers=form.cleaned_data["rows"],
            at=timezone.now(),
            revision=form.cleaned_data["revision"],
        ),
        current=lambda: _current_values(place),
    ):
        if done.result:
            messages.success(request, _("Saved. The page compares with these numbers now."))
        else:
            told = _(
                "Saved, but no question on joining asks for this, so there is nothing to "
                "compare it with. Write it as the question says it."
            )
            messages.warning(request, told)
        return redirect("outreach:reach", org=org, slug=slug)
    return _page(request, place, figures(place.programme, at=timezone.now()), population_form=form)


@require_POST
@staff_required
def remove_population(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.reach_for(request, org, slug)
    population_figures.remove_population(
        actor=place.actor,
        programme=place.programme,
        attribute=request.POST.get("attribute", ""),
        at=timezone.now(),
    )
    messages.success(request, _("Removed. The page does not compare with these numbers any more."))
    return redirect("outreach:reach", org=org, slug=slug)


@require_POST
@staff_required
def remove_tiles(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.reach_for(request, org, slug)
    population_figures.remove_tiles(actor=place.actor, programme=place.programme, at=timezone.now())
    messages.success(request, _("The map is removed."))
    return redirect("outreach:reach", org=org, slug=slug)


@require_POST
@staff_required
def tiles(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.reach_for(request, org, slug)
    found = figures(place.programme, at=timezone.now())
    form = TilesForm(request.POST, request.FILES, attributes=_questions(found))

    def draw() -> None:
        file = form.cleaned_data["file"]
        population_figures.set_tiles(
            actor=place.actor,
            programme=place.programme,
            attribute=form.cleaned_data["attribute"],
            file=file.read(population_figures.MOST_BYTES + 1) if file else None,
            at=timezone.now(),
        )

    if submit(form, draw):
        return redirect("outreach:reach", org=org, slug=slug)
    return _page(request, place, found, tiles_form=form)


def _page(
    request: StaffRequest,
    place: StaffProgramme,
    found: Reach,
    *,
    population_form: PopulationForm | None = None,
    tiles_form: TilesForm | None = None,
) -> HttpResponse:
    context = _figures(place, found) | {
        "tab": "outreach:reach",
        "can_describe": policy.can_describe_population(place.actor.roles),
        "population_form": population_form or _population_form(place),
        "tiles_form": tiles_form or TilesForm(attributes=_questions(found)),
        "questions": _questions(found),
        "entered": [
            one.text for one in found.comparisons if one.source is PopulationSource.ENTERED
        ],
        "has_map": found.tiles is not None,
    }
    refused = (population_form and population_form.errors) or (tiles_form and tiles_form.errors)
    return show(request, "outreach/reach.html", context, refused=refused)


def _current_values(place: StaffProgramme) -> dict[str, object]:
    return {"rows": entered(place.programme)}


def _population_form(place: StaffProgramme, posted: QueryDict | None = None) -> PopulationForm:
    return PopulationForm(posted, current=_current_values(place), initial={"rows": ""})


def _etag(found: Reach) -> str:
    return quote_etag(f"{found.version}-{get_language()}-part")


def _figures(place: StaffProgramme, found: Reach) -> dict[str, object]:
    """What the part of the page shows that renews itself."""
    return {
        "programme": place.programme,
        "actor": place.actor,
        "reach": found,
        "answer": presenting.answer(found),
        "etag": _etag(found),
        "is_open": place.programme.is_open(timezone.now()),
        "can_draft": policy.can_draft(place.actor.roles),
    } | presenting.charts(found)


def _questions(found: Reach) -> list[str]:
    return [one.text for one in found.segments if one.question is not None]
