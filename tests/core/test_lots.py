"""What chance decides about published figures is alike at each look, and no reader's guess."""

import ast
from pathlib import Path

from folkmoot.core.lots import lot

SOURCE = Path(__file__).parents[2] / "src" / "folkmoot"
HIDING = {"suppress_counts", "suppress_tables", "suppress_next_look"}


def test_the_same_words_always_draw_the_same_lot():
    assert lot("ward 5") == lot("ward 5")
    assert lot("ward 5") != lot("ward 6")


def test_nobody_draws_it_without_the_secret_of_the_installation(settings):
    ours = lot("ward 5")
    settings.SECRET_KEY = "of another installation"

    assert lot("ward 5") != ours


def test_it_fits_where_a_seed_is_stored():
    assert all(0 <= lot(str(n)) < 2**63 for n in range(200))


def test_whatever_hides_figures_draws_by_a_lot_that_readers_do_not_know():
    calls = [
        (path.name, call)
        for path in SOURCE.rglob("*.py")
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in HIDING
    ]
    seeds = {name: _seed(call) for name, call in calls}

    assert len(calls) >= 3
    # A caller's seed is looked at where it is made: analysis takes the mark of its frozen input.
    assert [name for name, seed in seeds.items() if seed not in {"lot", "seed"}] == []


def _seed(call):
    given = next((one.value for one in call.keywords if one.arg == "seed"), None)
    return getattr(getattr(given, "func", given), "id", "")
