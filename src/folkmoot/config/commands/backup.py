from pathlib import Path

import click
from django.utils.translation import gettext as _

from folkmoot.config.commands import now, show_progress, show_result, with_database
from folkmoot.core.formats import number


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_database
def command(file: Path, as_json: bool) -> None:
    """Write the database and uploads to FILE, and verify it. Safe while people use the site.

    The secret key and programme keys are left out on purpose: keep FOLKMOOT_HOME/secret-key
    somewhere else, because return keys work only with it.
    """
    from folkmoot.operations.archiving import archive

    rows = archive.write(file, at=now(), progress=show_progress)
    size, total = file.stat().st_size, sum(rows.values())
    show_result(
        {"file": str(file), "bytes": size, "rows": total},
        as_json,
        _("Backed up %(rows)s rows to %(file)s (%(bytes)s bytes).")
        % {"rows": number(total), "file": file, "bytes": number(size)},
    )
