"""The ``folkmoot`` command: one subcommand for each thing an operator does."""

import importlib
import os
import sys

import click

# name -> module in folkmoot.config.commands that defines `command`
COMMANDS = {
    "administrator": "administrator",
    "analyse": "analyse",
    "backup": "backup",
    "check": "check",
    "demo": "demo",
    "export": "export",
    "import": "imports",
    "migrate": "migrate",
    "publish": "publish",
    "restore": "restore",
    "serve": "serve",
    "worker": "worker",
}
# What these write is handed on: a guide's folder to another web server, an export to an analyst.
FOR_OTHERS = {"export", "publish"}


class Commands(click.Group):
    """Loads Django only once it is known which subcommand runs: ``--help`` stays instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"folkmoot.config.commands.{COMMANDS[cmd_name]}")
        command = module.command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="folkmoot")
@click.pass_context
def folkmoot(ctx: click.Context) -> None:
    """Anonymous, en-masse conversations that end in action.

    Settings come from the environment; FOLKMOOT_HOME says where the data lives (default ./var).
    Exit codes: 0 done, 1 refused, 2 wrong usage, 3 no such programme, 4 unusable file, 5 check
    failed.
    """
    if ctx.invoked_subcommand not in FOR_OTHERS:
        os.umask(0o077)


def main() -> None:
    from folkmoot.config.env import BadSetting

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "folkmoot.config.settings")
    try:
        folkmoot()
    except BadSetting as bad:
        click.echo(f"Bad setting: {bad}", err=True)  # before translation: no settings, no language
        sys.exit(2)
