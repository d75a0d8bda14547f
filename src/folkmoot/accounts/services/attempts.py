"""How often somebody may guess at a password or a second step.

Tries are counted by the account together with where they come from: an address, or a browser in
which that account has signed in before. So nobody is locked out by what others try, and whoever
goes on guessing waits ever longer. Where an account or an address sees far more wrong tries than
people make, waiting begins sooner there, but for browsers that are known.

All processes share the counts. They are stored for a day, under keyed hashes: they name nobody
to whoever lacks the installation's secret. A try counts as wrong until it was right, so that
many at the same moment gain nothing.
"""

import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from folkmoot.accounts.models import AttemptCount

FIRST_WAIT = timedelta(seconds=15)  # doubled by each further wrong try
KEPT = timedelta(days=1)
MANY = 50  # wrong tries a day that people at one account, or behind one address, hardly make
FREE_UNDER_ATTACK, LONGEST_UNDER_ATTACK = 1, timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Limit:
    name: str
    free: int = 5  # wrong tries before waiting begins
    longest: timedelta = timedelta(minutes=15)  # to wait
    most: int | None = None  # wrong tries a day; None where only waiting limits them


PASSWORD = Limit("password")
# Whoever comes this far has the password: guesses from all unknown browsers count together.
SECOND_STEP = Limit("second-step", most=20)


@dataclass(frozen=True, slots=True)
class Source:
    """Who is guessed at, and from where. ``browser`` is "" unless the account is known there."""

    account: str
    address: str
    browser: str = ""


class WaitFirst(Exception):
    """``wait`` until the next try; ``is_for_the_day`` where too many came today."""

    def __init__(self, wait: timedelta, *, is_for_the_day: bool = False) -> None:
        super().__init__(wait)
        self.wait, self.is_for_the_day = wait, is_for_the_day


@transaction.atomic
def begin(source: Source, limit: Limit, *, at: datetime) -> None:
    """Count a try before it is looked at; raises WaitFirst instead, which counts nothing."""
    here, *around = counts = _counts(source, limit, at)
    if limit.most is not None and here.tries >= limit.most:
        raise WaitFirst(here.forget_at - at, is_for_the_day=True)
    if at < here.next_at:
        raise WaitFirst(here.next_at - at)
    is_attacked = any(count.tries >= MANY for count in around)
    for count in counts:
        count.tries += 1
    here.next_at = at + _wait(here.tries, limit, is_attacked)
    AttemptCount.objects.bulk_update(counts, ["tries", "next_at"])


@transaction.atomic
def was_right(source: Source, limit: Limit, *, at: datetime) -> None:
    """The try that just began was none of a guesser. Earlier wrong ones stay counted."""
    here, *_ = counts = _counts(source, limit, at)
    for count in counts:
        count.tries = max(0, count.tries - 1)
    here.next_at = at
    AttemptCount.objects.bulk_update(counts, ["tries", "next_at"])


def forget(*, at: datetime) -> None:
    """What ended an hour ago: no try that is being counted just now still needs it."""
    AttemptCount.objects.filter(forget_at__lte=at - timedelta(hours=1)).delete()


def _wait(tries: int, limit: Limit, is_attacked: bool) -> timedelta:
    free = FREE_UNDER_ATTACK if is_attacked else limit.free
    longest = LONGEST_UNDER_ATTACK if is_attacked else limit.longest
    if tries < free:
        return timedelta(0)
    return min(FIRST_WAIT * (1 << min(tries - free, 20)), longest)


def _marks(source: Source, limit: Limit) -> list[bytes]:
    """The count that decides first; then those of all that is tried around it."""
    account = source.account.strip().casefold()
    if source.browser:
        return [_mark(limit.name, account, "browser", source.browser)]
    if limit is SECOND_STEP:
        return [_mark(limit.name, account, "unknown", "")]
    return [
        _mark(limit.name, account, "address", source.address),
        _mark(limit.name, account, "anywhere", ""),
        _mark(limit.name, "", "address", source.address),
    ]


def _mark(*words: str) -> bytes:
    told = "\0".join(("attempts", *words)).encode("utf-8", "replace")
    return hmac.digest(settings.SECRET_KEY.encode(), told, "sha256")[:16]


def _counts(source: Source, limit: Limit, at: datetime) -> list[AttemptCount]:
    """The rows, locked in one order for everybody; what is a day old begins anew."""
    marks = _marks(source, limit)
    AttemptCount.objects.filter(mark__in=marks, forget_at__lte=at).delete()
    AttemptCount.objects.bulk_create(
        [AttemptCount(mark=mark, next_at=at, forget_at=at + KEPT) for mark in sorted(marks)],
        ignore_conflicts=True,
    )
    rows = AttemptCount.objects.select_for_update().filter(mark__in=marks).order_by("mark")
    found = {bytes(row.mark): row for row in rows}
    return [found[mark] for mark in marks]
