"""The one writer of what people see of others.

A programme is looked at in moments drawn by lot. Where k voices or more have acted since the
last batch, the next is written, whole: totals and figures from the rows, and texts that only
their authors saw go to staff. Texts that staff had in an earlier batch go to everybody. Where
fewer have acted nothing else moves, and another moment is drawn. The close brings the last
batch, however few have acted; after it figures move again once k voices have taken things back.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from folkmoot.activities.queries import kinds_of
from folkmoot.participants.models import Participant
from folkmoot.participants.queries import untied
from folkmoot.programmes.models import Programme, Stage
from folkmoot.published.models import PublishedState
from folkmoot.published.registry import figures, show_letters

# Two of these, and the pauses of the worker, are an hour: what people are told.
SOONEST, LATEST = timedelta(minutes=5), timedelta(minutes=25)
A_DAY, OR_SO = timedelta(hours=22), timedelta(hours=4)
MARK = 8  # bytes

_lots = secrets.SystemRandom()


def begin(programme: Programme, at: datetime) -> None:
    """Inside the launch: from now on batches tell what the crowd does."""
    PublishedState.objects.update_or_create(
        programme=programme,
        defaults={
            "marks": b"".join(_marks(programme)),
            "figures": _figures(programme),
            "look_at": _soon(at),
            "daily_at": at + _within(timedelta(0), A_DAY),
            "is_final": False,
        },
    )


def begin_anew(programme: Programme, at: datetime) -> None:
    """Where the closing date moved: what is open again, imported ones too, is told in batches."""
    if programme.stage(at) is not Stage.OPEN:
        return
    states = PublishedState.objects.filter(pk=programme.pk)
    if not states.exists():
        begin(programme, at)
    states.filter(is_final=True).update(is_final=False, look_at=_soon(at))


def look_at_all(*, at: datetime) -> int:
    """Every programme whose moment has come; how many batches were written."""
    due = PublishedState.objects.filter(look_at__lte=at).values_list("pk", flat=True)
    closed = PublishedState.objects.filter(is_final=False, programme__closes_at__lte=at)
    found = {*due, *closed.values_list("pk", flat=True)}
    return sum(look(pk, at=at) for pk in sorted(found, key=str))


def bring_last(programme_id: UUID, *, at: datetime) -> None:
    """The batch of the close, where it has not come yet."""
    if PublishedState.objects.filter(pk=programme_id, is_final=False).exists():
        look(programme_id, at=at)


@transaction.atomic
def look(programme_id: UUID, *, at: datetime) -> bool:
    """Write the next batch if it may come; whether it did. Two workers take turns."""
    states = PublishedState.objects.select_for_update()
    state = states.select_related("programme__organisation").get(pk=programme_id)
    programme = state.programme
    is_over = programme.stage(at) is Stage.CLOSED
    is_last = is_over and not state.is_final
    if not is_last and state.look_at > at:
        return False  # another worker was here
    _show_texts(programme, state, at, is_last=is_last)
    marks = _marks(programme)
    enough = programme.organisation.smallest_group
    if is_over:
        show_letters(programme.pk)  # once a day: so many will hardly act together any more
    is_batch = is_last or state.is_taken_over or _moved(state, marks) >= enough
    if is_batch:
        write(programme, state, marks)
    state.is_final, state.is_taken_over = is_over, False
    state.look_at = at + _within(A_DAY, A_DAY + OR_SO) if is_over else _soon(at)
    state.save()
    return is_batch


def write(programme: Programme, state: PublishedState, marks: list[bytes]) -> None:
    for kind in kinds_of(programme.pk):
        kind.publishing.set_totals(programme.pk)
        kind.publishing.show_staff(programme.pk)
    show_letters(programme.pk)
    state.figures, state.marks = _figures(programme), b"".join(marks)


def _show_texts(
    programme: Programme, state: PublishedState, at: datetime, *, is_last: bool
) -> None:
    """What staff were shown in an earlier batch goes to everybody; with the last one all does."""
    is_daily = programme.texts_appear == Programme.TextsAppear.DAILY
    if is_daily and not is_last and state.daily_at > at:
        return
    for kind in kinds_of(programme.pk):
        if is_last:
            kind.publishing.show_staff(programme.pk)
        kind.publishing.show_everybody(programme.pk)
    if state.daily_at <= at:
        state.daily_at = at + _within(A_DAY, A_DAY + OR_SO)


def _moved(state: PublishedState, marks: list[bytes]) -> int:
    """How many voices have acted since the last batch, or left: each moves its mark."""
    stored = bytes(state.marks)
    earlier = {stored[start : start + MARK] for start in range(0, len(stored), MARK)}
    now = set(marks)
    return max(len(now - earlier), len(earlier - now))


def _marks(programme: Programme) -> list[bytes]:
    """One for each voice, sorted: nobody can tell without the secret whose it is."""
    voices = Participant.objects.filter(programme=programme, is_practice=False)
    done: dict[int, list[tuple[int, ...]]] = {pk: [] for pk in voices.values_list("pk", flat=True)}
    # Once ties have gone a row is nobody's: k voices that left altogether bring the next batch.
    for kind in kinds_of(programme.pk) if untied(programme.pk) is None else ():
        for voice, *act in kind.publishing.acts(programme.pk):
            done.setdefault(voice, []).append(tuple(act))
    return sorted(_mark(voice, acts) for voice, acts in done.items())


def _mark(voice: int, acts: Iterable[tuple[int, ...]]) -> bytes:
    told = repr((voice, sorted(acts))).encode()
    return hmac.digest(settings.SECRET_KEY.encode(), b"published\0" + told, "sha256")[:MARK]


def _figures(programme: Programme) -> dict[str, object]:
    return {figure.name: asdict(figure.work_out(programme)) for figure in figures()}


def _soon(at: datetime) -> datetime:
    return at + _within(SOONEST, LATEST)


def _within(least: timedelta, most: timedelta) -> timedelta:
    return least + _lots.random() * (most - least)
