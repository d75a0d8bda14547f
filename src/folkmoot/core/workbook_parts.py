"""The parts of a spreadsheet's package, each read as it streams by and never held whole.

The library would build a tree of each row, string and style; a file of 500 kB can be made to
take a gigabyte that way, or to repeat one long text a million times.
"""

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

BLOCK = 1 << 16  # bytes
LONGEST_TEXT = 32_767  # characters of a cell: more than any spreadsheet writes
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384  # of a sheet, in any spreadsheet
MOST_STRINGS, MOST_OF_STRINGS = 3_000_000, 150 * 1024**2  # how many; bytes
LONGEST_TAG = 1 << 20  # bytes; an attribute, a comment and the like is held whole
DEEPEST = 50  # elements within each other
MOST_STYLES = 100_000

Attributes = dict[str, str]


class TooLarge(Exception):
    """More than any spreadsheet holds."""


class _Part:
    """Hands each element to ``begin`` and ``end``, which know what stands between two of them."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._hear
        self._parser.StartDoctypeDeclHandler = _refuse
        self._told: list[str] | None = None
        self._length = self._depth = self._fed = 0
        self.is_over = False

    def begin(self, name: str, attributes: Attributes) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def go_on(self) -> None:
        block = self._source.read(BLOCK)
        self.is_over = not block
        self._fed += len(block)
        self._parser.Parse(block, self.is_over)
        if self._fed - max(0, self._parser.CurrentByteIndex) > LONGEST_TAG:
            raise TooLarge

    def listen(self) -> None:
        self._told, self._length = [], 0

    def heard(self) -> str:
        told, self._told = self._told or [], None
        return "".join(told)

    def _begin(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > DEEPEST:
            raise TooLarge
        self.begin(name.rpartition(" ")[2], attributes)

    def _end(self, name: str) -> None:
        self._depth -= 1
        self.end(name.rpartition(" ")[2])

    def _hear(self, text: str) -> None:
        if self._told is not None and self._length < LONGEST_TEXT:
            self._told.append(text[: LONGEST_TEXT - self._length])
            self._length += len(text)


def _refuse(*what: object) -> None:
    raise TooLarge


class Strings(_Part):
    """The texts that cells name by number, as one run of bytes, read as far as they are needed."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__(source)
        self._text, self._ends = bytearray(), array("Q", [0])
        self._pieces: list[str] = []
        self._is_sound = False  # how a text is pronounced is no part of it

    def __getitem__(self, number: int) -> str:
        while number + 1 >= len(self._ends) and not self.is_over:
            self.go_on()
        if number < 0 or number + 1 >= len(self._ends):
            raise IndexError(number)
        return self._text[self._ends[number] : self._ends[number + 1]].decode()

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "t" and not self._is_sound:
            self.listen()
        elif name == "rPh":
            self._is_sound = True
        elif name == "si":
            self._pieces = []

    def end(self, name: str) -> None:
        if name == "t" and not self._is_sound:
            self._pieces.append(self.heard())
        elif name == "rPh":
            self._is_sound = False
        elif name == "si":
            text = "".join(self._pieces)[:LONGEST_TEXT].replace("x005F_", "")
            self._text += text.encode("utf-8", "replace")
            self._ends.append(len(self._text))
            if len(self._ends) > MOST_STRINGS or len(self._text) > MOST_OF_STRINGS:
                raise TooLarge


class Styles(_Part):
    """Which number format each style of a cell has: some make a date of a number."""

    def __init__(self, source: IO[bytes]) -> None:
        super().__init__(source)
        self.written: dict[int, str] = {}
        self.format_of: list[int] = []
        self._is_of_cells = False
        while not self.is_over:
            self.go_on()

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt" and len(self.written) < MOST_STYLES:
            self.written[int(attributes["numFmtId"])] = attributes["formatCode"][:200]
        elif name == "cellXfs":
            self._is_of_cells = True
        elif name == "xf" and self._is_of_cells:
            if len(self.format_of) >= MOST_STYLES:
                raise TooLarge
            self.format_of.append(int(attributes.get("numFmtId", 0)))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._is_of_cells = False


@dataclass(slots=True)
class Cell:
    kind: str
    style: int
    value: str = ""
    formula: str | None = None


@dataclass(slots=True)
class Row:
    """Its cells by column, counted from 0. ``seen`` counts those that hold nothing, too."""

    number: int
    cells: dict[int, Cell] = field(default_factory=dict)
    seen: int = 0


class Rows(_Part):
    """The rows of a sheet in turn; ``total`` is how many it says it has."""

    def __init__(self, source: IO[bytes], column_of: Callable[[str], int]) -> None:
        super().__init__(source)
        self.total = 0
        self._column_of = column_of
        self._ready: list[Row] = []
        self._row = Row(0)
        self._column = 0
        self._cell: Cell | None = None
        self._pieces: list[str] = []
        self._is_sound = self._is_row = False

    def __iter__(self) -> Iterator[Row]:
        while not self.is_over:
            self.go_on()
            ready, self._ready = self._ready, []
            yield from ready

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "c" and self._is_row:
            self._begin_cell(attributes)
        elif self._cell is not None:
            if name == "rPh":
                self._is_sound = True
            elif name in {"v", "f"} or (name == "t" and not self._is_sound):
                self.listen()
        elif name == "row":
            number = int(float(attributes.get("r", self._row.number + 1)))
            if number > MOST_ROWS:
                raise TooLarge
            self._is_row, self._row, self._column = True, Row(number), 0
        elif name == "dimension":
            last = attributes.get("ref", "").rpartition(":")[2]
            self.total = int("".join(c for c in last if c in "0123456789") or 0)

    def _begin_cell(self, attributes: Attributes) -> None:
        place = attributes.get("r", "").rstrip("0123456789")
        self._column = self._column_of(place) if place else self._column + 1
        self._row.seen += 1
        if self._row.seen > MOST_COLUMNS:
            raise TooLarge
        self._cell = Cell(attributes.get("t", "n"), int(attributes.get("s", 0)))
        self._pieces = []

    def end(self, name: str) -> None:
        if self._cell is None:
            if name == "row" and self._is_row:
                self._ready.append(self._row)
                self._is_row = False
        elif name == "v":
            self._cell.value = self.heard()
        elif name == "f":
            self._cell.formula = self.heard()
        elif name == "rPh":
            self._is_sound = False
        elif name == "t" and not self._is_sound:
            self._pieces.append(self.heard())
        elif name == "c":
            if self._cell.kind == "inlineStr":
                self._cell.value = "".join(self._pieces)[:LONGEST_TEXT]
            if self._cell.value or self._cell.formula is not None:
                self._row.cells[self._column - 1] = self._cell
            self._cell = None
