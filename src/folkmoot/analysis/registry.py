"""What rooms above tell this one: which of their statements rest on an idea or a theme."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from folkmoot.core.rooms import declared


@dataclass(frozen=True, slots=True)
class Citation:
    """A statement that rests on something, and the staff page on which it stands."""

    statement: str
    section: str
    url: str


@dataclass(frozen=True, slots=True)
class Citing:
    """``find(kind, ids)`` finds citations by id (as text); ``kind`` is "idea" or "theme"."""

    find: Callable[[str, Collection[object]], dict[str, tuple[Citation, ...]]]


def citations(kind: str, ids: Collection[object]) -> dict[str, tuple[Citation, ...]]:
    found: dict[str, tuple[Citation, ...]] = {}
    for citing in declared(Citing):
        for id_, some in citing.find(kind, ids).items():
            found[id_] = (*found.get(id_, ()), *some)
    return found
