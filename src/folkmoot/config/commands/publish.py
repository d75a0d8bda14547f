from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.config.commands import (
    count_files,
    find_programme,
    now,
    say,
    show_result,
    with_database,
)


@click.command("publish")
@click.argument("programme")
@click.option("--to", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_database
def command(programme: str, folder: Path, as_json: bool) -> None:
    """Publish PROGRAMME's framework as a guide: a folder that any web server can host.

    Where nobody has drafted a framework yet, one is drawn up from the latest analysis and says so.
    """
    from folkmoot.accounts.policy import command_line
    from folkmoot.frameworks import queries as frameworks
    from folkmoot.frameworks.services import create_framework
    from folkmoot.guides.publishing import write_site
    from folkmoot.guides.services import publish_guide

    found = find_programme(programme)
    actor = command_line(found.organisation)
    framework = frameworks.framework_of(found)
    if framework is None:
        say(_("No framework has been drafted yet: drawing one up from the latest analysis."))
        framework = create_framework(actor=actor, programme=found, at=now())
    guide = publish_guide(actor=actor, framework=framework, at=now())
    files = write_site(guide, folder, count_files)
    show_result(
        {
            "programme": f"{found.organisation.slug}/{found.slug}",
            "folder": str(folder),
            "files": len(files),
        },
        as_json,
        ngettext(
            "Published %(count)s file: open %(file)s.",
            "Published %(count)s files: open %(file)s.",
            len(files),
        )
        % {"count": len(files), "file": folder / "index.html"},
    )
