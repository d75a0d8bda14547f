"""Whose voice is this? A signed cookie of its own says so, not the staff session."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect

from folkmoot.participants.models import Participant
from folkmoot.programmes.access import public_programme_for
from folkmoot.programmes.models import Programme
from folkmoot.web.http import PageRequest

COOKIE_AGE = 400 * 24 * 60 * 60  # browsers keep nothing for longer


class ParticipantRequest(PageRequest):
    participant: Participant
    programme: Programme


def cookie_name(programme: Programme) -> str:
    return f"voice-{programme.pk.hex[:16]}"


def cookie_path(programme: Programme) -> str:
    return f"/p/{programme.organisation.slug}/{programme.slug}/"


def voice_in(request: PageRequest, programme: Programme) -> Participant | None:
    """The participant this browser speaks as, if it has joined this programme."""
    name = cookie_name(programme)
    key = request.get_signed_cookie(name, default="", salt=name)
    if not key:
        return None
    voices = Participant.objects.select_related("programme__organisation")
    return voices.filter(pk=int(key), programme=programme).first()


def remember_voice(response: HttpResponse, participant: Participant) -> None:
    programme = participant.programme
    name = cookie_name(programme)
    response.set_signed_cookie(
        name,
        str(participant.pk),
        salt=name,
        max_age=COOKIE_AGE,
        path=cookie_path(programme),
        secure=settings.IS_HTTPS,
        httponly=True,
        samesite="Lax",
    )


def forget_voice(response: HttpResponse, programme: Programme) -> None:
    response.delete_cookie(cookie_name(programme), path=cookie_path(programme), samesite="Lax")


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
            return redirect("joining:front", org=org, slug=slug)
        request.programme, request.participant = programme, participant
        return view(request, *args, **kwargs)

    return guarded
