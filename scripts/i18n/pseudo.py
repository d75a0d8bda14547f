"""Made-up languages for tests: what is not translated stays plain, what is gets longer.

``en-XA`` puts an accent on every letter, adds a third to the length and brackets around it.
``ar-XB`` does the same between right-to-left marks, and reads from right to left.
"""

import math
import re
from collections.abc import Iterable
from pathlib import Path

from scripts.i18n.catalogue import Catalogue, Entry, compiled
from scripts.i18n.extraction import Message

LONGER, RIGHT_TO_LEFT = "en_XA", "ar_XB"
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
ACCENTED = "áƀçđéƒĝĥíĵķĺɱñóƥɋŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓƤɊŔŠŢÚṼŴẊÝŽ"
ACCENTS = str.maketrans(LETTERS, ACCENTED)
KEPT = re.compile(r"(%\(\w+\)[a-z]|%%|%[sdr]|\{[\w.]*\}|<[^<>]+>|&#?\w+;)")
LENGTHENED = 0.3
MARK = "\u200f"


def pseudo(text: str, locale: str = LONGER) -> str:
    """
    >>> pseudo("Say <b>more</b> in %(days)s days")
    '[Šáý <b>ɱóŕé</b> íñ %(days)s đáýš ······]'
    """
    before, said, after = re.fullmatch(r"(\s*)(.*?)(\s*)", text, re.DOTALL).groups()  # type: ignore
    if not said:
        return text
    parts = [
        part if at % 2 else part.translate(ACCENTS) for at, part in enumerate(KEPT.split(said))
    ]
    letters = sum(len(part) for part in parts[::2])
    longer = "".join(parts) + " " + "·" * math.ceil(letters * LENGTHENED)
    framed = f"[{longer}]" if locale == LONGER else f"{MARK}{longer}{MARK}"
    return f"{before}{framed}{after}"


def write_locale(folder: Path, locale: str, messages: Iterable[Message]) -> Path:
    """Into ``folder``, as gettext looks for it. Formats of days stay: their letters are signs."""
    entries = {}
    for message in messages:
        is_format = message.context.startswith(("format of", "between the items"))
        texts = [message.text, message.plural] if message.plural else [message.text]
        said = texts if is_format else [pseudo(text, locale) for text in texts]
        entries[message.key] = Entry(
            text=message.text, context=message.context, plural=message.plural, said=said
        )
    file = folder / locale / "LC_MESSAGES" / "django.mo"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(compiled(Catalogue(locale, entries)))
    return file
