"""Whoever is signed in: where they start, their own account, what they were writing."""

from allauth.account.views import password_reset
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.accounts import queries, services
from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.accounts.forms import NameForm
from folkmoot.web import unsaved_input
from folkmoot.web.flow import show
from folkmoot.web.http import PageRequest


@require_GET
@staff_required
def home(request: StaffRequest) -> HttpResponse:
    organisations = queries.organisations_of(request.user)
    if len(organisations) == 1:
        return redirect(f"/staff/{organisations[0].slug}/")
    return TemplateResponse(request, "accounts/home.html", {"organisations": organisations})


@require_http_methods(["GET", "POST"])
@staff_required
def you(request: StaffRequest) -> HttpResponse:
    form = NameForm(
        request.POST if request.method == "POST" else None, initial={"name": request.user.name}
    )
    if request.method == "POST" and form.is_valid():
        services.change_own_name(user=request.user, name=form.cleaned_data["name"])
        messages.success(request, _("Your name is changed."))
        return redirect("accounts:you")
    context = {
        "form": form,
        "has_two_step": queries.has_two_step(request.user),
        "organisations": queries.organisations_of(request.user),
    }
    return show(request, "accounts/you.html", context, refused=form.errors)


@require_GET
@staff_required
def redirect_to_account(request: StaffRequest, **rest: str) -> HttpResponse:
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
        unsaved_input.discard(answer)
        return answer
    context = {"handed": unsaved_input.kept(request, request.user.pk)}
    return TemplateResponse(request, "accounts/kept.html", context)
