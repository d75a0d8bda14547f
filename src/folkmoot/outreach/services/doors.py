"""The ways in that only joining can make."""

from django.conf import settings

from folkmoot.joining import services as joining
from folkmoot.programmes.models import Programme


def code_links(programme: Programme, number: int) -> list[str]:
    """That many single-use ways in, drawn at once and in no order.

    The code stands behind "#", which browsers send to nobody: no log of ours or of a proxy
    sees it. It is written out as well, for browsers without JavaScript.
    """
    door = f"{settings.BASE_URL}{programme.front_path}code/"
    codes = joining.draw_codes(programme, number)
    return [f"{door}#{code} (your code: {code})" for code in codes]


def personal_links(programme: Programme, invitee_ids: list[int]) -> dict[int, str]:
    return joining.personal_links(programme, invitee_ids)
