"""Somebody of staff stops letters to one person, erases them or asks for them, and looks again."""

from datetime import UTC, datetime

import pytest
from benchmarks import _oracles

from folkmoot.outreach.queries import addressees

pytestmark = pytest.mark.django_db
START = datetime(2030, 5, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.KEYS = tmp_path, tmp_path / "keys"


def attack(mode, *acts):
    return _oracles.attack(mode, START, steps=[0], acts=acts)


@pytest.mark.parametrize("mode", ["open", "confidential", "anonymous"])
def test_acts_on_one_person_tell_nothing_of_what_they_did(mode):
    found = attack(mode, "stop", "erase")

    assert found.tried == 6
    assert found.facts == 0, found.by


def test_this_attack_finds_who_joined_where_a_figure_hangs_on_it(monkeypatch):
    monkeypatch.setattr(addressees, "number_at_most", addressees.number_of)

    assert attack("confidential", "stop").by["joined by stop"] == 2
