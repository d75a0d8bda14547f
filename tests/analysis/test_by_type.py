"""What a result tells of ratings, rankings, choices and answers, and what it keeps to itself."""

from dataclasses import replace

import hypothesis
import numpy as np
import pytest
from hypothesis import settings
from hypothesis import strategies as st

from folkmoot.activities.registry import Answers, Labels, Ratings
from folkmoot.analysis.presenting import type_tables
from folkmoot.analysis.queries.by_type import rows_of
from folkmoot.analysis.queries.contributions import gather
from folkmoot.analysis.queries.result import BY_TYPE, from_json, to_json
from folkmoot.analysis.services import by_type
from folkmoot.analysis.services.compute import Parameters, compute
from folkmoot.analysis.services.suppression import publishable_answers
from tests.analysis.test_types import (
    asks_everything,
    choices,
    ints,
    labels,
    rankings,
    ratings,
)

K = 10
EVERYBODY = np.arange(1, 61)


def answers(*counts, missing=0, skipped=0, several=0):
    """So many people chose each option; the first ones also the next where they may."""
    silent = missing + skipped
    if several:
        chose = np.concatenate([np.arange(n) for n in counts])
        people = np.concatenate([chose, np.arange(1000, 1000 + silent)])
    else:
        people = np.arange(sum(counts) + silent)
    return Answers(
        participants=people,
        questions=np.full(len(people), 80),
        options=np.concatenate(
            [np.repeat(81 + np.arange(len(counts)), counts), np.zeros(silent, np.int64)]
        ),
        missing=np.repeat([0, 2, 1], [sum(counts), missing, skipped]),
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


def answered(*counts, seed=1, **others):
    (question,) = by_type.answered(answers(*counts, **others), K, 0.95, seed=seed)
    return question, [one.count for one in question.options]


def test_a_small_count_of_answers_is_hidden_and_another_beside_it():
    question, told = answered(30, 4, 15, missing=12)

    assert (question.base, question.missing) == (49, ((2, 12),))
    assert told[1] is None
    assert told.count(None) >= 2


def test_few_who_would_rather_not_say_do_not_follow_from_those_who_answer():
    """Everybody was asked, as another question tells: 53 less the base would be three."""
    question, told = answered(30, 20, missing=3)

    assert question.missing == ()
    assert question.base is None
    assert None in told
    assert {(one.low, one.high) for one in question.options} == {(0, 1)}


def test_few_who_skip_do_not_follow_from_those_who_answer_and_would_rather_not_say():
    question, told = answered(30, 20, missing=12, skipped=3)

    assert (question.base, question.missing) == (50, ())
    assert told == [30, 20]


def test_where_several_may_be_chosen_what_nearly_all_chose_is_hidden():
    """It tells how few did not."""
    question, told = answered(60, 58, 30, several=1)

    assert question.base == 60
    assert told == [60, None, 30]


def test_where_several_may_be_chosen_a_small_count_is_not_what_is_left_of_the_base():
    """Whoever chose none of the others chose this."""
    few = answers(30, 20, several=1)
    more = replace(
        few,
        participants=np.concatenate([np.arange(30), np.arange(30, 50), np.arange(50, 54)]),
        questions=np.full(54, 80),
        options=np.repeat([81, 82, 83], [30, 20, 4]),
        missing=np.zeros(54, np.int64),
        option_labels=labels(81, 82, 83, of=[80, 80, 80]),
    )
    (question,) = by_type.answered(more, K, 0.95, seed=1)
    told = [one.count for one in question.options]

    assert told[2] is None
    assert told.count(None) == 2


@settings(max_examples=200, deadline=None)
@hypothesis.given(
    st.lists(st.integers(0, 60), min_size=1, max_size=6),
    st.lists(st.integers(1, 20), max_size=3),
    st.integers(5, 20),
    st.integers(0, 99),
)
def test_where_several_may_be_chosen_no_small_number_follows_from_what_is_told(
    chose, silent, k, seed
):
    base = max(*chose, 0, sum(chose) // 2)
    hypothesis.assume(base >= k)
    counts, missing = np.array(chose), np.array(silent, np.int64)
    told = publishable_answers(counts, missing, base, k, several=True, seed=seed)
    asked = base if told.base else base + sum(silent)
    hidden = int((~told.options).sum()) + (not told.base)
    least = asked - counts[told.options].sum() - (hidden - 1) * asked

    for n in counts[told.options]:
        assert n == 0 or n >= k
        assert asked == n or asked - n >= k
    for n in counts[~told.options]:
        assert least <= (1 if n < k else max(asked - k, 1))
    if not told.base:
        assert least <= 1


def test_who_does_not_know_the_secret_cannot_tell_what_is_hidden_beside_a_small_count():
    patterns = {tuple(answered(40, 41, 42, 4, seed=seed)[1]) for seed in range(20)}

    assert len(patterns) > 1


@pytest.mark.django_db
def test_what_is_hidden_beside_a_small_count_hangs_on_the_programmes_secret(
    programme, workshop, source
):
    source.more["answers"] = answers(40, 41, 42, 4)
    given = gather(programme)

    def told(secret):
        mark = np.full(16, secret, np.uint8)
        found = compute(
            replace(given, secret_mark=mark),
            seed=1,
            parameters=Parameters(K),
            report=lambda step, percent: None,
        )
        return tuple(one.count for one in found.answers[0].options)

    assert len({told(secret) for secret in range(8)}) > 1


def test_answers_without_a_base_are_told_without_shares():
    question, told = answered(30, 20, missing=3)
    table = type_tables._answers(question, "95%", K)
    (shown,) = (row for row in table.rows if row[1] != "hidden")

    assert shown[2] == "hidden"
    assert table.notes[0] == ("How many answered is hidden: it would tell how few gave no answer.")
    (row,) = rows_of((), (), (), (question,))
    assert row[4:9] == ("", max(n or 0 for n in told), "", "", "")


def test_where_one_thing_was_shown_alone_nothing_is_said_of_an_order():
    some = rankings(EVERYBODY)
    alone = some.items == 61
    some = replace(some, **{name: getattr(some, name)[alone] for name in some.ROWS})
    some = replace(some, ranks=np.ones_like(some.ranks))
    (question,) = by_type.ranked(some, K, 0.95)
    table = type_tables._preferences(question, "95%", K, is_ranking=True)

    assert table.notes == ("60 people answered.", "There was one item only, so there is no order.")


@pytest.mark.django_db
def test_a_result_with_every_type_is_read_back_as_it_was(programme, workshop, source):
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
