"""Opinion groups: who votes alike, what sets them apart, what they share, what bridges them."""

from ._bridging import Bridging, ImpossibleBridging, bridging
from ._chance import against_chance
from ._dividers import Dividers, dividers
from ._find import find_groups
from ._follow import KEPT, Followed, GroupProfile, follow, paired
from ._gap import dip, gaps
from ._stability import adjusted_rand
from .errors import ImpossibleGroups, NoDifferences, TooFewIdeas, TooFewVoters
from .results import (
    AgainstChance,
    ConsensusIdea,
    Gaps,
    OpinionGroups,
    RepresentativeIdea,
    Stability,
    Verdict,
)

__all__ = [
    "KEPT",
    "AgainstChance",
    "Bridging",
    "ConsensusIdea",
    "Dividers",
    "Followed",
    "Gaps",
    "GroupProfile",
    "ImpossibleBridging",
    "ImpossibleGroups",
    "NoDifferences",
    "OpinionGroups",
    "RepresentativeIdea",
    "Stability",
    "TooFewIdeas",
    "TooFewVoters",
    "Verdict",
    "adjusted_rand",
    "against_chance",
    "bridging",
    "dip",
    "dividers",
    "find_groups",
    "follow",
    "gaps",
    "paired",
]
