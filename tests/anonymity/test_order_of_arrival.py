"""Nobody can answer an idea before it is there: the finished database tells no order by that."""

from datetime import UTC, datetime

import pytest
from benchmarks import _order

from folkmoot.participants.queries import untied

pytestmark = pytest.mark.django_db
START = datetime(2030, 5, 1, 9, tzinfo=UTC)
PEOPLE = 40


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME, settings.KEYS = tmp_path, tmp_path / "keys"


@pytest.mark.parametrize("mode", ["open", "confidential", "anonymous"])
def test_who_answered_whom_tells_no_order_of_arrival_once_ties_have_gone(mode):
    played = _order.play(mode, START, people=PEOPLE)

    before = _order.attack(played.before, played.order)
    after = _order.attack(played.after, played.order)

    assert before.correlation > 0.8, "this attack finds it while ties are there"
    assert after.correlation <= 0.2
    assert after.over_chance <= 0.02
    assert untied(played.programme.pk) is not None


def test_no_number_stands_in_two_rows_and_none_is_a_voice():
    played = _order.play("open", START, people=PEOPLE)
    after = played.after

    numbers = [who for who, _ in after.votes]
    numbers += [who for _, who in after.ideas if who is not None]
    numbers += [who for who, _, _ in after.comments if who is not None]

    assert len(numbers) == len(set(numbers)) > PEOPLE
    assert not set(numbers) & set(after.voices)
