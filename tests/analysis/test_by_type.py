"""What a result tells of ratings, rankings, choices and answers, and what it keeps to itself."""

from dataclasses import replace

import numpy as np
import pytest

from folkmoot.activities.registry import Answers, Labels, Ratings
from folkmoot.analysis.queries.result import BY_TYPE, from_json, to_json
from folkmoot.analysis.services import by_type
from folkmoot.analysis.services.compute import Parameters, compute
from tests.analysis.test_types import choices, ints, labels, rankings, ratings

K = 10
EVERYBODY = np.arange(1, 61)


def answers(*counts, missing=0, several=0):
    """So many people chose each option."""
    people = np.arange(sum(counts) + missing)
    return Answers(
        participants=people,
        questions=np.full(len(people), 80),
        options=np.concatenate(
            [np.repeat(81 + np.arange(len(counts)), counts), np.zeros(missing, np.int64)]
        ),
        missing=np.repeat([0, 2], [sum(counts), missing]),
        labels=labels(80),
        option_labels=labels(*(81 + np.arange(len(counts))).tolist(), of=[80] * len(counts)),
        multiple=ints(several),
    )


def test_an_item_has_its_base_spread_and_middle():
    (first, second) = by_type.rated(ratings(EVERYBODY), K, 0.95)

    assert (first.name, first.base, first.counts) == ("Item 51", 60, (12, 12, 12, 12, 12))
    assert (first.median, first.mean, first.side) == (3, 3, 0)
    assert second.base == 60


def test_of_an_item_that_fewer_than_k_people_rated_nothing_is_told():
    found = by_type.rated(ratings(EVERYBODY[:9]), K, 0.95)

    assert found[0] == by_type.RatedItem(51, "Item 51", 1, 5, None)


def test_a_ranking_tells_how_often_each_came_first_and_who_would_choose_it():
    (question,) = by_type.ranked(rankings(EVERYBODY), K, 0.95)

    assert [(one.name, one.first) for one in question.options] == [("Item 61", 40), ("Item 62", 20)]
    assert question.options[0].share == pytest.approx(2 / 3, abs=1e-3)
    assert question.p_chance < 0.05


def test_choices_by_chance_are_told_to_be_so():
    (question,) = by_type.chosen(choices(EVERYBODY), K, 0.95)

    assert [one.first for one in question.options] == [20, 20, 20]
    assert question.p_chance == 1


def test_choices_of_which_fewer_than_k_people_saw_one_are_not_told():
    some = choices(EVERYBODY)
    drawn = (some.alternatives != 73) | (some.participants <= 9)
    some = replace(some, **{name: getattr(some, name)[drawn] for name in some.ROWS})
    best = np.where(some.alternatives == 71, 1, 0)
    (question,) = by_type.chosen(replace(some, chosen=best), K, 0.95)

    assert (question.base, question.options) == (None, ())


def test_a_small_count_of_answers_is_hidden_and_another_beside_it():
    (question,) = by_type.answered(answers(30, 4, 15, missing=12), K, 0.95)
    told = [one.count for one in question.options]

    assert (question.base, question.missing) == (49, ((2, 12),))
    assert told[1] is None
    assert told.count(None) >= 2


def test_few_who_would_rather_not_say_are_not_counted():
    (question,) = by_type.answered(answers(30, 20, missing=3), K, 0.95)

    assert question.missing == ()
    assert [one.count for one in question.options] == [30, 20]


def test_where_several_may_be_chosen_small_counts_are_hidden_alone():
    (question,) = by_type.answered(answers(30, 4, 15, several=1), K, 0.95)

    assert [one.count for one in question.options] == [30, None, 15]


@pytest.mark.django_db
def test_a_result_with_every_type_is_read_back_as_it_was(programme, workshop, source):
    from folkmoot.analysis.queries.contributions import gather
    from tests.analysis.test_types import asks_everything

    asks_everything(source, range(1, 61))
    source.said = replace(source.said, authors=source.said.authors % 60 + 1)
    given = gather(programme)
    found = compute(given, seed=1, parameters=Parameters(K), report=lambda step, percent: None)

    assert from_json(to_json(found)) == found
    assert all(getattr(found, name) for name in BY_TYPE)
    without = replace(found, **dict.fromkeys(BY_TYPE, ()))
    assert not set(BY_TYPE) & set(to_json(without))


def test_nothing_asked_is_nothing_told():
    nothing = Ratings(ints(), ints(), ints(), ints(), Labels(), ints(), ints())

    assert by_type.rated(nothing, K, 0.95) == ()
