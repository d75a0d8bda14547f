"""Which day it is: where people are, not in Greenwich.

Dates are shown, typed and promised in the installation's time zone. A day taken from a moment
in UTC is another one for an hour of every summer night in London, and for much longer elsewhere.
How they are written is `folkmoot.core.formats`.
"""

from datetime import date, datetime, time, timedelta

from django.utils.timezone import localdate, make_aware


def day_of(at: datetime) -> date:
    """The day that people have at this moment."""
    return localdate(at)


def start_of(day: date) -> datetime:
    """The moment at which people's day begins."""
    return make_aware(datetime.combine(day, time.min))


def last_day_of(end: datetime) -> date:
    """The last day on which something is open: what ends at midnight ends with the day before."""
    return localdate(end - timedelta(microseconds=1))
