"""What is wrong with a definition, before anybody is asked: named by question, in words."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.questions.definitions.answers import NoAnswer
from folkmoot.questions.definitions.conditions import (
    Comparison,
    Condition,
    Operator,
    comparisons,
    holds,
)
from folkmoot.questions.definitions.reaching import sample_answers, unreachable
from folkmoot.questions.definitions.types import (
    END,
    BestWorst,
    Definition,
    Note,
    Order,
    Points,
    Question,
)

LONGEST_CODE = 80


@dataclass(frozen=True, slots=True)
class Problem:
    """``question`` is the key of what it is about, "" for the whole."""

    question: str
    words: str


def problems(definition: Definition) -> list[Problem]:
    """Everything that keeps a definition from being opened; none for one that is sound."""
    found = [*_about_names(definition), *_about_options(definition)]
    found = found or list(_about_routes(definition))
    never = _("Nobody can ever reach this question.")
    return found or [Problem(key, never) for key in unreachable(definition)]


def _about_names(definition: Definition) -> Iterator[Problem]:
    keys = Counter(question.key for question in definition.questions)
    if not keys:
        yield Problem("", _("Nothing is asked yet."))
    for key, number in keys.items():
        if number > 1 or not key:
            yield Problem(key, _("Two questions have the same name."))
    sections = Counter(section.key for section in definition.sections)
    if any(number > 1 for number in sections.values()):
        yield Problem("", _("Two sections have the same name."))
    for question in definition.questions:
        if not question.text.strip():
            yield Problem(question.key, _("Write the question."))


def _about_options(definition: Definition) -> Iterator[Problem]:
    for question in definition.questions:
        kind, key = question.type, question.key
        lists = [getattr(kind, name) for name in ("options", "rows") if hasattr(kind, name)]
        for options in lists:
            codes = [option.code for option in options]
            if len(set(codes)) != len(codes) or set(codes) & set(NoAnswer):
                yield Problem(key, _("Two answers have the same code."))
            if not all(0 < len(code) <= LONGEST_CODE for code in codes):
                yield Problem(key, _("Each answer needs a code of at most 80 characters."))
            if not all(option.label.strip() for option in options):
                yield Problem(key, _("Write the words of each answer."))
            if len(codes) < (2 if isinstance(kind, BestWorst | Points) else 1):
                yield Problem(key, _("Give more answers to choose from."))
        low, high = getattr(kind, "low", None), getattr(kind, "high", None)
        first, last = getattr(kind, "first", None), getattr(kind, "last", None)
        if (low is not None and high is not None and low > high) or (
            first is not None and last is not None and first > last
        ):
            yield Problem(key, _("The lowest answer lies above the highest."))
        most, least = getattr(kind, "most", None), getattr(kind, "least", 0)
        if most is not None and not max(1, least) <= most <= len(question.options):
            yield Problem(key, _("So many answers cannot be chosen."))
        if least > len([one for one in question.options if not one.is_exclusive]):
            yield Problem(key, _("So many answers cannot be chosen."))


def _about_routes(definition: Definition) -> Iterator[Problem]:
    by_key = {question.key: question for question in definition.questions}
    place = {key: number for number, key in enumerate(by_key)}
    drawn = {
        question.key: section.key
        for section in definition.sections
        if section.order is Order.RANDOM
        for question in section.questions
    }
    for about, condition, before, section in _conditions(definition):
        for one in comparisons(condition):
            asked = by_key.get(one.question)
            if asked is None:
                yield Problem(about, _("It depends on a question that is not there."))
            elif place[one.question] >= before or drawn.get(one.question, "") == section != "":
                yield Problem(about, _("It depends on a question that may come later."))
            elif not _fits(one, asked):
                yield Problem(about, _("It depends on an answer that nobody can give."))
    for route in definition.routes:
        if route.after not in by_key or (route.to != END and route.to not in by_key):
            yield Problem(route.after, _("It leads to a question that is not there."))
        elif route.to != END and place[route.to] <= place[route.after]:
            yield Problem(route.after, _("It leads back to an earlier question."))
        elif route.after in drawn or route.to in drawn:
            yield Problem(
                route.after, _("No route begins or ends among questions in random order.")
            )


def _conditions(definition: Definition) -> Iterator[tuple[str, Condition, int, str]]:
    """Of each: whom it is about, before which place it looks, and within which drawn section."""
    place = {question.key: number for number, question in enumerate(definition.questions)}
    for section in definition.sections:
        drawn = section.key if section.order is Order.RANDOM else ""
        if section.show_if is not None and section.questions:
            first = section.questions[0].key
            yield first, section.show_if, place[first], drawn
        for question in section.questions:
            if question.show_if is not None:
                yield question.key, question.show_if, place[question.key], drawn
    for route in definition.routes:
        yield route.after, route.when, place.get(route.after, 0) + 1, ""


def _fits(wanted: Comparison, asked: Question) -> bool:
    """Whether any answer to the question could make the comparison true."""
    if isinstance(asked.type, Note):
        return False
    if wanted.test is Operator.ANSWERED:
        return True
    return any(holds(wanted, {asked.key: answer}) for answer in sample_answers(asked, [wanted])[0])
