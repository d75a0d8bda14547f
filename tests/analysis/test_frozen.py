"""A frozen input is one file that says what it holds, byte for byte."""

import hashlib
from dataclasses import fields, is_dataclass, replace
from datetime import datetime, time
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest

from folkmoot.analysis.queries.contributions import gather
from folkmoot.analysis.services import frozen
from folkmoot.analysis.services.canonical_order import in_canonical_order
from tests.analysis import crowd
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("workshop")


def assert_equal(one, other):
    for field in fields(one):
        value, second = getattr(one, field.name), getattr(other, field.name)
        if is_dataclass(value):
            assert_equal(value, second)
        else:
            assert np.array_equal(value, second), field.name


def test_what_is_frozen_is_what_was_said(programme, source):
    given = gather(programme)
    content, digest = frozen.freeze(given)
    again = frozen.thaw(frozen.store(content, digest, NOON.date()), digest)

    assert_equal(given, again)


@pytest.mark.parametrize(
    "text", ["", "مرحبا", "👩🏽‍⚕️ ok", "line\nbreak", "a\0b", "x" * 5000, "Cŵn \u202e"]
)
def test_any_words_survive_freezing(programme, source, text):
    said = source.said
    source.said = replace(said, texts=[text, *said.texts[1:]])
    content, digest = frozen.freeze(gather(programme))

    assert frozen.thaw(frozen.store(content, digest, NOON.date()), digest).texts[0] == text


def test_equal_arrays_are_the_same_file(programme, source):
    given = gather(programme)

    assert frozen.freeze(given) == frozen.freeze(replace(given))


def test_people_are_numbered_by_lot(programme, source):
    first, second = gather(programme), gather(programme)

    assert sorted(first.vote_people) == sorted(second.vote_people)
    assert (first.people_marks != second.people_marks).any()


def test_equal_contributions_are_equal_once_put_in_order(programme, source):
    first, second = (in_canonical_order(gather(programme)) for _ in range(2))

    for field in ("text_authors", "vote_people", "vote_ideas", "vote_stances"):
        assert np.array_equal(getattr(first, field), getattr(second, field))


def test_who_votes_and_who_writes_stay_one_person(programme, source):
    source.cast = replace(source.cast, participants=source.cast.participants * 10**12 + 7)
    source.said = replace(source.said, authors=source.said.authors * 10**12 + 7)
    given = in_canonical_order(gather(programme))
    wrote, voted = set(given.text_authors.tolist()), set(given.vote_people.tolist())

    assert voted == set(range(1, 61))
    assert wrote <= voted


def test_marks_of_people_cannot_be_made_without_the_secret(programme, source, settings):
    before = gather(programme)
    settings.SECRET_KEY = "another secret than the one of yesterday"
    after = gather(programme)

    known = {mark.tobytes() for mark in before.people_marks}
    assert not known & {mark.tobytes() for mark in after.people_marks}


def test_a_file_of_an_earlier_version_can_still_be_read(programme, source):
    given = gather(programme)
    content, _ = frozen.freeze(given)
    with np.load(BytesIO(content)) as arrays:
        old = {name: arrays[name] for name in arrays.files}
    for name in ("people_marks", "people_reduced", "secret_mark"):
        del old[name]
    file = BytesIO()
    np.savez_compressed(file, **old)
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    thawed = frozen.thaw(frozen.store(file.getvalue(), digest, NOON.date()), digest)

    assert np.array_equal(thawed.vote_people, given.vote_people)
    assert len(thawed.people_marks) == 0
    assert in_canonical_order(thawed) is thawed


def test_a_stored_file_tells_its_day_and_no_time(programme, source, settings):
    content, digest = frozen.freeze(gather(programme))
    file = Path(settings.MEDIA_ROOT, frozen.store(content, digest, NOON.date()))
    midnight = datetime.combine(NOON.date(), time()).timestamp()

    assert file.stat().st_mtime == midnight
    assert file.parent.stat().st_mtime == midnight


def test_nothing_at_all_can_be_frozen(programme, source):
    source.said, source.cast = crowd.nothing()
    given = gather(programme)
    content, digest = frozen.freeze(given)

    assert given.is_empty
    assert frozen.thaw(frozen.store(content, digest, NOON.date()), digest).texts == []


def test_practice_is_no_part_of_what_is_frozen(programme, fill, join):
    fill(ideas=4, people=12, comments=2)
    before = gather(programme)
    rehearsing = join()
    type(rehearsing).objects.filter(pk=rehearsing.pk).update(is_practice=True)

    assert gather(programme).joined == before.joined
