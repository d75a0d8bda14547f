"""Frozen dataclasses back from the plain JSON they were stored as."""

import dataclasses
import types
import typing
from functools import cache
from typing import Any


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


@cache
def _may_be_missing(kind: type) -> frozenset[str]:
    """Fields that have a default: what was stored before they came does not hold them."""
    missing = dataclasses.MISSING
    return frozenset(
        field.name
        for field in dataclasses.fields(kind)
        if field.default is not missing or field.default_factory is not missing
    )


def from_plain(hint: Any, value: Any) -> Any:
    """A value of JSON as the type that a field says it has.

    A field with a default may be missing, so that a description can grow without a new version;
    KeyError where any other is.
    """
    if dataclasses.is_dataclass(hint):
        kind = typing.cast(type, hint)
        may_be_missing = _may_be_missing(kind)
        return kind(
            **{
                name: from_plain(h, value[name])
                for name, h in _hints(kind).items()
                if name in value or name not in may_be_missing
            }
        )
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
