"""Conversations go with what they were about, and with whoever they were with."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from folkmoot.core.ids import from_any_ref
from folkmoot.core.own_rows import Owner, row_number, untied_number
from folkmoot.mailbox.models import Announcement, Choice, Note, Thread
from folkmoot.mailbox.queries.own_threads import announcements_of, threads_of
from folkmoot.mailbox.services.stored_texts import label_of


@transaction.atomic
def withdraw_voice(owner: Owner, at: datetime) -> int:
    """Erase every conversation of a participant; returns how many messages were theirs."""
    threads = threads_of(owner)
    mine = Note.objects.filter(thread__in=threads.values("pk"), is_from_us=False)
    withdrawn = mine.exclude(text="").count()
    threads.delete()
    announcements_of(owner).delete()
    Choice.objects.filter(participant_id=owner.number).delete()
    return withdrawn


@transaction.atomic
def untie(programme_id: UUID, keys: Mapping[int, bytes]) -> None:
    """A conversation says no more of its author than the row that it is about."""
    for model in (Thread, Announcement):
        rows = model._default_manager.filter(programme=programme_id)
        _renumber(rows, partial(untied_number, keys))


@transaction.atomic
def renumber(owner: Owner, key: bytes) -> None:
    def new(voice: int, kind: str, row: int) -> int:
        return row_number(key, kind, row)

    _renumber(threads_of(owner), new)
    _renumber(announcements_of(owner), new)


def _renumber(
    rows: QuerySet[Thread] | QuerySet[Announcement], new: Callable[[int, str, int], int]
) -> None:
    told = rows.order_by("pk").values_list("pk", "participant_id", "subject_kind", "subject_ref")
    for pk, voice, kind, ref in list(told):
        number = new(voice, kind, from_any_ref(ref))
        rows.model._default_manager.filter(pk=pk).update(participant_id=number)


@transaction.atomic
def forget_subject(*, kind: str, refs: Collection[str]) -> None:
    """Somebody took a thing back: its label repeats their words, and messages speak of it."""
    for model in (Thread, Announcement):
        model._default_manager.filter(subject_kind=kind, subject_ref__in=refs).delete()


@transaction.atomic
def relabel(*, kind: str, ref: str, label: str) -> None:
    """Its author put the thing in other words: the earlier ones leave the heading."""
    for model in (Thread, Announcement):
        found = model._default_manager.filter(subject_kind=kind, subject_ref=ref)
        found.update(subject_label=label_of(label))


@transaction.atomic
def erase_practice(programme_id: UUID) -> None:
    practised = {"participant__is_practice": True, "programme_id": programme_id}
    Thread.objects.filter(**practised).delete()
    Announcement.objects.filter(**practised).delete()
    Choice.objects.filter(
        participant__is_practice=True, participant__programme_id=programme_id
    ).delete()
