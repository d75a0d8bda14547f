"""One catalogue: read from a .po file, brought up to date, written, compiled to .mo.

Our own files alone, so the format's corners that we never write are refused, not guessed at.
"""

import ast
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from scripts.i18n.extraction import Key, Message

# Equal to Django's own catalogues of the language: other rules would split ours from them.
PLURALS = {
    "cy": "nplurals=4; plural=(n==1) ? 0 : (n==2) ? 1 : (n != 8 && n != 11) ? 2 : 3;",
}
SINGLE = "nplurals=2; plural=(n != 1);"
PARTICIPANTS = "participants"  # the extracted comment of what somebody who takes part can meet


@dataclass(slots=True)
class Entry:
    text: str
    context: str = ""
    plural: str = ""
    said: list[str] = field(default_factory=list)  # one; or one for each plural form
    comments: list[str] = field(default_factory=list)  # written by translators: "# ..."
    notes: list[str] = field(default_factory=list)  # extracted: "#. ..."
    files: list[str] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
    is_obsolete: bool = False

    @property
    def key(self) -> Key:
        return (self.context, self.text)

    @property
    def is_translated(self) -> bool:
        return bool(self.said) and all(self.said) and "fuzzy" not in self.flags


@dataclass(slots=True)
class Catalogue:
    language: str
    entries: dict[Key, Entry] = field(default_factory=dict)

    @property
    def plural_rule(self) -> str:
        return PLURALS.get(self.language, SINGLE)

    @property
    def plural_forms(self) -> int:
        return int(re.match(r"nplurals=(\d+)", self.plural_rule)[1])  # type: ignore[index]

    @property
    def header(self) -> str:
        return (
            "Project-Id-Version: Folkmoot\n"
            f"Language: {self.language}\n"
            "MIME-Version: 1.0\n"
            "Content-Type: text/plain; charset=UTF-8\n"
            "Content-Transfer-Encoding: 8bit\n"
            f"Plural-Forms: {self.plural_rule}\n"
        )


def path_of(language: str, locale: Path) -> Path:
    return locale / language / "LC_MESSAGES" / "django.po"


def read(file: Path, language: str) -> Catalogue:
    catalogue = Catalogue(language)
    if not file.exists():
        return catalogue
    for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8").strip()):
        entry = _entry(block, file)
        if entry is not None and entry.text:
            if entry.key in catalogue.entries:
                raise SystemExit(f"{file}: {entry.text!r} stands twice")
            catalogue.entries[entry.key] = entry
    return catalogue


def _entry(block: str, file: Path) -> Entry | None:
    entry, parts, current = Entry(text=""), dict[str, str](), ""
    for line in block.splitlines():
        if line.startswith("#~"):
            entry.is_obsolete, line = True, line[2:].strip()
        if line.startswith("#."):
            entry.notes.append(line[2:].strip())
        elif line.startswith("#:"):
            entry.files += line[2:].split()
        elif line.startswith("#,"):
            entry.flags += [flag.strip() for flag in line[2:].split(",")]
        elif line.startswith("#"):
            entry.comments.append(line[1:].strip())
        elif found := re.fullmatch(r'(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) (".*")', line):
            current = found[1]
            parts[current] = ast.literal_eval(found[2])
        elif re.fullmatch(r'".*"', line) and current:
            parts[current] += ast.literal_eval(line)
        elif line.strip():
            raise SystemExit(f"{file}: not understood: {line}")
    if not parts:
        return None
    entry.text, entry.context = parts["msgid"], parts.get("msgctxt", "")
    entry.plural = parts.get("msgid_plural", "")
    entry.said = [parts[name] for name in sorted(parts) if name.startswith("msgstr")]
    return entry


def brought_up_to_date(
    old: Catalogue, messages: dict[Key, Message], *, for_participants: set[Key]
) -> Catalogue:
    """The messages as they are now with what was translated; what is gone is kept at the end."""
    new = Catalogue(old.language)
    for key, message in messages.items():
        had = old.entries.get(key)
        forms = old.plural_forms if message.plural else 1
        said = had.said if had is not None and len(had.said) == forms else [""] * forms
        new.entries[key] = Entry(
            text=message.text,
            context=message.context,
            plural=message.plural,
            said=said,
            comments=had.comments if had is not None else [],
            notes=[PARTICIPANTS] if key in for_participants else [],
            files=message.files,
            flags=[flag for flag in had.flags if flag == "fuzzy"] if had is not None else [],
        )
    for key, had in old.entries.items():
        if key not in new.entries and any(had.said):
            had.is_obsolete, had.files, had.notes = True, [], []
            new.entries[key] = had
    return new


def written(catalogue: Catalogue) -> str:
    lines = ['msgid ""', 'msgstr ""']
    lines += [_quoted(line) for line in catalogue.header.splitlines(keepends=True)]
    blocks = ["\n".join(lines)]
    for entry in catalogue.entries.values():
        mark = "#~ " if entry.is_obsolete else ""
        lines = [f"# {comment}".rstrip() for comment in entry.comments]
        lines += [f"#. {note}" for note in entry.notes]
        lines += [f"#: {file}" for file in entry.files]
        lines += [f"#, {', '.join(entry.flags)}"] if entry.flags else []
        lines += _field(f"{mark}msgctxt", entry.context, mark) if entry.context else []
        lines += _field(f"{mark}msgid", entry.text, mark)
        if entry.plural:
            lines += _field(f"{mark}msgid_plural", entry.plural, mark)
            for form, said in enumerate(entry.said):
                lines += _field(f"{mark}msgstr[{form}]", said, mark)
        else:
            lines += _field(f"{mark}msgstr", entry.said[0] if entry.said else "", mark)
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def _field(name: str, text: str, mark: str) -> list[str]:
    pieces = text.splitlines(keepends=True)
    if len(pieces) < 2:
        return [f"{name} {_quoted(text)}"]
    return [f'{name} ""', *(f"{mark}{_quoted(piece)}" for piece in pieces)]


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    for sign, name in (("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        escaped = escaped.replace(sign, name)
    return f'"{escaped}"'


def compiled(catalogue: Catalogue) -> bytes:
    """The binary form that gettext reads: sorted, so that the same words give the same bytes."""
    pairs = {"": catalogue.header}
    for entry in catalogue.entries.values():
        if entry.is_translated and not entry.is_obsolete:
            name = f"{entry.context}\x04{entry.text}" if entry.context else entry.text
            pairs[f"{name}\0{entry.plural}" if entry.plural else name] = "\0".join(entry.said)
    return _table(sorted((name.encode(), said.encode()) for name, said in pairs.items()))


def _table(pairs: list[tuple[bytes, bytes]]) -> bytes:
    """GNU's .mo: seven words, two tables of (length, offset), then the texts, each ended by NUL."""
    count = len(pairs)
    start = 7 * 4 + 16 * count
    names, offsets = _texts((name for name, _ in pairs), start)
    saids, said_offsets = _texts((said for _, said in pairs), start + len(names))
    head = struct.pack("<7I", 0x950412DE, 0, count, 28, 28 + 8 * count, 0, 0)
    return head + offsets + said_offsets + names + saids


def _texts(texts: Iterable[bytes], start: int) -> tuple[bytes, bytes]:
    held, table = b"", b""
    for text in texts:
        table += struct.pack("<2I", len(text), start + len(held))
        held += text + b"\0"
    return held, table
