"""The audit for somebody outside: what was done on which day, and what that means."""

from dataclasses import dataclass
from datetime import date, datetime

from folkmoot.accounts.models import AuditEntry, Organisation
from folkmoot.accounts.registry import EVERYDAY, act_of, acts
from folkmoot.core.days import day_of

COPIED = 5000


@dataclass(frozen=True, slots=True)
class CopiedRow:
    on: date
    act: str
    meaning: str
    programme_slug: str
    key: str  # what is stored: words of two acts may be the same in a language
    is_everyday: bool


@dataclass(frozen=True, slots=True)
class ActCount:
    """How often something was done, between the first and the last day."""

    act: str
    meaning: str
    times: int
    first_on: date
    last_on: date


@dataclass(frozen=True, slots=True)
class AuditCopy:
    """Newest first. ``kinds`` sums them up: what touches people first, then by how often."""

    rows: tuple[CopiedRow, ...]
    kinds: tuple[ActCount, ...]
    is_whole: bool


def audit_copy(*, organisation: Organisation, programme_slug: str = "") -> AuditCopy:
    """The audit for somebody outside: acts, days and programmes. No names, and no details,
    because names may stand in them."""
    entries = AuditEntry.objects.filter(organisation=organisation).order_by("-at", "-id")
    if programme_slug:
        entries = entries.filter(programme_slug=programme_slug)
    found = list(entries.values_list("at", "act", "programme_slug")[: COPIED + 1])
    known = acts()

    def row_of(at: datetime, key: str, slug: str) -> CopiedRow:
        act = act_of(key, known)
        is_everyday = act.meaning is EVERYDAY or key not in known
        return CopiedRow(day_of(at), str(act.words), str(act.meaning), slug, key, is_everyday)

    rows = tuple(row_of(*one) for one in found[:COPIED])
    times: dict[str, list[CopiedRow]] = {}
    for row in rows:
        times.setdefault(row.key, []).append(row)
    groups = sorted(times.values(), key=lambda some: (some[0].is_everyday, -len(some), some[0].act))
    kinds = [
        ActCount(some[0].act, some[0].meaning, len(some), some[-1].on, some[0].on)
        for some in groups
    ]
    return AuditCopy(rows=rows, kinds=tuple(kinds), is_whole=len(found) <= COPIED)
