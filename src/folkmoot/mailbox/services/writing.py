"""What staff write. Nothing here may depend on who the author is beyond this one thing.

Limits therefore count by conversation or by the person of staff, never by author: a refusal
that came from another conversation would tell that both have one author.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.activities.models import ShownTo
from folkmoot.core.days import day_of
from folkmoot.core.errors import NotAllowed
from folkmoot.core.formats import number
from folkmoot.mailbox import acts, policy
from folkmoot.mailbox.models import Note, Thread
from folkmoot.mailbox.services._threads import About, add_note, author_in, lock, thread_about
from folkmoot.mailbox.services.stored_texts import NotSent, usable_text
from folkmoot.programmes.models import Programme

WHO = gettext_lazy("A facilitator, a moderator or an administrator can write to authors.")


@transaction.atomic
def write_to_author(  # noqa: PLR0913 - the facts of one letter
    *,
    actor: Actor,
    programme: Programme,
    participant_id: int | None,
    subject_kind: str,
    subject_ref: str,
    subject_label: str,
    text: str,
    at: datetime,
) -> Thread:
    """Begin the conversation about one thing with whoever said it, or carry it on."""
    _check(actor, programme, at)
    words = usable_text(text)
    author = author_in(programme, participant_id)
    thread = thread_about(programme.pk, author, About(subject_kind, subject_ref, subject_label), at)
    return _write(actor, programme, thread, words, at)


@transaction.atomic
def write_in_thread(*, actor: Actor, thread: Thread, text: str, at: datetime) -> Thread:
    _check(actor, thread.programme, at)
    words = usable_text(text)
    return _write(actor, thread.programme, lock(thread), words, at)


@transaction.atomic
def close_thread(*, actor: Actor, thread: Thread, at: datetime) -> None:
    """Nobody can write in it any more; both sides may still read it."""
    _check(actor, thread.programme, at)
    locked = lock(thread)
    if locked.is_closed:
        return
    locked.closed_by, locked.waits_for_us = Thread.ClosedBy.STAFF, False
    locked.save(update_fields=["closed_by", "waits_for_us"])
    _audit(actor, thread.programme, locked, acts.CONVERSATION_CLOSED, at)


@transaction.atomic
def open_thread(*, actor: Actor, thread: Thread, at: datetime) -> None:
    """Open again what staff closed; what its author closed, its author alone can open."""
    _check(actor, thread.programme, at)
    locked = lock(thread)
    if locked.closed_by == Thread.ClosedBy.AUTHOR:
        raise NotAllowed(_("Its author closed this conversation, and alone can open it again."))
    if locked.is_closed:
        locked.closed_by = Thread.ClosedBy.NOBODY
        locked.save(update_fields=["closed_by"])
        _audit(actor, thread.programme, locked, acts.CONVERSATION_REOPENED, at)


def _write(actor: Actor, programme: Programme, thread: Thread, words: str, at: datetime) -> Thread:
    if thread.closed_by == Thread.ClosedBy.AUTHOR:
        raise NotSent(_("Its author closed this conversation: nobody can write in it."))
    if thread.is_closed:
        raise NotSent(_("This conversation is closed. Open it again to write in it."))
    latest = thread.notes.filter(is_automatic=False, shown_to=ShownTo.EVERYBODY).order_by(
        "-position"
    )
    in_a_row = [note.is_from_us for note in latest[: policy.UNANSWERED]]
    is_repeat = latest.values_list("text", flat=True).first() == words
    if len(in_a_row) == policy.UNANSWERED and all(in_a_row) and not is_repeat:
        raise NotSent(
            ngettext(
                "You have written %(count)s time without an answer. "
                "Leave it to the author to answer now.",
                "You have written %(count)s times without an answer. "
                "Leave it to the author to answer now.",
                policy.UNANSWERED,
            )
            % {"count": number(policy.UNANSWERED)}
        )
    if actor.user is not None:
        today = Note.objects.filter(
            author=actor.user, written_on=day_of(at), thread__programme=programme
        )
        if today.count() >= policy.STAFF_A_DAY:
            raise NotSent(
                ngettext(
                    "You have sent %(count)s message today. Carry on tomorrow, or answer with a "
                    "status that everybody can read.",
                    "You have sent %(count)s messages today. Carry on tomorrow, or answer with a "
                    "status that everybody can read.",
                    policy.STAFF_A_DAY,
                )
                % {"count": number(policy.STAFF_A_DAY)}
            )
    before = thread.last_position
    add_note(thread, words, at, is_from_us=True, author=actor.user)
    if thread.last_position != before:
        _audit(actor, programme, thread, acts.MESSAGE_SENT, at)
    return thread


def _check(actor: Actor, programme: Programme, at: datetime) -> None:
    here = programme.organisation_id == actor.organisation.pk
    if not here or not policy.can_write(actor.roles, programme.stage(at)):
        raise NotAllowed(WHO)


def _audit(actor: Actor, programme: Programme, thread: Thread, act: Act, at: datetime) -> None:
    """By the reference of what it is about: never the words, and nothing about the author."""
    record_audit(actor, act, at, f"{thread.subject_kind} {thread.subject_ref}", programme=programme)
