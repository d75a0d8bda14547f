"""A workshop in words: cards, lists, what somebody said, what is missing, tables to take away."""

from folkmoot.workshops.presenting.cards import i_said, idea_is_in, tally
from folkmoot.workshops.presenting.staff import READING, shows, sorts, what_is_missing
from folkmoot.workshops.presenting.voices import said_by

__all__ = [
    "READING",
    "i_said",
    "idea_is_in",
    "said_by",
    "shows",
    "sorts",
    "tally",
    "what_is_missing",
]
