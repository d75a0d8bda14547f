"""The conversations of one voice, while a number says whose they are and once only a key does."""

from typing import TypeVar

from django.db.models import QuerySet

from folkmoot.core.ids import from_any_ref
from folkmoot.core.own_rows import Owner
from folkmoot.mailbox.models import Announcement, Thread

Some = TypeVar("Some", Thread, Announcement)


def threads_of(owner: Owner) -> QuerySet[Thread]:
    return _own(Thread, owner)


def announcements_of(owner: Owner) -> QuerySet[Announcement]:
    return _own(Announcement, owner)


def owns(owner: Owner, thread: Thread) -> bool:
    return owner.owns(thread.subject_kind, from_any_ref(thread.subject_ref), thread.participant_id)


def _own(model: type[Some], owner: Owner) -> "QuerySet[Some]":
    here = model._default_manager.filter(programme=owner.programme_id)
    if owner.everybody:
        return here
    if owner.key is None:
        return here.filter(participant=owner.number)
    told = here.values_list("pk", "participant_id", "subject_kind", "subject_ref").order_by()
    mine = [
        pk for pk, who, kind, ref in told.iterator() if owner.owns(kind, from_any_ref(ref), who)
    ]
    return here.filter(pk__in=mine)
