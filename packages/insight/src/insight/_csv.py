"""Read three columns of a CSV file with nothing but the standard library and numpy."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from ._counting import Ids, MalformedVotes, UnknownStance

LONGEST_ID = 1000  # characters; past it a quotation mark was left open, not an id written


def read_columns(
    path: str | Path, participant: str, idea: str, stance: str
) -> tuple[Ids, Ids, Ids]:
    """The three columns of the file; ids as numbers where every one of them is."""
    file_name, wanted = Path(path).name, (participant, idea, stance)
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file)
            header = [name.strip() for name in next(reader, [])]
            numbered = [(reader.line_num, row) for row in reader if row]
            rows = [row for _, row in numbered]
    except UnicodeDecodeError:
        raise MalformedVotes(f"{file_name} is not UTF-8 text: save it as CSV UTF-8") from None
    except csv.Error as error:
        raise MalformedVotes(f"{file_name} is no CSV file that can be read: {error}") from None
    for name in wanted:
        if header.count(name) != 1:
            how_many = "two columns" if name in header else "no column"
            raise MalformedVotes(f"{how_many} {name!r} in {file_name}; it has {header}")
    places = [header.index(name) for name in wanted]
    try:
        # A space before an id, left by hand or by a spreadsheet, must not make a second person.
        who, what, said = ([row[place].strip() for row in rows] for place in places)
    except IndexError:
        short = next(n for n, row in numbered if len(row) <= max(places))
        raise MalformedVotes(f"row {short} of {file_name} is too short") from None
    for number, row in numbered:
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            raise MalformedVotes(
                f"row {number} of {file_name} has {len(row)} cells where the header has "
                f"{len(header)}: a comma probably stands without quotation marks"
            )
    for name, ids in ((participant, who), (idea, what)):
        # numpy drops a NUL at the end of a text, which would make two ids one.
        if any("\0" in value for value in ids):
            raise MalformedVotes(f"{file_name} has a NUL in {name!r}")
        if any(len(value) > LONGEST_ID for value in ids):
            raise MalformedVotes(f"{file_name} has more than 1,000 characters in a {name!r}")
        if "" in ids:
            raise MalformedVotes(f"row {numbered[ids.index('')][0]} of {file_name} has no {name!r}")
    try:
        stances = np.array([float(s) for s in said], dtype=np.float64)
    except ValueError as error:
        raise UnknownStance(f"{file_name}: {error}; stances are 1, 0 and -1") from None
    return _numbers_or_texts(who), _numbers_or_texts(what), stances


def _numbers_or_texts(values: list[str]) -> Ids:
    try:
        # "007" and "7" would become one person, so only plain numbers count as numbers.
        numbers = [int(v) for v in values]
    except ValueError:
        return np.array(values, dtype=np.str_)
    small = all(-(2**63) <= n < 2**63 for n in numbers)
    if small and all(str(n) == v for n, v in zip(numbers, values, strict=True)):
        return np.array(numbers, dtype=np.int64)
    return np.array(values, dtype=np.str_)
