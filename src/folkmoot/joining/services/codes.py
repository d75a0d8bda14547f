"""Return keys and joining codes: drawn, checked, cleaned, hashed. No database here."""

import base64
import hashlib
import hmac
import re
from itertools import chain

from django.conf import settings

from folkmoot.core.ids import READ_ALOUD, read_aloud
from folkmoot.core.pasted_addresses import JUNK, tidy, unwrapped
from folkmoot.programmes.models import Programme

KEY_ALPHABET = READ_ALOUD  # of prime length: the check misses no slip
KEY_CHARACTERS = 13  # 64 bits, then one check character
PERSONAL = re.compile(r"[a-z2-7]{39}")  # 24 bytes in base 32
# Nothing in that alphabet looks like 0, 1 or 8 but these; in a key nothing does at all.
LOOKS_LIKE = str.maketrans("018", "olb")
ALONE = re.compile(r"(?<![a-z0-9])([a-z0-8]{39})(?![a-z0-9])")
AFTER_LINK = re.compile(r"/link/([a-z0-8]{39})")
# A word before may be spelled with letters of the alphabet, too: each beginning is tried.
GROUPS = (
    rf"((?:[{KEY_ALPHABET}][^a-z0-9#/?&=]{{0,3}}){{{KEY_CHARACTERS}}}[{KEY_ALPHABET}])(?![a-z0-9])"
)
GROUPED = re.compile(rf"(?<![a-z0-9])(?={GROUPS})")
AFTER_MARK = re.compile(rf"#(?={GROUPS})")
VIA = re.compile(r"/?\?via=[-\w]{1,20}")  # the channel that a letter's link carries


def new_return_key() -> str:
    body = read_aloud(KEY_CHARACTERS)
    return body + check_character(body)


def voice_of_attempt(programme: Programme, seed: bytes) -> int:
    """The random id of the voice that this try makes, told by nothing but the try itself."""
    made = hmac.new(settings.SECRET_KEY.encode(), _told("voice", programme, seed), hashlib.sha256)
    return int.from_bytes(made.digest()[:8], "big") >> 1 or 1


def key_of_attempt(programme: Programme, seed: bytes, code: str) -> str:
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
    """A return key or joining code as it is kept, whatever stands around it; else what is left."""
    texts = list(unwrapped(typed))
    for found in chain(map(_marked_in, texts), map(_key_in, texts)):
        if found:
            return found
    return "".join(c for c in tidy(typed).lower()[:64] if c in KEY_ALPHABET)


def clean_code(typed: str) -> str:
    """A joining code or the code of a personal link, out of whatever was pasted with it."""
    texts = list(unwrapped(typed))
    for found in chain(map(_in_address, texts), map(_in_words, texts)):
        if found:
            return found
    # Nothing that can be right: what its owner probably means, to say what is wrong with it.
    last = re.split(r"[/#=]", VIA.sub("", texts[0]).rstrip("/" + JUNK))[-1].partition(" ")[0]
    return "".join(c for c in last.lower()[:64] if c in KEY_ALPHABET)


def is_personal(code: str) -> bool:
    return PERSONAL.fullmatch(code) is not None


def _in_address(text: str) -> str:
    """Where an address of ours holds it: before anything that a letter's words make by chance."""
    found = AFTER_LINK.search(re.sub(r"\s+", "", text.lower()))
    return found[1].translate(LOOKS_LIKE) if found else _marked_in(text)


def _in_words(text: str) -> str:
    return _personal_in(text) or _grouped_in(text) or _joined_lines(text) or _whole_in(text)


def _personal_in(text: str) -> str:
    """39 characters by themselves."""
    found = ALONE.search(text.lower())
    return found[1].translate(LOOKS_LIKE) if found else ""


def _joined_lines(text: str) -> str:
    """39 characters over several lines: last, for the words of a letter can make as many."""
    found = ALONE.search(re.sub(r"\s+", "", text.lower()))
    return found[1].translate(LOOKS_LIKE) if found else ""


def _marked_in(text: str) -> str:
    return _grouped_in(text, AFTER_MARK)


def _grouped_in(text: str, groups: re.Pattern[str] = GROUPED) -> str:
    """The first group of characters that its last one confirms."""
    for found in groups.finditer(text.lower()):
        key = "".join(c for c in found[1] if c in KEY_ALPHABET)
        if is_well_formed(key):
            return key
    return ""


def _key_in(text: str) -> str:
    """13 characters and the one that checks them, in groups or apart, perhaps after ``#``."""
    return _grouped_in(text) or _whole_in(text)


def _whole_in(text: str) -> str:
    whole = "".join(c for c in text.lower()[:80] if c in KEY_ALPHABET)
    return whole if is_well_formed(whole) else ""


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
