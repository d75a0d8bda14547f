"""The ways in that only joining can make."""

import re

from django.conf import settings
from django.utils.translation import gettext as _

from folkmoot.joining import services as joining
from folkmoot.programmes.models import Programme

WAY_IN = re.compile(r"/code/(?:\?via=[-\w]+)?#([-0-9a-z]{14,20})")


def code_links(programme: Programme, number: int, via: str = "") -> list[str]:
    """That many single-use ways in, drawn at once and in no order.

    The code stands behind "#", which browsers send to nobody: no log of ours or of a proxy
    sees it. It is written out as well, for browsers without JavaScript. ``via`` is the channel
    by which all letters of a campaign are counted, so it names nobody.
    """
    start = f"{settings.BASE_URL}{programme.front_path}code/{_query(via)}"
    codes = joining.draw_codes(programme, number)
    with programme.in_its_language():
        told = _("%(address)s (your code: %(code)s)")
    return [told % {"address": f"{start}#{code}", "code": code} for code in codes]


def code_in(text: str) -> str:
    """The code in a letter that was made from such a link; empty where there is none."""
    found = WAY_IN.search(text)
    return found[1] if found else ""


def personal_links(programme: Programme, invitee_ids: list[int], via: str = "") -> dict[int, str]:
    links = joining.personal_links(programme, invitee_ids)
    return {invitee: link + _query(via) for invitee, link in links.items()}


def _query(via: str) -> str:
    return f"?via={via}" if via else ""
