"""Frozen dataclasses back from the plain JSON they were stored as."""

import dataclasses
import types
import typing
from functools import cache
from typing import Any


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def from_plain(hint: Any, value: Any) -> Any:
    """A value of JSON as the type that a field says it has; KeyError where a field is missing."""
    if dataclasses.is_dataclass(hint):
        kind = typing.cast(type, hint)
        return kind(**{name: from_plain(h, value[name]) for name, h in _hints(kind).items()})
    if isinstance(hint, types.UnionType):
        if value is None:
            return None
        return from_plain(next(a for a in typing.get_args(hint) if a is not type(None)), value)
    if typing.get_origin(hint) is tuple:
        inner = typing.get_args(hint)
        if inner[-1] is Ellipsis:
            return tuple(from_plain(inner[0], item) for item in value)
        return tuple(from_plain(h, item) for h, item in zip(inner, value, strict=True))
    return value
