"""How figures are told: counts with their noun, shares counted and rounded in one place.

``n of N`` stands beside every share, and no share is smoothed. The share itself is
``round(100 n / N)`` whole per cent. Ends of intervals are rounded by the same rule.
"""

from django.utils.translation import ngettext

from folkmoot.core.formats import number as told
from folkmoot.core.formats import percent


def times(number: int) -> str:
    """
    >>> times(1), times(0), times(1200)
    ('once', '0 times', '1,200 times')
    """
    return ngettext("once", "%(count)s times", number) % {"count": told(number)}


def whole_percent(part: float, whole: float) -> int:
    """
    >>> whole_percent(62, 80), whole_percent(23, 40), whole_percent(0, 0)
    (78, 58, 0)
    """
    # 100 first: 23 / 40 is a hair under 0.575, and would become 57.
    return round(100 * part / whole) if whole else 0


def least_percent(part: int, whole: int) -> int:
    """Whole per cent that the share reaches: for "at least", which must not be rounded up.

    >>> least_percent(58, 64), whole_percent(58, 64)
    (90, 91)
    """
    return 100 * part // whole


def percent_of(part: float, whole: float) -> str:
    """
    >>> percent_of(62, 80)
    '78%'
    """
    return percent(whole_percent(part, whole))


def share_and_ends(
    part: int, whole: int, low: float, high: float, digits: int = 0
) -> tuple[float, float, float]:
    """A share and its interval in per cent, rounded alike; the interval holds the share.

    >>> share_and_ends(2, 3, 0.2077, 0.9385), share_and_ends(2, 3, 0.2077, 0.9385, digits=1)
    ((67, 21, 94), (66.7, 20.8, 93.8))
    """
    places = digits or None
    share = round(100 * part / whole, places)
    # Ends are kept with eight digits: of very many votes they could round past their own share.
    return share, min(round(100 * low, places), share), max(round(100 * high, places), share)


def confidence_of(share: float) -> str:
    """
    >>> confidence_of(0.95), confidence_of(0.999)
    ('95%', '99.9%')
    """
    share_in_hundred = float(f"{100 * share:g}")
    return percent(int(share_in_hundred) if share_in_hundred.is_integer() else share_in_hundred)
