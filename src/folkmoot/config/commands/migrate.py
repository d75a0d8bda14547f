import click
import django
from django.utils.translation import gettext as _

from folkmoot.config.commands import say


@click.command("migrate")
@click.option("--plan", is_flag=True, help="Show what would change; change nothing.")
def command(plan: bool) -> None:
    """Bring the database's tables to this version (safe to repeat)."""
    django.setup()
    from django.core.management import call_command

    call_command("migrate", plan=plan, verbosity=1 if plan else 0, interactive=False)
    if not plan:
        say(_("The database is up to date."))
