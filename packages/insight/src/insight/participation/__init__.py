"""Who took part, what to weight, and whether more voices would still bring news."""

from .represent import MalformedCounts, Representativeness, UnknownSegment, representativeness
from .saturation import MalformedMembership, SaturationCurve, saturation_curve
from .weighting import (
    ImpossibleMargin,
    MalformedMargins,
    MalformedWeights,
    NotConverged,
    Raked,
    effective_sample_size,
    rake,
)

__all__ = [
    "ImpossibleMargin",
    "MalformedCounts",
    "MalformedMargins",
    "MalformedMembership",
    "MalformedWeights",
    "NotConverged",
    "Raked",
    "Representativeness",
    "SaturationCurve",
    "UnknownSegment",
    "effective_sample_size",
    "rake",
    "representativeness",
    "saturation_curve",
]
