"""What a reader is told where a method of ``insight`` cannot work: the product's own sentences.

The library speaks to programmers, and names its arguments. Each of its errors has a plain
sentence (presenting.stored_words) that says what happened and what to do next; what the crowd
cannot mend is a fault of the program, and says so.
"""

from folkmoot.analysis.presenting.stored_words import FAULT, WHY_NONE
from insight.errors import InsightError


def in_plain_words(error: InsightError, missing: str) -> str:
    """That there are no groups or no themes, and why, in words that no library wrote."""
    known = (kind.__name__ for kind in type(error).__mro__ if kind.__name__ in WHY_NONE)
    return f"{missing} {next((WHY_NONE[name] for name in known), FAULT)}"
