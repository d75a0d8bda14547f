"""A programme's own key: a file outside the database and outside every backup.

Everything that could tie a member to a voice is sealed or hashed with it. Destroying the
file ends that for good, in every copy of the database ever made.
"""

import hashlib
import hmac
import secrets
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM, AESSIV
from django.conf import settings
from django.utils.translation import gettext as _

from folkmoot.core import key_files
from folkmoot.core.errors import DomainError

NONCE = 12


class KeyIsGone(DomainError):
    """Destroyed, or on another machine."""


def folder() -> Path:
    """``FOLKMOOT_KEYS`` where it is set: several web servers must share one folder."""
    place = Path(settings.KEYS)
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def create(programme_id: UUID) -> bool:
    return key_files.create(_place(programme_id))


def exists(programme_id: UUID) -> bool:
    return key_files.exists(_place(programme_id))


def destroy(programme_id: UUID) -> None:
    key_files.destroy(_place(programme_id))


def digest(programme_id: UUID, purpose: str, message: bytes) -> bytes:
    """32 bytes that nobody without the key can compute or test a guess against."""
    return hmac.new(_derived(programme_id, purpose), message, hashlib.sha256).digest()


def row_id(programme_id: UUID, purpose: str, message: bytes) -> int:
    """A digest cut to a row's random id: 63 bits, never zero."""
    return int.from_bytes(digest(programme_id, purpose, message)[:8], "big") >> 1 or 1


def seal(programme_id: UUID, participant_id: int, invitee_id: int) -> bytes:
    """The invitee's id, openable for this participant only; no two seals are alike."""
    nonce = secrets.token_bytes(NONCE)
    cipher = AESGCM(_derived(programme_id, "sealed-link"))
    return nonce + cipher.encrypt(nonce, _bytes(invitee_id), _bytes(participant_id))


def unseal(programme_id: UUID, participant_id: int, sealed: bytes) -> int:
    cipher = AESGCM(_derived(programme_id, "sealed-link"))
    try:
        opened = cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _bytes(participant_id))
    except InvalidTag:
        raise KeyIsGone(_("This link was sealed with another key.")) from None
    return int.from_bytes(opened, "big")


def seal_words(programme_id: UUID, row_id: int, words: bytes) -> bytes:
    """Words for one row, openable while the key exists; no two seals are alike."""
    nonce = secrets.token_bytes(NONCE)
    cipher = AESGCM(_derived(programme_id, "sealed-words"))
    return nonce + cipher.encrypt(nonce, words, _bytes(row_id))


def open_words(programme_id: UUID, row_id: int, sealed: bytes) -> bytes:
    cipher = AESGCM(_derived(programme_id, "sealed-words"))
    try:
        return cipher.decrypt(sealed[:NONCE], sealed[NONCE:], _bytes(row_id))
    except InvalidTag:
        raise KeyIsGone(_("These words were sealed with another key.")) from None


def personal_code(programme_id: UUID, invitee_id: int) -> bytes:
    """24 bytes that name the invitee to the holder of the key only; the same every time."""
    return _personal(programme_id).encrypt(_bytes(invitee_id), None)


def invitee_of(programme_id: UUID, code: bytes) -> int | None:
    try:
        opened = _personal(programme_id).decrypt(code, None)
    except (InvalidTag, ValueError):
        return None
    return int.from_bytes(opened, "big")


def _personal(programme_id: UUID) -> AESSIV:
    halves = (_derived(programme_id, f"personal-link-{half}") for half in ("check", "cipher"))
    return AESSIV(b"".join(halves))


def _derived(programme_id: UUID, purpose: str) -> bytes:
    return hmac.new(_read(programme_id), purpose.encode(), hashlib.sha256).digest()


def _read(programme_id: UUID) -> bytes:
    key = key_files.read(_place(programme_id))
    if key is None:
        raise KeyIsGone(_("The key of this programme has been destroyed, or is damaged."))
    return key


def _place(programme_id: UUID) -> Path:
    return folder() / programme_id.hex


def _bytes(number: int) -> bytes:
    return number.to_bytes(8, "big")
