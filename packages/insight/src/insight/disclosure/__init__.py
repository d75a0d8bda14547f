"""Publish counts without giving anybody away.

`suppress_counts` protects one table, `suppress_tables` several that hold the same
people, and `audit` attacks the result. `batch_floor` and `in_batch` are for pages that
are looked at while people still arrive.
"""

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
from .tables import Bounds, Suppressed, audit, suppress_counts, suppress_tables

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
    "suppress_counts",
    "suppress_tables",
]
