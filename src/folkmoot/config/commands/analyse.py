import click
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from folkmoot.config.commands import (
    CommandError,
    find_programme,
    now,
    say,
    show_progress,
    show_result,
    with_database,
)


@click.command("analyse")
@click.argument("programme")
@click.option("--seed", type=click.IntRange(0, 2**31 - 1), help="Repeat a run with its seed.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@with_database
def command(programme: str, seed: int | None, as_json: bool) -> None:
    """Analyse PROGRAMME from beginning to end: participation, ranking, groups and themes."""
    from folkmoot.accounts.policy import command_line
    from folkmoot.analysis import presenting, queries, services

    found, language = find_programme(programme), get_language()

    def progress(step: str, percent: int) -> None:
        with override(language):  # an analysis speaks English to itself
            show_progress(presenting.told(step), percent)

    run = services.analyse_now(
        actor=command_line(found.organisation),
        programme=found,
        at=now(),
        seed=seed,
        progress=progress,
    )
    run.refresh_from_db()
    if run.problem:
        raise CommandError(presenting.told(run.problem))
    if told := presenting.same_input(run, found.organisation.smallest_group):
        say(told)
    done = queries.run_for_cli(run)
    if "groups_note" in done:
        done["groups_note"] = presenting.note_in_words(done["groups_note"])
        done["themes_note"] = presenting.told(done["themes_note"])
    show_result(
        done,
        as_json,
        _("Analysed %(programme)s. Staff can read it under %(address)s.")
        % {
            "programme": found.name,
            "address": f"/staff/{found.organisation.slug}/{found.slug}/insight/",
        },
    )
