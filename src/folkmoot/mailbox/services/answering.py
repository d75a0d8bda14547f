"""The author's side: answering, closing, keeping quiet, taking a message back."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.core.days import day_of
from folkmoot.core.errors import NotAllowed
from folkmoot.mailbox import policy
from folkmoot.mailbox.models import Choice, Note, Thread
from folkmoot.mailbox.queries.own_threads import owns, threads_of
from folkmoot.mailbox.services._threads import add_note, lock
from folkmoot.mailbox.services.stored_texts import NotSent, usable_text
from folkmoot.participants.models import Participant


@transaction.atomic
def reply(*, participant: Participant, thread: Thread, text: str, at: datetime) -> Note:
    locked = _own(participant, thread)
    if not policy.can_answer(participant.programme.stage(at)):
        raise NotAllowed(_("Messages can be sent once the programme has begun."))
    words = usable_text(text)
    if locked.closed_by == Thread.ClosedBy.AUTHOR:
        raise NotSent(_("You closed this conversation. Open it again to write."))
    if locked.is_closed:
        raise NotSent(_("The team closed this conversation. You can still read it."))
    today = Note.objects.filter(
        is_from_us=False,
        thread__in=threads_of(participant.owner).values("pk"),
        written_on=day_of(at),
    )
    if today.filter(thread=locked).count() >= policy.THREAD_A_DAY:
        raise NotSent(_("You have answered many times today. Carry on tomorrow."))
    if today.count() >= policy.AUTHOR_A_DAY:
        raise NotSent(_("You have sent many messages today. Carry on tomorrow."))
    return add_note(locked, words, at, is_from_us=False)


@transaction.atomic
def close_as_author(*, participant: Participant, thread: Thread) -> None:
    """No more messages about this thing."""
    locked = _own(participant, thread)
    if not locked.is_closed:
        locked.closed_by, locked.waits_for_us = Thread.ClosedBy.AUTHOR, False
        locked.save(update_fields=["closed_by", "waits_for_us"])


@transaction.atomic
def open_as_author(*, participant: Participant, thread: Thread) -> None:
    locked = _own(participant, thread)
    if locked.closed_by == Thread.ClosedBy.AUTHOR:
        locked.closed_by = Thread.ClosedBy.NOBODY
        locked.save(update_fields=["closed_by"])


@transaction.atomic
def mark_seen(*, participant: Participant, thread: Thread) -> None:
    """The author has this conversation before them; the next e-mail may come again."""
    if thread.seen < thread.last_position:
        threads_of(participant.owner).filter(pk=thread.pk).update(seen=thread.last_position)
        Choice.objects.filter(participant=participant).update(has_been_told=False)


@transaction.atomic
def choose(*, participant: Participant, is_muted: bool, wants_email: bool) -> None:
    """Muted: messages arrive and can be read, and nothing draws attention to them."""
    Choice.objects.update_or_create(
        participant=participant, defaults={"is_muted": is_muted, "wants_email": wants_email}
    )


@transaction.atomic
def take_back_note(*, participant: Participant, note: Note) -> None:
    """Erase the words of one's own message. Its place stays, so that answers make sense."""
    mine = threads_of(participant.owner).values("pk")
    Note.objects.filter(pk=note.pk, is_from_us=False, thread__in=mine).update(text="")


def _own(participant: Participant, thread: Thread) -> Thread:
    locked = lock(thread)
    if not owns(participant.owner, locked):
        raise NotAllowed(_("Only its author can answer in a conversation."))
    return locked
