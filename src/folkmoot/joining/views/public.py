from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.core.errors import DomainError
from folkmoot.core.formats import listed, number
from folkmoot.joining import access, presenting, queries, services
from folkmoot.joining.access import ParticipantRequest, VisitorRequest, participant_required
from folkmoot.joining.forms import CodeForm, ReturnForm
from folkmoot.joining.views.cover import has_tried, show_cover, show_key
from folkmoot.programmes.access import public_programme_for
from folkmoot.web.flow import press, show
from folkmoot.web.http import PageRequest

NOTICES = {
    "stranger": gettext_lazy(
        "We do not recognise this browser. Join below; or, if you joined already, use your "
        "return key. If you have just joined, allow cookies for this site and try again."
    ),
    "shared": gettext_lazy(
        "Welcome. The link you were given leads to something that was said here. Join first, "
        "without giving your name, and it opens next. If you have joined already, your return "
        "key opens it. If you have just joined, allow cookies for this site and try again."
    ),
    "shared late": gettext_lazy(
        "The link you were given leads to something that was said here. Only those who have "
        "joined can read it: your return key opens it."
    ),
    "emptied": gettext_lazy(
        "This device has forgotten who was here before. You can join now, as yourself."
    ),
    "unchanged": gettext_lazy(
        "Nothing has changed. Nobody has been signed out, and no way in has been used."
    ),
    "withdrawn": gettext_lazy(
        "Everything you said has been taken back, and your voice no longer exists."
    ),
    "busy": gettext_lazy(
        "Very many people are joining from your network just now. Try again in ten minutes."
    ),
}


@require_GET
def front(request: VisitorRequest, org: str, slug: str) -> HttpResponse:
    programme = request.programme = public_programme_for(request, org, slug)
    has_joined = access.voice_here(request, programme) is not None
    is_unconfirmed = has_joined and (
        access.is_unconfirmed(request, programme) or _is_arrival(request)
    )
    channel = queries.channel_named(programme=programme, code=request.GET.get("via", ""))
    context = {
        "programme": programme,
        "page": queries.front_page(programme=programme, at=timezone.now()),
        "has_joined": has_joined,
        "is_unconfirmed": is_unconfirmed,
        "can_join": programme.is_open(timezone.now()),
        "has_tried": not has_joined and has_tried(request),
        "via": channel.code if channel else "",
        "promise": presenting.promise_of(programme),
        "form": CodeForm(),
        "needs_code": queries.needs_code(programme),
        "can_ask": queries.can_ask_for_invitation(programme, timezone.now()),
        "notice": _notice(request, can_join=programme.is_open(timezone.now())),
    }
    response = TemplateResponse(request, "joining/front.html", context)
    if is_unconfirmed:
        access.mark_unconfirmed(response, programme)
    elif not has_joined:
        access.offer_attempt(request, response, programme)
    return response


def _notice(request: PageRequest, *, can_join: bool) -> str:
    said = request.GET.get("notice", "")
    if said == "shared" and not can_join:
        said = "shared late"  # not for people: the name of a notice
    return str(NOTICES.get(said, ""))


def _is_arrival(request: PageRequest) -> bool:
    """By a link from outside or a typed address, as far as the browser says: perhaps not the
    person who joined here. Going between our own pages is no arrival."""
    came_from = request.headers.get("Sec-Fetch-Site", "")
    return came_from in {"none", "cross-site"} or bool(request.GET.get("via"))


@require_GET
def anonymity(request: PageRequest, org: str, slug: str) -> HttpResponse:
    programme = public_programme_for(request, org, slug)
    context = {
        "programme": programme,
        "promise": presenting.promise_of(programme),
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
    joined = services.NewVoice(participant=request.participant, return_key=key)
    return show_key(request, joined, is_new=False)


@require_POST
@participant_required
def begin(request: ParticipantRequest) -> HttpResponse:
    """After the return key: to the page whose link one was given, else to the first question."""
    programme = request.programme
    shared = access.shared_page(request, programme)
    if shared:
        response = redirect(shared)
        access.forget_shared(response, programme)
        return response
    first = queries.first_to_do(programme=programme, at=timezone.now())
    if first is None:
        return redirect(programme.address("joining:activities"))
    return redirect(f"{first}?begin=1")


@require_GET
def activities(request: PageRequest, org: str, slug: str) -> HttpResponse:
    programme = public_programme_for(request, org, slug)
    here = access.voice_here(request, programme)
    is_unconfirmed = here is not None and access.is_unconfirmed(request, programme)
    context = {
        "programme": programme,
        "timeline": queries.timeline(programme=programme, at=timezone.now()),
        "has_joined": here is not None and not is_unconfirmed,
        "is_unconfirmed": is_unconfirmed,
        "mode": queries.mode_of(programme.pk).value,
    }
    return TemplateResponse(request, "joining/activities.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def come_back(request: VisitorRequest, org: str, slug: str) -> HttpResponse:
    programme = request.programme = public_programme_for(request, org, slug)
    form = ReturnForm(request.POST if request.method == "POST" else None)
    typed = request.POST.get("return_key", "")
    begins = services.clean_key(typed)[:2] if typed else ""
    if request.method == "POST" and access.WRONG_KEYS.is_over(request, begins):
        form.add_error(None, _("Too many wrong keys. Wait ten minutes, then try again."))
    elif form.is_valid():
        try:
            return _back(request, form.cleaned_data["return_key"])
        except services.UnknownKey as problem:
            if problem.is_guess:  # whatever else was pasted with it
                access.WRONG_KEYS.count(request, begins)
            if _is_a_way_in(request, form.cleaned_data["return_key"]):
                joining = CodeForm(initial={"code": form.cleaned_data["return_key"]})
                return show_cover(request, joining, is_given=True, is_no_key=True)
            form.add_error("return_key", str(problem))
    context = {
        "programme": programme,
        "form": form,
        "mode": queries.mode_of(programme.pk).value,
        "can_ask": queries.can_ask_for_invitation(programme, timezone.now()),
        "can_join": programme.is_open(timezone.now()),
    }
    return show(request, "joining/return.html", context, refused=form.errors)


def come_back_by(request: VisitorRequest, typed: str) -> HttpResponse | None:
    """Where a return key was typed for a joining code: back as that voice, without retyping."""
    begins = services.clean_key(typed)[:2]
    if access.WRONG_KEYS.is_over(request, begins):
        return None
    try:
        response = _back(request, typed)
    except services.UnknownKey as problem:
        if problem.is_guess:
            access.WRONG_KEYS.count(request, begins)
        return None
    messages.success(request, _("That was your return key. You are back."))
    return response


def _back(request: VisitorRequest, return_key: str) -> HttpResponse:
    programme = request.programme
    participant = services.restore(programme=programme, return_key=return_key)
    shared = access.shared_page(request, programme)
    home = redirect(programme.address("joining:voice"))
    response = redirect(shared) if shared else home
    access.forget_shared(response, programme)
    access.remember_voice(response, participant)
    return response


def _is_a_way_in(request: VisitorRequest, typed: str) -> bool:
    """A joining code or a personal link, typed where a return key was asked for."""
    programme = request.programme
    if not queries.needs_code(programme):
        return False
    if services.is_personal(services.clean_code(typed)):
        return True  # its page says whether it is any good
    try:
        return bool(services.check_code(programme=programme, code=typed, at=timezone.now()))
    except DomainError:
        return False


@never_cache
@require_GET
@participant_required
def voice(request: ParticipantRequest) -> HttpResponse:
    context = {
        "programme": request.programme,
        "piles": queries.said_by(request.participant),
    }
    return TemplateResponse(request, "joining/voice.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@participant_required
def withdraw(request: ParticipantRequest) -> HttpResponse:
    programme, participant = request.programme, request.participant
    if request.method == "GET":
        return _ask_to_withdraw(request)
    done = press(lambda: services.withdraw_everything(participant=participant, at=timezone.now()))
    if not done:
        return _ask_to_withdraw(request, problem=done.words)
    response = redirect(f"{access.cookie_path(programme)}?notice=withdrawn")
    access.forget_everything_here(request, response, programme)
    return response


def _ask_to_withdraw(request: ParticipantRequest, *, problem: str = "") -> HttpResponse:
    context = {
        "programme": request.programme,
        "said": listed(
            [
                _("your %(kind)s (%(count)s)")
                % {"kind": pile.name.lower(), "count": number(len(pile.said))}
                for pile in queries.said_by(request.participant)
            ]
        ),
        "can_join_again": queries.mode_of(request.programme.pk) == "open",
        "problem": problem,
    }
    return show(request, "joining/withdraw.html", context, refused=problem)
