"""Somebody keeps every result and subtracts: across the close, and of one input."""

from datetime import UTC, datetime

import numpy as np
import pytest
from benchmarks import _closing

from folkmoot.analysis.services import inputs, suppression

pytestmark = pytest.mark.django_db
START = datetime(2030, 5, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.KEYS, settings.MEDIA_ROOT = tmp_path, tmp_path / "keys", tmp_path


@pytest.fixture
def nobody_waits(monkeypatch):
    """As it was: whatever came last was told alone once the programme had closed."""
    monkeypatch.setattr(inputs, "leave_out", lambda said, waiting: said.given)
    monkeypatch.setattr(inputs, "changed", lambda before, now: len(now.people_marks))


@pytest.mark.parametrize("change", _closing.CHANGES)
def test_results_before_and_after_the_close_tell_no_stance_of_who_came_between(change):
    found = _closing.attack("open", START, [change])

    assert (found.pairs, found.stances) == (1, 0)


def test_this_attack_reads_whoever_came_last_where_nobody_waits(nobody_waits):
    assert _closing.attack("open", START, [(1, 0)]).stances >= 12


def test_results_on_one_input_tell_together_nothing_that_each_of_them_hides():
    cells, hidden = _closing.attack_again("open", START)

    assert hidden > 10
    assert cells == 0


def test_that_attack_finds_shares_where_each_run_draws_anew_what_it_hides(monkeypatch):
    drawn = np.random.default_rng(1)
    monkeypatch.setattr(
        suppression, "hiding_order", lambda idea, groups: drawn.permutation(groups).tolist()
    )

    assert _closing.attack_again("open", START)[0] > 0
