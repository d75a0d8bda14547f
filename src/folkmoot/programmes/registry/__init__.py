"""What higher rooms tell this one: kinds of activity, staff pages, and what they do and know.

Nothing here imports a higher room; each declares itself from its ``apps.py`` (core.rooms).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.core.rooms import declared
from folkmoot.programmes.registry.life import (
    JoinedCount,
    Lifecycle,
    Suggestion,
    arrivals,
    before_launch,
    closing_moved,
    copied,
    launched,
    publishable_joined,
    results,
    suggestions_of,
)
from folkmoot.programmes.registry.opening import (
    Fact,
    Opening,
    Preparation,
    facts,
    invites,
    losses,
    preparations,
)

__all__ = [
    "DeclaredStep",
    "Fact",
    "JoinedCount",
    "Kind",
    "Kinds",
    "Lifecycle",
    "Opening",
    "Pages",
    "PhaseKind",
    "Preparation",
    "StaffPage",
    "Suggestion",
    "arrivals",
    "before_launch",
    "closing_moved",
    "copied",
    "facts",
    "invites",
    "kind",
    "kinds",
    "launched",
    "losses",
    "pages",
    "preparations",
    "publishable_joined",
    "results",
    "suggestions_of",
    "usual_kind",
]


@dataclass(frozen=True, slots=True)
class PhaseKind:
    """A stretch in which people may do certain things; ``acts`` are of the kind's own list."""

    key: str
    name: str | Promise
    meaning: str | Promise
    acts: frozenset[str]


class Kind(Protocol):
    """What programmes ask of a kind of activity; the room ``activities`` says what more it is."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str | Promise: ...
    @property
    def meaning(self) -> str | Promise: ...
    @property
    def phases(self) -> tuple[PhaseKind, ...]: ...
    @property
    def home(self) -> str: ...
    @property
    def staff_home(self) -> str: ...
    @property
    def prepare(self) -> str: ...
    @property
    def is_usual(self) -> bool: ...
    @property
    def copy(self) -> Callable[[UUID, UUID], None]: ...
    @property
    def missing(self) -> Callable[[UUID], list[str]]: ...
    def phase(self, key: str) -> PhaseKind: ...


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds of activity that a room brings."""

    kinds: tuple[Kind, ...]


class DeclaredStep(StrEnum):
    """The four steps that a programme walks through; staff pages are found under theirs."""

    MANDATE = "mandate"
    INTEREST = "interest"
    INSIGHT = "insight"
    ACTION = "action"

    @property
    def label(self) -> str:
        return str(STEP_NAMES[self])


STEP_NAMES = {
    DeclaredStep.MANDATE: _("Mandate"),
    DeclaredStep.INTEREST: _("Interest"),
    DeclaredStep.INSIGHT: _("Insight"),
    DeclaredStep.ACTION: _("Action"),
}


# The first order of each step: a page's place among all pages also says its step.
FIRST_OF_STEP = {
    DeclaredStep.MANDATE: 10,
    DeclaredStep.INTEREST: 28,
    DeclaredStep.INSIGHT: 50,
    DeclaredStep.ACTION: 80,
}


@dataclass(frozen=True, slots=True)
class StaffPage:
    """A tab on a programme's staff pages: ``url_name`` takes org and slug.

    ``order`` is its place and, by FIRST_OF_STEP, its step; under 10 it belongs to none.
    """

    name: str | Promise
    url_name: str
    order: int
    may_see: Callable[[frozenset[str]], bool] = lambda roles: True

    @property
    def step(self) -> DeclaredStep | None:
        begun = [step for step, first in FIRST_OF_STEP.items() if first <= self.order]
        return begun[-1] if begun else None


@dataclass(frozen=True, slots=True)
class Pages:
    """The tabs of a room on a programme's staff pages."""

    pages: tuple[StaffPage, ...]


def kinds() -> list[Kind]:
    """By key; raises ValueError where two rooms bring the same."""
    found = {kind.key: kind for room in declared(Kinds) for kind in room.kinds}
    if len(found) < sum(len(room.kinds) for room in declared(Kinds)):
        raise ValueError("two rooms bring one kind of activity")
    return [found[key] for key in sorted(found)]


def kind(key: str) -> Kind:
    return next(kind for kind in kinds() if kind.key == key)


def usual_kind() -> Kind | None:
    """What a new programme starts with: the kind marked as usual, else the first there is."""
    return next((kind for kind in kinds() if kind.is_usual), next(iter(kinds()), None))


def pages(roles: frozenset[str]) -> list[StaffPage]:
    seen = (page for room in declared(Pages) for page in room.pages if page.may_see(roles))
    return sorted(seen, key=lambda page: page.order)
