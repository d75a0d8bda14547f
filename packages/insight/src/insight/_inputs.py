"""What comes in, checked alike everywhere: a named error in place of one of numpy's."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import InsightError


def floats(values: ArrayLike, name: str, kind: type[InsightError]) -> NDArray[np.float64]:
    """``values`` as floats (None as NaN); texts, dates and ragged rows are ``kind``."""
    try:
        raw = np.asarray(values)
        if raw.dtype.kind not in "biufO":
            raise TypeError(raw.dtype)
        return raw.astype(np.float64)
    except (TypeError, ValueError, OverflowError) as problem:
        raise kind(f"{name} must be numbers, in rows of one length") from problem


def whole(value: Any, name: str, kind: type[InsightError], least: int | None = None) -> int:
    """``value`` as a whole number, ``least`` or more; anything else is ``kind``."""
    real = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    # NaN and the infinities are no whole numbers: they fail the second test.
    if not real or not value - value == 0 or value != int(value):
        raise kind(f"{name} must be a whole number, not {value!r}")
    if least is not None and value < least:
        raise kind(f"{name} must be {least} or more, not {value!r}")
    return int(value)


def seed_of(seed: Any, kind: type[InsightError]) -> int:
    """A seed that numpy takes: a whole number, 0 or more."""
    return whole(seed, "seed", kind, 0)


def coverage(confidence: Any, kind: type[InsightError]) -> float:
    """A confidence whose interval is finite: above 0, and below 1 by more than a rounding."""
    real = isinstance(confidence, (int, float, np.integer, np.floating))
    if not real or not (confidence > 0 and 0.5 + confidence / 2 < 1):
        raise kind("confidence must lie strictly between 0 and 1")
    return float(confidence)


def all_texts(values: ArrayLike) -> bool:
    """Whether what numpy made texts of were texts: it makes them of 1 and of None too."""
    if isinstance(values, np.ndarray):
        return True
    return all(isinstance(value, str) for value in values)  # type: ignore[union-attr]
