"""What joining leaves in a browser, sealed: whoever looks there reads no id and no time.

A signed cookie would show both: the number of the voice, and the second of joining.
"""

import base64
import binascii
import hmac
import secrets
import time

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from folkmoot.joining.access.cookie_paths import cookie_home
from folkmoot.programmes.models import Programme

NONCE = 12  # bytes, as NIST SP 800-38D has it


def put_cookie(
    response: HttpResponse,
    programme: Programme,
    name: str,
    words: str,
    *,
    max_age: int | None = None,
    is_dated: bool = True,
) -> None:
    """``max_age`` in seconds; without one it goes when the browser is closed.

    Only what is to be refused after a while has its time sealed in.
    """
    stamp = str(int(time.time())) if is_dated else ""
    nonce = secrets.token_bytes(NONCE)
    sealed = nonce + _key(name).encrypt(nonce, f"{stamp}:{words}".encode(), None)
    told = base64.urlsafe_b64encode(sealed).decode().rstrip("=")
    response.set_cookie(name, told, max_age=max_age, **cookie_home(programme))


def read_cookie(request: HttpRequest, name: str, *, max_age: int | None = None) -> str:
    """The words; empty where there are none, where they are not ours, or older than ``max_age``.

    Earlier versions signed what they left: such cookies hold as long as they did.
    """
    came = request.COOKIES.get(name, "")
    if ":" in came:
        return request.get_signed_cookie(name, default="", salt=name, max_age=max_age) or ""
    try:
        raw = base64.b64decode(came + "=" * (-len(came) % 4), altchars=b"-_", validate=True)
        opened = _key(name).decrypt(raw[:NONCE], raw[NONCE:], None).decode()
    except (binascii.Error, InvalidTag, ValueError):
        return ""
    stamp, _, words = opened.partition(":")
    if max_age is not None and not (stamp and time.time() - int(stamp) <= max_age):
        return ""
    return words


def _key(name: str) -> AESGCM:
    return AESGCM(hmac.digest(settings.SECRET_KEY.encode(), f"cookie:{name}".encode(), "sha256"))
