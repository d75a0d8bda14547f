"""One answer is checked against its question, and refused in words."""

from datetime import date
from decimal import Decimal

import pytest

from folkmoot.questions.definitions import (
    Amounts,
    Cells,
    Chosen,
    Dated,
    InvalidAnswer,
    NoAnswer,
    Number,
    Numeric,
    Question,
    SeveralOf,
    Written,
    answer_from,
    canonical,
    check,
)
from tests.questions.drawn import ABC, ANSWERS, question

GOOD = [(kind, answer) for kind, answers in ANSWERS.items() for answer in answers]
BAD = [
    ("one", Chosen(()), "Choose one of the answers."),
    ("one", Chosen(("a", "b")), "Choose one of the answers."),
    ("one", Chosen(("z",)), "Choose one of the answers."),
    ("several", Chosen(("a", "none")), "Choose “Words of none” alone, or leave it out."),
    ("several", Chosen(()), "Choose at least one answer."),
    ("several", Chosen(("a", "a")), "Choose at least one answer."),
    ("scale", Numeric(Decimal(11)), "Choose one of the answers."),
    ("scale", Numeric(Decimal("1.5")), "Choose one of the answers."),
    ("grid", Cells((("r1", "no"), ("r1", "yes"))), "Choose one answer in each line."),
    ("grid", Cells((("r9", "no"),)), "Choose one of the answers."),
    ("number", Numeric(Decimal("-5.1")), "Write -5 or more."),
    ("number", Numeric(Decimal(8)), "Write 7.5 or less."),
    ("number", Numeric(Decimal("0.25")), "Write at most 1 digit after the point."),
    ("number", Numeric(Decimal("NaN")), "Write a number."),
    ("day", Dated(date(2029, 12, 31)), "Write a day from 1 January 2030 on."),
    ("day", Dated(date(2031, 1, 1)), "Write a day until 31 December 2030."),
    ("text", Written("x" * 21), "This has 21 characters; there is room for 20."),
    ("text", Written(""), "Write a few words."),
    ("ranking", Chosen(("a", "b")), "Give 3 answers a place."),
    ("ranking", Chosen(("a", "b", "a")), "Give each answer a place of its own."),
    ("points", Amounts((("a", 3), ("b", 4))), "You gave 7 points. Together they must be 10."),
    ("points", Amounts((("a", 11), ("b", -1))), "Points cannot be below nothing."),
    ("best-worst", Chosen(("a", "a")), "Choose two different answers."),
    ("best-worst", Chosen(("a",)), "Choose one answer in each of the two lists."),
    ("note", Written("x"), "This is not an answer to the question."),
    ("text", Chosen(("a",)), "This is not an answer to the question."),
]


@pytest.mark.parametrize(("kind", "answer"), GOOD)
def test_what_fits_a_question_is_kept(kind, answer):
    check(question(kind), answer)


@pytest.mark.parametrize(("kind", "answer", "words"), BAD)
def test_what_does_not_fit_is_refused_in_words(kind, answer, words):
    with pytest.raises(InvalidAnswer) as refused:
        check(question(kind), answer)
    assert str(refused.value) == words


def test_a_required_grid_wants_every_line():
    with pytest.raises(InvalidAnswer):
        check(question("grid", is_required=True), Cells((("r2", "no"),)))


def test_several_may_have_to_be_at_least_so_many():
    wanted = Question("q", "Which?", SeveralOf(ABC, least=2))
    with pytest.raises(InvalidAnswer, match="Choose at least 2 answers"):
        check(wanted, Chosen(("a",)))


def test_a_whole_number_is_asked_for_as_such():
    with pytest.raises(InvalidAnswer, match="Write a whole number"):
        check(Question("q", "How many?", Number()), Numeric(Decimal("1.5")))


@pytest.mark.parametrize("said", NoAnswer)
def test_no_answer_is_an_answer_only_where_it_is_offered(said):
    with pytest.raises(InvalidAnswer):
        check(question("one"), said)
    check(question("one", can_decline=True, can_not_apply=True), said)


@pytest.mark.parametrize(("kind", "answer"), [*GOOD, ("one", NoAnswer.DECLINED)])
def test_every_answer_is_read_back_from_its_bytes(kind, answer):
    assert answer_from(canonical(answer)) == answer


def test_nought_is_an_answer():
    assert answer_from(canonical(Numeric(Decimal(0)))) == Numeric(Decimal(0))
    assert canonical(Numeric(Decimal("1.50"))) == canonical(Numeric(Decimal("1.5")))
