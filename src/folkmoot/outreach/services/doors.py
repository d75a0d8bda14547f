"""The ways in that only joining can make."""

from django.conf import settings

from folkmoot.core.errors import DomainError
from folkmoot.joining import services as joining
from folkmoot.programmes.models import Programme


def code_links(programme: Programme, number: int) -> list[str]:
    """That many single-use ways in, drawn at once and in no order."""
    draw = getattr(joining, "draw_codes", None)
    if draw is None:
        raise DomainError("Joining codes are not available in this installation.")
    # Behind "#", which browsers do not send: no log of ours or of a proxy sees a code.
    door = f"{settings.BASE_URL}{programme.front_path}code/"
    return [f"{door}#{code}" for code in draw(programme, number)]


def personal_links(programme: Programme, invitee_ids: list[int]) -> dict[int, str]:
    make = getattr(joining, "personal_links", None)
    if make is None:
        raise DomainError("Personal links are not available in this installation.")
    links: dict[int, str] = make(programme, invitee_ids)
    return links
