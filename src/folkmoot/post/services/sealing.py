"""Sealing letters: a key for each batch, in a file outside the database, gone when it is done.

Whoever holds the database, or any backup of it, holds no address and no joining code; and
once a batch has been sent its key exists nowhere, so that an old backup stays shut, too.
"""

import json
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

from folkmoot.core import key_files

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
    key_files.create(folder() / batch_id.hex)
    return key_of(batch_id)


def key_of(batch_id: UUID) -> bytes:
    key = key_files.read(folder() / batch_id.hex)
    if key is None:
        raise KeyIsMissing
    return key


def destroy_key(batch_id: UUID) -> None:
    key_files.destroy(folder() / batch_id.hex)


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
