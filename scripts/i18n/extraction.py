"""Every message that the product's templates and Python ask a translation for."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation.template import templatize
from scripts.i18n import SRC

# Which argument holds what: context, message, plural.
CALLS = {
    "_": (None, 0, None),
    "gettext": (None, 0, None),
    "gettext_lazy": (None, 0, None),
    "gettext_noop": (None, 0, None),
    "ngettext": (None, 0, 1),
    "ngettext_lazy": (None, 0, 1),
    "pgettext": (0, 1, None),
    "pgettext_lazy": (0, 1, None),
    "npgettext": (0, 1, 2),
    "npgettext_lazy": (0, 1, 2),
}
TEXT = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
IN_TEMPLATE = re.compile(
    rf"\b(_|n?p?gettext)\(\s*u?({TEXT}(?:\s*,\s*u?{TEXT})*)(?:\s*,[^()]*)?\s*\)", re.DOTALL
)
TEMPLATES = (".html", ".txt", ".svg")

Key = tuple[str, str]  # context and message: what a catalogue looks words up by


@dataclass(slots=True)
class Message:
    """One message and every file it stands in, relative to ``src/folkmoot``."""

    text: str
    context: str = ""
    plural: str = ""
    files: list[str] = field(default_factory=list)

    @property
    def key(self) -> Key:
        return (self.context, self.text)


def extract(folder: Path = SRC) -> dict[Key, Message]:
    """All messages, in the order in which the files' names and their lines bring them."""
    found: dict[Key, Message] = {}
    for file in sorted(folder.rglob("*")):
        if "migrations" in file.parts or "locale" in file.parts:
            continue
        place = file.relative_to(folder).as_posix()
        for message in messages_in(file):
            kept = found.setdefault(message.key, message)
            if message.plural and kept.plural and message.plural != kept.plural:
                raise SystemExit(f"{place}: two plurals of {message.text!r}")
            kept.plural = kept.plural or message.plural
            if place not in kept.files:
                kept.files.append(place)
    return found


def messages_in(file: Path) -> Iterator[Message]:
    if file.suffix == ".py":
        yield from in_python(file.read_text(encoding="utf-8"), str(file))
    elif file.suffix in TEMPLATES and "templates" in file.parts:
        yield from in_template(file.read_text(encoding="utf-8"), str(file))


def in_python(source: str, origin: str) -> Iterator[Message]:
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        named = getattr(call.func, "attr", getattr(call.func, "id", ""))
        if named not in CALLS or not call.args:
            continue
        given = [one.value if isinstance(one, ast.Constant) else None for one in call.args]
        texts = [
            given[at] if at is not None else ""
            for at in CALLS[named]
            if at is None or at < len(given)
        ]
        if len(texts) < 3 or not all(isinstance(text, str) for text in texts):
            raise SystemExit(
                f"{origin}:{call.lineno}: {named} needs plain text, no f-string or name"
            )
        context, text, plural = texts
        yield Message(text=str(text), context=str(context), plural=str(plural))


def in_template(source: str, origin: str) -> Iterator[Message]:
    for found in IN_TEMPLATE.finditer(templatize(source, origin=origin)):
        named, arguments = found[1], re.findall(TEXT, found[2], re.DOTALL)
        texts = [ast.literal_eval(one.replace("\n", "\\n")) for one in arguments]
        context, text, plural = CALLS[named]
        yield Message(
            text=texts[text],
            context=texts[context] if context is not None else "",
            plural=texts[plural] if plural is not None else "",
        )
