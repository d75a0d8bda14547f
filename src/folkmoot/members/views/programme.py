"""Who is invited to one programme."""

from collections.abc import Callable
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.formats import number
from folkmoot.members import access, policy, queries, registry, services
from folkmoot.members.forms import BOOK, DomainForm, InviteAgainForm, ListForm, TypedForm
from folkmoot.programmes.access import StaffProgramme, stage_now
from folkmoot.web.flow import show, submit


@require_http_methods(["GET", "POST"])
@staff_required
def invited(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    """The figures; a POST brings a file with a list."""
    place = access.invited_for(request, org, slug)
    if request.method == "GET":
        return _page(request, place)
    form = ListForm(request.POST, request.FILES)

    def bring() -> HttpResponse:
        brought = form.cleaned_data["list"]
        listed = services.receive(
            actor=place.actor,
            programme=place.programme,
            name=brought.name,
            content=brought.chunks(),
            at=timezone.now(),
        )
        return redirect("members:list", org, listed.pk)

    return _try(request, place, form, bring)


@require_POST
@staff_required
def typed(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.invited_for(request, org, slug)
    form = TypedForm(request.POST)

    def bring() -> HttpResponse:
        listed = services.receive_typed(
            actor=place.actor,
            programme=place.programme,
            text=form.cleaned_data["addresses"],
            at=timezone.now(),
        )
        return redirect("members:list", org, listed.pk)

    return _try(request, place, form, bring)


@require_POST
@staff_required
def invite_again(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.invited_for(request, org, slug)
    form = InviteAgainForm(request.POST, earlier=queries.programmes_with_people(place.programme))

    def bring() -> HttpResponse:
        source = form.cleaned_data["source"]
        earlier = None
        if source != BOOK:
            earlier = access.other_programme(place.programme, UUID(source))
        listed = services.invite_again(
            actor=place.actor, programme=place.programme, earlier=earlier, at=timezone.now()
        )
        return redirect("members:list", org, listed.pk)

    return _try(request, place, form, bring)


@require_POST
@staff_required
def domain_add(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.invited_for(request, org, slug)
    form = DomainForm(request.POST)

    def allow() -> HttpResponse:
        kept = services.add_domain(
            actor=place.actor,
            programme=place.programme,
            domain=form.cleaned_data["domain"],
            at=timezone.now(),
        )
        told = _("People with an address at %(domain)s can ask for an invitation.") % {
            "domain": kept.domain
        }
        if registry.mode_of(place.programme.pk) == registry.OPEN:
            told = _("%(domain)s is kept. It is of no use while people join by an open link.") % {
                "domain": kept.domain
            }
        messages.success(request, told)
        return redirect("members:invited", org, slug)

    return _try(request, place, form, allow)


@require_POST
@staff_required
def domain_end(request: StaffRequest, org: str, slug: str, domain_id: int) -> HttpResponse:
    place = access.invited_for(request, org, slug)
    services.remove_domain(
        actor=place.actor, programme=place.programme, domain_id=domain_id, at=timezone.now()
    )
    messages.success(request, _("That domain is ended. Who was invited by it stays invited."))
    return redirect("members:invited", org, slug)


@require_POST
@staff_required
def take_back(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    place = access.invited_for(request, org, slug)
    gone = services.take_back_unsent(
        actor=place.actor, programme=place.programme, at=timezone.now()
    )
    messages.success(
        request,
        ngettext(
            "%(count)s invitation is taken back. Nobody was written to.",
            "%(count)s invitations are taken back. Nobody was written to.",
            gone,
        )
        % {"count": number(gone)},
    )
    return redirect("members:invited", org, slug)


def _try(
    request: StaffRequest, place: StaffProgramme, form: Form, act: Callable[[], HttpResponse]
) -> HttpResponse:
    done = submit(form, act)
    return done.result if done else _page(request, place, refused=form)


def _page(
    request: StaffRequest, place: StaffProgramme, refused: Form | None = None
) -> HttpResponse:
    programme = place.programme
    forms: dict[str, Form] = {
        "list_form": ListForm(),
        "typed_form": TypedForm(),
        "again_form": InviteAgainForm(earlier=queries.programmes_with_people(programme)),
        "domain_form": DomainForm(),
    }
    for name, form in forms.items():
        if type(form) is type(refused):
            forms[name] = refused
    turnout = queries.turnout(programme)
    context = {
        "programme": programme,
        "actor": place.actor,
        "turnout": turnout,
        "unsent": queries.not_written_to(programme),
        "population": queries.publishable_population(programme),
        "domains": queries.domains_of(programme),
        "invitation_page": f"{settings.BASE_URL}{programme.front_path}invitation/",
        "most_new": services.MOST_NEW,
        "lists": queries.lists_of(programme, programme.organisation_id),
        "mode": registry.mode_of(programme.pk),
        "can_invite": policy.can_invite(place.actor.roles, stage_now(programme)),
        "refused": refused,
        **forms,
    }
    return show(request, "members/invited.html", context, refused=refused)
