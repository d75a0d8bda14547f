"""Joining in words: what people are promised, the ways of joining, and what an opening fixes."""

from folkmoot.joining.presenting.opening import (
    ModeCard,
    facts,
    losses,
    mode_cards,
    preparations,
)
from folkmoot.joining.presenting.promise import Promise, promise_of

__all__ = [
    "ModeCard",
    "Promise",
    "facts",
    "losses",
    "mode_cards",
    "preparations",
    "promise_of",
]
