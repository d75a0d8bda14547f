"""A question as fields of a page, and what was typed there as an answer: for every room alike.

Plain HTML that works without scripts; what fits is for the definition to say (`check`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from folkmoot.questions.definitions import (
    Amounts,
    Answer,
    BestWorst,
    Cells,
    Chosen,
    Dated,
    Day,
    Grid,
    InvalidAnswer,
    NoAnswer,
    Note,
    Number,
    Numeric,
    OneOf,
    Option,
    Points,
    Question,
    Ranking,
    Scale,
    SeveralOf,
    Text,
    Written,
    check,
    no_answers,
    options_in_order,
    rows_in_order,
)
from folkmoot.web.fields import LineField, WordsField

Fields = dict[str, forms.Field]


@dataclass(frozen=True, slots=True)
class Part:
    """One question on a page: its own field, or several inside one fieldset."""

    question: Question
    fields: tuple[forms.BoundField, ...]

    @property
    def is_several(self) -> bool:
        return len(self.fields) > 1 or isinstance(self.question.type, Grid | Points | Ranking)

    @property
    def is_note(self) -> bool:
        return isinstance(self.question.type, Note)


class AnswersForm(forms.Form):
    """Some questions on one page, named q0, q1 ...; ``seed`` draws random orders."""

    def __init__(
        self, *args: Any, questions: Iterable[Question], seed: str = "", **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.asked = {f"q{place}": question for place, question in enumerate(questions)}
        self._names: dict[str, list[str]] = {}
        for name, question in self.asked.items():
            made = fields_of(name, question, seed)
            self.fields.update(made)
            self._names[name] = list(made)

    @property
    def parts(self) -> list[Part]:
        return [
            Part(question, tuple(self[one] for one in self._names[name]))
            for name, question in self.asked.items()
        ]

    def clean(self) -> dict[str, Any]:
        self.answers: dict[str, Answer] = {}
        for name, question in self.asked.items():
            if any(one in self.errors for one in self._names[name]) or not self._names[name]:
                continue
            said = {one[len(name) :]: self.cleaned_data.get(one) for one in self._names[name]}
            try:
                answer = answer_of(question, said)
                if answer is not None:
                    check(question, answer)
                    self.answers[question.key] = answer
                elif question.is_required:
                    raise InvalidAnswer(_("Answer this question."))
            except InvalidAnswer as problem:
                self.add_error(self._names[name][0], in_words(question, str(problem)))
        return self.cleaned_data


def in_words(question: Question, problem: str) -> str:
    """The refusal, after the question that it is about: it also stands at the head of a page."""
    return _("%(question)s %(problem)s") % {"question": question.text, "problem": problem}


def fields_of(name: str, question: Question, seed: str = "") -> Fields:
    """By name; what follows ``name`` says which part of the answer a field takes."""
    own: dict[str, Any] = {
        "label": question.text,
        "help_text": question.hint,
        "required": question.is_required,
        "error_messages": {
            "required": in_words(question, _("Answer this question.")),
            "invalid_choice": in_words(question, _("Choose one of the answers.")),
            "invalid": in_words(question, _("This is not an answer to the question.")),
        },
    }
    part = {**own, "required": False, "help_text": ""}
    unsaid = [(code.value, words) for code, words in no_answers(question).items()]
    options = _choices(options_in_order(question, seed))
    match question.type:
        case OneOf(is_dropdown=True):
            choices = [("", ""), *unsaid, *options] if not unsaid else [*unsaid, *options]
            return {name: forms.ChoiceField(choices=choices, **own)}
        case OneOf():
            return {name: _radios([*options, *unsaid], own)}
        case SeveralOf():
            field = forms.MultipleChoiceField(
                choices=[*options, *unsaid], widget=forms.CheckboxSelectMultiple, **own
            )
            return {name: field}
        case Scale(low=low, high=high, low_label=least, high_label=most):
            words = {low: least, high: most}
            steps = [
                (str(step), f"{step} {words.get(step, '')}".strip())
                for step in range(low, high + 1)
            ]
            return {name: _radios([*steps, *unsaid], own)}
        case Grid(rows=rows):
            made: Fields = {
                f"{name}-{_place(rows, row.code)}": _radios(options, {**part, "label": row.label})
                for row in rows_in_order(question, seed)
            }
        case Ranking(most=most_places):
            number = len(options) if most_places is None else most_places
            places = [("", ""), *((str(one), str(one)) for one in range(1, number + 1))]
            made = {
                f"{name}-{_place(question.options, code)}": forms.ChoiceField(
                    choices=places, **{**part, "label": label}
                )
                for code, label in options
            }
        case Points():
            made = {
                f"{name}-{_place(question.options, code)}": forms.IntegerField(
                    min_value=0,
                    widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
                    **{**part, "label": label},
                )
                for code, label in options
            }
        case BestWorst(best_label=best, worst_label=worst):
            made = {
                f"{name}-best": _radios(options, {**part, "label": best or _("Best")}),
                f"{name}-worst": _radios(options, {**part, "label": worst or _("Worst")}),
            }
        case Number():
            box = forms.TextInput(attrs={"inputmode": "decimal"})
            made = {name: forms.DecimalField(widget=box, **_alone(own, unsaid))}
        case Day():
            picker = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            made = {name: forms.DateField(widget=picker, **_alone(own, unsaid))}
        case Text(is_long=is_long):
            made = {name: (WordsField if is_long else LineField)(**_alone(own, unsaid))}
        case Note():
            return {}
    for code, label in unsaid:
        made[name + code] = forms.BooleanField(label=label, required=False)
    return made


def answer_of(question: Question, said: Mapping[str, Any]) -> Answer | None:
    """What valid fields say; None where they say nothing. ``said`` is keyed by what follows the
    question's own name."""
    unsaid = [code for code in no_answers(question) if said.get(code.value)]
    value = said.get("")
    found: Answer | None = None
    match question.type:
        case OneOf() if value:
            found = _known(value) or Chosen((value,))
        case SeveralOf() if value:
            unsaid += [NoAnswer(one) for one in value if one in set(NoAnswer)]
            codes = tuple(one.code for one in question.options if one.code in value)
            found = Chosen(codes) if codes else None
        case Scale() if value:
            found = _known(value) or Numeric(Decimal(value))
        case Grid(rows=rows):
            cells = [(row.code, said.get(f"-{n}")) for n, row in enumerate(rows)]
            chosen = tuple((row, code) for row, code in cells if code)
            found = Cells(chosen) if chosen else None
        case Ranking(options=options):
            places = [(said.get(f"-{n}"), one.code) for n, one in enumerate(options)]
            taken = [int(place) for place, code in places if place]
            if len(set(taken)) != len(taken):
                raise InvalidAnswer(_("Give each answer a place of its own."))
            ranked = sorted((int(place), code) for place, code in places if place)
            found = Chosen(tuple(code for place, code in ranked)) if ranked else None
        case Points(options=options):
            given = [(one.code, said.get(f"-{n}")) for n, one in enumerate(options)]
            points = tuple((code, number) for code, number in given if number is not None)
            found = Amounts(points) if points else None
        case BestWorst():
            pair = [said.get("-best"), said.get("-worst")]
            found = Chosen(tuple(one for one in pair if one)) if any(pair) else None
        case Number() if value is not None:
            found = Numeric(value)
        case Day() if value is not None:
            found = Dated(value)
        case Text() if value:
            found = Written(value)
    if unsaid and (found is not None or len(unsaid) > 1):
        words = no_answers(question)[unsaid[0]]
        raise InvalidAnswer(_("Choose “%(answer)s” alone, or leave it out.") % {"answer": words})
    return unsaid[0] if unsaid else found


def _known(value: str) -> NoAnswer | None:
    return NoAnswer(value) if value in set(NoAnswer) else None


def _choices(options: Iterable[Option]) -> list[tuple[str, str]]:
    return [(option.code, option.label) for option in options]


def _place(options: tuple[Option, ...], code: str) -> int:
    """As written, whatever the order on the page: codes may hold what no name of a field may."""
    return [option.code for option in options].index(code)


def _radios(choices: list[tuple[str, str]], own: Mapping[str, Any]) -> forms.ChoiceField:
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **own)


def _alone(own: Mapping[str, Any], unsaid: list[tuple[str, str]]) -> dict[str, Any]:
    """Where a box beside it says that there is no answer, the field itself may stay empty."""
    if not unsaid:
        return dict(own)
    return {**own, "required": False, "label": _("Your answer"), "help_text": ""}
