"""What is in a list that somebody brought: its columns, and each row or why it is refused."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from folkmoot.core.sheets import CSV, Sheet, is_formula, open_sheet
from folkmoot.core.text import clean_line
from folkmoot.members.models import LONGEST_VALUE
from folkmoot.members.queries.addresses import BadAddress, clean_address
from folkmoot.members.queries.publishable_values import too_rare

LONGEST_TEXT = 10_000
MOST_VALUES = 500
MOST_ATTRIBUTES = 12
SHOWN_ROWS = 5
GUESSED_FROM = 200
COUNTED_ROWS = 5_000  # what k of them share, k people of the whole list share, too
MOST_CELLS_SHOWN = 500_000  # are looked at for a page: a second or two
MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class ColumnChoice:
    """Which column is the address, and which are attributes (places, counted from 0)."""

    address: int
    attributes: tuple[int, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {"address": self.address, "attributes": list(self.attributes)}


@dataclass(frozen=True, slots=True)
class Column:
    """``distinct`` counts the different values among the first rows; ``examples`` are the most
    frequent of those that may be told."""

    place: int
    name: str
    examples: tuple[str, ...]
    distinct: int
    addresses: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a list. ``guess`` is the column that looks most like addresses.

    Beside an address stand only values that k people share; the others are None, and then it
    ``is_hidden``.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[int, tuple[str | None, ...]], ...]
    notes: tuple[str, ...]
    guess: int
    is_hidden: bool = False


@dataclass(frozen=True, slots=True)
class UnusableCell:
    """A cell that cannot be used; the column of addresses has no name here."""

    class Kind(Enum):
        LONG_VALUE = auto()
        LONG = auto()
        TORN = auto()  # so long that a quotation mark may be left open
        NUL = auto()
        FORMULA = auto()

    kind: Kind
    column: str = ""


class Row(NamedTuple):
    """``reason`` is empty for a row that can be used; it never repeats what the row holds.

    In the words of the sheet or of the address where these refused it.

    Rows with the same attributes share one dictionary: leave it as it is.
    """

    number: int
    address: str = ""
    attributes: dict[str, str] | None = None
    reason: UnusableCell | str = ""


def preview(path: Path, *, k: int) -> Preview:
    """Its columns and first rows. The address says which row it is; of what stands beside it
    no value is told that fewer than ``k`` people of the first thousands share."""
    sheet = open_sheet(path)
    width = len(sheet.columns)
    sample = [
        (number, [_shown(cell) for cell in [*cells, *[""] * width][:width]])
        for number, cells in islice(sheet.rows(MOST_CELLS_SHOWN), COUNTED_ROWS)
    ]
    columns, rare = [], []
    for place, name in enumerate(sheet.columns):
        counts = Counter(cells[place] for _, cells in sample)
        addresses = sum("@" in cells[place] for _, cells in sample[:GUESSED_FROM])
        is_address = 2 * addresses > sum(bool(cells[place]) for _, cells in sample[:GUESSED_FROM])
        hidden = frozenset() if is_address else too_rare(counts, k)
        told = [value for value, _ in counts.most_common() if value and value not in hidden]
        rare.append(hidden)
        columns.append(
            Column(
                place=place,
                name=name,
                examples=tuple(told[:3]),
                distinct=sum(bool(value) for value in counts),
                addresses=addresses,
            )
        )
    rows = tuple(
        (
            number,
            tuple(None if cell in rare[place] else cell for place, cell in enumerate(cells)),
        )
        for number, cells in sample[:SHOWN_ROWS]
    )
    best = max(columns, key=lambda column: (column.addresses, -column.place))
    return Preview(tuple(columns), rows, tuple(sheet.notes), best.place, any(rare))


def rows_of(sheet: Sheet, choice: ColumnChoice) -> Iterator[Row]:
    """Every row of the list in turn. Nothing is evaluated and nothing is guessed."""
    where, places = choice.address, choice.attributes
    width = max((where, *places)) + 1
    known: dict[tuple[str, ...], tuple[dict[str, str], UnusableCell | None]] = {}
    for number, cells in sheet.rows():
        if surplus := sheet.surplus(cells):
            yield Row(number, reason=surplus)
            continue
        if len(cells) < width:
            cells = [*cells, *[""] * (width - len(cells))]
        text = cells[where]
        if reason := _unfit(sheet, text):
            yield Row(number, reason=reason)
            continue
        # A million rows have few combinations of attributes: each is looked at once.
        values = tuple([cells[place] for place in places])
        attributes, reason = known.get(values) or _attributes(sheet, choice, values)
        if not reason and values not in known and sum(map(len, values)) < LONGEST_TEXT // 10:
            if len(known) >= MOST_REMEMBERED:
                known.clear()
            known[values] = attributes, reason
        if reason:
            yield Row(number, reason=reason)
            continue
        try:
            yield Row(number, clean_address(text), attributes)
        except BadAddress as bad:
            yield Row(number, reason=str(bad))


def _attributes(
    sheet: Sheet, choice: ColumnChoice, values: tuple[str, ...]
) -> tuple[dict[str, str], UnusableCell | None]:
    """The attributes in these cells, or why they cannot be used."""
    attributes: dict[str, str] = {}
    for place, value in zip(choice.attributes, values, strict=True):
        name = sheet.columns[place]
        reason = _unfit(sheet, value, name)
        value = clean_line(value)
        if not reason and len(value) > LONGEST_VALUE:
            reason = UnusableCell(UnusableCell.Kind.LONG_VALUE, name)
        if reason:
            return {}, reason
        if value:
            attributes[name] = value
    return attributes, None


def _unfit(sheet: Sheet, cell: str, column: str = "") -> UnusableCell | None:
    if len(cell) > LONGEST_TEXT:
        is_torn = sheet.kind == CSV and "\n" in cell
        return UnusableCell(UnusableCell.Kind.TORN if is_torn else UnusableCell.Kind.LONG, column)
    if "\0" in cell:
        return UnusableCell(UnusableCell.Kind.NUL, column)
    if is_formula(sheet, cell):
        return UnusableCell(UnusableCell.Kind.FORMULA, column)
    return None


def _shown(cell: str) -> str:
    """A cell for a page: short, on one line, without characters that steer or cannot be kept."""
    line = " ".join("".join(c if c.isprintable() else " " for c in cell[:200]).split())
    return f"{line[:60]}…" if len(line) > 60 else line
