"""The input of a run as one file: plain arrays, texts as UTF-8.

Equal arrays give equal files, byte for byte, and so the same SHA-256. People are numbered by
lot each time, so that freezing the same contributions twice gives two files; results are the
same all the same (services.canonical_order).
"""

import hashlib
import os
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, cast, get_origin, get_type_hints

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from folkmoot.analysis.presenting import stored_words as words
from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.core.errors import DomainError


class Tampered(DomainError):
    """The file is missing, or is not the one that was frozen."""


Arrays = dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]]


def freeze(contributions: Contributions) -> tuple[bytes, str]:
    """The file and its SHA-256 in hexadecimal."""
    file = BytesIO()
    np.savez_compressed(file, allow_pickle=False, **_arrays_of(contributions, ""))
    content = file.getvalue()
    return content, hashlib.sha256(content).hexdigest()


def _arrays_of(value: object, name: str) -> Arrays:
    """A field as named arrays: ``a.b`` is field b of a, ``.utf8`` and ``.ends`` hold words."""
    if is_dataclass(value):
        found: Arrays = {}
        for field in fields(value):
            inner = f"{name}.{field.name}" if name else field.name
            found |= _arrays_of(getattr(value, field.name), inner)
        return found
    if isinstance(value, list):
        encoded = [text.encode("utf-8", "replace") for text in value]
        return {
            f"{name}.utf8": np.frombuffer(b"".join(encoded), np.uint8),
            f"{name}.ends": np.cumsum([len(e) for e in encoded], dtype=np.int64),
        }
    return {name: np.asarray(value)}


def store(content: bytes, digest: str, day: date) -> str:
    """Keep the file under a name that says nothing of what is in it; return the name.

    A file system also keeps the moment of writing, and backups copy it: it becomes midnight.
    """
    name = default_storage.save(f"frozen/{digest[:32]}.npz", ContentFile(content))
    try:
        path = default_storage.path(name)
    except NotImplementedError:  # an object store, which keeps a time that we cannot set
        return name
    midnight = datetime.combine(day, time()).timestamp()
    for written in (path, os.path.dirname(path)):
        os.utime(written, (midnight, midnight))
    return name


def thaw(name: str, digest: str) -> Contributions:
    """Read a frozen file back; raises Tampered unless it is, byte for byte, what was frozen."""
    try:
        with default_storage.open(name) as stored:
            content = stored.read()
    except OSError as error:
        raise Tampered(words.told(words.MISSING)) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise Tampered(words.told(words.CHANGED))
    with np.load(BytesIO(content), allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    return cast(Contributions, _value_of(Contributions, arrays, ""))


def _value_of(kind: Any, arrays: Arrays, name: str) -> Any:
    """The inverse of ``_arrays_of``; what a file of an earlier version lacks is as by default."""
    if is_dataclass(kind):
        hints, values = get_type_hints(kind), {}
        for field in fields(kind):
            inner = f"{name}.{field.name}" if name else field.name
            is_there = any(one == inner or one.startswith(f"{inner}.") for one in arrays)
            if is_there or field.default_factory is MISSING:
                values[field.name] = _value_of(hints[field.name], arrays, inner)
        return cast(Any, kind)(**values)
    if kind is int:
        return int(arrays[name])
    if get_origin(kind) is list:
        raw = arrays[f"{name}.utf8"].tobytes()
        ends = arrays[f"{name}.ends"].tolist()
        starts = [0, *ends[:-1]]
        return [raw[a:b].decode() for a, b in zip(starts, ends, strict=bool(ends))]
    return arrays[name]
