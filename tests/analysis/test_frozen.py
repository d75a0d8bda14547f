"""A frozen input is one file that says what it holds, byte for byte."""

from dataclasses import fields, replace

import numpy as np
import pytest

from folkmoot.analysis.queries.contributions import Contributions, gather
from folkmoot.analysis.services import frozen
from tests.analysis import crowd

pytestmark = pytest.mark.usefixtures("workshop")


def test_what_is_frozen_is_what_was_said(programme, source):
    given = gather(programme)
    content, digest = frozen.freeze(given)
    again = frozen.thaw(frozen.store(content, digest), digest)

    for field in fields(Contributions):
        assert np.array_equal(getattr(given, field.name), getattr(again, field.name))


@pytest.mark.parametrize(
    "text", ["", "مرحبا", "👩🏽‍⚕️ ok", "line\nbreak", "a\0b", "x" * 5000, "Cŵn \u202e"]
)
def test_any_words_survive_freezing(programme, source, text):
    said = source.said
    source.said = replace(said, texts=[text, *said.texts[1:]])
    content, digest = frozen.freeze(gather(programme))

    assert frozen.thaw(frozen.store(content, digest), digest).texts[0] == text


def test_the_same_contributions_are_the_same_file(programme, source):
    assert frozen.freeze(gather(programme)) == frozen.freeze(gather(programme))


def test_nothing_at_all_can_be_frozen(programme, source):
    source.said, source.cast = crowd.nothing()
    given = gather(programme)
    content, digest = frozen.freeze(given)

    assert given.is_empty
    assert frozen.thaw(frozen.store(content, digest), digest).texts == []


def test_practice_is_no_part_of_what_is_frozen(programme, fill, join):
    fill(ideas=4, people=12, comments=2)
    before = gather(programme)
    rehearsing = join()
    type(rehearsing).objects.filter(pk=rehearsing.pk).update(is_practice=True)

    assert gather(programme).joined == before.joined
