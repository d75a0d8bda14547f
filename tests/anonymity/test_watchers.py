"""Somebody looks at pages before and after each session of people whom they know."""

from datetime import UTC, datetime

import pytest
from benchmarks import _watcher

from folkmoot.published import services as published
from folkmoot.published.models import PublishedState

pytestmark = pytest.mark.django_db
START = datetime(2030, 5, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.KEYS = tmp_path, tmp_path / "keys"


@pytest.mark.parametrize("mode", ["open", "confidential", "anonymous"])
def test_what_moves_around_a_session_tells_nothing_of_what_was_done_in_it(mode):
    found = _watcher.watch(mode, START, people=12)

    assert found.acts > 50
    assert found.batches >= 1
    assert found.read == 0
    assert found.moved == 0


def test_this_watcher_reads_everybody_where_each_act_is_published_by_itself():
    def publish(programme, now):
        for _ in range(2):
            PublishedState.objects.filter(pk=programme.pk).update(
                look_at=now, daily_at=now, is_taken_over=True
            )
            published.look(programme.pk, at=now)

    found = _watcher.watch("open", START, people=6, after_each=publish)

    assert found.acts_read > 0.9
