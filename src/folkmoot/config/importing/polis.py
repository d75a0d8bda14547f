"""Read a conversation exported by Polis: ``comments.csv`` and ``votes.csv`` in one folder."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from folkmoot.core.tables import Report, Unreadable, read_rows

COMMENT_COLUMNS = (
    "timestamp",
    "comment-id",
    "author-id",
    "agrees",
    "disagrees",
    "moderated",
    "comment-body",
)
VOTE_COLUMNS = ("timestamp", "comment-id", "voter-id", "vote")
LONGEST_STATEMENT = 5000
NUMBER = re.compile(r"-?\d{1,18}")
REJECTED = -1


@dataclass(frozen=True, slots=True)
class Statement:
    number: int
    author: int
    text: str
    day: date
    is_rejected: bool


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the folder holds. Vote arrays have shape (n,): one last vote per person and statement.

    ``vote_days`` are proleptic ordinals (``date.fromordinal``): finer times are not kept.
    """

    topic: str
    statements: list[Statement]
    voters: NDArray[np.int64]
    voted_statements: NDArray[np.int64]
    stances: NDArray[np.int8]
    vote_days: NDArray[np.int64]


def read_conversation(folder: Path, report: Report) -> Conversation:
    """Read the folder, refusing rows that do not fit and files whose votes run the wrong way.

    The last vote of a person on a statement counts: by time, and by row where times are equal.
    """
    if not folder.is_dir():
        raise Unreadable(f"There is no folder {folder}.")
    statements, tallies = _statements(folder / "comments.csv", report)
    voters, numbers, stances, times = _votes(
        folder / "votes.csv", {statement.number for statement in statements}, report
    )
    if not statements:
        raise Unreadable("comments.csv holds no statement that could be read.")
    _check_direction(numbers, stances, tallies)
    order = np.lexsort((np.arange(len(times)), times, numbers, voters))
    voters, numbers, stances, times = voters[order], numbers[order], stances[order], times[order]
    last = np.ones(len(voters), dtype=bool)
    last[:-1] = (voters[1:] != voters[:-1]) | (numbers[1:] != numbers[:-1])
    return Conversation(
        topic=_topic(folder / "summary.csv"),
        statements=statements,
        voters=voters[last],
        voted_statements=numbers[last],
        stances=stances[last],
        vote_days=times[last] // 86_400_000 + date(1970, 1, 1).toordinal(),
    )


def _statements(path: Path, report: Report) -> tuple[list[Statement], dict[int, tuple[int, int]]]:
    statements: dict[int, Statement] = {}
    tallies: dict[int, tuple[int, int]] = {}
    for row, cells in read_rows(path, columns=COMMENT_COLUMNS, report=report):
        names = ("comment-id", "author-id", "moderated", "timestamp")
        numbers = [cells[name].strip() for name in names]
        text = cells["comment-body"].strip()
        if not all(NUMBER.fullmatch(number) for number in numbers):
            report.refuse(path.name, row, "ids, moderation and timestamp must be whole numbers")
            continue
        number, author, moderated, timestamp = map(int, numbers)
        if number in statements:
            report.refuse(path.name, row, f"statement {number} is there already")
        elif not text:
            report.refuse(path.name, row, "the statement is empty")
        elif len(text) > LONGEST_STATEMENT:
            report.refuse(
                path.name, row, f"the statement has {len(text):,} characters; 5,000 is the most"
            )
        elif (day := _day(timestamp)) is None:
            report.refuse(path.name, row, "the timestamp is not in milliseconds since 1970")
        else:
            statements[number] = Statement(number, author, text, day, moderated == REJECTED)
            agrees, disagrees = cells["agrees"].strip(), cells["disagrees"].strip()
            if agrees.isdigit() and disagrees.isdigit():
                tallies[number] = (int(agrees[:9]), int(disagrees[:9]))
    return list(statements.values()), tallies


Columns = tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int8], NDArray[np.int64]]


def _votes(path: Path, known: set[int], report: Report) -> Columns:
    voters, numbers, stances, times = [], [], [], []
    for row, cells in read_rows(path, columns=VOTE_COLUMNS, report=report):
        values = [cells[name].strip() for name in ("voter-id", "comment-id", "vote", "timestamp")]
        if not all(NUMBER.fullmatch(value) for value in values):
            report.refuse(path.name, row, "ids, vote and timestamp must be whole numbers")
            continue
        voter, number, stance, timestamp = map(int, values)
        if stance not in {-1, 0, 1}:
            report.refuse(path.name, row, f"the vote is {stance}; it must be 1, 0 or -1")
        elif number not in known:
            report.refuse(path.name, row, f"there is no statement {number}")
        elif _day(timestamp) is None:
            report.refuse(path.name, row, "the timestamp is not in milliseconds since 1970")
        else:
            voters.append(voter)
            numbers.append(number)
            stances.append(stance)
            times.append(timestamp)
    return (
        np.array(voters, dtype=np.int64),
        np.array(numbers, dtype=np.int64),
        np.array(stances, dtype=np.int8),
        np.array(times, dtype=np.int64),
    )


def _check_direction(
    numbers: NDArray[np.int64], stances: NDArray[np.int8], tallies: dict[int, tuple[int, int]]
) -> None:
    """Exports exist in which 1 means disagree: compare with the tallies that came along."""
    ours: dict[int, tuple[int, int]] = {}
    for number in tallies:
        mine = stances[numbers == number]
        ours[number] = (int((mine == 1).sum()), int((mine == -1).sum()))
    as_read = sum(abs(ours[n][0] - a) + abs(ours[n][1] - d) for n, (a, d) in tallies.items())
    turned = sum(abs(ours[n][1] - a) + abs(ours[n][0] - d) for n, (a, d) in tallies.items())
    if turned * 2 < as_read:
        raise Unreadable(
            "The votes run the wrong way: in votes.csv 1 must mean agree and -1 disagree, but "
            "comments.csv counts them the other way round. Swap the signs and import again."
        )


def _day(milliseconds: int) -> date | None:
    """Coarse on purpose: a day is all we keep. None where it lies outside 2000 to 2100."""
    if not 946_684_800_000 <= milliseconds < 4_102_444_800_000:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date()


def _topic(path: Path) -> str:
    if not path.is_file():
        return ""
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    found = (line.partition(",")[2] for line in lines if line.startswith("topic,"))
    return next(found, "").strip().strip('"')[:300]
