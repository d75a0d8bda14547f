"""Which day it is: where people are, not in Greenwich.

Dates are shown, typed and promised in the installation's time zone. A day taken from a moment
in UTC is another one for an hour of every summer night in London, and for much longer elsewhere.
"""

from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localdate, localtime, make_aware


def day_of(at: datetime) -> date:
    """The day that people have at this moment."""
    return localdate(at)


def start_of(day: date) -> datetime:
    """The moment at which people's day begins."""
    return make_aware(datetime.combine(day, time.min))


def in_words(day: date) -> str:
    """A day in full: "12 May 2030". For moments at which something ends, see `closing`."""
    return date_format(localtime(day) if isinstance(day, datetime) else day, "j F Y")


def moment(at: datetime) -> str:
    """A moment with its hour: "12 May 2030 at 9:00"."""
    return date_format(localtime(at), r"j F Y \a\t G:i")


def closing(at: datetime) -> str:
    """The moment at which something ends, to be read after "on", "until" and "to".

    Never the day alone: who comes at seven in the evening must know that six was the end. What
    ends as a day does is told by that day, and not as the first minute of the next.
    """
    here = localtime(at)
    if (here.hour, here.minute) == (0, 0):
        return f"{in_words(here.date() - timedelta(days=1))} at the end of the day"
    if (here.hour, here.minute) == (23, 59):
        return f"{in_words(here.date())} at the end of the day"
    return moment(at)


def last_day_of(end: datetime) -> date:
    """The last day on which something is open: what ends at midnight ends with the day before."""
    return localdate(end - timedelta(microseconds=1))


def opening(at: datetime) -> str:
    """The moment at which something begins, to be read after "on" and "from"."""
    here = localtime(at)
    if (here.hour, here.minute) == (0, 0):
        return f"{in_words(here.date())} at the start of the day"
    return moment(at)
