"""What other rooms must also end when a programme's key goes, or everything of it.

Each function runs inside the ending's own transaction: it is undone with it, and runs
again with the next try.
"""

from collections.abc import Callable
from datetime import datetime

from folkmoot.programmes.models import Programme

Ending = Callable[[Programme, datetime], None]
_key_gone: dict[str, Ending] = {}
_erased: dict[str, Ending] = {}


def register_key_gone(room: str, fn: Ending) -> None:
    _key_gone[room] = fn


def register_erased(room: str, fn: Ending) -> None:
    _erased[room] = fn


def key_gone(programme: Programme, at: datetime) -> None:
    for fn in _key_gone.values():
        fn(programme, at)


def erased(programme: Programme, at: datetime) -> None:
    for fn in _erased.values():
        fn(programme, at)
