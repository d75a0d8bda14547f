"""Conversations go with what they were about, and with whoever they were with."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db import transaction

from folkmoot.mailbox.models import Announcement, Choice, Note, Thread
from folkmoot.mailbox.services.stored_texts import label_of


@transaction.atomic
def withdraw_voice(participant_id: int, at: datetime) -> int:
    """Erase every conversation of a participant; returns how many messages were theirs."""
    mine = Note.objects.filter(thread__participant_id=participant_id, is_from_us=False)
    withdrawn = mine.exclude(text="").count()
    Thread.objects.filter(participant_id=participant_id).delete()
    Announcement.objects.filter(participant_id=participant_id).delete()
    Choice.objects.filter(participant_id=participant_id).delete()
    return withdrawn


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
