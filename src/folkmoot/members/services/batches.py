"""The rows of a list, thousands at a time, and what was found of them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field

from folkmoot.core.sheets import Sheet
from folkmoot.members.presenting.left_out_rows import why_left_out
from folkmoot.members.queries import lists
from folkmoot.members.queries.lists import ColumnChoice, Row
from folkmoot.members.services.adding import (
    Added,
    People,
)

# On SQLite a batch touches nearly every page of an index in random order, so a few large ones
# are quicker than many; while one is written voters wait, a few seconds: hence not all at once.
BATCH = 50_000


READ_AT_ONCE = 20_000


HELD_BACK = 1_000  # so that the last batch is never a handful, whose totals would tell


SHOWN_PROBLEMS = 50


NOTHING: dict[str, str] = {}


Progress = Callable[[float], None]


Refuse = Callable[[int, str], None]


@dataclass(slots=True)
class Tally:
    """What a check or an import has found so far."""

    rows: int = 0
    refused: int = 0
    repeated: int = 0
    problems: list[tuple[int, str]] = field(default_factory=list)
    new_in_book: int = 0
    invited: int = 0
    already_invited: int = 0
    suppressed: int = 0
    changed: int = 0
    uncounted: int = 0
    too_many: list[str] = field(default_factory=list)

    def as_figures(self) -> dict[str, object]:
        return {name: found for name, found in asdict(self).items() if isinstance(found, int)}

    def add(self, added: Added) -> None:
        for name, number in asdict(added).items():
            setattr(self, name, getattr(self, name) + number)


def reading(sheet: Sheet, choice: ColumnChoice, progress: Progress) -> Iterator[Row]:
    """The rows of a list, telling now and then how far it has been read."""
    for number, row in enumerate(lists.rows_of(sheet, choice), 1):
        if number % READ_AT_ONCE == 0:
            progress(sheet.share)
        yield row


def batches_of(
    rows: Iterable[Row],
    tally: Tally,
    refuse: Refuse = lambda row, reason: None,
    size: int = 0,
) -> Iterator[People]:
    """Usable rows, thousands at a time, each address once in the whole list."""
    size = size or BATCH
    seen: set[int] = set()
    people: People = {}
    for number, address, attributes, reason in rows:
        tally.rows += 1
        if reason:
            tally.refused += 1
            told = why_left_out(reason)
            refuse(number, told)
            if len(tally.problems) < SHOWN_PROBLEMS:
                tally.problems.append((number, told))
            continue
        # Eight bytes an address instead of the address: a million fit.
        key = hash(address)
        if key in seen:
            tally.repeated += 1
            continue
        seen.add(key)
        people[address] = NOTHING if attributes is None else attributes
        if len(people) == size + HELD_BACK:
            addresses = list(people)
            yield {address: people[address] for address in addresses[:size]}
            people = {address: people[address] for address in addresses[size:]}
    if people:
        yield people
