"""What other rooms must also end when a programme's key goes, or everything of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from folkmoot.core.rooms import declared
from folkmoot.programmes.models import Programme


def _nothing(programme: Programme, at: datetime) -> None:
    return None


def _at_once(programme: Programme, at: datetime) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Endings:
    """Each runs inside the ending's own transaction: it is undone with it, and runs again with
    the next try."""

    key_gone: Callable[[Programme, datetime], None] = _nothing
    erased: Callable[[Programme, datetime], None] = _nothing
    before_ties_go: Callable[[Programme, datetime], None] = _nothing
    """Begin what needs the ties of one voice's rows: asked once, outside any transaction."""
    may_untie: Callable[[Programme, datetime], bool] = _at_once
    """Whether that is done; asked anew within the hour, for a day at most."""


def key_gone(programme: Programme, at: datetime) -> None:
    for endings in declared(Endings):
        endings.key_gone(programme, at)


def erased(programme: Programme, at: datetime) -> None:
    for endings in declared(Endings):
        endings.erased(programme, at)


def before_ties_go(programme: Programme, at: datetime) -> None:
    for endings in declared(Endings):
        endings.before_ties_go(programme, at)


def may_untie(programme: Programme, at: datetime) -> bool:
    return all(endings.may_untie(programme, at) for endings in declared(Endings))
