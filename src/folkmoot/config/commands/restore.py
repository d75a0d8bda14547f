from pathlib import Path

import click
from django.utils.translation import gettext as _

from folkmoot.config.commands import say, show_progress, show_result, with_database
from folkmoot.core.formats import number


@click.command("restore")
@click.argument("file", type=click.Path(dir_okay=False, exists=True, path_type=Path))
@click.option("--replace", is_flag=True, help="Replace everything this installation holds.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_database
def command(file: Path, replace: bool, as_json: bool) -> None:
    """Bring back what `folkmoot backup` wrote to FILE, and check that every row is there."""
    from folkmoot.operations.archiving import archive

    manifest = archive.restore(file, replace=replace, progress=show_progress)
    if manifest["secret"] != archive.secret_fingerprint():
        say(
            _(
                "This installation has another secret key than the one backed up: return keys will "
                "not work until the old secret-key file (or FOLKMOOT_SECRET_KEY) is put back."
            )
        )
    rows = manifest["rows"]
    assert isinstance(rows, dict)
    result = {"file": str(file), "rows": sum(rows.values()), "made_at": manifest["made_at"]}
    told = _("Restored %(rows)s rows from %(file)s.")
    show_result(result, as_json, told % {"rows": number(sum(rows.values())), "file": file})
