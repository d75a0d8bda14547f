"""Whose voice does this device carry? And how to leave it."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.joining import access, queries
from folkmoot.joining.access import VisitorRequest
from folkmoot.joining.forms import CodeForm
from folkmoot.joining.views.cover import show_cover
from folkmoot.programmes.access import public_programme_for
from folkmoot.web.http import PageRequest

STAY, LEAVE = "stay", "leave"


@never_cache
@require_http_methods(["GET", "POST"])
def whose(request: VisitorRequest, org: str, slug: str) -> HttpResponse:
    """Somebody has joined here, and somebody came by a way in: are they the same person?

    Three answers: carry on, leave and join oneself, or neither, which changes nothing.
    """
    programme = request.programme = public_programme_for(request, org, slug)
    if request.method == "GET":
        if access.voice_here(request, programme) is None:
            return redirect("joining:front", org=org, slug=slug)
        return ask_whose(request, code="")
    answer = request.POST.get("answer", "")
    if answer == STAY:
        shared = access.shared_page(request, programme)
        take_part = redirect("joining:activities", org=org, slug=slug)
        response: HttpResponse = redirect(shared) if shared else take_part
        access.forget_shared(response, programme)
        access.mark_confirmed(response, programme)
        return response
    if answer != LEAVE:
        return redirect(f"{access.cookie_path(programme)}?notice=unchanged")
    response = _next_person(request, request.POST.get("code", ""))
    access.forget_everything_here(request, response, programme)
    access.offer_attempt(request, response, programme)
    return response


def _next_person(request: VisitorRequest, code: str) -> HttpResponse:
    """Where whoever sits here now goes on, with their code, of which nothing is used yet."""
    programme = request.programme
    is_open = programme.stage(timezone.now()) == "open"
    if not is_open or not queries.needs_code(programme):
        return redirect(f"{access.cookie_path(programme)}?notice=emptied")
    form = CodeForm(initial={"code": code})
    return show_cover(request, form, is_given=bool(code), is_emptied=True)


def ask_whose(request: VisitorRequest, *, code: str) -> HttpResponse:
    """The question. Until it is answered nothing of the voice can be read or said here."""
    programme = request.programme
    context = {
        "programme": programme,
        "code": code,
        "can_join": programme.is_open(timezone.now()),
        "needs_code": queries.needs_code(programme),
        "via": request.POST.get("via", request.GET.get("via", ""))[:20],
    }
    response = TemplateResponse(request, "joining/whose.html", context)
    access.mark_unconfirmed(response, programme)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
def leave(request: PageRequest, org: str, slug: str) -> HttpResponse:
    """One tap, from every page of a participant; whoever sits here may, in doubt or not."""
    programme = public_programme_for(request, org, slug)
    if request.method == "GET":
        if access.voice_here(request, programme) is None:
            return redirect("joining:left", org=org, slug=slug)
        return TemplateResponse(request, "joining/leave.html", {"programme": programme})
    response = redirect("joining:left", org=org, slug=slug)
    access.forget_everything_here(request, response, programme)
    return response


@never_cache
@require_GET
def left(request: PageRequest, org: str, slug: str) -> HttpResponse:
    """What leaving did, and how to come back."""
    programme = public_programme_for(request, org, slug)
    if access.voice_here(request, programme) is not None:
        return redirect("joining:activities", org=org, slug=slug)
    return TemplateResponse(request, "joining/left.html", {"programme": programme})
