"""Typed readers for settings that come from the environment; bad values fail loudly."""

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off"}


class BadSetting(Exception):
    """An environment variable has a value that cannot be used; ``str()`` says what to do."""


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def boolean(name: str, default: bool) -> bool:
    raw = text(name).lower()
    if not raw:
        return default
    if raw not in TRUE | FALSE:
        raise BadSetting(f"{name}={raw!r}: write yes or no.")
    return raw in TRUE


def integer(name: str, default: int, *, low: int, high: int) -> int:
    raw = text(name)
    if not raw:
        return default
    if not re.fullmatch(r"-?\d{1,12}", raw) or not low <= int(raw) <= high:
        raise BadSetting(f"{name}={raw!r}: write a whole number from {low} to {high}.")
    return int(raw)


def words(name: str, default: list[str]) -> list[str]:
    raw = text(name)
    return [word.strip() for word in raw.split(",") if word.strip()] if raw else default


def one_of(name: str, default: str, allowed: tuple[str, ...]) -> str:
    raw = text(name, default)
    if raw not in allowed:
        raise BadSetting(f"{name}={raw!r}: choose one of {', '.join(allowed)}.")
    return raw


def folder(name: str, default: Path) -> Path:
    return Path(text(name) or default).expanduser().resolve()


def web_address(name: str, default: str) -> str:
    raw = text(name, default).rstrip("/")
    parts = urlsplit(raw)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.path:
        raise BadSetting(f"{name}={raw!r}: write an address such as https://folkmoot.example.org.")
    return raw


def secret(name: str, make: Callable[[], str]) -> str:
    raw = text(name)
    if raw and len(raw) < 32:
        raise BadSetting(f"{name}: a secret needs at least 32 characters.")
    return raw or make()


def database(name: str, default: dict[str, object]) -> dict[str, object]:
    """Django's settings for one database, from ``postgresql://user:pass@host/name``.

    An empty variable means ``default`` (SQLite). Query parameters become psycopg
    options; a socket folder may be given as ``?host=/run/postgresql``.
    """
    raw = text(name)
    if not raw:
        return default
    parts = urlsplit(raw)
    if parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
        raise BadSetting(
            f"{name}: write postgresql://user:password@host:5432/name, "
            "or leave it empty to use SQLite."
        )
    options: dict[str, object] = dict(parse_qsl(parts.query))
    host = str(options.pop("host", "") or parts.hostname or "")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
    }


@dataclass(frozen=True, slots=True)
class MailServerSettings:
    """Where letters are handed in. ``security`` is "none", "starttls" or "ssl"."""

    host: str
    port: int
    user: str
    password: str
    security: str

    def __repr__(self) -> str:
        return f"mail server {self.host}:{self.port}"  # never the password


def mail_server(name: str) -> MailServerSettings | None:
    """``smtp://user:password@host:587?tls=yes``, or smtps:// for TLS from the first byte.

    None where it is empty: letters then wait.
    """
    raw = text(name)
    if not raw:
        return None
    wrong = BadSetting(
        f"{name}: write smtp://user:password@host:587?tls=yes (or smtps://host:465), "
        "or leave it empty to send no e-mail."
    )
    try:
        parts = urlsplit(raw)
        port = parts.port
    except ValueError:
        raise wrong from None
    options = dict(parse_qsl(parts.query))
    tls = options.pop("tls", "no").lower()
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
        raise wrong
    if options or tls not in TRUE | FALSE:
        raise wrong
    security = "ssl" if parts.scheme == "smtps" else "starttls" if tls in TRUE else "none"
    return MailServerSettings(
        host=parts.hostname,
        port=port or {"ssl": 465, "starttls": 587, "none": 25}[security],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
    )


def mail_address(name: str, default: str) -> str:
    """``Safer wards <hello@example.org>``, or the bare address: one line, one address."""
    raw = text(name, default)
    address = raw.rpartition("<")[2].rstrip("> ")
    if not re.fullmatch(r"[^@\s<>\"]+@[A-Za-z0-9.-]+", address) or "\n" in raw or "\r" in raw:
        raise BadSetting(f"{name}={raw!r}: write an address such as hello@example.org.")
    return raw
