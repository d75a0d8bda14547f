"""An e-mail that says only that there is news: for those who asked for it, once until they look.

A notice alone on its day would let whoever reads the mail server's records pair a message with
an address. Notices therefore leave together, once a smallest group of authors wishes for one, or
never: the page tells everybody on their next visit anyway. Wishes alone decide, not who can be
reached: otherwise whoever stops one person's letters, and has nine mailboxes among the others,
reads from what arrives there whether that person is an author.
"""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.mailbox.models import Choice, Thread
from folkmoot.mailbox.registry import Relay, relay_for
from folkmoot.post.services import Message
from folkmoot.programmes.models import Programme

AT_ONCE = 200  # authors in one transaction, or k where that is more
_dice = secrets.SystemRandom()


def tell_by_email(*, at: datetime) -> int:
    """Hand the notices that are due to the relay; how many authors had wished for one."""
    wishes = Choice.objects.filter(wants_email=True, is_muted=False, has_been_told=False)
    if not wishes.exists():
        return 0
    programmes = Programme.objects.filter(
        pk__in=wishes.values("participant__programme_id")
    ).select_related("organisation")
    return sum(_tell_programme(programme, at) for programme in programmes)


def forget_wishes(programme: Programme, at: datetime) -> None:
    """Without the key nobody can be told any more: who wished it, and who was told, says who
    was written to on a day on which few were."""
    mine = Choice.objects.filter(participant__programme=programme)
    mine.filter(is_muted=False).delete()
    mine.update(wants_email=False, has_been_told=False)


def _tell_programme(programme: Programme, at: datetime) -> int:
    relay = relay_for(programme.pk)
    if relay is None:
        return 0
    authors = list(
        Choice.objects.filter(
            wants_email=True,
            is_muted=False,
            has_been_told=False,
            participant__in=Thread.objects.filter(
                programme=programme, seen__lt=F("last_from_us")
            ).values("participant_id"),
        ).values_list("participant_id", flat=True)
    )
    k = programme.organisation.smallest_group
    if len(authors) < k:
        return 0
    _dice.shuffle(authors)
    number = max(len(authors) // max(k, AT_ONCE), 1)
    groups = [authors[n::number] for n in range(number)]  # none of them smaller than k
    return sum(_send(programme, relay, group, at) for group in groups)


def _send(programme: Programme, relay: Relay, authors: list[int], at: datetime) -> int:
    """Claimed and handed over together: nobody is told twice, nobody is forgotten.

    Whoever cannot be reached counts as told like the others.
    """
    with programme.in_its_language():
        subject = _("News from %(programme)s") % {"programme": programme.name}
        message = Message(to="", subject=subject, text=_text(programme))
    try:
        with transaction.atomic():
            relay.write(programme, authors, message, at)
            Choice.objects.filter(participant__in=authors).update(has_been_told=True)
    except DomainError:
        return 0  # the page tells them all the same
    return len(authors)


def _text(programme: Programme) -> str:
    """The words of any news, so that the e-mail does not even say that somebody was written to."""
    news = _("There is news in “%(programme)s”. Have a look when you have a moment:")
    return (
        f"{news % {'programme': programme.name}}\n\n"
        f"{settings.BASE_URL}{programme.front_path}\n\n"
        f"{programme.organisation.name}\n"
    )
