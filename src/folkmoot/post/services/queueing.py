"""Handing letters in, and taking them back."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import islice
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from folkmoot.post.models import Batch, Letter
from folkmoot.post.services import sealing
from folkmoot.post.services.sealing import Message
from folkmoot.post.services.single_sender import only_sender

__all__ = ["Message"]
AT_ONCE = 500


def open_batch(*, owner: UUID, purpose: str, at_most_once: bool) -> Batch:
    """The owner's batch for this purpose; the same one when asked again."""
    batch, _ = Batch.objects.get_or_create(
        owner=owner, purpose=purpose, defaults={"at_most_once": at_most_once}
    )
    return batch


@transaction.atomic
def queue_letters(*, batch: Batch, messages: Iterable[Message], not_before: date) -> int:
    """Seal letters and queue them, all or none; how many. Takes any number, a few at a time."""
    # Before its key is looked for: whoever tidies keys away waits here, or has done so.
    Batch.objects.filter(pk=batch.pk).update(is_complete=False)
    key = sealing.make_key(batch.pk)
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    queued = 0
    for some in _chunks(iter(messages), AT_ONCE):
        letters = [_sealed(batch, key, message, domain, not_before) for message in some]
        Letter.objects.bulk_create(letters)
        queued += len(letters)
    Batch.objects.filter(pk=batch.pk).update(queued=F("queued") + queued)
    return queued


def complete_batch(batch: Batch) -> None:
    """Nothing will be added: once its last letter has gone, the next round destroys its key."""
    Batch.objects.filter(pk=batch.pk).update(is_complete=True)


@transaction.atomic
def drop_waiting(batch: Batch) -> int:
    """Take back the letters that have not left; how many."""
    waiting = Letter.objects.filter(batch=batch, state=Letter.WAITING)
    dropped, _ = waiting.delete()
    Batch.objects.filter(pk=batch.pk).update(dropped=F("dropped") + dropped, is_complete=True)
    return dropped


@transaction.atomic
def take_back(batch: Batch, each: Callable[[list[Message]], None], *, least: int = 0) -> int:
    """The same, and ``each`` is shown what was taken back, some letters at a time, in memory.

    Where some have left, ``least`` do: the rest of a group that must not become smaller stays.
    A letter whose key is not here is deleted like the others, and shown to nobody.
    """
    waiting = Letter.objects.select_for_update().filter(batch=batch, state=Letter.WAITING)
    ids = list(waiting.order_by("pk").values_list("pk", flat=True))
    batch.refresh_from_db()
    left = batch.sent + batch.unconfirmed
    ids = ids[max(least - left, 0) if left else 0 :]
    for start in range(0, len(ids), AT_ONCE):
        some = Letter.objects.filter(pk__in=ids[start : start + AT_ONCE])
        each(_opened(batch, some))
        some.delete()
    Batch.objects.filter(pk=batch.pk).update(dropped=F("dropped") + len(ids), is_complete=True)
    return len(ids)


def tidy_keys() -> None:
    """Destroy the keys of batches that are done; left for later while somebody is sending,
    because a letter that is under way may have to be put back."""
    with only_sender() as is_ours:
        if is_ours:
            destroy_unused_keys()


def destroy_unused_keys() -> None:
    waiting = Letter.objects.filter(batch=OuterRef("pk"))
    keys = {key for place in sealing.folder().iterdir() if (key := _id(place.name))}
    done = Batch.objects.filter(~Exists(waiting), is_complete=True, pk__in=keys)
    for key in list(done.values_list("pk", flat=True)):
        with transaction.atomic():  # held, so that no letter is sealed with it meanwhile
            if done.select_for_update(of=("self",)).filter(pk=key).exists():
                sealing.destroy_key(key)
    known = set(Batch.objects.filter(pk__in=keys).values_list("pk", flat=True))
    for key in keys - known:
        if sealing.is_left_over(key):  # its batch was rolled back or removed
            sealing.destroy_key(key)


def _opened(batch: Batch, letters: Iterable[Letter]) -> list[Message]:
    try:
        key = sealing.key_of(batch.pk)
        return [sealing.unseal(key, one.pk, bytes(one.sealed)) for one in letters]
    except sealing.KeyIsMissing:
        return []


def _sealed(batch: Batch, key: bytes, message: Message, domain: str, not_before: date) -> Letter:
    letter_id = uuid.uuid4()
    return Letter(
        id=letter_id,
        batch=batch,
        sealed=sealing.seal(key, letter_id, message),
        message_id=f"<{uuid.uuid4().hex}@{domain}>",
        not_before=not_before,
    )


def _chunks(messages: Iterator[Message], size: int) -> Iterator[list[Message]]:
    while some := list(islice(messages, size)):
        yield some


def _id(name: str) -> UUID | None:
    try:
        return UUID(hex=name)
    except ValueError:
        return None
