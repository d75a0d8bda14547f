"""Counts that slow guessing and flooding down, and keep no address."""

import hashlib
import hmac
import secrets
import time

from django.http import HttpRequest

from folkmoot.web.http import visitor_address

MOST_COUNTED = 200_000  # rows of a limiter: memory stays bounded under a flood


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
