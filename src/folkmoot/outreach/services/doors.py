"""The ways in that only joining can make."""

import re

from django.conf import settings

from folkmoot.joining import services as joining
from folkmoot.programmes.models import Programme

WAY_IN = re.compile(r"/code/#([-0-9a-z]{14,20})")


def code_links(programme: Programme, number: int) -> list[str]:
    """That many single-use ways in, drawn at once and in no order.

    The code stands behind "#", which browsers send to nobody: no log of ours or of a proxy
    sees it. It is written out as well, for browsers without JavaScript.
    """
    door = f"{settings.BASE_URL}{programme.front_path}code/"
    codes = joining.draw_codes(programme, number)
    return [f"{door}#{code} (your code: {code})" for code in codes]


def code_in(text: str) -> str:
    """The code in a letter that was made from such a link; empty where there is none."""
    found = WAY_IN.search(text)
    return found[1] if found else ""


def personal_links(programme: Programme, invitee_ids: list[int]) -> dict[int, str]:
    return joining.personal_links(programme, invitee_ids)
