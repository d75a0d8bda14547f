"""Read a table of answers: one idea for each non-empty cell of the columns with answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext as _

from folkmoot.core.columns import read_rows
from folkmoot.core.formats import number
from folkmoot.core.headers import is_numbered
from folkmoot.core.tables import ReadReport, Unreadable
from folkmoot.core.text import clean_line, clean_text
from folkmoot.operations.importing.dates import days_of
from folkmoot.operations.importing.markup import as_words

LONGEST_ANSWER = 5000
LONGEST_VALUE = 80
MOST_VALUES = 30


@dataclass(frozen=True, slots=True)
class Answer:
    """``question`` is a place among the columns with answers; ``person`` is empty where nobody
    is known to have said it; ``day`` is None where the table has no date."""

    text: str
    person: str
    question: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ImportedAnswers:
    """``segments`` holds for each person their value of each segment column, "" where unsaid."""

    answers: list[Answer]
    segments: dict[str, tuple[str, ...]]


def read_answers(
    path: Path,
    *,
    text_columns: Sequence[str],
    person_column: str | None = None,
    date_column: str | None = None,
    segment_columns: Sequence[str] = (),
    begins: int | None = None,
    report: ReadReport,
) -> ImportedAnswers:
    """Rows that do not fit are refused whole: no row is half imported.

    Without a column of people a row with segments is one person. ``begins`` is the first row
    that is somebody's, where the table itself does not tell it from a second header.
    """
    named = [person_column, date_column]
    columns = [*text_columns, *(c for c in named if c), *segment_columns]
    if len(set(columns)) < len(columns):
        raise Unreadable(_("A column can be used for one thing only."))
    rows = list(read_rows(path, columns=columns, worded=text_columns, begins=begins, report=report))
    dates = [cells[date_column] for _, cells in rows] if date_column else []
    days = days_of(dates, report, date_column) if date_column else [None] * len(rows)
    found = ImportedAnswers([], {})
    empty = 0
    for (row, cells), day in zip(rows, days, strict=True):
        texts = [clean_text(as_words(cells[column])) for column in text_columns]
        person = clean_line(cells[person_column]) if person_column else ""
        if segment_columns and not person_column:
            person = f"row-{row}"
        values = tuple(clean_line(cells[column]) for column in segment_columns)
        if not any(texts):
            empty += 1
        elif reason := _unfit(texts, values, person, found.segments.get(person)):
            report.refuse(path.name, row, reason)
        elif date_column and day is None:
            told = _("“%(column)s” is no day from 2000 to 2099") % {"column": date_column}
            report.refuse(path.name, row, told)
        else:
            said = [Answer(text, person, place, day) for place, text in enumerate(texts) if text]
            found.answers.extend(said)
            if segment_columns and person:
                found.segments[person] = values
            if len(found.answers) == len(said) and any(map(is_numbered, text_columns)):
                note = _("The first answer is in row %(row)s: “%(text)s”.")
                report.notes.append(note % {"row": row, "text": said[0].text[:60]})
    if empty:
        note = _("%(count)s rows have no answer and were passed over.")
        report.notes.append(note % {"count": number(empty)})
    for place, column in enumerate(segment_columns):
        different = {values[place] for values in found.segments.values()} - {""}
        if len(different) > MOST_VALUES:
            raise Unreadable(
                _(
                    "“%(column)s” has over %(most)s different values: that names people rather "
                    "than groups. Leave it out, or put its values together first."
                )
                % {"column": column, "most": MOST_VALUES}
            )
    return found


def _unfit(
    texts: list[str], values: tuple[str, ...], person: str, known: tuple[str, ...] | None
) -> str:
    longest = max(map(len, texts))
    if longest > LONGEST_ANSWER:
        told = _("the answer has %(characters)s characters; %(most)s is the most")
        return told % {"characters": number(longest), "most": number(LONGEST_ANSWER)}
    if any(len(value) > LONGEST_VALUE for value in values):
        return _("a segment has over %(most)s characters") % {"most": LONGEST_VALUE}
    if person and known is not None and known != values:
        return _("this person has other segments in an earlier row")
    return ""
