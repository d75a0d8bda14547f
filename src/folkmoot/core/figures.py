"""How figures are told: counts with their noun, shares counted and rounded in one place.

``n of N`` stands beside every share, and no share is smoothed. The share itself is
``round(100 n / N)`` whole per cent. Ends of intervals are rounded by the same rule.
"""


def counted(number: int, one: str, many: str = "") -> str:
    """
    >>> counted(1, "idea"), counted(1234, "idea"), counted(0, "person", "people")
    ('1 idea', '1,234 ideas', '0 people')
    """
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: list[str]) -> str:
    """
    >>> listed(["2 ideas"]), listed(["2 ideas", "1 vote"]), listed(["a", "b", "c"])
    ('2 ideas', '2 ideas and 1 vote', 'a, b and c')
    """
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def times(number: int) -> str:
    """
    >>> times(1), times(0), times(1200)
    ('once', '0 times', '1,200 times')
    """
    return "once" if number == 1 else f"{number:,} times"


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
    return f"{whole_percent(part, whole)}%"


def with_base(part: int, whole: int) -> str:
    """
    >>> with_base(1062, 1380)
    '77% (1,062 of 1,380)'
    """
    return f"{percent_of(part, whole)} ({part:,} of {whole:,})"


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
    return f"{100 * share:g}%"
