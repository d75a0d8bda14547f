"""Who came, by which way, on which day; who is missing. Aggregates alone, in whole groups of k."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import numpy as np
from django.db.models import Sum

from folkmoot.joining import queries as joining
from folkmoot.joining.queries import ContributorCounts
from folkmoot.outreach.queries import addressees
from folkmoot.outreach.queries.addressees import Invited
from folkmoot.outreach.queries.comparing import PopulationComparison, comparisons
from folkmoot.outreach.queries.contributed_share import with_speakers
from folkmoot.outreach.queries.tiles import TileMap, tile_map
from folkmoot.programmes.models import ChannelDay, Programme
from folkmoot.programmes.registry import JoinedCount
from insight.disclosure import batch_floor

LONGEST = 400  # days drawn at most


@dataclass(frozen=True, slots=True)
class ChannelReach:
    """``joined`` and ``contributed`` in whole steps of k; the plain link, or none, has no name."""

    name: str
    visits: int
    joined: int
    contributed: int


@dataclass(frozen=True, slots=True)
class Reach:
    """``contributed`` is of the whole crowd, in whole steps of k.

    ``contributed_days`` counts people on the day on which they first said something, and on
    which a whole group of k was complete.
    """

    smallest_group: int
    invited: Invited
    visits: int
    joined: JoinedCount
    contributed: int
    channels: tuple[ChannelReach, ...]
    visit_days: tuple[tuple[date, int], ...]
    joined_days: tuple[tuple[date, int], ...]
    contributed_days: tuple[tuple[date, int], ...]
    comparisons: tuple[PopulationComparison, ...]
    tiles: TileMap | None

    @property
    def version(self) -> str:
        """Changes when, and only when, something on the page does."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:32]

    @property
    def how_heard(self) -> PopulationComparison | None:
        return next((one for one in self.comparisons if one.is_how_heard), None)

    @property
    def segments(self) -> tuple[PopulationComparison, ...]:
        return tuple(one for one in self.comparisons if not one.is_how_heard)


def reach(programme: Programme, *, at: datetime | None = None) -> Reach:
    k = programme.organisation.smallest_group
    said = joining.contributed(programme)
    joined = joining.publishable_joined(programme, at)
    found = comparisons(programme, addressees.values_of(programme), joined.most)
    found = with_speakers(programme, found, said)
    visits = _visits_by_day(programme)
    return Reach(
        smallest_group=k,
        invited=addressees.invited(programme),
        visits=sum(n for _, n in visits),
        joined=joined,
        contributed=_floor(said.total, k),
        channels=_channels(programme, said, k),
        visit_days=_every_day(visits),
        joined_days=_every_day(_in_batches(joining.joined_by_day(programme), k)),
        contributed_days=_every_day(_in_batches(sorted(said.by_day.items()), k)),
        comparisons=tuple(found),
        tiles=tile_map(programme, found),
    )


def _channels(programme: Programme, said: ContributorCounts, k: int) -> tuple[ChannelReach, ...]:
    joined = joining.joined_by_channel(programme)
    totals = dict(
        ChannelDay.objects.filter(channel__programme=programme)
        .values_list("channel")
        .annotate(total=Sum("visits"))
        .order_by()
    )
    rows = [
        ChannelReach(
            name=name,
            visits=totals.get(key, 0),
            joined=_floor(joined.get(key, 0), k),
            contributed=_floor(said.by_channel.get(key, 0), k),
        )
        for key, name in [*programme.channels.order_by("name").values_list("pk", "name")]
    ]
    plain = ChannelReach(
        name="",
        visits=0,
        joined=_floor(joined.get(None, 0), k),
        contributed=_floor(said.by_channel.get(None, 0), k),
    )
    return (*sorted(rows, key=lambda row: (-row.joined, -row.visits, row.name)), plain)


def _visits_by_day(programme: Programme) -> list[tuple[date, int]]:
    days = ChannelDay.objects.filter(channel__programme=programme)
    return list(days.values_list("day").annotate(total=Sum("visits")).order_by("day"))


def _in_batches(days: Sequence[tuple[date, int]], k: int) -> list[tuple[date, int]]:
    """People counted on the day on which a whole group of k was complete."""
    if not days:
        return []
    so_far = batch_floor(np.cumsum([n for _, n in days]), k)
    steps = np.diff(so_far, prepend=0)
    return [(day, int(step)) for (day, _), step in zip(days, steps, strict=True)]


def _every_day(days: list[tuple[date, int]]) -> tuple[tuple[date, int], ...]:
    """Quiet days included, the latest stretch of a long time."""
    if not days:
        return ()
    counts = dict(days)
    last = max(counts)
    first = max(min(counts), last - timedelta(days=LONGEST - 1))
    span = range((last - first).days + 1)
    return tuple((day := first + timedelta(days=n), counts.get(day, 0)) for n in span)


def _floor(number: int, k: int) -> int:
    return int(batch_floor(number, k))
