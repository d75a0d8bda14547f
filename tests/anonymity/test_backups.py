"""Somebody has one backup of a programme that is running, and no key."""

from datetime import UTC, datetime

import pytest
from benchmarks import _backups

from folkmoot.joining import services
from folkmoot.joining.services import invited
from folkmoot.members import registry

pytestmark = pytest.mark.django_db(transaction=True)
START = datetime(2030, 5, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.KEYS = tmp_path, tmp_path / "keys"


@pytest.mark.parametrize("mode", ["confidential", "anonymous"])
def test_no_backup_narrows_anybody_to_fewer_than_the_smallest_group(mode, tmp_path):
    found = list(_backups.moments(mode, tmp_path, START))

    assert [len(_backups.narrowed(dump, truth)) for dump, truth in found] == [0] * _backups.MOMENTS
    assert len(found[-1][1]) == _backups.MOMENTS * _backups.EACH_DAY
    marked = sum(person.is_marked for person in _backups._people(found[-1][0]))
    assert marked == (96 if mode == "confidential" else 0)


def test_this_attack_narrows_people_where_the_list_keeps_what_it_knew(tmp_path, monkeypatch):
    monkeypatch.setattr(registry, "forgets_traces", lambda programme: False)
    for room in (invited, services):
        monkeypatch.setattr(room, "forget_traces", lambda programme: False)

    assert _backups.below_k("confidential", tmp_path, START)[-1] > 10
