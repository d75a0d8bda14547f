"""What the product itself tells authors: that a thing was hidden, or answered with a status."""

from datetime import datetime

from django.db import transaction

from folkmoot.core.days import day_of
from folkmoot.core.text import clean_text
from folkmoot.mailbox.models import Announcement
from folkmoot.mailbox.services._threads import About, add_note, author_in, thread_about
from folkmoot.mailbox.services.stored_texts import NotSent, label_of
from folkmoot.programmes.models import Programme


@transaction.atomic
def tell_author(
    *,
    programme: Programme,
    participant_id: int | None,
    subject_kind: str,
    subject_ref: str,
    subject_label: str,
    text: str,
    at: datetime,
) -> None:
    """Tell them now, in the conversation about this thing; no author, nothing to do.

    Called inside the act of another room, which has checked who may act and audits it. A
    conversation that was closed stays closed: they still learn what was decided.
    """
    try:
        author = author_in(programme, participant_id)
    except NotSent:
        return
    about = About(subject_kind, subject_ref, subject_label)
    thread = thread_about(programme.pk, author, about, at)
    add_note(thread, clean_text(text), at, is_from_us=True, is_automatic=True)


@transaction.atomic
def announce(
    *,
    programme: Programme,
    participant_id: int | None,
    subject_kind: str,
    subject_ref: str,
    subject_label: str,
    text: str,
    at: datetime,
) -> None:
    """Tell them with the next day's delivery. What is announced twice is told once, the last.

    An empty ``text`` calls off what was waiting.
    """
    try:
        author = author_in(programme, participant_id)
    except NotSent:
        return
    if not text:
        Announcement.objects.filter(
            participant=author, subject_kind=subject_kind, subject_ref=subject_ref
        ).delete()
        return
    Announcement.objects.update_or_create(
        participant_id=author,
        subject_kind=subject_kind,
        subject_ref=subject_ref,
        defaults={
            "programme": programme,
            "subject_label": label_of(subject_label),
            "text": clean_text(text),
            "queued_on": day_of(at),
        },
    )


def deliver_announcements(*, at: datetime) -> int:
    """Deliver what was queued on an earlier day; how many. One failing author stops nobody."""
    waiting = Announcement.objects.filter(queued_on__lt=day_of(at)).order_by("pk")
    delivered = 0
    for key in list(waiting.values_list("pk", flat=True)):
        with transaction.atomic():
            # The row is locked first: an answer changed meanwhile waits for its own day.
            found = waiting.select_for_update().filter(pk=key).first()
            if found is None:
                continue
            about = About(found.subject_kind, found.subject_ref, found.subject_label)
            thread = thread_about(found.programme_id, found.participant_id, about, at)
            add_note(thread, found.text, at, is_from_us=True, is_automatic=True)
            found.delete()
            delivered += 1
    return delivered
