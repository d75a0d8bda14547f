"""Read a table of answers: one idea for each non-empty cell of a column."""

from dataclasses import dataclass
from pathlib import Path

from folkmoot.core.tables import Report, read_rows

LONGEST_ANSWER = 5000


@dataclass(frozen=True, slots=True)
class Answer:
    """``person`` is empty where nobody is known to have said it."""

    text: str
    person: str


def read_answers(
    path: Path, *, text_column: str, person_column: str | None, report: Report
) -> list[Answer]:
    columns = [text_column, *([person_column] if person_column else [])]
    answers = []
    empty = 0
    for row, cells in read_rows(path, columns=columns, report=report):
        text = cells[text_column].strip()
        if not text:
            empty += 1
        elif len(text) > LONGEST_ANSWER:
            report.refuse(
                path.name, row, f"the answer has {len(text):,} characters; 5,000 is the most"
            )
        else:
            person = cells[person_column].strip() if person_column else ""
            answers.append(Answer(text=text, person=person))
    if empty:
        report.notes.append(f"{empty:,} rows have an empty answer and were passed over.")
    return answers
