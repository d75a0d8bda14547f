"""What people type, made safe to keep without changing what it says."""

import re
import unicodedata

from folkmoot.core.errors import DomainError
from folkmoot.mailbox.policy import LONGEST

# Newlines stay. NUL is refused by PostgreSQL; controls of direction can make a line read
# other than it was written, and the script of a language does not need them.
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
LABEL = 160


class NotSent(DomainError):
    """The message was not taken in; ``str()`` says what to do."""


def clean_text(typed: str) -> str:
    text = typed.replace("\r\n", "\n").replace("\r", "\n").encode("utf-8", "replace").decode()
    return UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip()


def usable_text(typed: str) -> str:
    text = clean_text(typed)
    if not text:
        raise NotSent("Write a few words first.")
    if len(text) > LONGEST:
        raise NotSent(f"This has {len(text):,} characters; there is room for {LONGEST:,}.")
    return text


def label_of(typed: str) -> str:
    line = " ".join(clean_text(typed).split())
    return line if len(line) <= LABEL else line[: LABEL - 1] + "…"
