"""Read a conversation exported by Polis: its statements, and its votes in either shape.

Exports have grown: names with hyphens or underscores, times in seconds or milliseconds, last votes
as a table of people by statements. All of it comes as a folder, or as a ZIP of one.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from folkmoot.core.columns import open_columns, read_rows
from folkmoot.core.days import start_of
from folkmoot.core.formats import number as written
from folkmoot.core.sheets import open_sheet
from folkmoot.core.tables import ReadReport, Unreadable
from folkmoot.core.text import clean_line, clean_text
from folkmoot.operations.importing.dates import MILLISECONDS, from_epoch, ordinals_of
from folkmoot.operations.importing.folders import files_in, unpacked
from folkmoot.operations.importing.markup import as_words

ALIASES = {
    "comment-id": ("tid", "statement-id", "comment"),
    "comment-body": ("comment-text", "body", "text", "txt", "statement"),
    "author-id": ("author", "author-pid", "pid"),
    "voter-id": ("participant", "participant-id", "voter", "pid"),
    "timestamp": ("created", "time", "modified"),
    "moderated": ("mod", "moderation"),
}
LONGEST_STATEMENT = 5000
NUMBER = re.compile(r"(-?[0-9]{1,18})(?:\.0+)?")
TIME = re.compile(r"([0-9]{1,13})(?:\.[0-9]+)?")
REJECTED = frozenset(
    {"-1", "-1.0", "rejected", "reject", "moderated out", "hidden"}  # not for people: in the file
)
YES = frozenset({"1", "1.0", "true", "t", "yes"})
STANCES = {"1": 1, "1.0": 1, "0": 0, "0.0": 0, "-0": 0, "-1": -1, "-1.0": -1}
Ints = NDArray[np.int64]
# (voter, statement, stance, milliseconds since 1970), each of shape (n,)
Votes = tuple[Ints, Ints, NDArray[np.int8], Ints]


@dataclass(frozen=True, slots=True)
class Statement:
    """``author`` and ``day`` are None where the export does not say."""

    number: int
    author: int | None
    text: str
    day: date | None
    is_rejected: bool
    is_meta: bool = False


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the folder holds. Vote arrays have shape (n,): one last vote per person and statement.

    ``vote_days`` are proleptic ordinals (``date.fromordinal``): finer times are not kept.
    """

    topic: str
    statements: list[Statement]
    voters: Ints
    voted_statements: Ints
    stances: NDArray[np.int8]
    vote_days: Ints


def read_conversation(folder: Path, report: ReadReport) -> Conversation:
    """Read the folder, refusing rows that do not fit and files whose votes run the wrong way.

    The last vote of a person on a statement counts: by time, and by row where times are equal.
    """
    with unpacked(folder) as place:
        return _read(place, report)


def _read(folder: Path, report: ReadReport) -> Conversation:
    files = files_in(folder)
    if "comments" not in files:
        raise Unreadable(_("There is no comments.csv in %(folder)s.") % {"folder": folder.name})
    if "votes" not in files and "last-votes" not in files:
        told = _("There is no votes.csv and no participants-votes.csv in %(folder)s.")
        raise Unreadable(told % {"folder": folder.name})
    statements, tallies = _statements(files["comments"], report)
    known = {statement.number for statement in statements}
    if not known:
        raise Unreadable(_("comments.csv holds no statement that could be read."))
    if "votes" in files:
        voters, numbers, stances, times = _votes(files["votes"], known, report)
    else:
        days = [statement.day for statement in statements if statement.day]
        voters, numbers, stances, times = _last_votes(
            files["last-votes"], known, max(days, default=None), report
        )
    _check_direction(numbers, stances, tallies)
    order = np.lexsort((np.arange(len(times)), times, numbers, voters))
    voters, numbers, stances, times = voters[order], numbers[order], stances[order], times[order]
    last = np.ones(len(voters), dtype=bool)
    last[:-1] = (voters[1:] != voters[:-1]) | (numbers[1:] != numbers[:-1])
    return Conversation(
        topic=_topic(files["summary"]) if "summary" in files else "",
        statements=statements,
        voters=voters[last],
        voted_statements=numbers[last],
        stances=stances[last],
        vote_days=ordinals_of(times[last]),
    )


def _statements(
    path: Path, report: ReadReport
) -> tuple[list[Statement], dict[int, tuple[int, int]]]:
    statements: dict[int, Statement] = {}
    tallies: dict[int, tuple[int, int]] = {}
    optional = ("timestamp", "author-id", "agrees", "disagrees", "moderated", "is-meta")
    for row, cells in read_rows(
        path,
        columns=("comment-id", "comment-body"),
        optional=optional,
        aliases=ALIASES,
        report=report,
    ):
        said = {name: cells.get(name, "").strip() for name in optional}
        number, author = _number(cells["comment-id"]), _number(said["author-id"])
        text, day = clean_text(as_words(cells["comment-body"])), _day(said["timestamp"])
        if number is None or (said["author-id"] and author is None):
            report.refuse(path.name, row, _("ids must be whole numbers"))
        elif number in statements:
            told = _("statement %(number)s is there already") % {"number": number}
            report.refuse(path.name, row, told)
        elif not text:
            report.refuse(path.name, row, _("the statement is empty"))
        elif len(text) > LONGEST_STATEMENT:
            told = _("the statement has %(characters)s characters; %(most)s is the most") % {
                "characters": written(len(text)),
                "most": written(LONGEST_STATEMENT),
            }
            report.refuse(path.name, row, told)
        elif said["timestamp"] and day is None:
            report.refuse(path.name, row, _bad_time())
        else:
            is_rejected = said["moderated"].casefold() in REJECTED
            is_meta = said["is-meta"].casefold() in YES
            statements[number] = Statement(number, author, text, day, is_rejected, is_meta)
            agrees, disagrees = _number(said["agrees"]), _number(said["disagrees"])
            if agrees is not None and disagrees is not None:
                tallies[number] = (agrees, disagrees)
    return list(statements.values()), tallies


def _bad_time() -> str:
    return _("the timestamp is not in seconds or milliseconds since 1970")


def _votes(path: Path, known: set[int], report: ReadReport) -> Votes:
    found: list[tuple[int, int, int, int]] = []
    columns = ("comment-id", "voter-id", "vote", "timestamp")
    for row, cells in read_rows(path, columns=columns, aliases=ALIASES, report=report):
        voter, number = _number(cells["voter-id"]), _number(cells["comment-id"])
        stance, said = STANCES.get(cells["vote"].strip()), cells["timestamp"].strip()
        if voter is None or number is None:
            report.refuse(path.name, row, _("ids must be whole numbers"))
        elif stance is None:
            vote = clean_line(cells["vote"])[:20]
            told = _("the vote is %(vote)s; it must be 1, 0 or -1") % {"vote": vote}
            report.refuse(path.name, row, told)
        elif number not in known:
            told = _("there is no statement %(number)s") % {"number": number}
            report.refuse(path.name, row, told)
        elif _day(said) is None:
            report.refuse(path.name, row, _bad_time())
        else:
            found.append((voter, number, stance, _milliseconds(said)))
    return _columns(found)


def _last_votes(path: Path, known: set[int], day: date | None, report: ReadReport) -> Votes:
    """People by statements. No vote has a time there: the day of the last statement stands."""
    sheet = open_columns(path, ("voter-id",), ALIASES)
    who = next(i for i, name in enumerate(sheet.columns) if _is_voter(name))
    numbers = {place: int(name) for place, name in enumerate(sheet.columns) if name.isdecimal()}
    for number in sorted(set(numbers.values()) - known):
        note = _("%(file)s: there is no statement %(number)s; votes are left out.")
        report.notes.append(note % {"file": path.name, "number": number})
    if not set(numbers.values()) & known:
        told = _("%(file)s has no column of a statement in comments.csv.")
        raise Unreadable(told % {"file": path.name})
    time = round(start_of(day or date(1970, 1, 1)).timestamp() * 1000)
    found: list[tuple[int, int, int, int]] = []
    for row, cells in sheet.rows():
        report.rows_read += 1
        voter = _number(cells[who]) if who < len(cells) else None
        said = {
            number: cells[place].strip()
            for place, number in numbers.items()
            if number in known and place < len(cells) and cells[place].strip()
        }
        wrong = next((vote for vote in said.values() if vote not in STANCES), None)
        if reason := sheet.surplus(cells):
            report.refuse(path.name, row, reason)
        elif voter is None:
            report.refuse(path.name, row, _("ids must be whole numbers"))
        elif wrong is not None:
            vote = clean_line(wrong)[:20]
            told = _("a vote is %(vote)s; it must be 1, 0 or -1") % {"vote": vote}
            report.refuse(path.name, row, told)
        else:
            found += [(voter, number, STANCES[vote], time) for number, vote in said.items()]
    return _columns(found)


def _is_voter(name: str) -> bool:
    return name.casefold().replace("_", "-") in {"voter-id", *ALIASES["voter-id"]}


def _columns(found: list[tuple[int, int, int, int]]) -> Votes:
    table = np.array(found, dtype=np.int64).reshape(-1, 4)
    return table[:, 0], table[:, 1], table[:, 2].astype(np.int8), table[:, 3]


def _check_direction(
    numbers: Ints, stances: NDArray[np.int8], tallies: dict[int, tuple[int, int]]
) -> None:
    """Exports exist in which 1 means disagree: compare with the tallies that came along."""
    ids = np.array(sorted(tallies), np.int64)
    told = np.array([tallies[number] for number in ids.tolist()], np.int64).reshape(-1, 2)
    ours = np.column_stack([_counted(numbers[stances == said], ids) for said in (1, -1)])
    as_read, turned = (int(np.abs(one - told).sum()) for one in (ours, ours[:, ::-1]))
    if turned * 2 < as_read:
        raise Unreadable(
            _(
                "The votes run the wrong way: 1 must mean agree and -1 disagree, but comments.csv "
                "counts them the other way round. Swap the signs and import again."
            )
        )


def _counted(numbers: Ints, ids: Ints) -> Ints:
    """(len(ids),) how often each of ``ids``, ascending, is among the numbers."""
    within = numbers[np.isin(numbers, ids)]
    return np.bincount(np.searchsorted(ids, within), minlength=len(ids))


def _number(cell: str) -> int | None:
    found = NUMBER.fullmatch(cell.strip())
    return int(found[1]) if found else None


def _milliseconds(said: str) -> int:
    found = TIME.fullmatch(said)
    number = int(found[1]) if found else 0
    return number if number >= MILLISECONDS else int(float(said) * 1000)


def _day(said: str) -> date | None:
    """Coarse on purpose: a day is all we keep. None where it lies outside 2000 to 2100."""
    return from_epoch(int(found[1])) if (found := TIME.fullmatch(said)) else None


def _topic(path: Path) -> str:
    """The file is a list of names and values; a topic with commas may stand without quotes."""
    try:
        sheet = open_sheet(path, ("topic", "url", "views"))
    except Unreadable:
        return ""
    sheet.first_row = 1
    for _row, cells in sheet.rows():
        if cells[0].strip().casefold() == "topic":
            return clean_line(as_words(", ".join(cell.strip() for cell in cells[1:] if cell)))[:300]
    return ""
