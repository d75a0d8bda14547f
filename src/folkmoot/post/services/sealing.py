"""Sealing letters: a key for each batch, in a file outside the database, gone when it is done.

Whoever holds the database, or any backup of it, holds no address and no joining code; and
once a batch has been sent its key exists nowhere, so that an old backup stays shut, too.
"""

import json
import os
import secrets
import time
import zlib
from dataclasses import asdict, dataclass, field
from functools import lru_cache
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

NONCE = 12
STEP = 1024  # sealed letters have few lengths, which tell nothing of a name or an address


class KeyIsMissing(Exception):
    """The letter was sealed with a key that is not here (another machine, an old backup)."""


@dataclass(frozen=True, slots=True)
class Message:
    to: str
    subject: str
    text: str
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def __repr__(self) -> str:
        return "a message"  # a trace must not name anybody


def folder() -> Path:
    keys = Path(settings.KEYS) / "post"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    return keys


def make_key(batch_id: UUID) -> bytes:
    """The batch's key, made on first use and on disk before anything is sealed with it."""
    place = folder() / batch_id.hex
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return key_of(batch_id)
    with os.fdopen(handle, "wb") as file:
        key = secrets.token_bytes(32)
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key


def key_of(batch_id: UUID) -> bytes:
    try:
        key = (folder() / batch_id.hex).read_bytes()
    except FileNotFoundError:
        raise KeyIsMissing from None
    if len(key) != 32:
        raise KeyIsMissing
    return key


def destroy_key(batch_id: UUID) -> None:
    place = folder() / batch_id.hex
    try:
        with place.open("r+b") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
        place.unlink()
    except FileNotFoundError:
        return


def is_left_over(batch_id: UUID) -> bool:
    """Old enough that no transaction can still be about to name its batch."""
    try:
        return time.time() - (folder() / batch_id.hex).stat().st_mtime > 24 * 60 * 60
    except FileNotFoundError:
        return False


def seal(key: bytes, letter_id: UUID, message: Message) -> bytes:
    packed = zlib.compress(json.dumps(asdict(message)).encode(), 1)
    framed = len(packed).to_bytes(4, "big") + packed
    padded = framed + bytes(-len(framed) % STEP)
    nonce = secrets.token_bytes(NONCE)
    return nonce + _cipher(key).encrypt(nonce, padded, letter_id.bytes)


def unseal(key: bytes, letter_id: UUID, sealed: bytes) -> Message:
    try:
        padded = _cipher(key).decrypt(sealed[:NONCE], sealed[NONCE:], letter_id.bytes)
    except InvalidTag:
        raise KeyIsMissing from None
    packed = padded[4 : 4 + int.from_bytes(padded[:4], "big")]
    return Message(**json.loads(zlib.decompress(packed)))


@lru_cache(maxsize=4)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)
