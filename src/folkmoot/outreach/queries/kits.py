"""Links, who carries them, and what they brought: never fewer than the smallest group."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from folkmoot.outreach.models import Ambassador, ShortLink
from folkmoot.programmes import queries as programmes
from folkmoot.programmes.models import Channel, Programme


@dataclass(frozen=True, slots=True)
class LinkCard:
    """``joined`` counts in whole steps of the smallest group."""

    channel_id: int
    name: str
    short: str
    address: str
    visits: int
    joined: int
    days: tuple[tuple[date, int], ...]


@dataclass(frozen=True, slots=True)
class AmbassadorCard:
    ambassador: Ambassador
    link: LinkCard


def link_cards(programme: Programme) -> list[LinkCard]:
    """Every channel that is counted, those of ambassadors left out."""
    theirs = set(
        Ambassador.objects.filter(programme=programme).values_list("channel_id", flat=True)
    )
    return [card for card in _cards(programme) if card.channel_id not in theirs]


def ambassador_cards(programme: Programme) -> list[AmbassadorCard]:
    links = {card.channel_id: card for card in _cards(programme)}
    found = Ambassador.objects.filter(programme=programme, ended_on=None).order_by("name")
    return [
        AmbassadorCard(one, links[one.channel_id])
        for one in found.select_related("programme")
        if one.channel_id in links
    ]


def channel_of_short(code: str) -> Channel | None:
    found = ShortLink.objects.select_related("channel__programme__organisation").filter(code=code)
    link = found.first()
    return link.channel if link else None


def channel_in(programme: Programme, channel_id: int) -> Channel | None:
    found = Channel.objects.select_related("programme__organisation")
    return found.filter(programme=programme, pk=channel_id).first()


def ambassador_in(programme: Programme, ambassador_id: int) -> Ambassador | None:
    found = Ambassador.objects.select_related("programme__organisation", "channel")
    return found.filter(programme=programme, pk=ambassador_id).first()


def short_of(channel: Channel) -> str:
    found = ShortLink.objects.filter(channel=channel).values_list("code", flat=True).first()
    return found or ""


def _cards(programme: Programme) -> list[LinkCard]:
    channels = {channel.pk: channel for channel in programme.channels.all()}
    short = dict(
        ShortLink.objects.filter(channel__programme=programme).values_list("channel_id", "code")
    )
    cards = []
    for card in programmes.channel_cards(programme):
        if card.retired_on is None:
            channel = channels[card.id]
            channel.programme = programme
            code = short.get(card.id, "")
            cards.append(
                LinkCard(
                    channel_id=card.id,
                    name=card.name,
                    short=code,
                    address=address_of(channel, code),
                    visits=card.visits,
                    joined=card.joined,
                    days=card.days,
                )
            )
    return cards


def address_of(channel: Channel, short: str = "") -> str:
    if short:
        return f"{settings.BASE_URL}/s/{short}"
    return f"{settings.BASE_URL}{channel.programme.front_path}?via={channel.code}"
