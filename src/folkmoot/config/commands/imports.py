from pathlib import Path

import click

from folkmoot.config.commands import (
    BAD_FILE,
    Problem,
    find_programme,
    now,
    say,
    show_progress,
    show_result,
    with_database,
)

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


@click.group("import")
def command() -> None:
    """Bring in a conversation, a table of answers or a list of people from elsewhere.

    Rows that do not fit are left out and reported by number. If anything else goes wrong, or
    more than half of the rows do not fit, nothing at all is kept.
    """


@command.command("polis")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@name_option
@refused_option
@json_option
@with_database
def polis(folder: Path, programme: str, refused: Path | None, as_json: bool) -> None:
    """Read a Polis export (comments.csv and votes.csv in DIR) as a closed programme."""
    from folkmoot.config.importing import saving
    from folkmoot.config.importing.polis import read_conversation
    from folkmoot.core.tables import Report

    report = Report()
    conversation = read_conversation(folder, report)
    _refuse_the_unfit(report, refused)
    say(f"Read {len(conversation.statements):,} statements. Saving.")
    saved = saving.save_conversation(name=programme, conversation=conversation, at=now())
    _finish(saved.as_dict(), report, as_json)


@command.command("csv")
@click.argument("file", type=click.Path(path_type=Path))
@name_option
@click.option("--question", required=True, metavar="TEXT", help="The question that was asked.")
@click.option("--text-column", required=True, metavar="C", help="The column with the answers.")
@click.option("--person-column", metavar="C", help="One person's answers share a value here.")
@click.option("--source", default="", metavar="TEXT", help="Where notes of an event came from.")
@refused_option
@json_option
@with_database
def table(
    file: Path,
    programme: str,
    question: str,
    text_column: str,
    person_column: str | None,
    source: str,
    refused: Path | None,
    as_json: bool,
) -> None:
    """Read a table of answers from FILE: one idea for each non-empty cell of a column."""
    from folkmoot.config.importing import saving
    from folkmoot.config.importing.answers import read_answers
    from folkmoot.core.tables import Report

    report = Report()
    answers = read_answers(
        file, text_column=text_column, person_column=person_column, report=report
    )
    _refuse_the_unfit(report, refused)
    say(f"Read {len(answers):,} answers. Saving.")
    saved = saving.save_answers(
        name=programme, question=question, answers=answers, source=source, at=now()
    )
    _finish(saved.as_dict(), report, as_json)


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
@click.option("--dry-run", is_flag=True, help="Say what would happen; change nothing.")
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
        say(f"row {row}: {reason}")
    done = "would be invited" if dry_run else "are newly invited"
    show_result(
        tally.as_figures() | {"programme": found.slug, "dry_run": dry_run},
        as_json,
        f"{tally.invited:,} of {tally.rows:,} {done} to {found.name}; {tally.already_invited:,} "
        f"were invited already, {tally.repeated:,} are repeated, {tally.suppressed:,} asked to be "
        f"left alone, {tally.refused:,} rows were refused.",
    )


def _refuse_the_unfit(report: object, refused: Path | None) -> None:
    from folkmoot.core.tables import Report

    assert isinstance(report, Report)
    if refused and report.refusals:
        refused.write_text("".join(f"{refusal}\n" for refusal in report.refusals), encoding="utf-8")
    for note in report.notes:
        say(note)
    for refusal in report.refusals[:SHOWN]:
        say(str(refusal))
    if len(report.refusals) > SHOWN:
        say(f"… and {len(report.refusals) - SHOWN:,} more (--refused FILE writes them all).")
    if len(report.refusals) * 2 > report.rows_read:
        raise Problem(
            f"{len(report.refusals):,} of {report.rows_read:,} rows do not fit, more than half: "
            "nothing was imported. The columns may be swapped.",
            BAD_FILE,
        )


def _finish(saved: dict[str, object], report: object, as_json: bool) -> None:
    from folkmoot.core.tables import Report

    assert isinstance(report, Report)
    result = saved | {"rows_refused": len(report.refusals)}
    show_result(
        result,
        as_json,
        f"Imported {saved['ideas']:,} ideas and {saved['votes']:,} votes of "
        f"{saved['participants']:,} participants into {saved['programme']}; "
        f"{len(report.refusals):,} rows were refused.",
    )
