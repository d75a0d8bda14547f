from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.views import password_reset
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts import access, queries, services
from folkmoot.accounts.access import StaffRequest, StaffUser, staff_required
from folkmoot.accounts.forms import EditRolesForm, NameForm, OrganisationForm, PersonForm
from folkmoot.accounts.policy import Actor
from folkmoot.core.editions import shown
from folkmoot.core.errors import DomainError
from folkmoot.core.exports import as_csv
from folkmoot.web import keeping
from folkmoot.web.editing import save
from folkmoot.web.http import PageRequest


@require_GET
@staff_required
def home(request: StaffRequest) -> HttpResponse:
    organisations = queries.organisations_of(request.user)
    if len(organisations) == 1:
        return redirect(f"/staff/{organisations[0].slug}/")
    return TemplateResponse(request, "accounts/home.html", {"organisations": organisations})


@require_http_methods(["GET", "POST"])
@never_cache
@staff_required
def people(request: StaffRequest, org: str) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    form = PersonForm(request.POST or None)
    welcomed = None
    if request.method == "POST" and form.is_valid():
        try:
            welcomed = services.welcome_person(
                actor=actor,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                roles=form.chosen(),
                at=timezone.now(),
            )
            form = PersonForm()
        except DomainError as refusal:
            form.add_error(None, str(refusal))
    # No redirect after adding: the password is on this page and on no other.
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "people": queries.people_of(actor.organisation),
        "form": form,
        "welcomed": welcomed,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "accounts/people.html", context, status=status)


@require_http_methods(["GET", "POST"])
@staff_required
def person(request: StaffRequest, org: str, user_id: int) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    user = access.person_for(actor, user_id)
    if request.method == "GET":
        return _person_page(request, actor, user)
    form = EditRolesForm(request.POST, standing=_roles_of(actor, user))
    if not form.is_valid():
        return _person_page(request, actor, user, form=form)
    is_done = save(
        form,
        lambda: services.set_roles(
            actor=actor,
            user=user,
            roles=form.chosen(),
            edition=form.cleaned_data["edition"],
            at=timezone.now(),
        ),
        lambda: _roles_of(actor, user),
    )
    if not is_done:
        return _person_page(request, actor, user, form=form)
    messages.success(request, f"The roles of {user.name} are changed.")
    return _back(request, actor, user)


@require_POST
@staff_required
def remove(request: StaffRequest, org: str, user_id: int) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    user = access.person_for(actor, user_id)
    try:
        services.remove_person(actor=actor, user=user, at=timezone.now())
    except DomainError as refusal:
        return _person_page(request, actor, user, refusal=str(refusal))
    messages.success(request, f"{user.name} has no role in {actor.organisation} any more.")
    return _back(request, actor, user)


@require_POST
@never_cache
@staff_required
def new_password(request: StaffRequest, org: str, user_id: int) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    user = access.person_for(actor, user_id)
    try:
        password = services.give_new_password(actor=actor, user=user, at=timezone.now())
    except DomainError as refusal:
        return _person_page(request, actor, user, refusal=str(refusal))
    return _person_page(request, actor, user, password=password)


@require_http_methods(["GET", "POST"])
@staff_required
def second_step(request: StaffRequest, org: str, user_id: int) -> HttpResponse:
    actor = access.people_manager_for(request, org)
    answer: HttpResponse = _second_step(request, actor, access.person_for(actor, user_id))
    return answer


@reauthentication_required  # type: ignore[untyped-decorator]
def _second_step(request: StaffRequest, actor: Actor, user: StaffUser) -> HttpResponse:
    """Behind a fresh password: a screen left open must not unlock a colleague's account."""
    if request.method == "GET":
        context = {"actor": actor, "organisation": actor.organisation, "person": user}
        return TemplateResponse(request, "accounts/second_step.html", context)
    try:
        services.switch_off_second_step(actor=actor, user=user, at=timezone.now())
    except DomainError as refusal:
        return _person_page(request, actor, user, refusal=str(refusal))
    messages.success(request, f"{user.name} signs in with their password alone now.")
    return redirect("accounts:person", actor.organisation.slug, user.pk)


def _person_page(
    request: StaffRequest,
    actor: Actor,
    user: StaffUser,
    *,
    form: EditRolesForm | None = None,
    refusal: str = "",
    password: str = "",
) -> HttpResponse:
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "person": user,
        "form": form or EditRolesForm(standing=_roles_of(actor, user)),
        "reason": refusal,
        "password": password,
        "is_you": user == request.user,
        "has_two_step": queries.has_two_step(user),
    }
    status = 422 if form or refusal else 200
    return TemplateResponse(request, "accounts/person.html", context, status=status)


def _roles_of(actor: Actor, user: StaffUser) -> dict[str, Any]:
    held = queries.actor_in(organisation=actor.organisation, user=user).roles
    return {"roles": sorted(role.value for role in held)}


def _back(request: StaffRequest, actor: Actor, changed: StaffUser) -> HttpResponse:
    """To the list of people; or, for those who just lost their own right to it, home."""
    if changed == request.user:
        return redirect("accounts:home")
    return redirect("accounts:people", actor.organisation.slug)


@require_http_methods(["GET", "POST"])
@never_cache
@staff_required
def organisation(request: StaffRequest, org: str) -> HttpResponse:
    actor = access.organisation_changer_for(request, org)
    here = actor.organisation

    def standing() -> dict[str, Any]:
        changer = access.organisation_changer_for(request, org)
        return shown(changer.organisation, ("name", "smallest_group"))

    posted = request.POST if request.method == "POST" else None
    form = OrganisationForm(posted, standing=standing())
    if request.method == "POST" and form.is_valid():
        is_done = save(
            form,
            lambda: services.change_organisation(
                actor=actor, at=timezone.now(), **form.cleaned_data
            ),
            standing,
            about={services.BadSmallestGroup: "smallest_group"},
        )
        if is_done:
            messages.success(request, "Saved.")
            return redirect("accounts:organisation", org)
    context = {
        "actor": actor,
        "organisation": here,
        "form": form,
        "promised_to": queries.promised_to(here),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "accounts/organisation.html", context, status=status)


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
            as_csv(["Day", "What staff did", "What that means", "Programme"], rows),
            content_type="text/csv; charset=utf-8",
            headers={"Content-Disposition": 'attachment; filename="what-staff-did.csv"'},
        )
    context = {
        "actor": actor,
        "organisation": actor.organisation,
        "copy": copy,
        "chosen": chosen,
        "today": timezone.localdate(),
    }
    return TemplateResponse(request, "accounts/audit_copy.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def you(request: StaffRequest) -> HttpResponse:
    form = NameForm(request.POST or None, initial={"name": request.user.name})
    if request.method == "POST" and form.is_valid():
        services.change_own_name(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, "Your name is changed.")
        return redirect("accounts:you")
    context = {
        "form": form,
        "has_two_step": queries.has_two_step(request.user),
        "organisations": queries.organisations_of(request.user),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "accounts/you.html", context, status=status)


@require_GET
@staff_required
def to_you(request: StaffRequest, **rest: str) -> HttpResponse:
    """Stands before allauth's pages for changing e-mail addresses, which we do not offer."""
    return redirect("accounts:you")


@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: PageRequest) -> HttpResponse:
    """Stands before allauth's page, which would promise a link where no letter can leave."""
    if not settings.EMAIL_IS_CONFIGURED:
        return TemplateResponse(request, "accounts/no_letters.html")
    answer: HttpResponse = password_reset(request)
    return answer


@require_http_methods(["GET", "POST"])
@never_cache
@staff_required
def kept(request: StaffRequest) -> HttpResponse:
    """What this person typed when their session had ended; POST throws it away."""
    if request.method == "POST":
        answer = redirect("accounts:home")
        keeping.let_go(answer)
        return answer
    context = {"handed": keeping.kept(request, request.user.pk)}
    return TemplateResponse(request, "accounts/kept.html", context)
