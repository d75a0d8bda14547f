from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.config.commands import (
    BAD_FILE,
    CommandError,
    find_programme,
    now,
    say,
    show_progress,
    show_result,
    with_database,
)
from folkmoot.core.formats import number

if TYPE_CHECKING:
    from folkmoot.core.tables import ReadReport

SHOWN = 20

name_option = click.option(
    "--programme", required=True, metavar="NAME", help="NAME, or ORG/NAME. Created if new."
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
refused_option = click.option(
    "--refused",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write every refused row, with its number and reason, to FILE.",
)


dry_option = click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")


@click.group("import")
def command() -> None:
    """Bring in a conversation, a table of answers or a list of people from elsewhere.

    Rows that do not fit are left out and reported by number. If anything else goes wrong, or
    more than half of the rows do not fit, nothing at all is kept.
    """


@command.command("polis")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@name_option
@dry_option
@refused_option
@json_option
@with_database
def polis(folder: Path, programme: str, dry_run: bool, refused: Path | None, as_json: bool) -> None:
    """Read a Polis export (a folder, or a ZIP of it) as a closed programme.

    It needs comments.csv, and votes.csv or participants-votes.csv.
    """
    from folkmoot.core.tables import ReadReport
    from folkmoot.operations.importing import saving
    from folkmoot.operations.importing.polis import read_conversation

    report = ReadReport()
    with _told(report, refused):
        conversation = read_conversation(folder, report)
    read = len(conversation.statements)
    told = ngettext("Read %(count)s statement. Saving.", "Read %(count)s statements. Saving.", read)
    say(told % {"count": number(read)})
    with _for_a_trial(dry_run):
        saved = saving.save_conversation(name=programme, conversation=conversation, at=now())
    _finish(saved.as_dict(), report, as_json, dry_run)


@command.command("csv")
@click.argument("file", type=click.Path(path_type=Path))
@name_option
@click.option(
    "--text-column",
    "text_columns",
    required=True,
    multiple=True,
    metavar="C",
    help="A column with answers. May be given again, each with its --question.",
)
@click.option(
    "--question",
    "questions",
    multiple=True,
    metavar="TEXT",
    help="The question that was asked, in the order of the columns. Left out: the column's name.",
)
@click.option("--person-column", metavar="C", help="One person's answers share a value here.")
@click.option("--date-column", metavar="C", help="The day of the answer.")
@click.option(
    "--segment-column",
    "segments",
    multiple=True,
    metavar="C",
    help="What people differ by, such as their profession. May be given again, the most "
    "important first: rare combinations are shortened before they are stored.",
)
@click.option(
    "--answers-from",
    "begins",
    type=click.IntRange(min=1),
    metavar="ROW",
    help="The first row that is somebody's. Needed only where a second header may be an answer.",
)
@click.option("--source", default="", metavar="TEXT", help="Where notes of an event came from.")
@dry_option
@refused_option
@json_option
@with_database
def table(  # noqa: PLR0913 - the command's options
    file: Path,
    programme: str,
    text_columns: tuple[str, ...],
    questions: tuple[str, ...],
    person_column: str | None,
    date_column: str | None,
    segments: tuple[str, ...],
    begins: int | None,
    source: str,
    dry_run: bool,
    refused: Path | None,
    as_json: bool,
) -> None:
    """Read answers from FILE (CSV or XLSX): one idea for each non-empty cell of a column."""
    from folkmoot.core.tables import ReadReport
    from folkmoot.operations.importing import saving
    from folkmoot.operations.importing.answers import read_answers

    if questions and len(questions) != len(text_columns):
        raise click.UsageError(
            _(
                "There are %(columns)s columns with answers and %(questions)s questions. "
                "Give one --question for each --text-column, in the same order, or none."
            )
            % {"columns": len(text_columns), "questions": len(questions)}
        )
    report = ReadReport()
    with _told(report, refused):
        found = read_answers(
            file,
            text_columns=text_columns,
            person_column=person_column,
            date_column=date_column,
            segment_columns=segments,
            begins=begins,
            report=report,
        )
    read = len(found.answers)
    told = ngettext("Read %(count)s answer. Saving.", "Read %(count)s answers. Saving.", read)
    say(told % {"count": number(read)})
    with _for_a_trial(dry_run):
        saved = saving.save_answers(
            name=programme,
            questions=questions or text_columns,
            found=found,
            segments=segments,
            source=source,
            at=now(),
        )
    _finish(saved.as_dict(), report, as_json, dry_run)


@command.command("table")
@click.argument("wanted", metavar="FORMAT")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--programme", required=True, metavar="NAME", help="NAME, or ORG/NAME. Must exist.")
@click.option("--activity", "title", default="", metavar="TITLE", help="Where there are several.")
@dry_option
@refused_option
@json_option
@with_database
def declared_table(
    wanted: str,
    file: Path,
    programme: str,
    title: str,
    dry_run: bool,
    refused: Path | None,
    as_json: bool,
) -> None:
    """Read FILE (CSV or XLSX) in a FORMAT that an activity of the programme knows."""
    from folkmoot.core.tables import ReadReport
    from folkmoot.operations.importing.tables import import_table

    report, found = ReadReport(), find_programme(programme)
    with _for_a_trial(dry_run), _told(report, refused):
        done = import_table(
            programme=found, wanted=wanted, path=file, title=title, at=now(), report=report
        )
    show_result(
        done | {"rows_refused": len(report.refusals), "dry_run": dry_run},
        as_json,
        (
            _(
                "Would import %(rows)s rows of %(participants)s participants into %(programme)s; "
                "%(refused)s rows were refused."
            )
            if dry_run
            else _(
                "Imported %(rows)s rows of %(participants)s participants into %(programme)s; "
                "%(refused)s rows were refused."
            )
        )
        % _in_words(done, report),
    )


@command.command("members")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--programme", required=True, metavar="NAME", help="NAME, or ORG/NAME. Must exist.")
@click.option("--address-column", required=True, metavar="C", help="The column with the addresses.")
@click.option(
    "--attribute",
    "attributes",
    multiple=True,
    metavar="C",
    help="A column that says where people are missing, such as Site. May be given again.",
)
@dry_option
@refused_option
@json_option
@with_database
def members(
    file: Path,
    programme: str,
    address_column: str,
    attributes: tuple[str, ...],
    dry_run: bool,
    refused: Path | None,
    as_json: bool,
) -> None:
    """Invite the people on a list (CSV or XLSX). Checks every row first; writes to nobody."""
    from folkmoot.members import services

    found = find_programme(programme)
    tally = services.import_list(
        actor=services.acting_for(found),
        programme=found,
        path=file,
        address=address_column,
        attributes=attributes,
        is_dry=dry_run,
        refused=refused,
        at=now(),
        progress=show_progress,
    )
    for row, reason in tally.problems[:SHOWN]:
        say(_("row %(row)s: %(reason)s") % {"row": row, "reason": reason})
    sentence = (
        _(
            "%(invited)s of %(rows)s would be invited to %(programme)s; %(already)s were invited "
            "already, %(repeated)s are repeated, %(suppressed)s asked to be left alone, "
            "%(refused)s rows were refused."
        )
        if dry_run
        else _(
            "%(invited)s of %(rows)s are newly invited to %(programme)s; %(already)s were invited "
            "already, %(repeated)s are repeated, %(suppressed)s asked to be left alone, "
            "%(refused)s rows were refused."
        )
    )
    show_result(
        tally.as_figures() | {"programme": found.slug, "dry_run": dry_run},
        as_json,
        sentence
        % {
            "invited": number(tally.invited),
            "rows": number(tally.rows),
            "programme": found.name,
            "already": number(tally.already_invited),
            "repeated": number(tally.repeated),
            "suppressed": number(tally.suppressed),
            "refused": number(tally.refused),
        },
    )


@contextmanager
def _told(report: "ReadReport", refused: Path | None) -> Iterator[None]:
    """Every refused row is told, also where the file as a whole cannot be used."""
    try:
        yield
    finally:
        _tell(report, refused)
    if len(report.refusals) * 2 > report.rows_read:
        raise CommandError(
            _(
                "%(refused)s of %(rows)s rows do not fit, more than half: "
                "nothing was imported. The columns may be swapped."
            )
            % {"refused": number(len(report.refusals)), "rows": number(report.rows_read)},
            BAD_FILE,
        )


def _tell(report: "ReadReport", refused: Path | None) -> None:
    if refused and report.refusals:
        refused.write_text("".join(f"{refusal}\n" for refusal in report.refusals), encoding="utf-8")
    for note in report.notes:
        say(note)
    for refusal in report.refusals[:SHOWN]:
        say(str(refusal))
    if len(report.refusals) > SHOWN:
        told = _("… and %(count)s more (--refused FILE writes them all).")
        say(told % {"count": number(len(report.refusals) - SHOWN)})


@contextmanager
def _for_a_trial(dry_run: bool) -> Iterator[None]:
    """A dry run does everything and then takes all of it back."""
    from django.db import transaction

    with transaction.atomic():
        yield
        if dry_run:
            transaction.set_rollback(True)


def _finish(saved: dict[str, object], report: "ReadReport", as_json: bool, dry_run: bool) -> None:
    result = saved | {"rows_refused": len(report.refusals), "dry_run": dry_run}
    show_result(
        result,
        as_json,
        (
            _(
                "Would import %(ideas)s ideas and %(votes)s votes of %(participants)s participants "
                "into %(programme)s; %(refused)s rows were refused."
            )
            if dry_run
            else _(
                "Imported %(ideas)s ideas and %(votes)s votes of %(participants)s participants "
                "into %(programme)s; %(refused)s rows were refused."
            )
        )
        % _in_words(saved, report),
    )


def _in_words(done: dict[str, object], report: "ReadReport") -> dict[str, object]:
    """Figures as they are written, beside how many rows were refused."""
    said = {key: number(one) if isinstance(one, int) else one for key, one in done.items()}
    return said | {"refused": number(len(report.refusals))}
