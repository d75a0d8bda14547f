"""One spelling of a definition or an answer, and its hash.

JSON with sorted keys and no spaces, in UTF-8; what stands at its default is left out. The same
definition has the same bytes on every machine and in every later version.
"""

import dataclasses
import hashlib
import json
from datetime import date
from decimal import Decimal
from typing import Any

from folkmoot.core.errors import DomainError
from folkmoot.questions.definitions import answers, conditions, types
from folkmoot.questions.definitions.types import Definition, Question

KINDS: dict[str, type] = {
    "definition": types.Definition,
    "section": types.Section,
    "route": types.Route,
    "question": types.Question,
    "option": types.Option,
    "one-of": types.OneOf,
    "several-of": types.SeveralOf,
    "scale": types.Scale,
    "grid": types.Grid,
    "number": types.Number,
    "day": types.Day,
    "text": types.Text,
    "ranking": types.Ranking,
    "points": types.Points,
    "best-worst": types.BestWorst,
    "note": types.Note,
    "comparison": conditions.Comparison,
    "all": conditions.All,
    "any-of": conditions.AnyOf,
    "not": conditions.Not,
    "chosen": answers.Chosen,
    "cells": answers.Cells,
    "amounts": answers.Amounts,
    "numeric": answers.Numeric,
    "dated": answers.Dated,
    "written": answers.Written,
}
NAMES = {kind: name for name, kind in KINDS.items()}
ENUMS = {"order": types.Order, "test": conditions.Operator}
IS = "is"


class UnreadableDefinition(DomainError):
    """These bytes are no definition that this version knows."""


def canonical(thing: Definition | Question | answers.Answer) -> str:
    """As text that is alike for whatever is alike."""
    return json.dumps(_plain(thing), ensure_ascii=False, separators=(",", ":"), sort_keys=True)


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def definition_from(text: str) -> Definition:
    found = read(text)
    if not isinstance(found, Definition):
        told = "This is not a definition of questions."  # not for people: a damaged row
        raise UnreadableDefinition(told)
    return found


def answer_from(text: str) -> answers.Answer:
    found = read(text)
    if isinstance(found, str):
        return answers.NoAnswer(found)
    if not isinstance(found, answers.Answer):
        raise UnreadableDefinition("This is not an answer.")  # not for people: a damaged row
    return found


def read(text: str) -> Any:
    try:
        return _built(json.loads(text))
    except (KeyError, TypeError, ValueError, ArithmeticError) as problem:
        told = "This definition cannot be read."  # not for people: a damaged row
        raise UnreadableDefinition(told) from problem


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        told: dict[str, Any] = {IS: NAMES[type(value)]}
        for field in dataclasses.fields(value):
            given = getattr(value, field.name)
            if given != field.default:
                told[field.name] = _plain(given)
        return told
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Decimal):  # one spelling for 1.5 and 1.50
        return {IS: "decimal", "value": format(value.normalize(), "f")}
    if isinstance(value, date):
        return {IS: "date", "value": value.isoformat()}
    return value


def _built(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_built(one) for one in value)
    if not isinstance(value, dict):
        return value
    name = value[IS]
    if name == "decimal":
        return Decimal(value["value"])
    if name == "date":
        return date.fromisoformat(value["value"])
    given = {key: _built(one) for key, one in value.items() if key != IS}
    for key, enum in ENUMS.items():
        if key in given:
            given[key] = enum(given[key])
    return KINDS[name](**given)
