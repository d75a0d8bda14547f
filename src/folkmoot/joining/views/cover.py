"""The page behind an invitation, and the pages that show or ask for a way in."""

from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from folkmoot.joining import access, presenting, queries, services
from folkmoot.joining.access import VisitorRequest
from folkmoot.joining.forms import CodeForm
from folkmoot.web.flow import show
from folkmoot.web.http import PageRequest


def show_cover(
    request: VisitorRequest,
    form: CodeForm,
    *,
    is_given: bool = False,
    is_emptied: bool = False,
    is_no_key: bool = False,
) -> HttpResponse:
    """What is promised and who signed it, before the one button. Nothing is looked up."""
    programme, now = request.programme, timezone.now()
    came_by = request.POST.get("via", "") or request.GET.get("via", "")
    channel = queries.channel_named(programme=programme, code=came_by)
    context = {
        "programme": programme,
        "form": form,
        "is_given": is_given,
        "is_emptied": is_emptied,
        "is_no_key": is_no_key,
        "has_tried": has_tried(request),
        "page": queries.front_page(programme=programme, at=now),
        "promise": presenting.promise_of(programme),
        "can_ask": queries.can_ask_for_invitation(programme, now),
        "via": channel.code if channel else "",
        "counted": "1" if request.POST.get("counted") == "1" else "0",
    }
    response = show(request, "joining/code.html", context, refused=form.errors)
    access.offer_attempt(request, response, programme)
    return response


def has_tried(request: VisitorRequest) -> bool:
    """Somebody pressed the button here, and no page has been read with that voice."""
    seed = access.attempt_of(request, request.programme)
    return seed is not None and services.has_made_a_voice(request.programme, seed)


def show_key(request: PageRequest, joined: services.NewVoice, *, is_new: bool) -> HttpResponse:
    programme = joined.participant.programme
    context = {
        "programme": programme,
        "return_key": services.show_key(joined.return_key),
        "is_new": is_new,
        "has_link": bool(access.shared_page(request, programme)),
        "mode": queries.mode_of(programme.pk).value,
        "can_ask": queries.can_ask_for_invitation(programme, timezone.now()),
        "has_just_joined": True,
    }
    response = TemplateResponse(request, "joining/welcome.html", context)
    access.remember_voice(response, joined.participant)
    return response
