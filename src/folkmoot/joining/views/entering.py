"""Joining: at most two screens after the front page, and nothing is used up by looking."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from folkmoot.core.errors import DomainError
from folkmoot.joining import access, presenting, queries, services
from folkmoot.joining.access import VisitorRequest
from folkmoot.joining.forms import CodeForm, GatewayForm
from folkmoot.joining.views.cover import show_cover, show_key
from folkmoot.joining.views.leaving import ask_whose
from folkmoot.joining.views.public import come_back_by
from folkmoot.programmes.access import public_programme_for
from folkmoot.web.flow import show


@never_cache
@require_GET
def code(request: VisitorRequest, org: str, slug: str, code: str = "") -> HttpResponse:
    """The page that an invitation links to. It looks nothing up: mail scanners come here.

    Where somebody has joined before, it asks whether this is them, whatever the code.
    """
    programme = request.programme = public_programme_for(request, org, slug)
    is_taken = access.voice_here(request, programme) is not None
    if programme.stage(timezone.now()) != "open" or not queries.needs_code(programme):
        response: HttpResponse = redirect("joining:front", org=org, slug=slug)  # which says why
        if is_taken:
            access.mark_unconfirmed(response, programme)
        return response
    if is_taken:
        return ask_whose(request, code=code)
    return show_cover(request, CodeForm(initial={"code": code}), is_given=bool(code))


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: VisitorRequest, org: str, slug: str) -> HttpResponse:
    programme, now = public_programme_for(request, org, slug), timezone.now()
    request.programme = programme
    if request.method == "GET":
        return redirect("joining:front", org=org, slug=slug)
    seed = None if request.POST.get("again") == "no" else access.attempt_of(request, programme)
    needs_code = queries.needs_code(programme)
    made = _made_before(request, seed, needs_code=needs_code)
    if made is not None:
        return made
    if not programme.is_open(now):
        return redirect("joining:front", org=org, slug=slug)  # which says when it is
    if not needs_code and access.JOINING.is_over(request):
        return redirect(f"/p/{org}/{slug}/?notice=busy")
    form = CodeForm(request.POST)
    typed = ""
    if needs_code:
        refused = _check_code(request, form)
        if refused is not None:
            return refused
        typed = form.cleaned_data["code"]
    questions = list(queries.asked_of(programme).questions)
    has_answered = request.POST.get("answered") == "yes"
    gateway = GatewayForm(request.POST if has_answered else None, questions=questions)
    if questions and not gateway.is_valid():
        return _ask_questions(request, gateway, typed)
    answers = gateway.chosen() if questions else {}
    channel = queries.channel_named(programme=programme, code=request.POST.get("via", ""))
    try:
        if needs_code:
            joined = services.redeem(
                programme=programme, code=typed, at=now, channel=channel, answers=answers, seed=seed
            )
        else:
            joined = services.join(
                programme=programme, at=now, channel=channel, answers=answers, seed=seed
            )
    except services.NotOpen:
        return redirect("joining:front", org=org, slug=slug)
    except DomainError as problem:  # somebody was quicker with the same code
        form.add_error("code" if needs_code else None, str(problem))
        return show_cover(request, form)
    if not joined.is_repeat:
        if not needs_code:
            access.JOINING.count(request)
        if channel and programme.is_launched and request.POST.get("counted") != "1":
            services.count_visit(channel=channel, at=now)
    # Shown by this very answer and by no address: the key is kept nowhere to show again.
    return show_key(request, joined, is_new=True)


def _made_before(
    request: VisitorRequest, seed: bytes | None, *, needs_code: bool
) -> HttpResponse | None:
    """Where this press, or somebody else in this browser, has made a voice already."""
    programme, typed = request.programme, request.POST.get("code", "")
    code = services.clean_code(typed) if needs_code else ""
    made = services.return_with_key(programme=programme, seed=seed, code=code)
    here = access.voice_here(request, programme)
    if made is not None and (here is None or here == made.participant):
        return show_key(request, made, is_new=True)
    return ask_whose(request, code=typed) if here is not None else None


def _check_code(request: VisitorRequest, form: CodeForm) -> HttpResponse | None:
    """None where the code lets in; it is not used up by this."""
    if form.is_valid():
        # As it will be looked up: what stands around a code must not make it another one.
        begins = services.clean_code(form.cleaned_data["code"])[:2]
        if access.WRONG_CODES.is_over(request, begins):
            form.add_error("code", _("Too many wrong codes like this one. Wait ten minutes."))
            return show_cover(request, form)
        try:
            services.check_code(
                programme=request.programme, code=form.cleaned_data["code"], at=timezone.now()
            )
            return None
        except services.UnknownCode as problem:
            back = come_back_by(request, form.cleaned_data["code"])
            if back is not None:
                return back  # it was their return key
            if problem.is_guess:
                access.WRONG_CODES.count(request, begins)
            form.add_error("code", str(problem))
        except DomainError as problem:
            form.add_error("code", str(problem))
    return show_cover(request, form)


def _ask_questions(request: VisitorRequest, form: GatewayForm, code: str) -> HttpResponse:
    context = {
        "programme": request.programme,
        "form": form,
        "code": code,
        "via": request.POST.get("via", "")[:20],
        "counted": "1" if request.POST.get("counted") == "1" else "0",
        "again": "no" if request.POST.get("again") == "no" else "",
        "promise": presenting.promise_of(request.programme),
    }
    response = show(request, "joining/gateway.html", context, refused=form.errors)
    access.offer_attempt(request, response, request.programme)
    return response
