"""How far coders agree beyond chance, and exactly where they do not."""

from .alpha import krippendorff_alpha
from .disagreements import Disagreements, ThemeDisagreement, disagreements
from .kappa import cohen_kappa, fleiss_kappa
from .ratings import Agreement, ConstantRatings, MalformedRatings, NothingToCompare

__all__ = [
    "Agreement",
    "ConstantRatings",
    "Disagreements",
    "MalformedRatings",
    "NothingToCompare",
    "ThemeDisagreement",
    "cohen_kappa",
    "disagreements",
    "fleiss_kappa",
    "krippendorff_alpha",
]
