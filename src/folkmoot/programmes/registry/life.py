"""What rooms above do when a programme is launched, moved or copied, and what they know of it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _

from folkmoot.core.formats import number
from folkmoot.core.rooms import declared

if TYPE_CHECKING:
    from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class JoinedCount:
    """How many joined, as it may be told: from ``least`` to ``most``; in words as a string."""

    least: int
    most: int

    def __str__(self) -> str:
        if self.least == self.most:
            return number(self.least)
        if self.least:
            return _("%(number)s or more") % {"number": number(self.least)}
        return _("fewer than %(number)s") % {"number": number(self.most + 1)}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sentence on a launched programme's overview; ``link`` leads to ``url_name`` (org, slug).

    ``is_way_in`` says that people come by something else than the programme's own link.
    """

    text: str
    url_name: str = ""
    link: str = ""
    is_way_in: bool = False
    is_warning: bool = False


def _nothing(programme: "Programme", at: datetime) -> None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """What one room does, and knows, along a programme's life; acts run in its transaction.

    ``before_launch(programme_id)`` erases what the rehearsal left; ``launched(programme, at)``
    comes once the dates stand; ``closing_moved(programme, at)`` where the closing date moves.
    ``copied(earlier_id, programme_id)`` carries over what a room's staff set up, and nothing
    that participants did or that was dated.
    ``arrivals(programme)`` counts voices by channel id (None: no channel), as of the last batch.
    ``publishable_joined(programme, at)`` is how many joined, as far as pages may tell: from one
    room at most.
    ``results(programme_ids)`` are those that published what came of it, and a URL name that takes
    org and slug where it is read; None instead of ids asks for all.
    ``suggestions(programme, roles)`` says what needs the staff who look at the overview.
    """

    before_launch: Callable[[UUID], None] = lambda programme_id: None
    launched: Callable[["Programme", datetime], None] = _nothing
    closing_moved: Callable[["Programme", datetime], None] = _nothing
    copied: Callable[[UUID, UUID], None] = lambda earlier_id, programme_id: None
    arrivals: Callable[["Programme"], dict[int | None, int]] = lambda programme: {}
    publishable_joined: Callable[["Programme", datetime], JoinedCount] | None = None
    results: Callable[[Collection[UUID] | None], dict[UUID, str]] = lambda programme_ids: {}
    suggestions: Callable[["Programme", frozenset[str]], list[Suggestion]] = (
        lambda programme, roles: []
    )


def before_launch(programme_id: UUID) -> None:
    for room in declared(Lifecycle):
        room.before_launch(programme_id)


def launched(programme: "Programme", at: datetime) -> None:
    for room in declared(Lifecycle):
        room.launched(programme, at)


def closing_moved(programme: "Programme", at: datetime) -> None:
    for room in declared(Lifecycle):
        room.closing_moved(programme, at)


def copied(earlier_id: UUID, programme_id: UUID) -> None:
    for room in declared(Lifecycle):
        room.copied(earlier_id, programme_id)


def arrivals(programme: "Programme") -> dict[int | None, int]:
    total: dict[int | None, int] = {}
    for room in declared(Lifecycle):
        for channel, joined in room.arrivals(programme).items():
            total[channel] = total.get(channel, 0) + joined
    return total


def publishable_joined(programme: "Programme", at: datetime) -> JoinedCount:
    for room in declared(Lifecycle):
        if room.publishable_joined is not None:
            return room.publishable_joined(programme, at)
    total = sum(arrivals(programme).values())
    return JoinedCount(total, total)


def results(programme_ids: Collection[UUID] | None = None) -> dict[UUID, str]:
    found: dict[UUID, str] = {}
    for room in declared(Lifecycle):
        found.update(room.results(programme_ids))
    return found


def suggestions_of(programme: "Programme", roles: frozenset[str]) -> list[Suggestion]:
    return [one for room in declared(Lifecycle) for one in room.suggestions(programme, roles)]
