"""The one evaluator: which questions are asked, given the answers so far.

Conditions see only answers of questions that are asked: what is hidden decides nothing. As
conditions look only back (see problems), one walk from the first question to the last settles all.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from folkmoot.questions.definitions.answers import Answer, Missing
from folkmoot.questions.definitions.conditions import holds
from folkmoot.questions.definitions.order import questions_in_order
from folkmoot.questions.definitions.types import END, Definition, Note, Question, Route

Answers = Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """``asked`` in the order of asking, notes among them. ``cleared``: answered once, and hidden
    by what was answered since. ``needed``: asked, required, and without an answer.

    ``ended_after``: the question whose answer ended it early; None where it went to the end.
    """

    asked: tuple[Question, ...]
    hidden: tuple[Question, ...]
    cleared: tuple[Question, ...]
    needed: tuple[Question, ...]
    kept: dict[str, Answer]
    ended_after: str | None


def evaluate(definition: Definition, answers: Answers, *, seed: str = "") -> Evaluation:
    asked: list[Question] = []
    hidden: list[Question] = []
    kept: dict[str, Answer] = {}
    target: str | None = None  # the question that a route leads to
    ended_after: str | None = None
    for section in definition.sections:
        is_shown = section.show_if is None or holds(section.show_if, kept)
        for question in questions_in_order(section, seed):
            if target == question.key:
                target = None
            is_here = is_shown and target is None and ended_after is None
            if not is_here or not (question.show_if is None or holds(question.show_if, kept)):
                hidden.append(question)
                continue
            asked.append(question)
            if question.key not in answers or isinstance(question.type, Note):
                continue
            kept[question.key] = answers[question.key]
            route = _route(definition, question.key, kept)
            if route is not None:
                target, ended_after = (None, question.key) if route.to == END else (route.to, None)
    return Evaluation(
        asked=tuple(asked),
        hidden=tuple(hidden),
        cleared=tuple(question for question in hidden if question.key in answers),
        needed=tuple(
            one
            for one in asked
            if one.is_required and one.key not in kept and not isinstance(one.type, Note)
        ),
        kept=kept,
        ended_after=ended_after,
    )


def next_question(
    definition: Definition, answers: Answers, passed: Collection[str], *, seed: str = ""
) -> Question | None:
    """The first that is asked and was not passed yet; None: it is time to check the answers."""
    found = evaluate(definition, answers, seed=seed).asked
    return next((question for question in found if question.key not in passed), None)


def why_missing(
    definition: Definition, answers: Answers, shown: Collection[str] | None = None
) -> dict[str, Missing]:
    """Of each question without an answer, why. ``shown`` holds the keys of those that were on the
    screen; None: all that the route led to."""
    found = evaluate(definition, answers)
    reasons = {question.key: Missing.HIDDEN for question in found.hidden}
    for question in found.asked:
        if question.key not in found.kept and not isinstance(question.type, Note):
            is_seen = shown is None or question.key in shown
            reasons[question.key] = Missing.SKIPPED if is_seen else Missing.NOT_ASKED
    return reasons


def _route(definition: Definition, after: str, kept: Answers) -> Route | None:
    """The first that applies."""
    return next(
        (one for one in definition.routes if one.after == after and holds(one.when, kept)), None
    )
