"""What chance decides about published figures: always alike, and known to nobody who reads them."""

import hmac

from django.conf import settings


def lot(of: str) -> int:
    """A 63-bit seed that only this installation's secret leads to; the same for the same words.

    Which figure is hidden beside a small one must not be drawn anew at each look, or two looks
    tell what each of them hides; and whoever can work it out knows which hidden one is small.
    """
    drawn = hmac.digest(settings.SECRET_KEY.encode(), f"lot:{of}".encode(), "sha256")
    return int.from_bytes(drawn[:8], "big") >> 1
