"""Tables of themes: shares, intervals, what stands out, and figures that add up."""

from .disclose import DisclosedTable, disclose
from .inputs import MalformedTable
from .rounding import CannotRound, round_keeping_totals
from .themes import ThemeTable, theme_table

__all__ = [
    "CannotRound",
    "DisclosedTable",
    "MalformedTable",
    "ThemeTable",
    "disclose",
    "round_keeping_totals",
    "theme_table",
]
