"""The science of a crowd: votes and words turned into insight on your own machine.

Importing ``insight`` loads nothing but this file: each name below is fetched from its
module when first used. Everything here needs numpy and scipy only.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .answers import describe_answers
    from .choices import describe_choices
    from .errors import InsightError
    from .ranking import IdeaRanking, VoteScore, rank_ideas, wilson_interval
    from .rankings import describe_rankings
    from .ratings import describe_ratings
    from .routing import next_ideas
    from .votes import IdeaCounts, VoteTable

__all__ = [
    "IdeaCounts",
    "IdeaRanking",
    "InsightError",
    "VoteScore",
    "VoteTable",
    "describe_answers",
    "describe_choices",
    "describe_rankings",
    "describe_ratings",
    "next_ideas",
    "rank_ideas",
    "wilson_interval",
]

_HOME = {
    "IdeaCounts": "votes",
    "IdeaRanking": "ranking",
    "InsightError": "errors",
    "VoteScore": "ranking",
    "VoteTable": "votes",
    "describe_answers": "answers",
    "describe_choices": "choices",
    "describe_rankings": "rankings",
    "describe_ratings": "ratings",
    "next_ideas": "routing",
    "rank_ideas": "ranking",
    "wilson_interval": "ranking",
}


def __getattr__(name: str) -> object:
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
