"""So that a lost answer to "Join" locks nobody out: the same browser asks once more.

A random number waits in a cookie of the programme's from the page with the button until the
first page that the new voice reads. Voice and return key are derived from it, so that asking
again finds both; of the number itself nothing is stored. It is drawn anew with each page that
shows the button: whoever sat here before knows another one. One that has made a voice stays.
"""

import secrets

from django.http import HttpResponse

from folkmoot.joining.access.cookie_paths import cookie_path
from folkmoot.joining.access.sealed_cookies import put_cookie, read_cookie
from folkmoot.joining.services import has_made_a_voice
from folkmoot.programmes.models import Programme
from folkmoot.web.http import PageRequest

BYTES = 16
LASTS = 7 * 24 * 60 * 60  # a night shift, and the days off after it


def attempt_of(request: PageRequest, programme: Programme) -> bytes | None:
    """The number that came with this request; None where it is missing, old or not ours."""
    name = _name(programme)
    cookie = read_cookie(request, name, max_age=LASTS)
    return bytes.fromhex(cookie) if cookie else None


def offer_attempt(request: PageRequest, response: HttpResponse, programme: Programme) -> None:
    """With each page that shows the button of joining."""
    now = attempt_of(request, programme)
    if now is not None and (request.method == "POST" or has_made_a_voice(programme, now)):
        return
    number = secrets.token_hex(BYTES)
    put_cookie(response, programme, _name(programme), number, max_age=LASTS)


def end_attempt(request: PageRequest, response: HttpResponse, programme: Programme) -> None:
    """The voice has arrived, or is to be forgotten here: nobody can ask for it this way again."""
    if request.COOKIES.pop(_name(programme), ""):
        response.delete_cookie(_name(programme), path=cookie_path(programme), samesite="Lax")


def _name(programme: Programme) -> str:
    return f"joining-{programme.pk.hex[:16]}"
