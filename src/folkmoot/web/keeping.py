"""What staff had typed when their session ended, carried past the sign-in page.

It travels in this browser alone, sealed, for an hour, and comes back from no address but the
one that shows it. Nothing of it is stored on the server.
"""

import base64
import hashlib
import hmac
import json
import zlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from folkmoot.web.words import Handed, Typed

NAME, PATH, AGE = "kept-words-", "/accounts/", 60 * 60
PART, PARTS = 3000, 2  # proxies take some 8,000 letters of cookies, all together


def keep(response: HttpResponse, handed: Handed) -> bool:
    """False where it is too long for a cookie."""
    fields = [[one.name, one.value, one.is_shown] for one in handed.fields]
    packed = zlib.compress(json.dumps([handed.path, handed.had_files, fields]).encode(), 9)
    sealed = _seal().encrypt(packed).decode()
    if len(sealed) > PART * PARTS:
        return False
    for part in range(PARTS):
        piece = sealed[part * PART : (part + 1) * PART]
        if piece:
            response.set_cookie(
                f"{NAME}{part}",
                piece,
                max_age=AGE,
                path=PATH,
                secure=settings.IS_HTTPS,
                httponly=True,
                samesite="Lax",
            )
        else:
            response.delete_cookie(f"{NAME}{part}", path=PATH, samesite="Lax")
    return True


def kept(request: HttpRequest) -> Handed | None:
    sealed = "".join(request.COOKIES.get(f"{NAME}{part}", "") for part in range(PARTS))
    try:
        packed = _seal().decrypt(sealed.encode(), ttl=AGE)
    except InvalidToken:
        return None
    path, had_files, fields = json.loads(zlib.decompress(packed))
    return Handed(path, tuple(Typed(*field) for field in fields), had_files)


def let_go(response: HttpResponse) -> None:
    for part in range(PARTS):
        response.delete_cookie(f"{NAME}{part}", path=PATH, samesite="Lax")


def _seal() -> Fernet:
    key = hmac.new(settings.SECRET_KEY.encode(), b"kept words", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
