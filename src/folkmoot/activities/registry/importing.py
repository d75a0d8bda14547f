"""How a kind of activity reads a table from elsewhere into itself."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from folkmoot.core.tables import ReadReport

Rows = Sequence[tuple[int, Mapping[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Importer:
    """A format of a table (CSV or XLSX) that a kind knows.

    ``columns`` must be there; ``person`` is the one of them in which one person's rows share a
    value. ``read(activity_id, rows, people, at, report)`` writes rows (their number and cells),
    each by the voice that ``people`` holds for that value, inside the caller's transaction;
    refuses in the report those that do not fit, and returns how many it took.
    """

    key: str
    meaning: str
    columns: tuple[str, ...]
    person: str
    read: Callable[[UUID, Rows, Mapping[str, int], datetime, ReadReport], int]
