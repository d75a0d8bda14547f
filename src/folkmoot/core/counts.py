"""How many of something, with its noun: what a sentence that counts several things is made of.

A sentence with one count is written out by ``ngettext`` where it stands. One with two or more
takes these as its placeholders, for no language's plurals can be chosen twice in one sentence.
"""

from django.utils.translation import ngettext

from folkmoot.core.formats import number as told


def ideas(number: int) -> str:
    """
    >>> ideas(1), ideas(1234)
    ('1 idea', '1,234 ideas')
    """
    return ngettext("%(count)s idea", "%(count)s ideas", number) % {"count": told(number)}


def comments(number: int) -> str:
    return ngettext("%(count)s comment", "%(count)s comments", number) % {"count": told(number)}


def votes(number: int) -> str:
    return ngettext("%(count)s vote", "%(count)s votes", number) % {"count": told(number)}


def texts(number: int) -> str:
    return ngettext("%(count)s text", "%(count)s texts", number) % {"count": told(number)}


def people(number: int) -> str:
    return ngettext("%(count)s person", "%(count)s people", number) % {"count": told(number)}


def people_or_more(number: int) -> str:
    """Of a count in whole groups: at least so many.

    >>> people_or_more(40)
    '40 or more people'
    """
    return ngettext("%(count)s or more people", "%(count)s or more people", number) % {
        "count": told(number)
    }


def themes(number: int) -> str:
    return ngettext("%(count)s theme", "%(count)s themes", number) % {"count": told(number)}


def showings(number: int) -> str:
    return ngettext("%(count)s showing", "%(count)s showings", number) % {"count": told(number)}


def contributions(number: int) -> str:
    counted = ngettext("%(count)s contribution", "%(count)s contributions", number)
    return counted % {"count": told(number)}
