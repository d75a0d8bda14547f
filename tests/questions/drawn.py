"""Definitions and answers drawn at random, and one example of each type of question."""

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from hypothesis import strategies as st

from folkmoot.questions.definitions import (
    END,
    All,
    Amounts,
    AnyOf,
    BestWorst,
    Cells,
    Chosen,
    Comparison,
    Dated,
    Day,
    Definition,
    Grid,
    NoAnswer,
    Not,
    Note,
    Number,
    Numeric,
    OneOf,
    Operator,
    Option,
    Order,
    Points,
    Question,
    Ranking,
    Route,
    Scale,
    Section,
    SeveralOf,
    Text,
    Written,
)


def options(*codes, alone=()):
    return tuple(Option(code, f"Words of {code}", code in alone) for code in codes)


ABC = options("a", "b", "c")
TYPES: dict[str, Any] = {
    "one": OneOf(ABC),
    "list": OneOf(ABC, is_dropdown=True),
    "several": SeveralOf(options("a", "b", "none", alone=["none"]), most=2),
    "scale": Scale(0, 10, "Never", "Always"),
    "grid": Grid(options("r1", "r2"), options("no", "yes")),
    "number": Number(Decimal(-5), Decimal("7.5"), places=1),
    "day": Day(date(2030, 1, 1), date(2030, 12, 31)),
    "text": Text(20),
    "words": Text(2000, is_long=True),
    "ranking": Ranking(ABC),
    "points": Points(ABC, total=10),
    "best-worst": BestWorst(ABC),
    "note": Note(),
}
ANSWERS: dict[str, Any] = {
    "one": [Chosen(("a",)), Chosen(("c",))],
    "list": [Chosen(("b",))],
    "several": [Chosen(("a", "b")), Chosen(("none",))],
    "scale": [Numeric(Decimal(0)), Numeric(Decimal(10))],
    "grid": [Cells((("r1", "no"), ("r2", "yes"))), Cells((("r2", "no"),))],
    "number": [Numeric(Decimal(0)), Numeric(Decimal("-3")), Numeric(Decimal("7.5"))],
    "day": [Dated(date(2030, 1, 1)), Dated(date(2030, 12, 31))],
    "text": [Written("0"), Written("x" * 20)],
    "words": [Written("one\n\ntwo")],
    "ranking": [Chosen(("c", "a", "b"))],
    "points": [Amounts((("a", 10),)), Amounts((("a", 3), ("b", 0), ("c", 7)))],
    "best-worst": [Chosen(("c", "a"))],
}


def question(kind, key="q", **more):
    return Question(key, "What of it?", TYPES[kind], **more)


def comparison(draw, earlier):
    asked = draw.choice(earlier)
    codes = [option.code for option in asked.options]
    if isinstance(asked.type, Scale):
        test = draw.choice(
            [Operator.LESS, Operator.AT_MOST, Operator.EQUAL, Operator.AT_LEAST, Operator.MORE]
        )
        return Comparison(asked.key, test, Decimal(draw.randint(1, 9)))
    if codes and draw.random() < 0.7:
        return Comparison(asked.key, Operator.CHOSEN, draw.choice(codes))
    return Comparison(asked.key)


def condition(draw, earlier, depth=2):
    kind = draw.randrange(6) if depth else 0
    if kind == 3:
        return Not(condition(draw, earlier, depth - 1))
    if kind > 3:
        parts = tuple(condition(draw, earlier, depth - 1) for _ in range(draw.randint(1, 3)))
        return (All if kind == 4 else AnyOf)(parts)
    return comparison(draw, earlier)


def definition(draw):
    """A sound one, of at most 20 questions: conditions look back, and routes lead forward."""
    asked, sections, routes, fixed = [], [], [], []
    for number in range(draw.randint(1, 4)):
        order, here, before = draw.choice(list(Order)), [], [q for q in asked if is_said(q)]
        for place in range(draw.randint(1, 5)):
            if order is Order.FIXED:
                before = [one for one in [*asked, *here] if is_said(one)]
            kind = draw.choice(["one", "several", "scale", "text", "note"])
            shown = condition(draw, before) if before and draw.random() < 0.5 else None
            needed = draw.random() < 0.5
            key = f"{kind}-{number}-{place}"
            here.append(question(kind, key, show_if=shown, is_required=needed, can_decline=True))
        asked += here
        fixed += here if order is Order.FIXED else []
        sections.append(Section(f"s{number}", tuple(here), order=order))
    for place, one in enumerate(fixed[:-1]):
        if is_said(one) and draw.random() < 0.2:
            target = draw.choice([END, *(other.key for other in fixed[place + 1 :])])
            routes.append(Route(one.key, condition(draw, [one]), target))
    return Definition(tuple(sections), tuple(routes))


def is_said(asked):
    return asked.key.partition("-")[0] != "note"


def answers(draw, asked):
    """Answers to any of its questions, asked or not."""
    return {
        one.key: draw.choice([*ANSWERS[one.key.partition("-")[0]], NoAnswer.DECLINED])
        for one in asked.questions
        if is_said(one) and draw.random() < 0.6
    }


def both(seed):
    draw = Random(seed)
    drawn = definition(draw)
    return drawn, answers(draw, drawn)


definitions_with_answers = st.integers(0, 2**32).map(both)
definitions = definitions_with_answers.map(lambda drawn: drawn[0])
