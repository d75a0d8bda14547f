"""What staff had typed when their session ended, carried past the sign-in page.

It travels in this browser alone, sealed, for an hour, and comes back from no address but the
one that shows it. Nothing of it is stored on the server.

Several people use one computer. Each form of staff carries a signed mark of whom it was drawn
for, and what comes back opens for the same person only. A cookie would not do: whoever sits
there next could have theirs sent along, or find the last one's and leave a form under it.
"""

import base64
import hashlib
import hmac
import json
import zlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from folkmoot.web.submitted_input import WRITER, SubmittedField, SubmittedForm

NAME, PATH, AGE = "kept-words-", "/accounts/", 60 * 60
PART, PARTS = 3000, 2  # proxies take some 8,000 letters of cookies, all together
FORM_AGE = 3 * 24 * 60 * 60  # a page left open over a weekend still says whose it was
WAS_KEPT = "was-kept"  # in a form that comes back: once it is taken in, nothing is kept any more


def mark_of(user_id: int) -> str:
    """The same for one member of staff always; who has not the secret learns nothing from it."""
    secret = settings.SECRET_KEY.encode()
    return hmac.new(secret, b"writer %d" % user_id, hashlib.sha256).hexdigest()


def signed(mark: str) -> str:
    """For a form. The signature makes that nobody leaves words under another one's mark."""
    return TimestampSigner(salt=WRITER).sign(mark)


def writer_of(handed: SubmittedForm) -> str:
    """The mark of whom a form was drawn for; empty where it does not say so, or for too long."""
    try:
        return TimestampSigner(salt=WRITER).unsign(handed.writer, max_age=FORM_AGE)
    except BadSignature:
        return ""


def keep(response: HttpResponse, handed: SubmittedForm) -> bool:
    """False where it is too long for a cookie, or nobody knows who wrote it."""
    writer = writer_of(handed)
    if not writer:
        return False
    fields = [[one.name, one.value, one.is_shown] for one in handed.fields]
    packed = zlib.compress(json.dumps([writer, handed.path, handed.had_files, fields]).encode(), 9)
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


def kept(request: HttpRequest, user_id: int) -> SubmittedForm | None:
    """What this person was writing. For anybody else it is not there; it waits for its writer."""
    sealed = "".join(request.COOKIES.get(f"{NAME}{part}", "") for part in range(PARTS))
    try:
        packed = _seal().decrypt(sealed.encode(), ttl=AGE)
    except InvalidToken:
        return None
    writer, *form = json.loads(zlib.decompress(packed))
    if len(form) != 3 or not hmac.compare_digest(writer, mark_of(user_id)):
        return None  # a colleague's, or kept before it was known whose it is
    path, had_files, fields = form
    return SubmittedForm(path, tuple(SubmittedField(*field) for field in fields), had_files)


def discard(response: HttpResponse) -> None:
    for part in range(PARTS):
        response.delete_cookie(f"{NAME}{part}", path=PATH, samesite="Lax")


def _seal() -> Fernet:
    key = hmac.new(settings.SECRET_KEY.encode(), b"kept words", hashlib.sha256).digest()
    return Fernet(base64.urlsafe_b64encode(key))
