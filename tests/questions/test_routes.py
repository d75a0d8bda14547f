"""One evaluator says what is asked; whatever people change, all that follows agrees."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings

from folkmoot.questions.definitions import (
    END,
    All,
    Chosen,
    Comparison,
    Definition,
    Missing,
    NoAnswer,
    Not,
    Note,
    Numeric,
    Operator,
    Order,
    Question,
    Route,
    Section,
    SeveralOf,
    evaluate,
    next_question,
    problems,
    simple,
    unreachable,
    why_missing,
)
from tests.questions.drawn import ANSWERS, TYPES, definitions_with_answers, options, question

A_IS_CHOSEN = Comparison("first", Operator.CHOSEN, "a")
FIRST = question("one", "first", can_decline=True)
A, B = Chosen(("a",)), Chosen(("b",))


def keys(questions):
    return [one.key for one in questions]


@settings(max_examples=300, deadline=None)
@given(definitions_with_answers)
def test_every_question_is_either_asked_or_hidden(drawn):
    definition, said = drawn
    found = evaluate(definition, said, seed="7")

    together = sorted(keys(found.asked) + keys(found.hidden))
    assert together == sorted(keys(definition.questions))
    assert set(found.kept) <= set(keys(found.asked))
    assert not set(keys(found.needed)) & set(found.kept)


@settings(max_examples=300, deadline=None)
@given(definitions_with_answers)
def test_what_is_hidden_decides_nothing(drawn):
    definition, said = drawn
    found = evaluate(definition, said)
    without = evaluate(definition, found.kept)

    assert (without.asked, without.kept, without.cleared) == (found.asked, found.kept, ())


@settings(max_examples=300, deadline=None)
@given(definitions_with_answers)
def test_page_by_page_people_meet_just_what_is_asked(drawn):
    definition, said = drawn
    answers, passed = {}, []
    while (here := next_question(definition, answers, passed, seed="7")) is not None:
        passed.append(here.key)
        if here.key in said:
            answers[here.key] = said[here.key]

    found = evaluate(definition, said, seed="7")
    assert passed == keys(found.asked)
    assert answers == found.kept


@settings(max_examples=60, deadline=None)
@given(definitions_with_answers)
def test_what_is_called_unreachable_is_never_asked(drawn):
    definition, said = drawn
    if not evaluate(definition, said).needed:
        assert not set(unreachable(definition)) & set(keys(evaluate(definition, said).asked))


@settings(max_examples=60, deadline=None)
@given(definitions_with_answers)
def test_sound_definitions_have_no_problem_but_what_nobody_reaches(drawn):
    definition, _ = drawn
    assert {problem.words for problem in problems(definition)} <= {
        "Nobody can ever reach this question.",
        "It depends on an answer that nobody can give.",
    }


def test_a_hidden_answer_is_cleared_and_comes_back_with_its_question():
    definition = simple(FIRST, question("text", "why", show_if=A_IS_CHOSEN))
    why = ANSWERS["text"][0]

    assert evaluate(definition, {"first": A, "why": why}).kept == {"first": A, "why": why}
    changed = evaluate(definition, {"first": B, "why": why})
    assert keys(changed.cleared) == ["why"]
    assert changed.kept == {"first": B}
    assert evaluate(definition, {"first": A, "why": why}).cleared == ()


def test_what_hangs_on_a_hidden_question_is_hidden_with_it():
    definition = simple(
        FIRST,
        question("one", "second", show_if=A_IS_CHOSEN),
        question("text", "third", show_if=Comparison("second")),
    )
    said = {"first": B, "second": A, "third": ANSWERS["text"][0]}

    assert keys(evaluate(definition, said).hidden) == ["second", "third"]


def test_a_required_question_that_is_hidden_is_not_needed():
    definition = simple(FIRST, question("text", "why", show_if=A_IS_CHOSEN, is_required=True))

    assert evaluate(definition, {"first": B}).needed == ()
    assert keys(evaluate(definition, {"first": A}).needed) == ["why"]


def test_nought_is_an_answer_that_decides():
    scale = question("scale", "score", is_required=True)
    low = question("text", "why", show_if=Comparison("score", Operator.AT_MOST, Decimal(0)))
    found = evaluate(simple(scale, low), {"score": Numeric(Decimal(0))})

    assert keys(found.asked) == ["score", "why"]
    assert found.needed == ()


def test_declining_is_no_choice_and_can_be_asked_after():
    chosen = question("text", "chosen", show_if=Comparison("first"))
    declined = question("text", "left", show_if=Comparison("first", Operator.CHOSEN, "-"))
    found = evaluate(simple(FIRST, chosen, declined), {"first": NoAnswer.DECLINED})

    assert keys(found.asked) == ["first", "left"]


def test_a_route_leads_on_and_hides_what_lies_between():
    definition = replace(
        simple(FIRST, question("text", "between"), question("text", "last")),
        routes=(Route("first", A_IS_CHOSEN, "last"),),
    )

    assert keys(evaluate(definition, {"first": A}).asked) == ["first", "last"]
    assert keys(evaluate(definition, {"first": B}).asked) == ["first", "between", "last"]


def test_a_route_may_end_it_early():
    definition = replace(
        simple(FIRST, question("text", "last")), routes=(Route("first", A_IS_CHOSEN, END),)
    )
    found = evaluate(definition, {"first": A})

    assert found.ended_after == "first"
    assert keys(found.hidden) == ["last"]
    assert evaluate(definition, {"first": B}).ended_after is None


def test_missing_tells_apart_what_was_hidden_skipped_and_never_asked():
    definition = simple(
        FIRST,
        question("text", "hidden", show_if=A_IS_CHOSEN),
        question("text", "skipped"),
        question("text", "later"),
    )
    assert why_missing(definition, {"first": B}, shown=["first", "skipped"]) == {
        "hidden": Missing.HIDDEN,
        "skipped": Missing.SKIPPED,
        "later": Missing.NOT_ASKED,
    }


LATER = question("one", "later")
WRONG = {
    "It depends on a question that is not there.": simple(
        question("text", "why", show_if=Comparison("nobody"))
    ),
    "It depends on a question that may come later.": simple(
        question("text", "why", show_if=Comparison("later")), LATER
    ),
    "It depends on an answer that nobody can give.": simple(
        FIRST, question("text", "why", show_if=Comparison("first", Operator.CHOSEN, "z"))
    ),
    "It leads back to an earlier question.": replace(
        simple(FIRST, LATER), routes=(Route("later", Comparison("later"), "first"),)
    ),
    "It leads to a question that is not there.": replace(
        simple(FIRST), routes=(Route("first", A_IS_CHOSEN, "nowhere"),)
    ),
    "Nobody can ever reach this question.": simple(
        FIRST, question("text", "why", show_if=All((A_IS_CHOSEN, Not(Comparison("first")))))
    ),
    "Two questions have the same name.": simple(FIRST, FIRST),
    "Nothing is asked yet.": Definition(()),
    "Write the question.": simple(replace(FIRST, text=" ")),
}


@pytest.mark.parametrize("words", WRONG)
def test_what_is_wrong_with_a_definition_is_named(words):
    assert [problem.words for problem in problems(WRONG[words])] == [words]


def test_what_is_asked_in_random_order_may_not_depend_on_itself():
    why = question("text", "why", show_if=A_IS_CHOSEN)
    drawn = Definition((Section("s", (FIRST, why), order=Order.RANDOM),))

    assert problems(drawn)[0].words == "It depends on a question that may come later."
    assert not problems(replace(drawn, sections=(Section("s", (FIRST, why)),)))


def test_what_only_a_skipped_required_question_would_reach_is_unreachable():
    must = question("one", "must", is_required=True)
    unless = question("text", "unless", show_if=Not(Comparison("must")))

    assert unreachable(simple(must, unless)) == ["unless"]
    assert unreachable(simple(replace(must, is_required=False), unless)) == []


def test_four_of_several_chosen_together_are_reached():
    several = replace(question("several", "several"), type=SeveralOf(options(*"abcdef"), least=4))
    together = All(tuple(Comparison("several", Operator.CHOSEN, code) for code in "abcd"))

    assert unreachable(simple(several, question("text", "why", show_if=together))) == []


def test_a_note_is_shown_and_never_needs_an_answer():
    note = question("note", "note", is_required=True)
    assert isinstance(note.type, Note)
    found = evaluate(simple(note), {})

    assert (keys(found.asked), found.needed, why_missing(simple(note), {})) == (["note"], (), {})


@pytest.mark.parametrize("name", ["points", "best-worst"])
def test_what_is_shared_out_or_compared_needs_two_answers(name):
    kind = replace(TYPES[name], options=options("a"))
    follows = question("text", "why", show_if=Comparison("shared", Operator.ANSWERED))
    found = problems(simple(Question("shared", "?", kind), follows))

    assert [one.words for one in found] == ["Give more answers to choose from."]
