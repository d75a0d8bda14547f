"""Read a CSV from the wild: any of its encodings and separators, each bad row by its number."""

import codecs
import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from folkmoot.core.errors import DomainError

LONGEST_CELL = 1_000_000  # characters; past it the quoting of the file is broken, not the cell long
SEPARATORS = (",", ";", "\t", "|")
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class Unreadable(DomainError):
    """A file that cannot be used at all; ``str()`` says why and what to do."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row left out. ``row`` counts as a spreadsheet does: the header is row 1."""

    file: str
    row: int
    reason: str

    def __str__(self) -> str:
        return f"{self.file} row {self.row}: {self.reason}"


@dataclass(slots=True)
class Report:
    """What a reading met on its way: refused rows, and notes that concern the whole file."""

    refusals: list[Refusal] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows_read: int = 0

    def refuse(self, file: str, row: int, reason: str) -> None:
        self.refusals.append(Refusal(file, row, reason))


def read_rows(
    path: Path, *, columns: Sequence[str], report: Report
) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield (row number, the named columns) for every row that has them all.

    Raises Unreadable for a missing or empty file, one that is no text, or one without the
    columns. Memory stays bounded by one row, however long the file.
    """
    encoding = encoding_of(path, report)
    with path.open(newline="", encoding=encoding) as lines:
        header_line = lines.readline(LONGEST_CELL)
        separator = _separator(header_line, columns)
        names = [name.strip() for name in next(csv.reader([header_line], delimiter=separator), [])]
        places = _places(path, names, columns)
        lines.seek(0)
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(lines, delimiter=separator)
        next(reader, None)
        row = 1
        try:
            for cells in reader:
                row += 1
                if not any(cells):
                    continue
                report.rows_read += 1
                if len(cells) <= max(places.values()):
                    report.refuse(path.name, row, f"has {len(cells)} of {len(names)} cells")
                    continue
                named = {name: cells[place] for name, place in places.items()}
                if any("\0" in cell for cell in named.values()):
                    report.refuse(path.name, row, "contains a NUL character")
                    continue
                yield row, named
        except csv.Error as broken:
            raise Unreadable(
                f"{path.name} row {row + 1}: {broken}. A quotation mark is probably left open."
            ) from broken


def encoding_of(path: Path, report: Report) -> str:
    if not path.is_file():
        raise Unreadable(f"There is no file {path}.")
    with path.open("rb") as raw:
        start = raw.read(4)
        if not start:
            raise Unreadable(f"{path.name} is empty.")
        for mark, encoding in MARKS.items():
            if start.startswith(mark):
                return encoding
        if start.startswith(b"PK\x03\x04"):
            raise Unreadable(f"{path.name} is a spreadsheet. Save it as CSV (UTF-8) first.")
        raw.seek(0)
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            while block := raw.read(1 << 20):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            report.notes.append(f"{path.name} is not UTF-8; it was read as Windows Latin-1.")
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


def _separator(header: str, columns: Sequence[str]) -> str:
    """The separator under which the most wanted columns exist, then the most cells."""

    def fit(separator: str) -> tuple[int, int]:
        names = [name.strip() for name in next(csv.reader([header], delimiter=separator), [])]
        return len(set(names) & set(columns)), len(names)

    return max(SEPARATORS, key=fit)


def _places(path: Path, names: list[str], columns: Sequence[str]) -> dict[str, int]:
    missing = [column for column in columns if column not in names]
    if missing:
        found = ", ".join(f"“{name[:40]}”" for name in names[:30])
        raise Unreadable(
            f"{path.name} has no column “{'”, “'.join(missing)}”. Its first row names {found}."
        )
    doubled = [column for column in columns if names.count(column) > 1]
    if doubled:
        raise Unreadable(f"{path.name} has two columns named “{doubled[0]}”. Rename one of them.")
    return {column: names.index(column) for column in columns}
