"""How long texts may be, and the ids that the tokens of forms stand for."""

import hashlib
import hmac

from django.conf import settings

LONGEST_IDEA = 2000
LONGEST_COMMENT = 2000
LONGEST_IMPORTED = 5000


def id_from_token(*parts: object) -> int:
    """The id a form's token stands for: sending the same words twice makes one row.

    Keyed, so that nobody who sees a token can tell which idea or voice it became.
    """
    message = "\x1f".join(str(part) for part in parts).encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()
    return (int.from_bytes(digest[:8], "big") >> 1) or 1
