import secrets
from contextlib import nullcontext
from pathlib import Path

import click
import django
from django.utils.translation import gettext as _

from folkmoot.config.commands import now, say, show_progress, with_database
from folkmoot.config.commands.port import port_for_us

WORDS = (
    "amber birch cedar delta ember fjord grove heath "  # not for people: parts of a password
    "inlet jetty kiosk larch maple nettle ochre"
)

DEFAULT_PORT = 8000  # as `folkmoot serve` has it


@click.command("demo")
@click.option("--serve", is_flag=True, help="Serve it afterwards.")
@click.option("--port", default=DEFAULT_PORT, show_default=True, type=click.IntRange(1, 65535))
def command(serve: bool, port: int) -> None:
    """Fill an installation with a demonstration: imaginary people, the product's real workings.

    Run it again and nothing is filled twice. Never on an installation that people use.
    """
    django.setup()  # refusals of a port are said in the installation's language
    # The port first: filling takes a while, and whoever waits for it wants to look.
    with port_for_us("127.0.0.1", port) if serve else nullcontext():
        fill(serve, port)


@with_database
def fill(serve: bool, port: int) -> None:
    from folkmoot.accounts.models import Organisation
    from folkmoot.demo.seeding import SLUG, seed_demo

    if Organisation.objects.filter(slug=SLUG).exists():
        say(_("The demonstration is there already."))
    else:
        seed_demo(password=demo_password(), at=now(), progress=show_progress)
    tell_where(port, is_served=serve)
    if serve:
        from folkmoot.config.commands.serve import serve_here

        serve_here("127.0.0.1", port, workers=None, with_worker=True)


def demo_password() -> str:
    """Made once for each installation: a password in the source would be everybody's."""
    from django.conf import settings

    kept = Path(settings.HOME) / "demo-password"
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        chosen = [secrets.choice(WORDS.split()) for _ in range(4)]
        kept.write_text("-".join(chosen) + f"-{secrets.randbelow(900) + 100}")
    return kept.read_text()


def tell_where(port: int, *, is_served: bool) -> None:
    from folkmoot.demo.seeding import SLUG, STAFF

    command = "folkmoot serve" + (  # not for people: a command
        "" if port == DEFAULT_PORT else f" --port {port}"  # not for people: a command
    )
    first = _("Serve it first")
    when = "" if is_served else f"\n  {first:<19} {command}\n"
    title = _("Folkmoot's demonstration: Harrowmere Health, an imaginary trust.")
    site = f"http://127.0.0.1:{port}"
    say(f"""
{title}
{when}
  {_("To take part"):<17} {site}/p/{SLUG}/safer-nights/       {_("opened yesterday")}
  {_("To read a guide"):<17} {site}/p/{SLUG}/allied-and-heard/guide/
  {_("For staff"):<17} {site}/staff/                       {_("sign in as one of these")}

      {", ".join(f"{key}@example.org" for key in STAFF)}
      {_("password")}  {demo_password()}
""")
