"""How long an idea waits until others see it, in programmes of different sizes.

Worked out with the product's own moments and smallest group, without a database: people come over
two weeks, between 7 and 22 o'clock, most at the beginning; six in ten write something. The worker
passes every five minutes, looks where a moment has come, and a batch is written once k of them
have acted since the last; the next moment shows it to everybody (``published.services.batches``).
"""

import random
from datetime import timedelta
from statistics import median

from folkmoot.published.services.batches import LATEST, SOONEST

DAYS, FIRST_HOUR, LAST_HOUR = 14, 7, 22
EVERY = 5.0  # minutes
WRITES = 0.6


def minutes_until_seen(people: int, *, k: int = 10, seed: int = 1) -> float:
    """The median over everything that was written; what never came before the close counts until
    then."""
    lots = random.Random(seed)
    arrivals = sorted(_moment(lots) for _ in range(people))
    soonest, latest = (_minutes(bound) for bound in (SOONEST, LATEST))
    waits: list[float] = []
    fresh: list[float] = []  # when each person acted since the last batch
    staff: list[float] = []  # written, and handed to staff in an earlier batch
    written: list[float] = []
    look_at, place = soonest, 0
    close = DAYS * 24 * 60.0
    now = 0.0
    while now < close:
        now += EVERY
        while place < people and arrivals[place] <= now:
            fresh.append(arrivals[place])
            written += [arrivals[place]] if lots.random() < WRITES else []
            place += 1
        if now < look_at:
            continue
        waits += [now - moment for moment in staff]
        staff = []
        if len(fresh) >= k:
            staff, written, fresh = written, [], []
        look_at = now + lots.uniform(soonest, latest)
    waits += [close - moment for moment in [*staff, *written]]
    return round(median(waits), 1)


def _moment(lots: random.Random) -> float:
    day = min(int(lots.expovariate(1 / 3)), DAYS - 1)
    return (day * 24 + lots.uniform(FIRST_HOUR, LAST_HOUR)) * 60


def _minutes(span: timedelta) -> float:
    return span.total_seconds() / 60
