"""The input of a run as one file: plain arrays, texts as UTF-8.

Equal arrays give equal files, byte for byte, and so the same SHA-256. People are numbered by
lot each time, so that freezing the same contributions twice gives two files; results are the
same all the same (services.standing).
"""

import hashlib
import os
from dataclasses import MISSING, fields
from datetime import date, datetime, time
from io import BytesIO

import numpy as np
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.core.errors import DomainError

WORDS = ("texts", "question_names")  # lists of str; every other field is an array or a number
NUMBERS = ("votes_left_out", "joined")


class Tampered(DomainError):
    """The file is missing, or is not the one that was frozen."""


def freeze(contributions: Contributions) -> tuple[bytes, str]:
    """The file and its SHA-256 in hexadecimal."""
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    for field in fields(Contributions):
        value = getattr(contributions, field.name)
        if field.name in WORDS:
            encoded = [text.encode("utf-8", "replace") for text in value]
            arrays[f"{field.name}.utf8"] = np.frombuffer(b"".join(encoded), np.uint8)
            arrays[f"{field.name}.ends"] = np.cumsum([len(e) for e in encoded], dtype=np.int64)
        else:
            arrays[field.name] = np.asarray(value)
    file = BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    content = file.getvalue()
    return content, hashlib.sha256(content).hexdigest()


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
        raise Tampered(
            "The frozen input of this run is missing from the file store. "
            "Restore it from a backup, or run the analysis again."
        ) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise Tampered(
            "The frozen input of this run was changed after it was stored, so it was not used. "
            "Run the analysis again."
        )
    with np.load(BytesIO(content), allow_pickle=False) as arrays:
        values: dict[str, object] = {}
        for field in fields(Contributions):
            if field.default_factory is not MISSING and field.name not in arrays:
                continue  # a file of an earlier version
            if field.name in WORDS:
                raw = arrays[f"{field.name}.utf8"].tobytes()
                ends = arrays[f"{field.name}.ends"].tolist()
                starts = [0, *ends[:-1]]
                values[field.name] = [
                    raw[a:b].decode() for a, b in zip(starts, ends, strict=bool(ends))
                ]
            elif field.name in NUMBERS:
                values[field.name] = int(arrays[field.name])
            else:
                values[field.name] = arrays[field.name]
    return Contributions(**values)  # type: ignore[arg-type]
