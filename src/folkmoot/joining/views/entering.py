"""Joining: at most two screens after the front page, and nothing is used up by looking."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.core.errors import DomainError
from folkmoot.joining import access, queries, services
from folkmoot.joining.access import DoorRequest
from folkmoot.joining.forms import CodeForm, GatewayForm
from folkmoot.joining.views.public import show_key
from folkmoot.programmes.access import public_programme_for


@never_cache
@require_GET
def code(request: DoorRequest, org: str, slug: str, code: str = "") -> HttpResponse:
    """The page that an invitation links to. It looks nothing up: mail scanners come here."""
    programme = request.programme = public_programme_for(request, org, slug)
    if access.voice_in(request, programme) is not None:
        return redirect("joining:activities", org=org, slug=slug)
    if programme.stage(timezone.now()) != "open" or not queries.needs_code(programme):
        return redirect("joining:front", org=org, slug=slug)  # which says why
    return _ask_for_code(request, CodeForm(initial={"code": code}), is_given=bool(code))


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: DoorRequest, org: str, slug: str) -> HttpResponse:
    programme, now = public_programme_for(request, org, slug), timezone.now()
    request.programme = programme
    if request.method == "GET":
        return redirect("joining:front", org=org, slug=slug)
    if access.voice_in(request, programme) is not None:
        return redirect("joining:activities", org=org, slug=slug)
    if not programme.is_open(now):
        return redirect("joining:front", org=org, slug=slug)  # which says when it is
    needs_code = queries.needs_code(programme)
    if not needs_code and access.JOINING.is_over(request):
        return redirect(f"/p/{org}/{slug}/?notice=busy")
    form = CodeForm(request.POST)
    typed = ""
    if needs_code:
        refused = _check_code(request, form)
        if refused is not None:
            return refused
        typed = form.cleaned_data["code"]
    questions = queries.questions_of(programme)
    has_answered = request.POST.get("answered") == "yes"
    gateway = GatewayForm(request.POST if has_answered else None, questions=questions)
    if questions and not gateway.is_valid():
        return _ask_questions(request, gateway, typed)
    answers = gateway.answers() if questions else {}
    channel = queries.channel_named(programme=programme, code=request.POST.get("via", ""))
    try:
        if needs_code:
            joined = services.redeem(
                programme=programme, code=typed, at=now, channel=channel, answers=answers
            )
        else:
            joined = services.join(programme=programme, at=now, channel=channel, answers=answers)
    except services.NotOpen:
        return redirect("joining:front", org=org, slug=slug)
    except DomainError as problem:  # somebody was quicker with the same code
        form.add_error("code" if needs_code else None, str(problem))
        return _ask_for_code(request, form)
    if not needs_code:
        access.JOINING.count(request)
    if channel and programme.is_launched and request.POST.get("counted") != "1":
        services.count_visit(channel=channel, at=now)
    # Shown by this very answer and by no address: the key is kept nowhere to show again.
    return show_key(request, joined, is_new=True)


def _check_code(request: DoorRequest, form: CodeForm) -> HttpResponse | None:
    """None where the code opens the door; it is not used up by this."""
    if form.is_valid():
        # As it will be looked up: what stands around a code must not make it another one.
        begins = services.clean_code(form.cleaned_data["code"])[:2]
        if access.WRONG_CODES.is_over(request, begins):
            form.add_error("code", "Too many wrong codes like this one. Wait ten minutes.")
            return _ask_for_code(request, form)
        try:
            services.check_code(
                programme=request.programme, code=form.cleaned_data["code"], at=timezone.now()
            )
            return None
        except services.UnknownCode as problem:
            if problem.is_guess:
                access.WRONG_CODES.count(request, begins)
            form.add_error("code", str(problem))
        except DomainError as problem:
            form.add_error("code", str(problem))
    return _ask_for_code(request, form)


def _ask_for_code(request: DoorRequest, form: CodeForm, *, is_given: bool = False) -> HttpResponse:
    came_by = request.POST.get("via", "") or request.GET.get("via", "")
    channel = queries.channel_named(programme=request.programme, code=came_by)
    context = {
        "programme": request.programme,
        "form": form,
        "is_given": is_given,
        "promise": queries.promise_of(request.programme),
        "can_ask": queries.can_ask_for_invitation(request.programme, timezone.now()),
        "via": channel.code if channel else "",
        "counted": "1" if request.POST.get("counted") == "1" else "0",
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "joining/code.html", context, status=status)


def _ask_questions(request: DoorRequest, form: GatewayForm, code: str) -> HttpResponse:
    context = {
        "programme": request.programme,
        "form": form,
        "code": code,
        "via": request.POST.get("via", "")[:20],
        "counted": "1" if request.POST.get("counted") == "1" else "0",
        "promise": queries.promise_of(request.programme),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "joining/gateway.html", context, status=status)
