from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.core.errors import DomainError
from folkmoot.joining import access, queries, services
from folkmoot.joining.access import ParticipantRequest, participant_required
from folkmoot.joining.forms import CodeForm, ReturnForm
from folkmoot.programmes.access import public_programme_for
from folkmoot.web.http import PageRequest

NOTICES = {
    "stranger": (
        "We do not recognise this browser. Join below; or, if you joined already, use your "
        "return key. If you have just joined, allow cookies for this site and try again."
    ),
    "left": "This device has forgotten you. What you said stays; your return key brings you back.",
    "withdrawn": "Everything you said has been taken back, and your voice no longer exists.",
    "busy": "Very many people are joining from your network just now. Try again in ten minutes.",
}


@require_GET
def front(request: PageRequest, org: str, slug: str) -> HttpResponse:
    programme = public_programme_for(request, org, slug)
    channel = queries.channel_named(programme=programme, code=request.GET.get("via", ""))
    context = {
        "programme": programme,
        "page": queries.front_page(programme=programme, at=timezone.now()),
        "has_joined": access.voice_in(request, programme) is not None,
        "via": channel.code if channel else "",
        "promise": queries.promise_of(programme),
        "form": CodeForm(),
        "needs_code": queries.needs_code(programme),
        "can_ask": queries.can_ask_for_invitation(programme, timezone.now()),
        "notice": NOTICES.get(request.GET.get("notice", "")),
    }
    return TemplateResponse(request, "joining/front.html", context)


@require_GET
def anonymity(request: PageRequest, org: str, slug: str) -> HttpResponse:
    programme = public_programme_for(request, org, slug)
    context = {
        "programme": programme,
        "promise": queries.promise_of(programme),
        "can_ask": queries.can_ask_for_invitation(programme, timezone.now()),
    }
    return TemplateResponse(request, "joining/anonymity.html", context)


@require_POST
def visit(request: PageRequest, org: str, slug: str) -> HttpResponse:
    programme = public_programme_for(request, org, slug)
    channel = queries.channel_named(programme=programme, code=request.POST.get("via", ""))
    if channel and programme.is_launched and not access.VISITS.is_over(request):
        access.VISITS.count(request)
        services.count_visit(channel=channel, at=timezone.now())
    return HttpResponse(status=204)


@never_cache
@require_POST
@participant_required
def renew_key(request: ParticipantRequest) -> HttpResponse:
    key = services.renew_key(participant=request.participant)
    joined = services.Joined(participant=request.participant, return_key=key)
    return show_key(request, joined, is_new=False)


def show_key(request: PageRequest, joined: services.Joined, *, is_new: bool) -> HttpResponse:
    context = {
        "programme": joined.participant.programme,
        "return_key": services.show_key(joined.return_key),
        "is_new": is_new,
    }
    response = TemplateResponse(request, "joining/welcome.html", context)
    access.remember_voice(response, joined.participant)
    return response


@require_POST
@participant_required
def begin(request: ParticipantRequest) -> HttpResponse:
    """After the return key: straight to the first question."""
    programme = request.programme
    first = queries.first_to_do(programme=programme, at=timezone.now())
    if first is None:
        return redirect("joining:activities", org=programme.organisation.slug, slug=programme.slug)
    return redirect(f"{first}?begin=1")


@require_GET
def activities(request: PageRequest, org: str, slug: str) -> HttpResponse:
    programme = public_programme_for(request, org, slug)
    context = {
        "programme": programme,
        "timeline": queries.timeline(programme=programme, at=timezone.now()),
        "has_joined": access.voice_in(request, programme) is not None,
    }
    return TemplateResponse(request, "joining/activities.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def come_back(request: PageRequest, org: str, slug: str) -> HttpResponse:
    programme = public_programme_for(request, org, slug)
    form = ReturnForm(request.POST or None)
    begins = services.clean_key(request.POST.get("return_key", ""))[:2]
    if request.method == "POST" and access.WRONG_KEYS.is_over(request, begins):
        form.add_error(None, "Too many wrong keys. Wait ten minutes, then try again.")
    elif form.is_valid():
        try:
            participant = services.restore(
                programme=programme, return_key=form.cleaned_data["return_key"]
            )
        except services.UnknownKey as problem:
            access.WRONG_KEYS.count(request, begins)
            form.add_error("return_key", str(problem))
        else:
            response = redirect("joining:voice", org=org, slug=slug)
            access.remember_voice(response, participant)
            return response
    context = {"programme": programme, "form": form}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "joining/return.html", context, status=status)


@never_cache
@require_GET
@participant_required
def voice(request: ParticipantRequest) -> HttpResponse:
    context = {
        "programme": request.programme,
        "piles": queries.said_by(request.participant),
    }
    return TemplateResponse(request, "joining/voice.html", context)


@require_http_methods(["GET", "POST"])
@participant_required
def leave(request: ParticipantRequest) -> HttpResponse:
    programme = request.programme
    if request.method == "GET":
        return TemplateResponse(request, "joining/leave.html", {"programme": programme})
    response = redirect(f"{access.cookie_path(programme)}?notice=left")
    access.forget_everything_here(request, response, programme)
    return response


@never_cache
@require_http_methods(["GET", "POST"])
@participant_required
def withdraw(request: ParticipantRequest) -> HttpResponse:
    programme, participant = request.programme, request.participant
    if request.method == "GET":
        context = {
            "programme": programme,
            "piles": queries.said_by(participant),
            "can_join_again": queries.mode_of(programme.pk) == "open",
        }
        return TemplateResponse(request, "joining/withdraw.html", context)
    try:
        services.withdraw_everything(participant=participant, at=timezone.now())
    except DomainError as problem:
        context = {"programme": programme, "problem": str(problem)}
        return TemplateResponse(request, "joining/withdraw.html", context, status=422)
    response = redirect(f"{access.cookie_path(programme)}?notice=withdrawn")
    access.forget_everything_here(request, response, programme)
    return response
