"""The author's side: conversations, what is new in them, and what they wrote."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Count, Exists, F, Q, QuerySet, When

from folkmoot.activities.models import ShownTo
from folkmoot.activities.registry import Said
from folkmoot.core.own_rows import Owner
from folkmoot.core.paging import Paged, paged
from folkmoot.mailbox.models import Choice, Note, Thread
from folkmoot.mailbox.queries import own_threads
from folkmoot.mailbox.registry import relay_for
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Programme

IS_UNREAD = Q(seen__lt=F("last_from_us"))
CONVERSATIONS = 100  # on a page; there may be one for each thing that a person said


@dataclass(frozen=True, slots=True)
class MyThread:
    """``latest`` is the last message's first words, whoever wrote it."""

    thread: Thread
    latest: str
    is_unread: bool


@dataclass(frozen=True, slots=True)
class ThreadMessage:
    """``sender`` names whoever of staff wrote it, for pages of staff; an author has no name."""

    id: int
    ref: str
    text: str
    written_on: date
    is_from_us: bool
    is_automatic: bool
    is_new: bool
    sender: str


def threads_of(participant: Participant, *, after: int = 0) -> Paged[MyThread]:
    """The unread first, then the latest; two queries, three where there are more pages."""
    found = own_threads.threads_of(participant.owner)
    unread_first = Case(When(IS_UNREAD, then=0), default=1)
    threads = paged(found.order_by(unread_first, "-last_on", "pk"), size=CONVERSATIONS, after=after)
    ends = Note.objects.filter(
        thread__in=[thread.pk for thread in threads], position=F("thread__last_position")
    ).values_list("thread_id", "text")
    latest = dict(ends)
    return threads.of(
        lambda thread: MyThread(
            thread=thread,
            latest=latest.get(thread.pk, ""),
            is_unread=thread.seen < thread.last_from_us,
        )
    )


def to_notice(participant: Participant) -> int | None:
    """How many conversations are to be noticed; None while nobody has written to them.

    One query on every page of theirs.
    """
    found = own_threads.threads_of(participant.owner).aggregate(
        all=Count("pk"),
        new=Count("pk", filter=IS_UNREAD),
        muted=Count("pk", filter=Q(Exists(_muted(participant)))),
    )
    if not found["all"]:
        return None
    return 0 if found["muted"] else int(found["new"])


def messages_in(thread: Thread, *, seen: int | None = None) -> list[ThreadMessage]:
    """All of them in order. ``seen`` is the author's own; staff never pass it."""
    notes = thread.notes.select_related("author").order_by("position")
    if seen is None:
        notes = notes.filter(shown_to=ShownTo.EVERYBODY)
    return [
        ThreadMessage(
            id=note.pk,
            ref=note.ref,
            text=note.text,
            written_on=note.written_on,
            is_from_us=note.is_from_us,
            is_automatic=note.is_automatic,
            is_new=seen is not None and note.is_from_us and note.position > seen,
            sender=str(note.author) if note.author else "",
        )
        for note in notes
    ]


def choice_of(participant: Participant) -> Choice:
    found = Choice.objects.filter(participant=participant).first()
    return found or Choice(participant=participant)


def email_is_possible(programme: Programme) -> bool:
    """Only where links to addresses are sealed: elsewhere nobody knows an address to write to."""
    return relay_for(programme.pk) is not None


def said_by(owner: Owner) -> list[Said]:
    """Their messages, for the page of what they said."""
    mine = own_threads.threads_of(owner).values("pk")
    notes = (
        Note.objects.filter(thread__in=mine, is_from_us=False)
        .exclude(text="")
        .select_related("thread__programme__organisation")
        .order_by("-written_on", "thread_id", "-position")
    )
    return [_said(note) for note in notes]


def _said(note: Note) -> Said:
    programme = note.thread.programme
    return Said(
        kind="messages",
        text=note.text,
        day=note.written_on,
        url=programme.address("mailbox:thread", note.thread_id),
        withdraw_url=programme.address("mailbox:take-back", note.thread_id, note.pk),
    )


def _muted(participant: Participant) -> QuerySet[Choice]:
    return Choice.objects.filter(participant=participant, is_muted=True)
