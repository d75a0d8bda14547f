"""What is known of themes, in words: how steady one is, what is in none, what was carried."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext as looked_up

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.presenting.stored_words import TOO_FEW, changes_in_language

STEADY, LOOSE = 0.75, 0.5
"""Mean Jaccard coefficient (Hennig, 2007): from 0.75 the same theme comes back, below 0.5 mostly
another does."""


def steadiness(stability: float | None) -> str:
    """
    >>> steadiness(0.8), steadiness(0.6), steadiness(0.3), steadiness(None)
    ('steady', 'fairly steady', 'loose', '')
    """
    if stability is None:
        return ""
    if stability >= STEADY:
        return _("steady")
    return _("loose") if stability < LOOSE else _("fairly steady")


def reason(why: str) -> str:
    """Why a text is in no theme; ``why`` is the word that ``insight`` has for it."""
    told = {
        "blank": _("nothing was written"),
        "no words to go by": _("too short: no word says what it is about"),
        "stock answer": _("the same few words as in many others"),
        "another language": _("in another language than most, and unlike any theme"),
        "unlike any theme": _("unlike any theme"),
        TOO_FEW: looked_up(TOO_FEW),
    }
    return told.get(why, why)


def review_status(theme: Theme) -> str:
    """Whether a person stands by it."""
    if theme.is_accepted:
        return _("Accepted")
    if theme.was_accepted:
        return _("Accepted in an earlier analysis; look again")
    return _("Proposed by the machine")


def carried(run: Run) -> str:
    """What this analysis took over from an earlier one; empty where nothing was."""
    if run.carried_from is None:
        return ""
    return _(
        "What people renamed, merged and accepted in run %(run)s was kept, with its texts. New "
        "texts went where most texts like them are. What else the machine proposes stands beside "
        "it."
    ) % {"run": run.carried_from}


def not_carried(run: Run) -> tuple[str, ...]:
    told = _("“%(name)s” (%(was)s) was not kept: none of its texts is there any more.")
    return tuple(
        told % {"name": one["name"], "was": changes_in_language(one["was"])}
        for one in run.not_carried
    )
