"""Where a message goes, and how it gets its place there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.accounts.models import User
from folkmoot.activities.models import ShownTo
from folkmoot.core.days import day_of
from folkmoot.mailbox.models import Note, Thread
from folkmoot.mailbox.queries.staff import can_be_reached
from folkmoot.mailbox.services.stored_texts import NotSent, label_of
from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class About:
    """What a message is about: ``kind`` and ``ref`` name it, ``label`` is read by people."""

    kind: str
    ref: str
    label: str


def author_in(programme: Programme, participant_id: int | None) -> int:
    """What stands for the author, if there is somebody who can come and read."""
    if participant_id is None or not can_be_reached(programme, participant_id):
        raise NotSent(
            _(
                "Nobody can be written to about this: it was brought in from elsewhere, "
                "or its author has left."
            )
        )
    return participant_id


def thread_about(programme_id: UUID, author: int, about: About, at: datetime) -> Thread:
    """The one conversation about this thing, locked; begun where there is none."""
    Thread.objects.get_or_create(
        participant_id=author,
        subject_kind=about.kind,
        subject_ref=about.ref,
        defaults={
            "programme_id": programme_id,
            "subject_label": label_of(about.label),
            "last_on": day_of(at),
        },
    )
    return Thread.objects.select_for_update().get(
        participant=author, subject_kind=about.kind, subject_ref=about.ref
    )


def lock(thread: Thread) -> Thread:
    found = Thread.objects.select_for_update().filter(pk=thread.pk).first()
    if found is None:
        raise NotSent(_("This conversation does not exist any more."))
    return found


def add_note(
    thread: Thread,
    text: str,
    at: datetime,
    *,
    is_from_us: bool,
    is_automatic: bool = False,
    author: User | None = None,
) -> Note:
    """Put a note at the end. The thread must be locked. The same words twice are one note."""
    last = thread.notes.order_by("-position").first()
    if last and (last.text, last.is_from_us, last.written_on) == (text, is_from_us, day_of(at)):
        return last
    waits = not is_from_us and ShownTo.at_first(thread.programme) == ShownTo.AUTHOR
    note = Note.objects.create(
        shown_to=ShownTo.AUTHOR if waits else ShownTo.EVERYBODY,
        thread=thread,
        position=thread.last_position + 1,
        is_from_us=is_from_us,
        is_automatic=is_automatic,
        author=author,
        text=text,
        written_on=day_of(at),
    )
    thread.last_position = note.position
    if not waits:
        thread.last_on = day_of(at)
    thread.has_talk = thread.has_talk or not is_automatic
    if is_from_us:
        thread.last_from_us = note.position
    if not is_automatic and not waits:
        thread.waits_for_us = not is_from_us
    if not is_from_us:
        thread.seen = note.position  # who answers has read
    thread.save(
        update_fields=[
            "last_position",
            "last_on",
            "has_talk",
            "last_from_us",
            "waits_for_us",
            "seen",
        ]
    )
    return note
