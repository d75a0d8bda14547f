from pathlib import Path

import click
from django.utils.translation import ngettext

from folkmoot.config.commands import (
    count_files,
    find_programme,
    now,
    show_result,
    with_database,
)


@click.command("export")
@click.argument("programme")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_database
def command(programme: str, folder: Path, as_json: bool) -> None:
    """Write what an analyst may take away from PROGRAMME: CSV files and the latest results.

    People get new random numbers in every export, days become months, rows are shuffled.
    """
    from folkmoot.accounts.policy import command_line
    from folkmoot.guides.exporting import write_export

    found = find_programme(programme)
    files = write_export(found, command_line(found.organisation), folder, count_files, at=now())
    show_result(
        {
            "programme": f"{found.organisation.slug}/{found.slug}",
            "folder": str(folder),
            "files": len(files),
        },
        as_json,
        ngettext(
            "Exported %(count)s file to %(folder)s. README.txt explains each column.",
            "Exported %(count)s files to %(folder)s. README.txt explains each column.",
            len(files),
        )
        % {"count": len(files), "folder": folder},
    )
