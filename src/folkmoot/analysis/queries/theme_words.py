"""What is known of themes, in words: how steady one is, what is in none, what was carried."""

from folkmoot.analysis.models import Run, Theme

STEADY, LOOSE = 0.75, 0.5
"""Mean Jaccard coefficient (Hennig, 2007): from 0.75 the same theme comes back, below 0.5 mostly
another does."""
REASONS = {
    "blank": "nothing was written",
    "no words to go by": "too short: no word says what it is about",
    "stock answer": "the same few words as in many others",
    "another language": "in another language than most, and unlike any theme",
    "unlike any theme": "unlike any theme",
}


def steadiness(stability: float | None) -> str:
    """
    >>> steadiness(0.8), steadiness(0.6), steadiness(0.3), steadiness(None)
    ('steady', 'fairly steady', 'loose', '')
    """
    if stability is None:
        return ""
    return "steady" if stability >= STEADY else "loose" if stability < LOOSE else "fairly steady"


def reason(why: str) -> str:
    return REASONS.get(why, why)


def standing_of(theme: Theme) -> str:
    """Whether a person stands by it."""
    if theme.is_accepted:
        return "Accepted"
    if theme.was_accepted:
        return "Accepted in an earlier analysis; look again"
    return "Proposed by the machine"


def carried(run: Run) -> str:
    """What this analysis took over from an earlier one; empty where nothing was."""
    if run.carried_from is None:
        return ""
    return (
        f"What people renamed, merged and accepted in run {run.carried_from} was kept, with its "
        "texts. New texts went where most texts like them are. What else the machine proposes "
        "stands beside it."
    )


def not_carried(run: Run) -> tuple[str, ...]:
    return tuple(
        f"“{one['name']}” ({one['was']}) was not kept: none of its texts is there any more."
        for one in run.not_carried
    )
