"""Random orders: each as likely as any other, each question's its own, and drawn alike again."""

from collections import Counter
from dataclasses import replace
from math import factorial

import numpy as np
import pytest
from scipy.stats import chisquare

from folkmoot.questions.definitions import (
    OneOf,
    Order,
    Question,
    Section,
    options_in_order,
    questions_in_order,
    rows_in_order,
)
from tests.questions.drawn import TYPES, options, question

VOICES = 24_000
FOUR = OneOf(options(*"abcd"), order=Order.RANDOM)
ONE, TWO = Question("one", "Which?", FOUR), Question("two", "And which?", FOUR)


def shown(asked, seed):
    return "".join(option.code for option in options_in_order(asked, seed))


@pytest.fixture(scope="module")
def orders():
    return [[shown(asked, str(voice)) for voice in range(VOICES)] for asked in (ONE, TWO)]


def test_each_of_24_orders_is_as_likely(orders):
    met = Counter(orders[0])

    assert len(met) == factorial(4)
    assert chisquare(list(met.values())).pvalue > 0.001


def test_each_option_comes_first_as_often(orders):
    first = Counter(order[0] for order in orders[0])

    assert all(abs(number / VOICES - 0.25) < 0.01 for number in first.values())


def test_the_order_of_one_question_says_nothing_of_another(orders):
    places = [[order.index("a") for order in asked] for asked in orders]

    assert abs(np.corrcoef(places)[0, 1]) < 0.02


def test_the_same_voice_meets_the_same_order_again():
    assert shown(ONE, "77") == shown(ONE, "77")


def test_what_excludes_the_rest_stays_last():
    several = replace(TYPES["several"], order=Order.RANDOM)
    asked = Question("q", "Which?", several)

    assert {shown(asked, str(voice))[-4:] for voice in range(20)} == {"none"}


def test_only_the_lines_of_a_grid_are_drawn():
    asked = Question("q", "Say of each", replace(TYPES["grid"], order=Order.RANDOM))
    lines = {tuple(row.code for row in rows_in_order(asked, str(voice))) for voice in range(20)}

    assert lines == {("r1", "r2"), ("r2", "r1")}
    assert options_in_order(asked, "1") == asked.options


def test_questions_of_a_section_are_drawn_where_it_says_so():
    asked = tuple(question("text", key) for key in "abcd")
    drawn = Section("s", asked, order=Order.RANDOM)

    assert len({questions_in_order(drawn, str(voice)) for voice in range(200)}) == factorial(4)
    assert questions_in_order(Section("s", asked), "1") == asked
