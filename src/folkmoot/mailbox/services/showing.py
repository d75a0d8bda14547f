"""What authors answered comes before staff in batches, as what they say to everybody does.

An answer that showed at once would tell whoever sits beside its author whose idea it is about.
"""

from uuid import UUID

from folkmoot.activities.models import ShownTo
from folkmoot.mailbox.models import Note, Thread


def show_answers(programme_id: UUID) -> None:
    waiting = Note.objects.filter(thread__programme_id=programme_id, shown_to=ShownTo.AUTHOR)
    days = dict(waiting.order_by("position").values_list("thread_id", "written_on"))
    waiting.update(shown_to=ShownTo.EVERYBODY)
    threads = list(Thread.objects.filter(pk__in=days))
    for thread in threads:
        thread.last_on = max(thread.last_on, days[thread.pk])
        thread.waits_for_us = not thread.is_closed
    Thread.objects.bulk_update(threads, ["last_on", "waits_for_us"], batch_size=500)
