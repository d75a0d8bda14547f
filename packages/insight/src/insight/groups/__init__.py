"""Opinion groups: who votes alike, what sets them apart, what they share, what bridges them."""

from ._bridging import Bridging, ImpossibleBridging, bridging
from ._find import find_groups
from ._stability import adjusted_rand
from .errors import ImpossibleGroups, NoDifferences, TooFewIdeas, TooFewVoters
from .results import ConsensusIdea, OpinionGroups, RepresentativeIdea, Stability

__all__ = [
    "Bridging",
    "ConsensusIdea",
    "ImpossibleBridging",
    "ImpossibleGroups",
    "NoDifferences",
    "OpinionGroups",
    "RepresentativeIdea",
    "Stability",
    "TooFewIdeas",
    "TooFewVoters",
    "adjusted_rand",
    "bridging",
    "find_groups",
]
