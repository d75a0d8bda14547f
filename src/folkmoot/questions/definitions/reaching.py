"""Which questions no answers lead to.

Found by walking with answers that stand for all others: each code and bound that a condition
names, what none names, and no answer at all. Where these do not stand for all, or are too many
to walk, nothing is called unreachable: a warning here is always true.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import combinations

from folkmoot.questions.definitions.answers import (
    Amounts,
    Answer,
    Cells,
    Chosen,
    Dated,
    Numeric,
    Written,
)
from folkmoot.questions.definitions.checking import InvalidAnswer, check, no_answers
from folkmoot.questions.definitions.conditions import Comparison, comparisons, holds
from folkmoot.questions.definitions.routes import evaluate
from folkmoot.questions.definitions.types import (
    BestWorst,
    Day,
    Definition,
    Grid,
    Note,
    Number,
    OneOf,
    Points,
    Question,
    Ranking,
    Scale,
    SeveralOf,
    Text,
)

MOST_WALKS = 2000
MOST_CODES = 8  # each set of so many is tried
ANY_DAY = date(2030, 1, 1)


def unreachable(definition: Definition) -> list[str]:
    """Keys of questions that no answers lead to, in their order."""
    named = _named(definition)
    deciding = [question for question in definition.questions if question.key in named]
    given = {}
    for question in deciding:
        given[question.key], stand_for_all = sample_answers(question, named[question.key])
        if not stand_for_all:
            return []
    order = [question.key for question in definition.questions]
    unseen = dict.fromkeys(order)
    walks, waiting = 0, [(0, dict[str, Answer]())]
    while waiting and unseen:
        place, said = waiting.pop()
        walks += 1
        if walks > MOST_WALKS:
            return []
        asked = {one.key for one in evaluate(definition, said).asked}
        here = deciding[place] if place < len(deciding) else None
        # What lies behind the next that decides is not settled yet.
        settled = order if here is None else order[: order.index(here.key) + 1]
        unseen = {key: None for key in unseen if key not in asked or key not in settled}
        if here is None:
            continue
        if here.key not in asked or not here.is_required:
            waiting.append((place + 1, said))
        if here.key in asked:
            waiting += [(place + 1, {**said, here.key: one}) for one in given[here.key]]
    return list(unseen)


def _named(definition: Definition) -> dict[str, list[Comparison]]:
    """Of each question that decides something, the comparisons with its answer."""
    conditions = [
        *(route.when for route in definition.routes),
        *(section.show_if for section in definition.sections),
        *(question.show_if for question in definition.questions),
    ]
    named: dict[str, list[Comparison]] = {}
    for condition in conditions:
        for one in comparisons(condition) if condition is not None else ():
            named.setdefault(one.question, []).append(one)
    for route in definition.routes:  # a route needs its question answered, whatever it compares
        named.setdefault(route.after, [])
    return named


def sample_answers(question: Question, named: list[Comparison]) -> tuple[list[Answer], bool]:
    """Answers that meet and miss these comparisons in each way in which any answer does; whether
    they surely do."""
    if isinstance(question.type, Note):
        return [], True
    found: dict[tuple[bool, ...], Answer] = {}
    for answer in [*_candidates(question, named), *no_answers(question)]:
        try:
            check(question, answer)
        except InvalidAnswer:
            continue
        found.setdefault(tuple(holds(one, {question.key: answer}) for one in named), answer)
    rows = {one.row for one in named}
    is_whole = len(rows) < 2 and (not question.options or len(_some(question, named)) <= MOST_CODES)
    return list(found.values()), is_whole


def _candidates(question: Question, named: list[Comparison]) -> Iterator[Answer]:
    match question.type:
        case Text():
            yield Written("x")
        case Scale(low=low, high=high):
            yield from map(Numeric, _near(named, Decimal(low), Decimal(high)))
        case Number(low=lowest, high=highest, places=places):
            step = Decimal(1).scaleb(-places)
            yield from map(Numeric, _near(named, lowest, highest, step))
        case Day(first=first, last=last):
            ends = [day for day in (first, last) if day is not None] or [ANY_DAY]
            values = [one.value for one in named if isinstance(one.value, date)]
            for day in [*values, *ends]:
                yield from (Dated(day + timedelta(days=by)) for by in (-1, 0, 1))
        case Points(total=total):
            for code in [option.code for option in question.options]:
                other = next(one.code for one in question.options if one.code != code)
                for points in _near(named, Decimal(0), Decimal(total)):
                    yield Amounts(((code, int(points)), (other, total - int(points))))
        case Grid(rows=rows, options=options):
            wanted = {one.row for one in named}
            for code in [option.code for option in options]:
                yield Cells(tuple((row.code, code) for row in rows))
                if not question.is_required and len(rows) > 1:  # a line may be left empty
                    yield Cells(tuple((r.code, code) for r in rows if r.code not in wanted))
        case _:
            some = _some(question, named)[:MOST_CODES]
            for size in range(1, len(some) + 1):
                for chosen in combinations(some, size):
                    yield Chosen(chosen)


def _some(question: Question, named: list[Comparison]) -> list[str]:
    """The codes that are named or exclusive, and of the others as many as an answer needs."""
    match question.type:
        case Ranking(options=options, most=most):
            needed = len(options) if most is None else most
        case SeveralOf(least=least):
            needed = max(least, 1)
        case BestWorst():
            needed = 2
        case OneOf():
            needed = 1
        case _:
            return []
    values = {one.value for one in named}
    wanted = [o.code for o in question.options if o.code in values or o.is_exclusive]
    others = [o.code for o in question.options if o.code not in wanted]
    return wanted + others[:needed]


def _near(
    named: list[Comparison], low: Decimal | None, high: Decimal | None, step: Decimal = Decimal(1)
) -> list[Decimal]:
    """Each number compared with, its neighbours, and the ends of what may be answered."""
    values = [one.value for one in named if isinstance(one.value, Decimal)]
    ends = [end for end in (low, high) if end is not None] or [Decimal(0)]
    near = [value + by * step for value in values for by in (-1, 0, 1)]
    inside = {round(value / step) * step for value in [*near, *ends]}
    return sorted(v for v in inside if (low is None or v >= low) and (high is None or v <= high))
