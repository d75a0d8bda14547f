"""Whose voice is this? A signed cookie of its own says so, not the staff session."""

import hashlib
import hmac
import secrets
import time
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from folkmoot.participants.models import Participant
from folkmoot.programmes.access import public_programme_for
from folkmoot.programmes.models import Programme
from folkmoot.web.http import PageRequest, visitor_address

COOKIE_AGE = 400 * 24 * 60 * 60  # browsers keep nothing for longer
MOST_COUNTED = 200_000  # rows of a limiter: memory stays bounded under a flood


class ParticipantRequest(PageRequest):
    participant: Participant
    programme: Programme


class DoorRequest(PageRequest):
    """Somebody at the door of a programme, not let in yet."""

    programme: Programme


def cookie_name(programme: Programme) -> str:
    return f"voice-{programme.pk.hex[:16]}"


def cookie_path(programme: Programme) -> str:
    return f"/p/{programme.organisation.slug}/{programme.slug}/"


def voice_in(request: PageRequest, programme: Programme) -> Participant | None:
    """The participant this browser speaks as, if it has joined this programme."""
    name = cookie_name(programme)
    cookie = request.get_signed_cookie(name, default="", salt=name) or ""
    told, _, key = cookie.partition(":")
    if not told:
        return None
    voices = Participant.objects.select_related("programme__organisation", "programme__doorway")
    found = voices.filter(pk=int(told), programme=programme).first()
    if found is None or has_let_go(found.programme) or not _is_current(found, key):
        return None
    return found


def _is_current(participant: Participant, key: str) -> bool:
    """Whether a cookie was given with the return key that is in use now.

    Earlier cookies say nothing of the key: they hold until the key is renewed.
    """
    if not key:
        return not participant.has_new_key
    return hmac.compare_digest(key, _trace_of_key(participant))


def _trace_of_key(participant: Participant) -> str:
    """So much of the return key's hash that another key shows, and nothing can be tried."""
    key = bytes(participant.key_hash or b"")
    return hmac.new(key, str(participant.pk).encode(), hashlib.sha256).hexdigest()[:16]


def has_let_go(programme: Programme) -> bool:
    """Whether the date has passed on which no browser brings a voice back any more."""
    door = getattr(programme, "doorway", None)
    return door is not None and door.released_on is not None


def remember_voice(response: HttpResponse, participant: Participant) -> None:
    programme = participant.programme
    name = cookie_name(programme)
    response.set_signed_cookie(
        name,
        f"{participant.pk}:{_trace_of_key(participant)}",
        salt=name,
        max_age=COOKIE_AGE,
        path=cookie_path(programme),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget_voice(response: HttpResponse, programme: Programme) -> None:
    response.delete_cookie(cookie_name(programme), path=cookie_path(programme), samesite="Lax")


def forget_everything_here(
    request: PageRequest, response: HttpResponse, programme: Programme
) -> None:
    """The voice, and which ideas were dealt to it: the next person here starts afresh."""
    forget_voice(response, programme)
    for name in request.COOKIES:
        if name.startswith("dealt-"):
            response.delete_cookie(name, path=cookie_path(programme), samesite="Lax")


def participant_required(
    view: Callable[..., HttpResponse],
) -> Callable[..., HttpResponse]:
    """For views under ``/p/<org>/<slug>/``: strangers are asked to join first."""

    @wraps(view)
    def guarded(
        request: ParticipantRequest, org: str, slug: str, *args: object, **kwargs: object
    ) -> HttpResponse:
        programme = public_programme_for(request, org, slug)
        participant = voice_in(request, programme)
        if participant is None:
            return _ask_to_join(request, programme)
        request.programme, request.participant = programme, participant
        return view(request, *args, **kwargs)

    return guarded


def _ask_to_join(request: PageRequest, programme: Programme) -> HttpResponse:
    """Strangers go to the front door; what one of them typed is handed back, not dropped."""
    door = reverse("joining:front", args=[programme.organisation.slug, programme.slug])
    if request.htmx:
        return HttpResponseClientRedirect(f"{door}?notice=stranger")
    typed = request.POST.get("text", "") if request.method == "POST" else ""
    if typed:
        context = {"programme": programme, "typed": typed[:200_000]}
        return TemplateResponse(request, "joining/stranger.html", context, status=403)
    return redirect(f"{door}?notice=stranger")


class Limiter:
    """Counts tries by address for a while without keeping any address.

    Each window draws a key of its own, held in this process alone; what is counted is a
    hash under that key, so that a count tells nothing once its window is over.

    ``about`` splits an address's count by what is tried. Wrong codes are counted by how
    they begin: whoever guesses from a hospital's one address soon waits, while a colleague
    whose code begins otherwise (there are 961 beginnings) still gets in.
    """

    def __init__(self, *, most: int, seconds: int) -> None:
        self.most, self.seconds = most, seconds
        self.forget()

    def forget(self) -> None:
        self._key, self._ends = secrets.token_bytes(32), time.monotonic() + self.seconds
        self._tries: dict[bytes, int] = {}

    def is_over(self, request: HttpRequest, about: str = "") -> bool:
        if time.monotonic() >= self._ends or len(self._tries) > MOST_COUNTED:
            self.forget()
        return self._tries.get(self._who(request, about), 0) >= self.most

    def count(self, request: HttpRequest, about: str = "") -> None:
        who = self._who(request, about)
        self._tries[who] = self._tries.get(who, 0) + 1

    def _who(self, request: HttpRequest, about: str) -> bytes:
        who = f"{about}|{visitor_address(request)}".encode("utf-8", "replace")
        return hmac.new(self._key, who, hashlib.sha256).digest()[:16]


class SplitLimiter(Limiter):
    """Splits an address's count in 256 by what is typed, where that has no beginning to go by.

    By a hash under the window's key: who repeats one request soon waits, and nobody can aim at
    the part in which a colleague is counted.
    """

    def _who(self, request: HttpRequest, about: str) -> bytes:
        typed = about.strip().casefold().encode("utf-8", "replace")
        return super()._who(request, hmac.new(self._key, typed, hashlib.sha256).hexdigest()[:2])


# A hospital has one address: one person there must not use up what others need. What counts
# visits, say, lets nobody in, and is counted by itself.
VISITS = Limiter(most=300, seconds=600)
# A ward round may join from one address; nobody mistypes a key twenty times.
JOINING = Limiter(most=300, seconds=600)
WRONG_KEYS = Limiter(most=20, seconds=600)
WRONG_CODES = Limiter(most=20, seconds=600)
NEW_CODES = SplitLimiter(most=20, seconds=600)
ASKING = Limiter(most=3000, seconds=600)
