"""Return keys and joining codes: drawn, checked, cleaned, hashed. No database here."""

import base64
import hashlib
import hmac
import re
import secrets

from django.conf import settings

from folkmoot.programmes.models import Programme

KEY_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # 31, a prime: the check misses no slip
KEY_CHARACTERS = 13  # 64 bits, then one check character
PERSONAL = re.compile(r"[a-z2-7]{39}")  # 24 bytes in base 32
VIA = re.compile(r"/?\?via=[-\w]{1,20}")  # the channel that a letter's link carries


def new_return_key() -> str:
    body = "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_CHARACTERS))
    return body + check_character(body)


def voice_of_try(programme: Programme, seed: bytes) -> int:
    """The random id of the voice that this try makes, told by nothing but the try itself."""
    made = hmac.new(settings.SECRET_KEY.encode(), _told("voice", programme, seed), hashlib.sha256)
    return int.from_bytes(made.digest()[:8], "big") >> 1 or 1


def key_of_try(programme: Programme, seed: bytes, code: str) -> str:
    """The return key of that voice; another code, in the same browser, makes another key."""
    told = _told("key", programme, seed) + code.encode()
    made = hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).digest()
    left, body = int.from_bytes(made, "big"), ""
    for _ in range(KEY_CHARACTERS):
        left, place = divmod(left, len(KEY_ALPHABET))
        body += KEY_ALPHABET[place]
    return body + check_character(body)


def _told(what: str, programme: Programme, seed: bytes) -> bytes:
    return f"{what}-of-try:{programme.pk}:{seed.hex()}:".encode()


def check_character(body: str) -> str:
    """Catches any one wrong character and any two neighbours swapped: 31 is a prime."""
    total = sum(weight * KEY_ALPHABET.index(c) for weight, c in enumerate(body, start=1))
    return KEY_ALPHABET[total % len(KEY_ALPHABET)]


def clean_key(typed: str) -> str:
    return "".join(c for c in typed.lower()[:64] if c in KEY_ALPHABET)


def clean_code(typed: str) -> str:
    """What was typed, or the end of a whole link that was pasted."""
    typed = VIA.sub("", typed.strip()[:500])
    last = re.split(r"[/#=]", typed.rstrip("/"))[-1]
    if last != typed:
        last = last.partition(" ")[0]  # what an e-mail says after its link
    personal = last.lower().strip()
    return personal if PERSONAL.fullmatch(personal) else clean_key(last)


def is_well_formed(key: str) -> bool:
    return len(key) == KEY_CHARACTERS + 1 and check_character(key[:-1]) == key[-1]


def show_key(key: str) -> str:
    """Grouped for reading aloud: 7k2mx-9qxrw-w4td."""
    return "-".join(key[start : start + 5] for start in range(0, len(key), 5))


def key_hash(programme: Programme, key: str) -> bytes:
    """Keyed with the installation's secret: a stolen database alone cannot test guesses."""
    message = f"return-key:{programme.pk}:{clean_key(key)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).digest()


def show_personal(code: bytes) -> str:
    return base64.b32encode(code).decode().rstrip("=").lower()


def read_personal(code: str) -> bytes:
    return base64.b32decode(code.upper() + "=" * (-len(code) % 8))
