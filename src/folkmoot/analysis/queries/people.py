"""How people are known inside frozen inputs: by marks that nobody can make without our secret."""

from collections.abc import Iterable
from uuid import UUID

import numpy as np
from django.utils.crypto import salted_hmac
from numpy.typing import NDArray

BYTES = 16
Marks = NDArray[np.uint8]  # (people, 16)
SALT = "folkmoot.analysis.people"


def marks_of(programme_id: UUID | str, participant_ids: Iterable[int]) -> Marks:
    """One row for each id: a keyed hash of it and of the programme."""
    found = [_mark(f"{programme_id}:{key}") for key in participant_ids]
    return np.frombuffer(b"".join(found), np.uint8).reshape(len(found), BYTES)


def secret_mark(programme_id: UUID | str) -> NDArray[np.uint8]:
    """(16,) Tells whether marks were made with the secret that we have now."""
    return np.frombuffer(_mark(f"{programme_id}:secret"), np.uint8)


def places(marks: Marks, among: Marks) -> NDArray[np.int64]:
    """For each mark its row in ``among``, or -1."""
    row = {mark.tobytes(): place for place, mark in enumerate(among)}
    return np.array([row.get(mark.tobytes(), -1) for mark in marks], np.int64)


def _mark(of: str) -> bytes:
    return salted_hmac(SALT, of, algorithm="sha256").digest()[:BYTES]
