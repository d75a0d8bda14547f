"""A key in a file of its own, outside the database and its backups: made once, and destroyed."""

import os
import secrets
from pathlib import Path

BYTES = 32


def create(place: Path) -> bool:
    """Make the key, on disk and readable by its owner only; False where there is one, which is
    kept."""
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "wb") as file:
        _write(file.fileno())
    return True


def exists(place: Path) -> bool:
    """A damaged file is no key: what needs one ends as if it had been destroyed."""
    try:
        return place.stat().st_size == BYTES
    except FileNotFoundError:
        return False


def read(place: Path) -> bytes | None:
    """None where it was destroyed or is damaged."""
    try:
        key = place.read_bytes()
    except FileNotFoundError:
        return None
    return key if len(key) == BYTES else None


def destroy(place: Path) -> None:
    """Overwrite, then unlink. A key that is gone already stays gone."""
    try:
        with place.open("r+b") as file:
            _write(file.fileno())
        place.unlink()
    except FileNotFoundError:
        return


def _write(handle: int) -> None:
    os.write(handle, secrets.token_bytes(BYTES))
    os.fsync(handle)
