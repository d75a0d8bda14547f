"""Each type of question on a page: what is typed there is an answer that fits, or refused."""

from datetime import date
from decimal import Decimal

import pytest
from django.template.loader import render_to_string

from folkmoot.questions.definitions import (
    Amounts,
    Cells,
    Chosen,
    Dated,
    NoAnswer,
    Numeric,
    Written,
)
from folkmoot.questions.fields import AnswersForm
from tests.questions.drawn import TYPES, question

TYPED = {
    "one": ({"q0": "b"}, Chosen(("b",))),
    "list": ({"q0": "b"}, Chosen(("b",))),
    "several": ({"q0": ["b", "a"]}, Chosen(("a", "b"))),
    "scale": ({"q0": "0"}, Numeric(Decimal(0))),
    "grid": ({"q0-0": "no", "q0-1": "yes"}, Cells((("r1", "no"), ("r2", "yes")))),
    "number": ({"q0": "-3"}, Numeric(Decimal(-3))),
    "day": ({"q0": "2030-05-01"}, Dated(date(2030, 5, 1))),
    "text": ({"q0": " a\u202eb "}, Written("ab")),
    "words": ({"q0": "one\r\n\r\ntwo"}, Written("one\n\ntwo")),
    "ranking": ({"q0-0": "2", "q0-1": "3", "q0-2": "1"}, Chosen(("c", "a", "b"))),
    "points": ({"q0-0": "3", "q0-1": "0", "q0-2": "7"}, Amounts((("a", 3), ("b", 0), ("c", 7)))),
    "best-worst": ({"q0-best": "c", "q0-worst": "a"}, Chosen(("c", "a"))),
    "note": ({}, None),
}
ALONE = "Choose “Words of none” alone, or leave it out."
REFUSED = [
    ("one", {"q0": "z"}, "What of it? Choose one of the answers."),
    (
        "several",
        {"q0": ["a", "none"]},
        "What of it? Choose “Words of none” alone, or leave it out.",
    ),
    ("number", {"q0": "many"}, "What of it? This is not an answer to the question."),
    ("number", {"q0": "8"}, "What of it? Write 7.5 or less."),
    ("day", {"q0": "2031-01-01"}, "What of it? Write a day until 31 December 2030."),
    ("ranking", {"q0-0": "1", "q0-1": "1"}, "What of it? Give each answer a place of its own."),
    ("points", {"q0-0": "3"}, "What of it? You gave 3 points. Together they must be 10."),
    ("best-worst", {"q0-best": "a"}, "What of it? Choose one answer in each of the two lists."),
]


def form(kind, typed=None, **more):
    return AnswersForm(typed, questions=[question(kind, **more)])


def html(shown):
    return "".join(render_to_string("questions/question.html", {"part": p}) for p in shown.parts)


def messages(refused):
    return [message for errors in refused.errors.values() for message in errors]


def test_every_type_of_question_is_tried_here():
    assert set(TYPED) == set(TYPES)


@pytest.mark.parametrize("kind", TYPED)
def test_what_is_typed_is_an_answer(kind):
    typed, answer = TYPED[kind]
    sent = form(kind, typed)

    assert sent.is_valid(), sent.errors
    assert sent.answers == ({} if answer is None else {"q": answer})


@pytest.mark.parametrize("kind", TYPED)
def test_what_is_left_empty_is_no_answer_and_no_fault(kind):
    sent = form(kind, {}, can_decline=kind != "note")

    assert sent.is_valid(), sent.errors
    assert sent.answers == {}


@pytest.mark.parametrize("kind", sorted(set(TYPED) - {"note"}))
def test_what_must_be_answered_is_asked_for_once_in_words(kind):
    sent = form(kind, {}, is_required=True)

    assert not sent.is_valid()
    assert messages(sent) == ["What of it? Answer this question."]


@pytest.mark.parametrize(("kind", "typed", "words"), REFUSED)
def test_what_does_not_fit_is_refused_with_the_question_it_is_about(kind, typed, words):
    assert messages(form(kind, typed)) == [words]


@pytest.mark.parametrize("kind", sorted(set(TYPED) - {"note"}))
def test_every_type_offers_to_prefer_not_to_say(kind):
    several = kind in {"several"}
    direct = kind in {"one", "list", "scale"}
    typed = {"q0": ["-"] if several else "-"} if several or direct else {"q0-": "on"}
    sent = form(kind, typed, can_decline=True, is_required=True)

    assert sent.is_valid(), sent.errors
    assert sent.answers == {"q": NoAnswer.DECLINED}
    assert "Prefer not to say" in html(sent)


def test_an_answer_and_none_at_once_are_refused():
    sent = form("text", {"q0": "x", "q0-na": "on"}, can_not_apply=True)

    assert messages(sent) == ["What of it? Choose “Does not apply” alone, or leave it out."]


@pytest.mark.parametrize(
    "kind", sorted(set(TYPED) - {"text", "words", "number", "day", "list", "note"})
)
def test_several_controls_stand_in_a_fieldset_named_by_the_question(kind):
    shown = html(form(kind))

    assert shown.index("<fieldset") < shown.index("<legend") < shown.index("What of it?")
    assert shown.count("<fieldset") == shown.count("</legend>")


@pytest.mark.parametrize("kind", sorted(set(TYPED) - {"note"}))
def test_every_control_has_a_label(kind):
    shown = html(form(kind, can_decline=True))
    ids = [piece.split('"')[0] for piece in shown.split(' id="')[1:]]
    controls = [one for one in ids if f'id="{one}"' in shown and "helptext" not in one]
    labelled = [one for one in controls if f'for="{one}"' in shown]

    assert len(labelled) == shown.count("<input") + shown.count("<select") + shown.count(
        "<textarea"
    )


def test_no_answer_fits_a_question_by_a_script():
    assert "<script" not in "".join(html(form(kind)) for kind in TYPES)
