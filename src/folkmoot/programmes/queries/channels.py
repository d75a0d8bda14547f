"""How people arrive."""

from dataclasses import dataclass
from datetime import date

from folkmoot.programmes import registry
from folkmoot.programmes.models import Channel, Programme


@dataclass(frozen=True, slots=True)
class ChannelCard:
    """``joined`` is rounded down to steps of the organisation's smallest group.

    Steps hide small groups, and they hide them from a second look too: between two looks
    the figure moves by a whole group or not at all.
    """

    id: int
    ref: str
    name: str
    code: str
    retired_on: date | None
    visits: int
    days: tuple[tuple[date, int], ...]
    joined: int


def channel_cards(programme: Programme) -> list[ChannelCard]:
    joined = registry.arrivals(programme)
    channels = programme.channels.prefetch_related("days").order_by("name")
    cards = [_card(channel, joined.get(channel.pk, 0)) for channel in channels]
    return sorted(cards, key=lambda card: card.retired_on is not None)


def _card(channel: Channel, joined: int) -> ChannelCard:
    step = channel.programme.organisation.smallest_group
    days = sorted((day.day, day.visits) for day in channel.days.all())
    return ChannelCard(
        id=channel.pk,
        ref=channel.ref,
        name=channel.name,
        code=channel.code,
        retired_on=channel.retired_on,
        visits=sum(visits for _, visits in days),
        days=tuple(days),
        joined=joined - joined % step,
    )
