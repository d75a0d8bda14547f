"""What a finished programme's voices may still say of themselves: only what k say alike.

Run when the key goes. While people joined, answers were stored from the k-th giver on: of
exactly k givers one voice held them. Now every stored pattern, the empty one included, is
held by at least k voices or by none; and so is every pattern together with the link by which
a voice came. The day of joining goes altogether. Totals of links and days live on.
"""

import secrets
from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

import numpy as np
from django.db.models import Min
from numpy.typing import NDArray

from folkmoot.participants import queries as participants
from folkmoot.participants.models import ChannelTotal, DayTotal, Participant, Segment
from folkmoot.participants.queries import UNSAID
from folkmoot.programmes.models import Programme

Ints = NDArray[np.int64]
Codes = NDArray[np.int16]
Bools = NDArray[np.bool_]
NO_CHANNEL, AT_ONCE = -1, 500


def generalise(programme: Programme, asked: Sequence[UUID]) -> None:
    """Inside the transaction that ends the key; a second time finds nothing to do. ``asked``: the
    ids of the questions, in their order."""
    k = programme.organisation.smallest_group
    found = participants.segments_of(programme.pk)
    order = _in_order(asked, found.questions)
    before = found.codes[:, order]
    after = shortened(before, k)
    for place, column in enumerate(order):
        gone = found.participants[(before[:, place] != UNSAID) & (after[:, place] == UNSAID)]
        for some in _chunks(gone):
            rows = Segment.objects.filter(participant__in=some, question=found.questions[column])
            rows.delete()
    _forget_channels(programme, found.participants, after, k)
    _forget_days(programme)
    # Who renewed their return key is one of a few. Cookies older than that mark end with this.
    Participant.objects.filter(programme=programme).update(has_new_key=True)


def shortened(codes: Codes, k: int) -> Codes:
    """Answers (a row for each voice, columns in the order of the questions) with the last
    ones left out, until each pattern is held by k voices or by none."""
    kept = codes.copy()
    people, questions = kept.shape
    if people < k:
        kept[:] = UNSAID
        return kept
    for length in range(questions, 0, -1):
        size, _, _ = _classes(kept)
        is_said = kept != UNSAID
        rare = np.flatnonzero((size < k) & (is_said.sum(axis=1) == length))
        last = questions - 1 - np.argmax(is_said[:, ::-1], axis=1)
        kept[rare, last[rare]] = UNSAID
    _hide_unanswered(kept, k)
    return kept


def _hide_unanswered(kept: Codes, k: int) -> None:
    """Where fewer than k have nothing stored, let others join them: drawn from patterns that
    have more than k, else all of the rarest pattern."""
    is_silent = (kept == UNSAID).all(axis=1)
    silent = int(is_silent.sum())
    if not 0 < silent < k:
        return
    _, classes, counts = _classes(kept)
    others = np.unique(classes[~is_silent])
    by_size = others[np.argsort(-counts[others], kind="stable")]
    need = k - silent
    if int((counts[others] - k).sum()) < need:
        kept[classes == by_size[-1]] = UNSAID
        return
    for one in by_size:
        members = np.flatnonzero(classes == one).tolist()
        drawn = secrets.SystemRandom().sample(members, min(need, len(members) - k))
        kept[drawn] = UNSAID
        need -= len(drawn)


def _classes(codes: Codes) -> tuple[Ints, Ints, Ints]:
    """How many share each voice's pattern; the number of its pattern; the size of each."""
    if codes.shape[1] == 0:
        people = len(codes)
        return np.full(people, people), np.zeros(people, np.int64), np.array([people])
    _, inverse, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    inverse = inverse.reshape(-1)
    return counts[inverse], inverse, counts


def _forget_channels(programme: Programme, ids: Ints, codes: Codes, k: int) -> None:
    """Links that fewer than k of a pattern came by; their totals stay, unless k never came."""
    joined = Participant.objects.filter(programme=programme, is_practice=False).order_by("pk")
    by_id = joined.values_list("channel_id", flat=True).iterator()
    channels = np.array([NO_CHANNEL if one is None else one for one in by_id], np.int64)
    came, spoke = (
        participants.arrivals(programme.pk),
        participants.contributed_by_channel(programme.pk),
    )
    _, classes, _ = _classes(codes)
    for some in _chunks(ids[rare_channels(classes, channels, k)]):
        Participant.objects.filter(pk__in=some).update(channel=None)
    came_now, spoke_now = (
        participants.arrivals(programme.pk),
        participants.contributed_by_channel(programme.pk),
    )
    ChannelTotal.objects.bulk_create(
        ChannelTotal(
            programme=programme,
            channel_id=channel,
            joined=number - came_now.get(channel, 0),
            contributed=spoke.get(channel, 0) - spoke_now.get(channel, 0),
        )
        for channel, number in came.items()
        if channel is not None and number >= k and number > came_now.get(channel, 0)
    )


def rare_channels(classes: Ints, channels: Ints, k: int) -> Bools:
    """Which voices forget their link, so that each link within a class, and none, has k or 0."""
    pairs, inverse, counts = np.unique(
        np.stack([classes, channels], axis=1), axis=0, return_inverse=True, return_counts=True
    )
    forgotten = np.zeros(len(pairs), np.bool_)
    for _, group in groupby(range(len(pairs)), key=lambda pair: int(pairs[pair, 0])):
        here = sorted(group, key=lambda pair: int(counts[pair]))
        without = sum(int(counts[pair]) for pair in here if pairs[pair, 1] == NO_CHANNEL)
        for pair in here:  # the smallest first
            if pairs[pair, 1] != NO_CHANNEL and (counts[pair] < k or 0 < without < k):
                forgotten[pair] = True
                without += int(counts[pair])
    is_forgotten: Bools = forgotten[inverse.reshape(-1)] & (channels != NO_CHANNEL)
    return is_forgotten


def _forget_days(programme: Programme) -> None:
    """Everybody came on the first day, as far as their rows say; how many came when stays."""
    joined = Participant.objects.filter(programme=programme, is_practice=False)
    first = joined.aggregate(day=Min("joined_on"))["day"]
    if not joined.exclude(joined_on=first).exists():
        return
    DayTotal.objects.bulk_create(
        DayTotal(programme=programme, day=day, joined=number)
        for day, number in participants.arrivals_by_day(programme.pk)
        if day != first
    )
    joined.update(joined_on=first)


def _in_order(asked: Sequence[UUID], questions: tuple[UUID, ...]) -> list[int]:
    """The columns in the order in which the questions were asked."""
    place = {question: number for number, question in enumerate(asked)}
    return sorted(range(len(questions)), key=lambda one: place.get(questions[one], len(asked)))


def _chunks(ids: Ints) -> Iterator[list[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE].tolist()
