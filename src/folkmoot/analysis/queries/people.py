"""How people are known inside frozen inputs: by marks that nobody can make without our secret."""

import hmac
from collections.abc import Iterable
from uuid import UUID

import numpy as np
from django.conf import settings
from numpy.typing import NDArray

BYTES = 16
Marks = NDArray[np.uint8]  # (people, 16)


def marks_of(programme_id: UUID | str, participant_ids: Iterable[int]) -> Marks:
    """One row for each id: a keyed hash of it and of the programme."""
    key = _key()
    found = [_mark(key, f"{programme_id}:{one}") for one in participant_ids]
    return np.frombuffer(b"".join(found), np.uint8).reshape(len(found), BYTES)


def secret_mark(programme_id: UUID | str) -> NDArray[np.uint8]:
    """(16,) Tells whether marks were made with the secret that we have now."""
    return np.frombuffer(_mark(_key(), f"{programme_id}:secret"), np.uint8)


def places(marks: Marks, among: Marks) -> NDArray[np.int64]:
    """For each mark its row in ``among``, or -1."""
    row = {mark.tobytes(): place for place, mark in enumerate(among)}
    return np.array([row.get(mark.tobytes(), -1) for mark in marks], np.int64)


def names_of(words: Iterable[str]) -> Marks:
    """A keyed hash of each: it lies beside no mark, and nobody makes it without our secret."""
    key = _key()
    found = [_mark(key, f"name:{one}") for one in words]
    return np.frombuffer(b"".join(found), np.uint8).reshape(len(found), BYTES)


def _key() -> bytes:
    return hmac.digest(settings.SECRET_KEY.encode(), b"people in frozen inputs", "sha256")


def _mark(key: bytes, of: str) -> bytes:
    return hmac.digest(key, of.encode("ascii"), "sha256")[:BYTES]
