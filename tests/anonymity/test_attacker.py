"""Somebody has the finished programme's database, logs, export and older backups.

They are told who joined and in which order, and look for any trace of it among the voices.
"""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from benchmarks import _attacker, _campaign, _informed
from django.db import connection

from folkmoot.core import physical_order

pytestmark = pytest.mark.django_db(transaction=True)
START = datetime(2030, 5, 1, 9, tzinfo=UTC)
K = 10


@pytest.mark.parametrize("mode", ["anonymous", "confidential"])
def test_nobody_is_paired_more_often_than_by_chance(mode, tmp_path, settings):
    settings.KEYS = tmp_path / "keys"
    seen = _campaign.run(mode, tmp_path, START)
    if connection.vendor == "postgresql":
        seen = replace(seen, backups=[])  # pg_dump writes rows as they lie: docs/anonymity.md
        assert "text (out of line)" in seen.final.tables["workshops_idea"].columns
    found = _attacker.attack(seen)

    assert len(seen.order) == 500
    assert found.attacks > 20
    assert found.best <= found.limit, found
    # The same attacker, where something was forgotten:
    for kind in ("time", "order"):
        assert _attacker.attack(_attacker.plant(seen, kind)).best > 0.9, kind
    assert _attacker.attack(replace(seen, final=seen.before, backups=[])).best > 0.9
    # Nor does an old backup narrow anybody down to fewer than the smallest group.
    if seen.backups:
        voices, people = {voice for _, voice in seen.order}, [who for who, _ in seen.order]
        old = seen.backups[-1]
        for name, guess in _attacker._by_attributes(old, old, people, voices, "backup"):
            assert _attacker.score(guess, dict(seen.order)) / 500 <= 1 / 10, name
    # Whoever knows everybody's answers, links and order pairs as blindly, group by group.
    voices = {voice for _, voice in seen.order}
    assert _informed.smallest_group(seen.final, voices) >= K
    assert _informed.smallest_group(seen.before, voices) < K
    told = _informed.informed(seen, seen.final, k=K)
    assert told.groups > 3  # the answers are still there to be analysed
    assert told.foreseen > 0.9  # the attack works: it knows the group of nearly everybody
    assert told.chance <= 1 / K
    assert told.rate <= told.limit, told
    # And what must not be there at all, is not.
    raw = seen.final.raw
    assert not list((tmp_path / "keys").glob("*"))
    assert not seen.final.tables["joining_sealedlink"].rows
    assert not seen.final.tables["joining_joiningcode"].rows
    assert not any("person" in line or "@" in line for line in seen.logs.splitlines())
    if mode == "anonymous":
        assert b'"Site"' not in raw


def test_shuffling_refuses_to_run_inside_a_transaction():
    from django.db import transaction

    from folkmoot.joining.services import crowd_tables

    with transaction.atomic(), pytest.raises(RuntimeError):
        physical_order.shuffle_tables(crowd_tables())
