"""How dates, times, numbers and lists are written, in the language of whoever reads them.

The one module that does so: a month's name, a thousand's comma or the word before the last item
of a list that stands anywhere else is English in every language.
"""

import itertools
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

VOWELS = frozenset("aeiouwyâêîôûŵŷáéíóúẃýàèìòùẁỳäëïöüẅÿ")  # of Welsh, too
SAID_WITH_A_VOWEL = frozenset({"1", "8", "11", "18", "80"})  # un, wyth, ...; one, eight


def day(value: date | datetime) -> str:
    """A day in full: "12 May 2030". For moments at which something ends, see `closing`."""
    return date_format(_here(value), pgettext("format of a day", "j F Y"))


def day_and_month(value: date | datetime) -> str:
    """A day whose year is clear: "12 May"."""
    return date_format(_here(value), pgettext("format of a day without its year", "j F"))


def month(value: date | datetime) -> str:
    """A month of a year: "May 2030"."""
    return date_format(_here(value), pgettext("format of a month", "F Y"))


def weekday(value: date | datetime) -> str:
    """The name of the day of the week, where people are."""
    return date_format(_here(value), "l")


def clock(at: datetime) -> str:
    """The hour, as a clock on the wall has it: "9:00"."""
    return date_format(localtime(at), pgettext("format of an hour", "G:i"))


def moment(at: datetime) -> str:
    """A moment with its hour: "12 May 2030 at 9:00"."""
    return _("%(day)s at %(hour)s") % {"day": day(at), "hour": clock(at)}


def day_and_hour(at: datetime) -> str:
    """For tables and lists, at the clock that ``at`` carries: "12 May 2030, 09:00"."""
    return date_format(at, pgettext("format of a day with its hour", "j F Y, H:i"))


def closing(at: datetime) -> str:
    """The moment at which something ends, to be read after "on", "until" and "to".

    Never the day alone: who comes at seven in the evening must know that six was the end. What
    ends as a day does is told by that day, and not as the first minute of the next.
    """
    here = localtime(at)
    if (here.hour, here.minute) == (0, 0):
        return _at_the_end(here.date() - timedelta(days=1))
    if (here.hour, here.minute) == (23, 59):
        return _at_the_end(here.date())
    return moment(at)


def _at_the_end(ends: date) -> str:
    return _("%(day)s at the end of the day") % {"day": day(ends)}


def opening(at: datetime) -> str:
    """The moment at which something begins, to be read after "on" and "from"."""
    here = localtime(at)
    if (here.hour, here.minute) == (0, 0):
        return _("%(day)s at the start of the day") % {"day": day(here.date())}
    return moment(at)


def number(value: float | Decimal, digits: int | None = None) -> str:
    """
    >>> number(12345), number(-1234.5, 1), number(0)
    ('12,345', '-1,234.5', '0')
    """
    return str(number_format(value, decimal_pos=digits, use_l10n=True, force_grouping=True))


def percent(value: float, digits: int | None = None) -> str:
    """
    >>> percent(62), percent(99.9)
    ('62%', '99.9%')
    """
    return _("%(number)s%%") % {"number": number(value, digits)}


def part_of(part: float, whole: float) -> str:
    """A number with its base.

    >>> part_of(62, 1080)
    '62 of 1,080'
    """
    return _("%(part)s of %(whole)s") % {"part": number(part), "whole": number(whole)}


def listed(parts: Sequence[str]) -> str:
    """
    >>> listed([]), listed(["2 ideas"]), listed(["2 ideas", "1 vote"]), listed(["a", "b", "c"])
    ('', '2 ideas', '2 ideas and 1 vote', 'a, b and c')
    """
    if len(parts) < 2:
        return "".join(parts)
    *others, last = parts
    first = pgettext("between the items of a list", ", ").join(others)
    # Welsh has another word for "and" there.
    both = (
        pgettext("a list whose last item begins with a vowel", "%(first)s and %(last)s")
        if _begins_with_a_vowel(last)
        else pgettext("a list", "%(first)s and %(last)s")
    )
    return both % {"first": first, "last": last}


def _begins_with_a_vowel(text: str) -> bool:
    said = "".join(itertools.dropwhile(lambda sign: not sign.isalnum(), text))
    figures = said.split(" ", 1)[0].rstrip("%")
    if figures[:1].isdigit():
        return figures in SAID_WITH_A_VOWEL
    return said[:1].casefold() in VOWELS


def _here(value: date | datetime) -> date | datetime:
    return localtime(value) if isinstance(value, datetime) else value
