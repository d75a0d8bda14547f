"""What other rooms must also end when a programme's key goes, or everything of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from folkmoot.core.rooms import declared
from folkmoot.programmes.models import Programme


def _nothing(programme: Programme, at: datetime) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Endings:
    """Each runs inside the ending's own transaction: it is undone with it, and runs again with
    the next try."""

    key_gone: Callable[[Programme, datetime], None]
    erased: Callable[[Programme, datetime], None] = _nothing


def key_gone(programme: Programme, at: datetime) -> None:
    for endings in declared(Endings):
        endings.key_gone(programme, at)


def erased(programme: Programme, at: datetime) -> None:
    for endings in declared(Endings):
        endings.erased(programme, at)
