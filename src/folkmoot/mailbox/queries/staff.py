"""The staff's inbox. No column of it depends on the author, so no two lines can be paired."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from folkmoot.activities.models import ShownTo
from folkmoot.core.ids import from_ref
from folkmoot.mailbox.models import Note, Thread
from folkmoot.participants.models import Participant
from folkmoot.participants.queries import untied
from folkmoot.programmes.models import Programme

PAGE = 50
SHOWS = ("waiting", "open", "closed", "all")


@dataclass(frozen=True, slots=True)
class InboxLine:
    id: int
    ref: str
    label: str
    last_on: date
    latest: str
    is_from_us: bool
    waits_for_us: bool
    closed: str  # by whom, in words, or empty


@dataclass(frozen=True, slots=True)
class InboxPage:
    lines: list[InboxLine]
    after: str
    total: int


def inbox(*, programme: Programme, show: str = "waiting", after: str = "") -> InboxPage:
    """One page, three queries, continuing after a row and not after a number.

    Within a day the order is that of random ids: nothing tells which were written together.
    """
    threads = _shown(programme, show)
    total = threads.count()
    place = _read_place(after)
    if place:
        day, pk = place
        threads = threads.filter(Q(last_on__lt=day) | Q(last_on=day, pk__lt=pk))
    rows = list(threads.order_by("-last_on", "-pk").only(*FIELDS)[: PAGE + 1])
    following = ""
    if len(rows) > PAGE:
        following = f"{rows[PAGE - 1].last_on:%Y-%m-%d}_{rows[PAGE - 1].ref}"
    rows = rows[:PAGE]
    latest = _latest(rows)
    lines = [_line(row, latest[row.pk]) for row in rows if row.pk in latest]
    return InboxPage(lines, following, total)


FIELDS = (
    "subject_label",
    "last_on",
    "waits_for_us",
    "closed_by",
)


def can_be_reached(programme: Programme, participant_id: int | None) -> bool:
    """Whether somebody could come back and read: brought-in voices have no key.

    Once ties have gone nobody can tell who it is; rows of voices without a key have numbers below
    zero, and anybody with a key can come back until all are let go.
    """
    with_key = Participant.objects.filter(programme=programme, key_hash__isnull=False)
    if participant_id is None:
        return False
    if untied(programme.pk) is not None:
        return participant_id > 0 and with_key.exists()
    return with_key.filter(pk=participant_id).exists()


def staff_thread_about(*, programme: Programme, kind: str, ref: str) -> Thread | None:
    """The conversation that people had about a thing, for the page of that thing."""
    return Thread.objects.filter(
        programme=programme, subject_kind=kind, subject_ref=ref, has_talk=True
    ).first()


def _shown(programme: Programme, show: str) -> QuerySet[Thread]:
    threads = Thread.objects.filter(programme=programme, has_talk=True)
    if show == "waiting":
        return threads.filter(waits_for_us=True)
    if show == "open":
        return threads.filter(closed_by="")
    if show == "closed":
        return threads.exclude(closed_by="")
    return threads


def _latest(threads: list[Thread]) -> dict[int, Note]:
    """The last thing that a person wrote in each."""
    notes = Note.objects.filter(thread__in=threads, is_automatic=False, shown_to=ShownTo.EVERYBODY)
    latest: dict[int, Note] = {}
    for note in notes.order_by("thread_id", "position"):
        latest[note.thread_id] = note
    return latest


def _line(thread: Thread, note: Note) -> InboxLine:
    return InboxLine(
        id=thread.pk,
        ref=thread.ref,
        label=thread.subject_label,
        last_on=thread.last_on,
        latest=note.text,
        is_from_us=note.is_from_us,
        waits_for_us=thread.waits_for_us,
        closed=str(Thread.ClosedBy(thread.closed_by).label) if thread.closed_by else "",
    )


def _read_place(after: str) -> tuple[date, int] | None:
    day, _, ref = after.partition("_")
    try:
        return date.fromisoformat(day), from_ref(ref)
    except ValueError:
        return None
