import click

from folkmoot.config.commands import say, with_database


@click.command("demo")
@click.option("--serve", is_flag=True, help="Serve it afterwards.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@with_database
def command(serve: bool, port: int) -> None:
    """Fill an empty installation with a demonstration: imaginary people, real workings."""
    say("demo")
