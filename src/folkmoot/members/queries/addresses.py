"""E-mail addresses as people write them, and the two ways we know them without keeping them."""

import hashlib
import hmac
import re
from base64 import b32encode
from functools import lru_cache
from uuid import UUID

import idna
from django.conf import settings
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from folkmoot.core.ids import WIDTH, from_ref, to_ref
from folkmoot.members.models import LONGEST_ADDRESS

AROUND = " \t\r\n\xa0\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\"'<>,;"
IN_BRACKETS = re.compile(r"<\s*([^<>]{1,320})\s*>\s*$")
ATOM = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+"
LOCAL = re.compile(rf"{ATOM}(?:\.{ATOM})*")
PLAIN = re.compile(r"([a-z0-9_+-]+(?:\.[a-z0-9_+-]+)*)@([a-z0-9.-]+)")
LONGEST_LOCAL = 64
DOMAIN = EmailValidator().domain_regex
SIGNATURE = 16  # characters: 80 bits


class BadAddress(ValueError):
    """``str()`` says what is wrong without repeating the address."""


def clean_address(text: str) -> str:
    """Lower case, with the domain in ASCII; raises BadAddress."""
    plain = PLAIN.fullmatch(text.lower())
    if plain and len(plain[1]) <= LONGEST_LOCAL:  # nearly all of them, several times quicker
        place = clean_domain(plain[2])
        if place and len(plain[1]) + len(place) < LONGEST_ADDRESS:
            return f"{plain[1]}@{place}"
    return _clean(text)


def _clean(text: str) -> str:
    """The long way, which takes an address out of what stands around it, or says what is wrong."""
    text = text.strip(AROUND).lower()
    if text.endswith(">") or "<" in text:
        inside = IN_BRACKETS.search(text if text.endswith(">") else text + ">")
        text = inside[1] if inside else text
    text = text.removeprefix("mailto:")
    local, at, domain = text.rpartition("@")
    if not text:
        raise BadAddress(_("there is no address"))
    if not at:
        raise BadAddress(_("the address has no @"))
    if "@" in local:
        raise BadAddress(_("there are several addresses; give each a row of its own"))
    if text.startswith("="):
        raise BadAddress(_("the address begins like a formula"))
    if len(local) > LONGEST_LOCAL or not LOCAL.fullmatch(local):
        raise BadAddress(
            _("the part before the @ has letters that mail servers do not take")
            if local and not local.isascii()
            else _("the part before the @ is not that of an address")
        )
    place = clean_domain(domain)
    if not place:
        raise BadAddress(_("the part after the @ is not a domain"))
    if len(local) + len(place) >= LONGEST_ADDRESS:
        raise BadAddress(_("the address is longer than an address can be"))
    return f"{local}@{place}"


def one_mailbox(address: str) -> str:
    """``name+anything@place`` is the mailbox of ``name@place``: one person, not many."""
    local, at, domain = address.rpartition("@")
    return f"{local.partition('+')[0] or local}{at}{domain}"


@lru_cache(maxsize=50_000)
def clean_domain(text: str) -> str:
    """A domain in lower-case ASCII, or nothing where it is none."""
    domain = text.strip().rstrip(".").lower()
    if len(domain) > 253:
        return ""
    try:
        if not domain.isascii():
            domain = idna.encode(domain, uts46=True).decode("ascii")
        elif "xn--" in domain:
            idna.decode(domain)
    except (idna.IDNAError, UnicodeError, ValueError):
        return ""
    return domain if DOMAIN.match(domain) else ""


def suppression_hash(organisation_id: UUID, address: str) -> bytes:
    """Recognises a cleaned address that asked to be left alone, without keeping it."""
    message = f"{organisation_id.hex}:{address}".encode()
    return hmac.digest(_key("suppressed", settings.SECRET_KEY), message, "sha256")


def opt_out_token(member_id: int) -> str:
    """For the link in a letter: the member's id, signed, so that it needs no column."""
    return to_ref(member_id) + _signature(member_id)


def member_of_token(token: str) -> int | None:
    try:
        member_id = from_ref(token[:WIDTH])
    except ValueError:
        return None
    signed = token[WIDTH:].encode("utf-8", "replace")
    return member_id if hmac.compare_digest(signed, _signature(member_id).encode()) else None


def _signature(member_id: int) -> str:
    found = hmac.digest(
        _key("opt-out", settings.SECRET_KEY), str(member_id).encode("ascii"), "sha256"
    )
    return b32encode(found).decode("ascii").lower()[:SIGNATURE]


@lru_cache(maxsize=8)
def _key(purpose: str, secret: str) -> bytes:
    return hashlib.sha256(f"folkmoot.members.{purpose}:{secret}".encode()).digest()
