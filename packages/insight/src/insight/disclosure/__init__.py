"""Publish counts without giving anybody away.

`suppress_counts` protects one table, `suppress_tables` several that hold the same
people, and `audit` attacks the result. `batch_floor` and `in_batch` are for pages that
are looked at while people still arrive.
"""

from .audit import audit
from .results import Bounds, Suppressed, small_differences
from .rules import (
    DisclosureError,
    NotACount,
    TablesDisagree,
    TooManyCells,
    UnsafeK,
    Zeros,
    batch_floor,
    in_batch,
    share_is_safe,
)
from .tables import suppress_counts, suppress_tables

__all__ = [
    "Bounds",
    "DisclosureError",
    "NotACount",
    "Suppressed",
    "TablesDisagree",
    "TooManyCells",
    "UnsafeK",
    "Zeros",
    "audit",
    "batch_floor",
    "in_batch",
    "share_is_safe",
    "small_differences",
    "suppress_counts",
    "suppress_tables",
]
