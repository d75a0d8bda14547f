"""An organisation as its administrators see it: its settings, and what staff did."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.accounts import access, presenting, queries, services
from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.accounts.forms import OrganisationForm
from folkmoot.core.days import day_of
from folkmoot.core.exports import as_csv
from folkmoot.core.revisions import shown
from folkmoot.web.flow import show, submit


@require_http_methods(["GET", "POST"])
@never_cache
@staff_required
def organisation(request: StaffRequest, org: str) -> HttpResponse:
    actor = access.organisation_changer_for(request, org)
    here = actor.organisation

    def current() -> dict[str, Any]:
        changer = access.organisation_changer_for(request, org)
        return shown(changer.organisation, ("name", "smallest_group"))

    posted = request.POST if request.method == "POST" else None
    form = OrganisationForm(posted, current=current())
    if submit(
        form,
        lambda: services.change_organisation(actor=actor, at=timezone.now(), **form.cleaned_data),
        current=current,
        about={services.BadSmallestGroup: "smallest_group"},
    ):
        messages.success(request, _("Saved."))
        return redirect("accounts:organisation", org)
    context = {
        "actor": actor,
        "organisation": here,
        "form": form,
        "promised_to": presenting.some_of(queries.promised_to(here)),
    }
    return show(request, "accounts/organisation.html", context, refused=form.errors)


@require_GET
@staff_required
def audit(request: StaffRequest, org: str) -> HttpResponse:
    actor = access.audit_reader_for(request, org)
    asked, known = request.GET.get("programme", ""), queries.audited_programmes(actor.organisation)
    chosen = asked if asked in known else ""
    page = queries.audit_page(
        organisation=actor.organisation,
        programme_slug=chosen,
        before=request.GET.get("before", "")[:40],
    )
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "page": page,
        "programmes": known,
        "chosen": chosen,
        "is_first": not request.GET.get("before"),
    }
    return TemplateResponse(request, "accounts/audit.html", context)


@require_GET
@never_cache
@staff_required
def audit_copy(request: StaffRequest, org: str, format: str) -> HttpResponse:
    """To show to somebody who represents those who take part: to read, print, or count."""
    actor = access.audit_reader_for(request, org)
    chosen = request.GET.get("programme", "")[:60]
    copy = queries.audit_copy(organisation=actor.organisation, programme_slug=chosen)
    if format == "csv":
        rows = [(row.on, row.act, row.meaning, row.programme_slug) for row in copy.rows]
        return HttpResponse(
            as_csv([_("Day"), _("What staff did"), _("What that means"), _("Programme")], rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="what-staff-did.csv"'},
        )
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "copy": copy,
        "chosen": chosen,
        "today": day_of(timezone.now()),
    }
    return TemplateResponse(request, "accounts/audit_copy.html", context)
