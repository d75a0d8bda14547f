"""What higher rooms tell this one: kinds of activity, their contributions, staff pages.

Nothing here imports a higher room; each registers itself from its ``apps.py``.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from folkmoot.programmes.registry.opening import (
    Fact,
    Preparation,
    facts,
    invites,
    losses,
    preparations,
    register_facts,
    register_invites,
    register_losses,
    register_preparations,
)

if TYPE_CHECKING:
    from folkmoot.programmes.models import Programme

__all__ = [
    "Fact",
    "Preparation",
    "facts",
    "invites",
    "losses",
    "preparations",
    "register_facts",
    "register_invites",
    "register_losses",
    "register_preparations",
]


class Act(StrEnum):
    """What a phase may permit a participant to do. Reading is always permitted."""

    ADD_IDEA = "add an idea"
    COMMENT = "comment"
    VOTE = "vote"


@dataclass(frozen=True, slots=True)
class PhaseKind:
    key: str
    name: str
    meaning: str
    acts: frozenset[Act]


@dataclass(frozen=True, slots=True)
class Texts:
    """What people wrote, hidden and withdrawn texts left out. All arrays have shape (n,).

    ``authors`` holds 0 where nobody is known to have said it (notes of an event, say);
    ``parents`` the idea a comment belongs to, 0 for ideas; ``days`` are proleptic ordinals.
    ``meta`` holds the ids of ideas that are about the conversation or its people, not the matter.
    """

    ids: NDArray[np.int64]
    texts: list[str]
    questions: NDArray[np.int64]
    authors: NDArray[np.int64]
    parents: NDArray[np.int64]
    days: NDArray[np.int64]
    question_names: dict[int, str]
    meta: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Votes:
    """The last stance of each person on each idea, shape (n,): 1 agree, 0 pass, -1 disagree.

    ``left_out`` counts the votes that are not among them, because their idea is hidden or was
    taken back.
    """

    participants: NDArray[np.int64]
    ideas: NDArray[np.int64]
    stances: NDArray[np.int8]
    days: NDArray[np.int64]
    left_out: int = 0


class ContributionSource(Protocol):
    """How analysis reads an activity, whatever its kind. One activity, plain arrays."""

    def texts(self, activity_id: UUID) -> Texts: ...
    def votes(self, activity_id: UUID) -> Votes: ...


@dataclass(frozen=True, slots=True)
class ActivityKind:
    """``home`` names the participant's page: a URL name that takes org, slug, activity_id.

    ``staff_home`` names the facilitator's page, with the same arguments.
    ``copy(from_activity_id, to_activity_id)`` carries over what staff wrote (questions,
    say) and nothing that participants did; it runs inside the caller's transaction.
    ``missing(activity_id)`` says in sentences what must be done before people can take
    part ("Add a challenge question."); each is shown with a link to ``setup_home``.
    ``setup_home`` names the page where it is prepared; without one, ``staff_home`` is.
    ``is_usual`` marks the kind that a new programme starts with.
    """

    key: str
    name: str
    meaning: str
    phases: tuple[PhaseKind, ...]
    home: str
    staff_home: str
    source: ContributionSource | None = None
    copy: Callable[[UUID, UUID], None] | None = None
    missing: Callable[[UUID], list[str]] | None = None
    is_usual: bool = False
    setup_home: str = ""

    @property
    def prepare(self) -> str:
        """The name of the page where staff prepare it before it opens."""
        return self.setup_home or self.staff_home

    def phase(self, key: str) -> PhaseKind:
        return next(phase for phase in self.phases if phase.key == key)


class Step(StrEnum):
    """The four steps that a programme walks through; staff pages are found under theirs."""

    MANDATE = "Mandate"
    INTEREST = "Interest"
    INSIGHT = "Insight"
    ACTION = "Action"


# The first order of each step: a page's place among all pages also says its step.
FIRST_OF_STEP = {Step.MANDATE: 10, Step.INTEREST: 28, Step.INSIGHT: 50, Step.ACTION: 80}


@dataclass(frozen=True, slots=True)
class StaffPage:
    """A tab on a programme's staff pages: ``url_name`` takes org and slug.

    ``order`` is its place and, by FIRST_OF_STEP, its step; under 10 it belongs to none.
    """

    name: str
    url_name: str
    order: int
    may_see: Callable[[frozenset[str]], bool] = lambda roles: True

    @property
    def step(self) -> Step | None:
        begun = [step for step, first in FIRST_OF_STEP.items() if first <= self.order]
        return begun[-1] if begun else None


LaunchHook = Callable[[UUID], None]
CopyHook = Callable[[UUID, UUID], None]
DatesHook = Callable[["Programme", datetime], None]
Arrivals = Callable[[UUID], dict[int | None, int]]
JoinedTold = Callable[["Programme", datetime], "Joined"]
Results = Callable[[Collection[UUID] | None], dict[UUID, str]]
Hints = Callable[["Programme", frozenset[str]], list["Hint"]]

_kinds: dict[str, ActivityKind] = {}
_pages: dict[str, StaffPage] = {}
_launch_hooks: list[LaunchHook] = []
_copy_hooks: list[CopyHook] = []
_launched_hooks: list[DatesHook] = []
_moved_hooks: list[DatesHook] = []
_arrivals: list[Arrivals] = []
_joined_told: list[JoinedTold] = []
_results: list[Results] = []
_hints: list[Hints] = []


def register_kind(kind: ActivityKind) -> None:
    _kinds[kind.key] = kind


def register_page(page: StaffPage) -> None:
    _pages[page.url_name] = page


def kinds() -> list[ActivityKind]:
    return sorted(_kinds.values(), key=lambda kind: kind.key)


def kind(key: str) -> ActivityKind:
    return _kinds[key]


def usual_kind() -> ActivityKind | None:
    """What a new programme starts with: the kind marked as usual, else the first there is."""
    return next((kind for kind in kinds() if kind.is_usual), next(iter(kinds()), None))


def pages(roles: frozenset[str]) -> list[StaffPage]:
    seen = (page for page in _pages.values() if page.may_see(roles))
    return sorted(seen, key=lambda page: page.order)


def register_launch_hook(hook: LaunchHook) -> None:
    """``hook(programme_id)`` runs inside the launch: erase there what the rehearsal left."""
    if hook not in _launch_hooks:
        _launch_hooks.append(hook)


def launch_hooks() -> list[LaunchHook]:
    return list(_launch_hooks)


def register_launched(hook: DatesHook) -> None:
    """``hook(programme, at)`` runs inside the launch, once its dates stand."""
    if hook not in _launched_hooks:
        _launched_hooks.append(hook)


def launched_hooks() -> list[DatesHook]:
    return list(_launched_hooks)


def register_closing_moved(hook: DatesHook) -> None:
    """``hook(programme, at)`` runs where the closing date moves, in the same transaction."""
    if hook not in _moved_hooks:
        _moved_hooks.append(hook)


def closing_moved_hooks() -> list[DatesHook]:
    return list(_moved_hooks)


def register_copy_hook(hook: CopyHook) -> None:
    """``hook(earlier_id, programme_id)`` carries over what a room's staff set up, and nothing
    that participants did or that was dated; it runs inside the caller's transaction."""
    if hook not in _copy_hooks:
        _copy_hooks.append(hook)


def copy_hooks() -> list[CopyHook]:
    return list(_copy_hooks)


def register_arrivals(arrivals: Arrivals) -> None:
    """``arrivals(programme_id)`` counts the voices that joined by channel id (None: no channel)."""
    if arrivals not in _arrivals:
        _arrivals.append(arrivals)


def arrivals(programme_id: UUID) -> dict[int | None, int]:
    total: dict[int | None, int] = {}
    for count in _arrivals:
        for channel, joined in count(programme_id).items():
            total[channel] = total.get(channel, 0) + joined
    return total


@dataclass(frozen=True, slots=True)
class Joined:
    """How many joined, as it may be told: from ``least`` to ``most``; in words as a string."""

    least: int
    most: int

    def __str__(self) -> str:
        if self.least == self.most:
            return f"{self.least:,}"
        return f"{self.least:,} or more" if self.least else f"fewer than {self.most + 1:,}"


def register_joined_told(told: JoinedTold) -> None:
    """``told(programme, at)`` is how many joined, as far as pages may tell; the last registered."""
    _joined_told[:] = [told]


def joined_told(programme: "Programme", at: datetime) -> Joined:
    if _joined_told:
        return _joined_told[0](programme, at)
    total = sum(arrivals(programme.pk).values())
    return Joined(total, total)


def register_results(results: Results) -> None:
    """``results(programme_ids)``: those that published what came of it, and where it is read.

    The value is a URL name that takes org and slug; None instead of ids asks for all.
    """
    if results not in _results:
        _results.append(results)


def results(programme_ids: Collection[UUID] | None = None) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for published in _results:
        found.update(published(programme_ids))
    return found


@dataclass(frozen=True, slots=True)
class Hint:
    """A sentence on a launched programme's overview; ``link`` leads to ``url_name`` (org, slug).

    ``is_way_in`` says that people come by something else than the programme's own link.
    """

    text: str
    url_name: str = ""
    link: str = ""
    is_way_in: bool = False
    is_warning: bool = False


def register_hints(hints: Hints) -> None:
    """``hints(programme, roles)`` says what of a room needs the staff who look at the overview."""
    if hints not in _hints:
        _hints.append(hints)


def hints_of(programme: "Programme", roles: frozenset[str]) -> list[Hint]:
    return [hint for hints in _hints for hint in hints(programme, roles)]
