"""One list on its way in."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.errors import DomainError, Stale
from folkmoot.core.revisions import revision_of
from folkmoot.members import access, queries, registry, services
from folkmoot.members.access import ListPlace
from folkmoot.members.forms import ColumnsForm
from folkmoot.web.flow import show, submit


@require_http_methods(["GET", "POST"])
@never_cache
@staff_required
def listed(request: StaffRequest, org: str, list_id: UUID) -> HttpResponse:
    """What is in the list; a POST says which column is what and checks again."""
    place = access.list_for(request, org, list_id)
    if request.method == "GET":
        return _page(request, place)
    preview = services.preview_of(place.listed)
    if preview is None:  # used meanwhile, or its file has gone: the page says which
        return redirect("members:list", org, list_id)
    form = ColumnsForm(request.POST, preview=preview, with_attributes=place.programme is not None)
    if submit(
        form,
        lambda: services.choose_columns(
            actor=place.actor,
            listed=place.listed,
            address=form.cleaned_data["address"],
            attributes=form.cleaned_data.get("attributes", []),
            at=timezone.now(),
        ),
    ):
        return redirect("members:list", org, list_id)
    return _page(request, access.list_for(request, org, list_id), form)


@require_GET
@never_cache
@staff_required
def progress(request: StaffRequest, org: str, list_id: UUID) -> HttpResponse:
    place = access.list_for(request, org, list_id)
    if place.listed.is_busy:
        context = {"listed": place.listed, "org": org}
        return TemplateResponse(request, "members/_progress.html", context)
    return HttpResponse(status=204, headers={"HX-Refresh": "true"})


@require_POST
@staff_required
def confirm(request: StaffRequest, org: str, list_id: UUID) -> HttpResponse:
    place = access.list_for(request, org, list_id)
    try:
        services.confirm(
            actor=place.actor,
            listed=place.listed,
            revision=request.POST.get("revision", ""),
            at=timezone.now(),
        )
    except Stale as late:
        messages.warning(request, str(late))
    return redirect("members:list", org, list_id)


@require_POST
@staff_required
def discard(request: StaffRequest, org: str, list_id: UUID) -> HttpResponse:
    place = access.list_for(request, org, list_id)
    services.discard(actor=place.actor, listed=place.listed, at=timezone.now())
    messages.success(request, _("The list is forgotten. Nobody was added from it."))
    if place.programme is None:
        return redirect("members:book", org)
    return redirect("members:invited", org, place.programme.slug)


@require_GET
@never_cache
@staff_required
def refused(request: StaffRequest, org: str, list_id: UUID) -> HttpResponse:
    """Row numbers and reasons. What the rows held is in the file that staff have."""
    place = access.list_for(request, org, list_id)
    report = services.report_of(place.listed)
    if not report.exists():
        raise Http404("No row was left out, or the report was deleted after 30 days.")
    return HttpResponse(
        report.read_bytes(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="rows-left-out.csv"'},
    )


def _page(request: StaffRequest, place: ListPlace, form: ColumnsForm | None = None) -> HttpResponse:
    found, programme = place.listed, place.programme
    preview = problem = None
    if found.state in {"arrived", "checked"}:
        try:
            preview = services.preview_of(found)
            problem = "" if preview else services.FILE_GONE
        except DomainError as refusal:
            problem = str(refusal)
    is_anonymous = programme is not None and registry.mode_of(programme.pk) == registry.ANONYMOUS
    context = {
        "base": "programmes/staff.html" if programme else "members/base.html",
        "tab": "members:invited",
        "org": place.actor.organisation.slug,
        "organisation": place.actor.organisation,
        "programme": programme,
        "actor": place.actor,
        "listed": found,
        "preview": preview,
        "problem": problem or found.problem,
        "revision": revision_of(services.reading_of(found)),
        "form": form or (preview and _columns_form(preview, place)),
        "is_anonymous": is_anonymous,
        "has_report": found.state == "done" and services.report_of(found).exists(),
        "has_failed_check": bool(form and form.errors),
    }
    return show(request, "members/list.html", context, refused=form is not None)


def _columns_form(preview: queries.Preview, place: ListPlace) -> ColumnsForm:
    return ColumnsForm(
        preview=preview,
        with_attributes=place.programme is not None,
        initial=place.listed.choice,
    )
