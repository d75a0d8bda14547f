"""Publish counts without giving anybody away.

`suppress_counts` protects one table, `suppress_tables` several that hold the same
people, and `audit` attacks the result. `batch_floor` and `in_batch` are for pages that
are looked at while people still arrive, and `suppress_next_look` protects what several
looks at such a page tell together.
"""

from .audit import audit
from .looks import KeepThePage, audit_looks, suppress_next_look
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
    "KeepThePage",
    "NotACount",
    "Suppressed",
    "TablesDisagree",
    "TooManyCells",
    "UnsafeK",
    "Zeros",
    "audit",
    "audit_looks",
    "batch_floor",
    "in_batch",
    "share_is_safe",
    "small_differences",
    "suppress_counts",
    "suppress_next_look",
    "suppress_tables",
]
