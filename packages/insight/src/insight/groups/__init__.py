"""Opinion groups: who votes alike, what sets them apart, what they share, what bridges them."""

from ._bridging import Bridging, ImpossibleBridging, bridging
from ._chance import against_chance
from ._dividers import Dividers, dividers
from ._find import find_groups
from ._follow import Followed, GroupProfile, follow, kept_their_letter
from ._stability import adjusted_rand
from .errors import ImpossibleGroups, NoDifferences, TooFewIdeas, TooFewVoters
from .results import (
    AgainstChance,
    ConsensusIdea,
    OpinionGroups,
    RepresentativeIdea,
    Stability,
    Verdict,
)

__all__ = [
    "AgainstChance",
    "Bridging",
    "ConsensusIdea",
    "Dividers",
    "Followed",
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
    "dividers",
    "find_groups",
    "follow",
    "kept_their_letter",
]
