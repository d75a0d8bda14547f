"""Read three columns of a CSV file with nothing but the standard library and numpy."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np

from ._counting import Ids, MalformedVotes, UnknownStance


def read_columns(
    path: str | Path, participant: str, idea: str, stance: str
) -> tuple[Ids, Ids, Ids]:
    """The three columns of the file; ids as numbers where every one of them is."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file)
        header = next(reader, [])
        missing = [name for name in (participant, idea, stance) if name not in header]
        if missing:
            raise MalformedVotes(f"no column {missing[0]!r} in {Path(path).name}; it has {header}")
        places = [header.index(name) for name in (participant, idea, stance)]
        rows = [row for row in reader if row]
    try:
        who, what, said = ([row[place] for row in rows] for place in places)
    except IndexError:
        short = next(n for n, row in enumerate(rows, 2) if len(row) <= max(places))
        raise MalformedVotes(f"row {short} of {Path(path).name} is too short") from None
    try:
        stances = np.array([float(s) for s in said], dtype=np.float64)
    except ValueError as error:
        raise UnknownStance(f"{Path(path).name}: {error}; stances are 1, 0 and -1") from None
    return _numbers_or_texts(who), _numbers_or_texts(what), stances


def _numbers_or_texts(values: list[str]) -> Ids:
    try:
        # "007" and "7" would become one person, so only plain numbers count as numbers.
        numbers = [int(v) for v in values]
    except ValueError:
        return np.array(values, dtype=np.str_)
    if all(str(n) == v for n, v in zip(numbers, values, strict=True)):
        return np.array(numbers, dtype=np.int64)
    return np.array(values, dtype=np.str_)
