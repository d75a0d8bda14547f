"""One definition, one spelling, one hash."""

import json

import pytest
from hypothesis import given, settings

from folkmoot.questions.definitions import (
    Question,
    UnreadableDefinition,
    canonical,
    definition_from,
    sha256_of,
    simple,
)
from tests.questions.drawn import TYPES, definitions

HASH = "49fadb9459c6b7238c84350e69abb30db20dce9f5f4e7e1ace43c37289e6941b"
EVERYTHING = simple(*(Question(f"q-{kind}", f"Of {kind}?", TYPES[kind]) for kind in TYPES))


@settings(max_examples=100, deadline=None)
@given(definitions)
def test_a_definition_is_read_back_from_its_bytes(definition):
    text = canonical(definition)

    assert definition_from(text) == definition
    assert canonical(definition_from(text)) == text


def test_every_type_of_question_is_read_back():
    assert definition_from(canonical(EVERYTHING)) == EVERYTHING


def test_the_bytes_of_a_definition_stay_what_they_are():
    """A hash that changed would call every stored edition tampered with."""
    text = canonical(simple(Question("site", "Ble? Où?", TYPES["one"], can_decline=True)))

    assert text == (
        '{"is":"definition","sections":[{"is":"section","key":"all","questions":[{"can_decline":'
        'true,"is":"question","key":"site","text":"Ble? Où?","type":{"is":"one-of","options":'
        '[{"code":"a","is":"option","label":"Words of a"},{"code":"b","is":"option","label":'
        '"Words of b"},{"code":"c","is":"option","label":"Words of c"}]}}]}]}'
    )
    assert sha256_of(text) == HASH


def test_the_order_of_keys_in_a_file_does_not_matter():
    text = canonical(EVERYTHING)
    shuffled = json.dumps(dict(reversed(json.loads(text).items())), indent=1)

    assert canonical(definition_from(shuffled)) == text


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", '{"is":"question"}', '{"is":"os.system"}', '{"is":"definition","more":1}'],
)
def test_what_is_no_definition_is_refused(text):
    with pytest.raises(UnreadableDefinition):
        definition_from(text)
