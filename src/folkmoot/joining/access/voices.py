"""Whose voice is this? A sealed cookie of its own says so, not the staff session."""

import hashlib
import hmac
from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.crypto import salted_hmac
from django_htmx.http import HttpResponseClientRedirect

from folkmoot.joining.access.cookie_paths import cookie_home, cookie_path
from folkmoot.joining.access.join_attempts import end_attempt
from folkmoot.joining.access.sealed_cookies import put_cookie, read_cookie
from folkmoot.joining.access.shared_pages import (
    forget_shared,
    is_shared,
    keep_shared,
    shared_page,
)
from folkmoot.participants.models import Participant
from folkmoot.programmes.access import public_programme_for
from folkmoot.programmes.models import Programme
from folkmoot.web import languages
from folkmoot.web.http import PageRequest
from folkmoot.web.submitted_input import submitted_form

ASKED = "asked"
KEY_DIGITS = 64
COOKIE_AGE = 400 * 24 * 60 * 60  # browsers keep nothing for longer


class ParticipantRequest(PageRequest):
    participant: Participant
    programme: Programme


class VisitorRequest(PageRequest):
    """Somebody who has not joined a programme yet."""

    programme: Programme


def cookie_name(programme: Programme) -> str:
    return f"voice-{programme.pk.hex[:16]}"


def voice_in(request: PageRequest, programme: Programme) -> Participant | None:
    """The participant this browser speaks as, unless somebody has yet to say whether it is them."""
    return None if is_unconfirmed(request, programme) else voice_here(request, programme)


def voice_here(request: PageRequest, programme: Programme) -> Participant | None:
    """Whoever has joined this programme in this browser, perhaps not the person before it now."""
    name = cookie_name(programme)
    told, _, key = read_cookie(request, name).partition(":")
    if not told:
        return None
    voices = Participant.objects.select_related(
        "programme__organisation", "programme__joining_settings"
    )
    found = voices.filter(pk=int(told), programme=programme).first()
    if found is None or has_released_voices(found.programme) or not _is_current(found, key):
        return None
    return found


def _is_current(participant: Participant, key: str) -> bool:
    """Whether a cookie was given with the return key that is in use now.

    It holds the key's hash, by which one's own rows are found once ties have gone. Those of
    earlier versions hold a trace of it, or nothing: until then, or until the key is renewed.
    """
    if not key:
        return not participant.has_new_key
    if len(key) == KEY_DIGITS:
        return participant.shows(bytes.fromhex(key))
    return hmac.compare_digest(key, _trace_of_key(participant))


def _is_of_earlier_version(request: PageRequest, programme: Programme) -> bool:
    """A cookie that finds nothing once ties have gone: it is given anew while they are there."""
    return len(read_cookie(request, cookie_name(programme)).partition(":")[2]) != KEY_DIGITS


def _trace_of_key(participant: Participant) -> str:
    """So much of the return key's hash that another key shows, and nothing can be tried."""
    key = bytes(participant.key_hash or b"")
    return hmac.new(key, str(participant.pk).encode(), hashlib.sha256).hexdigest()[:16]


def has_released_voices(programme: Programme) -> bool:
    """Whether the date has passed on which no browser brings a voice back any more."""
    settings = getattr(programme, "joining_settings", None)
    return settings is not None and settings.released_on is not None


def _unconfirmed_name(programme: Programme) -> str:
    return f"whose-{programme.pk.hex[:16]}"


def is_unconfirmed(request: PageRequest, programme: Programme) -> bool:
    """Somebody came by a way in of their own, and has not said yet whether the voice is theirs."""
    return request.COOKIES.get(_unconfirmed_name(programme)) == ASKED


def mark_unconfirmed(response: HttpResponse, programme: Programme) -> None:
    """Until the question is answered, this browser speaks and reads as nobody."""
    response.set_cookie(
        _unconfirmed_name(programme),
        ASKED,
        **cookie_home(programme),
    )


def mark_confirmed(response: HttpResponse, programme: Programme) -> None:
    response.delete_cookie(
        _unconfirmed_name(programme), path=cookie_path(programme), samesite="Lax"
    )


def remember_voice(response: HttpResponse, participant: Participant) -> None:
    programme = participant.programme
    name = cookie_name(programme)
    mark_confirmed(response, programme)
    key = participant.shown_key.hex() or _trace_of_key(participant)
    words = f"{participant.pk}:{key}"
    put_cookie(response, programme, name, words, max_age=COOKIE_AGE, is_dated=False)


def forget_voice(response: HttpResponse, programme: Programme) -> None:
    response.delete_cookie(cookie_name(programme), path=cookie_path(programme), samesite="Lax")


def forget_everything_here(
    request: PageRequest, response: HttpResponse, programme: Programme
) -> None:
    """The voice, and which ideas were dealt to it: the next person here starts afresh.

    What is still drawn for this request is drawn for that person.
    """
    forget_voice(response, programme)
    mark_confirmed(response, programme)
    end_attempt(request, response, programme)
    forget_shared(response, programme)
    languages.forget(response)
    for name in [one for one in request.COOKIES if one.startswith("dealt-")]:
        response.delete_cookie(name, path=cookie_path(programme), samesite="Lax")
    request.COOKIES.pop(cookie_name(programme), None)


def voice_mark(participant: Participant) -> str:
    """What the forms of a page carry, so that a page opened by one voice never speaks as another.

    Drafts are kept under it, too: the next person in this browser does not find them. It leads
    back to nobody without the secret of this installation.
    """
    return salted_hmac("folkmoot.voice-mark", str(participant.pk)).hexdigest()[:16]


def _is_of_another(request: PageRequest, participant: Participant) -> bool:
    """Whether this form stands on a page that somebody else had opened in this browser."""
    mark = request.POST.get("voice", "") if request.method == "POST" else ""
    return bool(mark) and not hmac.compare_digest(
        mark.encode("utf-8", "replace"), voice_mark(participant).encode()
    )


def participant_required(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """For views under ``/p/<org>/<slug>/``: strangers are asked to join first.

    The first page that a new voice reads shows that it has arrived: its try is over.
    """

    @wraps(view)
    def guarded(
        request: ParticipantRequest, org: str, slug: str, *args: object, **kwargs: object
    ) -> HttpResponse:
        programme = public_programme_for(request, org, slug)
        participant = voice_in(request, programme)
        if participant is None:
            return _ask_to_join(request, programme)
        if _is_of_another(request, participant):
            response = _ask_to_join(request, programme, is_asked=True)
            mark_unconfirmed(response, programme)
            return response
        request.programme, request.participant = programme, participant
        response = view(request, *args, **kwargs)
        end_attempt(request, response, programme)
        if _is_of_earlier_version(request, programme) and request.method == "GET":
            remember_voice(response, participant)
        if shared_page(request, programme) == request.path:
            forget_shared(response, programme)
        return response

    return guarded


def _ask_to_join(
    request: PageRequest, programme: Programme, *, is_asked: bool = False
) -> HttpResponse:
    """Strangers go to the front page, and who may be another person than the one who joined to
    the question whether it is them; what one of them typed is handed back, not dropped."""
    if not is_asked:
        is_asked = is_unconfirmed(request, programme) and voice_here(request, programme) is not None
    has_link = is_shared(request)
    target = programme.address("joining:whose") if is_asked else _stranger(programme, has_link)
    handed = submitted_form(request)
    has_words = handed is not None and bool(handed.words)
    if request.htmx:
        # What is looked up while somebody writes leaves their page, and their words, as they are.
        return HttpResponse(status=204) if has_words else HttpResponseClientRedirect(target)
    if has_words:
        context = {"programme": programme, "handed": handed, "is_asked": is_asked}
        return TemplateResponse(request, "joining/stranger.html", context, status=403)
    response = redirect(target)
    if has_link:
        keep_shared(request, response, programme)
    return response


def _stranger(programme: Programme, has_link: bool) -> str:
    return programme.address("joining:front") + f"?notice={'shared' if has_link else 'stranger'}"
