"""What a reading of a table meets: its encoding, rows refused by number, files of no use."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError

LONGEST_CELL = 1_000_000  # characters; a row with a longer one is refused
MOST_OF_A_CELL = 20_000_000  # characters that are held at once, to say which row it is
SEPARATORS = (",", ";", "\t", "|")
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


LOOKED_AT = 20  # rows, to find out what separates cells and where the header is

Cells = Sequence[str]


class Unreadable(DomainError):
    """A file that cannot be used at all; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row left out. ``row`` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int
    reason: str

    def __str__(self) -> str:
        told = {"file": self.file, "row": self.row, "reason": self.reason}
        return _("%(file)s row %(row)s: %(reason)s") % told


@dataclass(slots=True)
class ReadReport:
    """What a reading met on its way: refused rows, and notes that concern the whole file."""

    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows_read: int = 0

    def refuse(self, file: str, row: int, reason: str) -> None:
        self.refusals.append(Refusal(file, row, reason))


@dataclass(slots=True)
class Source:
    """A file on its way in, and what was found out about it; ``share`` says how far it is read."""

    path: Path
    kind: str
    notes: list[str] = field(default_factory=list)
    encoding: str = ""
    separator: str = ","
    total_rows: int = 0
    share: float = 0.0
    cells_read: int = 0  # of a spreadsheet, those that hold nothing too


def encoding_of(path: Path, report: ReadReport) -> str:
    if not path.is_file():
        raise Unreadable(_("There is no file %(file)s.") % {"file": path})
    with path.open("rb") as raw:
        start = raw.read(4)
        if not start:
            raise Unreadable(_("%(file)s is empty.") % {"file": path.name})
        for mark, encoding in MARKS.items():
            if start.startswith(mark):
                if not _fits(path, encoding):
                    raise Unreadable(
                        _("%(file)s is no text that can be read. Save it as CSV.")
                        % {"file": path.name}
                    )
                return encoding
        if start.startswith(b"PK\x03\x04"):
            raise Unreadable(
                _("%(file)s is a spreadsheet. Save it as CSV (UTF-8) first.") % {"file": path.name}
            )
        raw.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := raw.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            note = _("%(file)s is not UTF-8; it was read as Windows Latin-1.")
            report.notes.append(note % {"file": path.name})
            return "cp1252" if _fits(path, "cp1252") else "latin-1"
    return "utf-8"


def _fits(path: Path, encoding: str) -> bool:
    with path.open(encoding=encoding, newline="") as text:
        try:
            while text.read(1 << 20):
                pass
        except UnicodeDecodeError:
            return False
    return True
