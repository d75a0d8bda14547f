"""An e-mail that says only that there is news: for those who asked for it, once until they look.

A notice alone on its day would let whoever reads the mail server's records pair a message with
an address. Notices therefore leave together: as soon as a smallest group of authors waits, or
when somebody has waited for a week.
"""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F, Min

from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.mailbox.models import Choice, Thread
from folkmoot.mailbox.registry import Relay, relay_for
from folkmoot.post.services import Message
from folkmoot.programmes.models import Programme

LONGEST_WAIT = timedelta(days=7)
_dice = secrets.SystemRandom()


def tell_by_email(*, at: datetime) -> int:
    """Hand the notices that are due to the relay; how many it took."""
    wishes = Choice.objects.filter(wants_email=True, is_muted=False, has_been_told=False)
    if not wishes.exists():
        return 0
    programmes = Programme.objects.filter(
        pk__in=wishes.values("participant__programme_id")
    ).select_related("organisation")
    return sum(_tell_programme(programme, at) for programme in programmes)


def _tell_programme(programme: Programme, at: datetime) -> int:
    relay = relay_for(programme.pk)
    if relay is None:
        return 0
    waiting: list[tuple[int, date]] = list(
        Thread.objects.filter(
            programme=programme,
            seen__lt=F("last_from_us"),
            participant__in=Choice.objects.filter(
                wants_email=True, is_muted=False, has_been_told=False
            ).values("participant_id"),
        )
        .order_by()
        .values_list("participant_id")
        .annotate(since=Min("last_on"))
    )
    if not waiting:
        return 0
    is_crowd = len(waiting) >= programme.organisation.smallest_group
    if not is_crowd and day_of(at) - min(since for _, since in waiting) < LONGEST_WAIT:
        return 0
    authors = [participant for participant, _ in waiting]
    _dice.shuffle(authors)
    return _send(programme, relay, authors, at)


def _send(programme: Programme, relay: Relay, authors: Sequence[int], at: datetime) -> int:
    message = Message(to="", subject=f"News from {programme.name}", text=_text(programme))
    told = 0
    for author in authors:
        try:
            # Claimed and handed over together: nobody is told twice, nobody is forgotten.
            with transaction.atomic():
                Choice.objects.filter(participant=author).update(has_been_told=True)
                told += relay.write(author, message, at)
        except DomainError:
            continue  # the page tells them all the same
    return told


def _text(programme: Programme) -> str:
    """The words of any news, so that the e-mail does not even say that somebody was written to."""
    return (
        f"There is news in “{programme.name}”. Have a look when you have a moment:\n\n"
        f"{settings.BASE_URL}{programme.front_path}\n\n"
        f"{programme.organisation.name}\n"
    )
