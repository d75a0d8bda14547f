"""When others see what somebody says and does, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.formats import number
from folkmoot.programmes.models import Programme


def when_texts_appear(programme: Programme) -> str:
    """As people are told before they join, and whenever they have written something."""
    k = programme.organisation.smallest_group
    if programme.texts_appear == Programme.TextsAppear.AT_ONCE:
        return _(
            "Others see at once what you write. Whoever watches the pages may see when it is added."
        )
    if programme.texts_appear == Programme.TextsAppear.DAILY:
        return ngettext(
            "Others see what you write once a day, mixed with what others wrote, and only after "
            "%(count)s person or more took part.",
            "Others see what you write once a day, mixed with what others wrote, and only after "
            "%(count)s people or more took part.",
            k,
        ) % {"count": number(k)}
    return ngettext(
        "Others see what you write within the hour, mixed with what others wrote, and only after "
        "%(count)s person or more took part.",
        "Others see what you write within the hour, mixed with what others wrote, and only after "
        "%(count)s people or more took part.",
        k,
    ) % {"count": number(k)}


def when_totals_move(programme: Programme) -> str:
    k = programme.organisation.smallest_group
    return ngettext(
        "Votes are added up for everybody at once, at moments drawn by lot, and only after "
        "%(count)s person or more took part: nobody can tell who has just voted. Yours is kept.",
        "Votes are added up for everybody at once, at moments drawn by lot, and only after "
        "%(count)s people or more took part: nobody can tell who has just voted. Yours is kept.",
        k,
    ) % {"count": number(k)}
