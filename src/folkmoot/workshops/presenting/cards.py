"""An idea's card in words: what its reader said of it, and what everybody did."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.formats import number
from folkmoot.workshops.models import Vote
from folkmoot.workshops.queries.cards import IdeaCard


def i_said(card: IdeaCard) -> str:
    if card.is_mine:
        return _("Yours")
    if card.my_stance is None:
        return ""
    return {
        Vote.Stance.AGREE: _("You agreed"),
        Vote.Stance.PASS: _("You were not sure"),
        Vote.Stance.DISAGREE: _("You disagreed"),
    }[Vote.Stance(card.my_stance)]


def tally(card: IdeaCard) -> str:
    if not card.votes:
        return _("No votes yet")
    told = ngettext("%(agree)s of %(votes)s agree", "%(agree)s of %(votes)s agree", card.agrees)
    return told % {"agree": number(card.agrees), "votes": number(card.votes)}
