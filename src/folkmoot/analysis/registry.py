"""What rooms above tell this one: which of their statements rest on an idea or a theme."""

from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement that rests on something, and the staff page on which it stands."""

    statement: str
    section: str
    url: str


Citing = Callable[[str, Collection[object]], dict[str, tuple[Citation, ...]]]
_citing: dict[str, Citing] = {}


def register_citing(room: str, citing: Citing) -> None:
    """``citing(kind, ids)`` finds citations by id (as text); ``kind`` is "idea" or "theme"."""
    _citing[room] = citing


def citations(kind: str, ids: Collection[object]) -> dict[str, tuple[Citation, ...]]:
    found: dict[str, tuple[Citation, ...]] = {}
    for room in sorted(_citing):
        for id_, some in _citing[room](kind, ids).items():
            found[id_] = (*found.get(id_, ()), *some)
    return found
