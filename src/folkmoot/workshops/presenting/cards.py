"""An idea's card in words: what its reader said of it, and what everybody did."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.formats import number
from folkmoot.published.presenting import when_texts_appear
from folkmoot.workshops.models import Idea, Vote
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
    """As of the last batch, which may not hold its reader's own vote yet."""
    if not card.votes:
        return _("No votes yet") if card.my_stance is None else _("The total follows")
    told = ngettext("%(agree)s of %(votes)s agree", "%(agree)s of %(votes)s agree", card.agrees)
    return told % {"agree": number(card.agrees), "votes": number(card.votes)}


def idea_is_in(idea: Idea) -> str:
    """After it was added: who can read it now."""
    if not idea.waits:
        return _("Your idea is in. Others can vote and comment on it now.")
    return _("Your idea is in. %(when)s") % {
        "when": when_texts_appear(idea.question.activity.programme)
    }
