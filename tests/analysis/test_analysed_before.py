"""What one result hides, another on the same people's words hides too."""

import numpy as np
import pytest

from folkmoot.analysis import services
from folkmoot.analysis.services.suppression import publishable_answers, publishable_shares
from folkmoot.workshops.models import Idea
from tests.conftest import NOON

IDS = np.arange(1, 201)


def crowds(seed=3):
    return np.random.default_rng(seed).integers(0, 30, (3, len(IDS)))


def test_what_a_smaller_smallest_group_hid_stays_hidden():
    votes = crowds()
    first = publishable_shares(votes, 10, IDS)
    alone = publishable_shares(votes, 15, IDS)
    then = publishable_shares(votes, 15, IDS, also=[10])

    assert (alone & ~first).any()  # or there were nothing to keep
    assert not (then & ~first).any()


def test_what_a_smaller_smallest_group_hid_of_a_closed_question_stays_hidden_too():
    rng, tells_more = np.random.default_rng(4), 0
    for _ in range(200):
        counts, missing = rng.integers(0, 40, 4), rng.integers(0, 12, 2)
        how = {"counts": counts, "missing": missing, "base": int(counts.sum())}
        first = publishable_answers(**how, k=10, several=False, seed=5)
        alone = publishable_answers(**how, k=15, several=False, seed=5)
        then = publishable_answers(**how, k=15, several=False, seed=5, also=[10])
        tells_more += bool((alone.options & ~first.options).any())

        assert not (then.options & ~first.options).any()
        assert not (then.missing & ~first.missing).any()
        assert not (then.base and not first.base)
    assert tells_more


@pytest.fixture
def again(analyst, closed):
    return lambda: services.analyse_now(actor=analyst, programme=closed, at=NOON, seed=8)


def raise_smallest_group(programme, to=15):
    programme.organisation.smallest_group = to
    programme.organisation.save(update_fields=["smallest_group"])


def test_a_run_knows_with_which_smallest_groups_its_input_was_analysed(
    closed, analysed, again, programme
):
    first = analysed()
    raise_smallest_group(programme)

    assert "used" not in first.parameters
    assert again().parameters["used"] == [10]
    assert again().parameters["used"] == [10, 15]


def test_a_run_knows_them_too_where_staff_alone_made_another_input(
    closed, analysed, again, programme
):
    analysed()
    Idea.objects.filter(pk=Idea.objects.first().pk).update(is_hidden=True)
    raise_smallest_group(programme)
    second = again()

    assert second.same_input_as is None
    assert second.parameters["used"] == [10]


def test_a_run_need_not_know_them_where_a_whole_group_has_spoken_since(
    closed, analysed, again, programme, fill
):
    analysed()
    fill(ideas=4, people=20, lot=64)
    raise_smallest_group(programme)

    assert "used" not in again().parameters


def test_a_group_that_is_too_small_now_is_told_of_no_more(closed, analysed, again, programme):
    first = analysed(people=40)
    raise_smallest_group(programme, to=25)
    second = again()

    assert [group["size"] for group in first.result["opinions"]["groups"]] == [20, 20]
    assert second.result["opinions"]["groups"] == []
