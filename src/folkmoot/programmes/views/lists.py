from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.accounts.policy import Actor
from folkmoot.core import paging
from folkmoot.programmes import access, policy, presenting, queries, services
from folkmoot.programmes.forms import NewProgrammeForm
from folkmoot.web.flow import show, submit
from folkmoot.web.http import PageRequest


@require_GET
def home(request: PageRequest) -> HttpResponse:
    """What is open on this installation, and what came of earlier programmes, for anybody."""
    context = {
        "programmes": queries.open_programmes(
            at=timezone.now(), after=paging.place(request.GET.get("after", ""))
        ),
        "published": queries.published_programmes(
            after=paging.place(request.GET.get("results", ""))
        ),
    }
    return TemplateResponse(request, "programmes/home.html", context)


@require_GET
@staff_required
def of_organisation(request: StaffRequest, org: str) -> HttpResponse:
    actor = access.organisation_for(request, org)
    stages = presenting.programmes_by_stage(
        organisation=actor.organisation, user=request.user, at=timezone.now()
    )
    context = {
        "organisation": actor.organisation,
        "actor": actor,
        "stages": stages,
        "can_create": policy.can_create(actor.roles),
    }
    return TemplateResponse(request, "programmes/list.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def new(request: StaffRequest, org: str) -> HttpResponse:
    actor, now = access.organisation_for(request, org), timezone.now()
    earlier = queries.programmes_of(organisation=actor.organisation, user=request.user)
    form = NewProgrammeForm(request.POST if request.method == "POST" else None, earlier=earlier)
    if done := submit(
        form, lambda: _create(actor, form, now), about={services.AddressTaken: "slug"}
    ):
        return redirect("programmes:overview", org=org, slug=done.result)
    context = {
        "organisation": actor.organisation,
        "actor": actor,
        "form": form,
        "can_create": policy.can_create(actor.roles),
    }
    return show(request, "programmes/new.html", context, refused=form.errors)


def _create(actor: Actor, form: NewProgrammeForm, at: datetime) -> str:
    """The address of the new draft."""
    said, earlier = form.cleaned_data, form.earlier_programme()
    words = {key: said[key] for key in ("name", "slug", "summary", "language")}
    if earlier is None:
        return services.start_programme(actor=actor, at=at, **words).slug
    return services.start_from(
        actor=actor, earlier=earlier, opens_on=said["opens_on"], at=at, **words
    ).slug
