"""What people type, made safe to keep without changing what it says."""

import hashlib
import hmac
import re
import unicodedata

from django.conf import settings

from folkmoot.core.errors import DomainError

LONGEST_IDEA = 2000
LONGEST_COMMENT = 2000
LONGEST_IMPORTED = 5000
# Newlines stay; NUL is refused by PostgreSQL, and the rest show as nothing.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


class Unusable(DomainError):
    """The text is empty or too long."""


def clean_text(typed: str) -> str:
    """Newlines made one kind, invisible control characters dropped, ends trimmed."""
    text = typed.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()


def usable_text(typed: str, longest: int) -> str:
    text = clean_text(typed)
    if not text:
        raise Unusable("There is nothing to keep: write a few words first.")
    if len(text) > longest:
        raise Unusable(f"This has {len(text):,} characters; there is room for {longest:,}.")
    return text


def id_from_token(*parts: object) -> int:
    """The id a form's token stands for: sending the same words twice makes one row.

    Keyed, so that nobody who sees a token can tell which idea or voice it became.
    """
    message = "\x1f".join(str(part) for part in parts).encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return (int.from_bytes(digest[:8], "big") >> 1) or 1
