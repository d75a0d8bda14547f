"""Ratings, rankings, choices and answers are frozen, forgotten and counted as votes are."""

import hashlib
from collections import Counter
from dataclasses import replace
from io import BytesIO

import numpy as np
import pytest

from folkmoot.activities.registry import Answers, Choices, Labels, Rankings, Ratings
from folkmoot.analysis.queries.contributions import gather
from folkmoot.analysis.services import frozen, inputs
from folkmoot.analysis.services.canonical_order import in_canonical_order
from folkmoot.analysis.services.figures import participation
from folkmoot.analysis.services.forgetting import without
from tests.analysis import crowd
from tests.conftest import NOON

TYPES = ("ratings", "rankings", "choices", "answers")
pytestmark = pytest.mark.usefixtures("workshop")


def ints(*values):
    return np.array(values, np.int64)


def labels(*ids, of=None):
    return Labels(ints(*ids), [f"Item {one}" for one in ids], ints(*(of or ids)))


def ratings(people):
    return Ratings(
        participants=np.repeat(people, 2),
        items=np.tile(ints(51, 52), len(people)),
        values=1 + np.repeat(people, 2) % 5,
        judged=np.ones(2 * len(people), np.int64),
        labels=labels(51, 52),
        lows=ints(1, 1),
        highs=ints(5, 5),
    )


def rankings(people):
    first = np.where(people % 3 == 0, 62, 61)
    return Rankings(
        participants=np.repeat(people, 2),
        questions=np.full(2 * len(people), 60),
        items=np.stack([first, 123 - first], axis=1).ravel(),
        ranks=np.tile(ints(1, 2), len(people)),
        labels=labels(60),
        item_labels=labels(61, 62, of=[60, 60]),
    )


def choices(people):
    best = people % 3
    return Choices(
        participants=np.repeat(people, 3),
        questions=np.full(3 * len(people), 70),
        tasks=np.full(3 * len(people), 79),
        alternatives=np.tile(ints(71, 72, 73), len(people)),
        chosen=(np.tile(np.arange(3), len(people)) == np.repeat(best, 3)).astype(np.int64),
        labels=labels(70),
        alternative_labels=labels(71, 72, 73, of=[70, 70, 70]),
    )


def answers(people):
    silent = people % 4 == 0
    return Answers(
        participants=people,
        questions=np.full(len(people), 80),
        options=np.where(silent, 0, 81 + people % 2),
        missing=np.where(silent, 2, 0),
        labels=labels(80),
        option_labels=labels(81, 82, of=[80, 80]),
        multiple=ints(0),
    )


def asks_everything(source, people):
    people = np.asarray(people, np.int64)
    made = {"ratings": ratings, "rankings": rankings, "choices": choices, "answers": answers}
    source.more = {name: make(people) for name, make in made.items()}


@pytest.fixture
def asked(source):
    """People 1 to 60 of the made-up crowd did everything that there is to do."""
    asks_everything(source, range(1, 61))
    return source


def frozen_again(given):
    content, digest = frozen.freeze(given)
    return frozen.thaw(frozen.store(content, digest, NOON.date()), digest)


def told(some):
    return sorted(zip(*(getattr(some, name).tolist() for name in some.ROWS), strict=True))


def test_every_type_is_frozen_as_it_was_given(programme, asked):
    given = gather(programme)
    again = frozen_again(given)

    for name in TYPES:
        before, after = getattr(given, name), getattr(again, name)
        assert told(before) == told(after)
        assert after.labels.names == before.labels.names
        assert len(after.participants) == len(asked.more[name].participants)


def test_a_person_has_one_number_in_every_type(programme, asked):
    given = in_canonical_order(gather(programme))
    rated = dict(
        zip(given.ratings.participants.tolist(), given.ratings.values.tolist(), strict=True)
    )
    people, missing = given.answers.participants.tolist(), given.answers.missing.tolist()
    both = Counter((rated[who], gone) for who, gone in zip(people, missing, strict=True))

    assert both == Counter((1 + who % 5, 0 if who % 4 else 2) for who in range(1, 61))
    assert set(given.vote_people.tolist()) == set(rated) == set(range(1, 61))


def test_numbers_and_rows_tell_nothing_of_ids_or_of_who_came_first(programme, asked):
    """Equal contributions become equal arrays, whatever the lot, the ids and the order of rows."""
    first = in_canonical_order(gather(programme))
    order = np.random.default_rng(3).permutation(120)
    some = asked.more["ratings"]
    asked.more["ratings"] = replace(
        some, **{name: getattr(some, name)[order] for name in some.ROWS}
    )
    second = in_canonical_order(gather(programme))

    for name in TYPES:
        for column in getattr(first, name).ROWS:
            assert np.array_equal(
                getattr(getattr(first, name), column), getattr(getattr(second, name), column)
            )


def test_who_only_rated_is_frozen_too(programme, source):
    source.said, source.cast = crowd.nothing()
    asks_everything(source, range(1, 13))
    given = gather(programme)

    assert not given.is_empty
    assert len(given.people_marks) == 12


def test_a_file_without_the_new_types_can_still_be_read(programme, asked):
    given = gather(programme)
    content, _ = frozen.freeze(given)
    with np.load(BytesIO(content)) as arrays:
        old = {
            name: arrays[name]
            for name in arrays.files
            if name.split(".")[0] not in {*TYPES, "source_names"}
            and name not in {"text_kinds", "text_speakers", "text_sources"}
        }
    file = BytesIO()
    np.savez_compressed(file, **old)
    digest = hashlib.sha256(file.getvalue()).hexdigest()
    thawed = frozen.thaw(frozen.store(file.getvalue(), digest, NOON.date()), digest)

    assert np.array_equal(thawed.vote_people, given.vote_people)
    assert all(len(getattr(thawed, name).participants) == 0 for name in TYPES)
    assert len(in_canonical_order(thawed).text_ids) == len(given.text_ids)


def test_of_who_left_no_row_of_any_type_stays(programme, asked):
    given = gather(programme)
    left = np.zeros(len(given.people_marks), bool)
    left[4] = True
    after = without(given, np.zeros(len(given.texts), bool), left)

    for name in TYPES:
        assert 5 in getattr(given, name).participants
        assert 5 not in getattr(after, name).participants
    assert after.people_reduced.sum() == 1


def test_where_a_text_came_from_goes_with_its_words(programme, source):
    said = source.said
    source.said = replace(said, sources=["Round table", *[""] * (len(said.texts) - 1)])
    given = gather(programme)
    blank = np.array(
        [name == "Round table" for name in np.array(given.source_names)[given.text_sources]]
    )
    left = np.zeros(len(given.people_marks), bool)
    after = without(given, blank, left)

    assert "Round table" in given.source_names
    assert "Round table" not in after.source_names
    assert after.text_speakers[blank].sum() == 0


# What the first person's rows say instead.
OTHERWISE = {
    "ratings": {"values": [5, 5]},
    "rankings": {"ranks": [2, 1]},
    "choices": {"chosen": [1, 0, 0]},
    "answers": {"options": [81]},
}


@pytest.mark.parametrize("name", TYPES)
def test_a_person_who_says_something_else_in_one_type_counts_as_changed(programme, asked, name):
    before = gather(programme)
    assert inputs.changed(before, gather(programme)) == 0
    ((column, says),) = OTHERWISE[name].items()
    held = getattr(asked.more[name], column)
    asked.more[name] = replace(
        asked.more[name], **{column: np.concatenate([says, held[len(says) :]])}
    )

    assert inputs.changed(before, gather(programme)) == 1


@pytest.mark.parametrize("name", TYPES)
def test_who_takes_back_a_single_thing_counts_as_changed(programme, asked, name):
    before = gather(programme)
    some = asked.more[name]
    stays = some.participants != 7
    asked.more[name] = replace(some, **{one: getattr(some, one)[stays] for one in some.ROWS})

    assert inputs.changed(before, gather(programme)) == 1


def test_who_takes_back_the_only_thing_they_did_counts_as_changed(programme, source):
    source.said, source.cast = crowd.nothing()
    asks_everything(source, range(1, 13))
    before = gather(programme)
    asks_everything(source, range(1, 12))

    assert inputs.changed(before, gather(programme)) == 1


def test_who_takes_a_single_vote_back_counts_as_changed(programme, source):
    before = gather(programme)
    cast = source.cast
    stays = np.arange(len(cast.participants)) != 3
    source.cast = replace(
        cast,
        **{
            name: getattr(cast, name)[stays]
            for name in ("participants", "ideas", "stances", "days")
        },
    )

    assert inputs.changed(before, gather(programme)) == 1


def test_votes_that_leave_with_an_idea_are_nobodys_change(programme, source):
    before = gather(programme)
    said = source.said
    source.said = replace(
        said,
        **{
            name: getattr(said, name)[1:]
            for name in (
                "ids", "texts", "questions", "authors", "parents", "days", "kinds", "speakers",
                "sources",
            )
        },
    )  # fmt: skip

    assert inputs.changed(before, gather(programme)) == 0


def staff_remove(source, name, items, labels_in, which):
    """Staff remove the first of what there was: its rows go with it, of everybody."""
    some = source.more[name]
    stays = getattr(some, items) != which
    held = getattr(some, labels_in)
    left = held.ids != which
    source.more[name] = replace(
        some,
        **{one: getattr(some, one)[stays] for one in some.ROWS},
        **{labels_in: Labels(held.ids[left], [f"Item {i}" for i in held.ids[left]], held.of[left])},
    )
    return source.more[name]


REMOVED = {
    "ratings": ("items", "labels", 51),
    "rankings": ("items", "item_labels", 61),
    "choices": ("alternatives", "alternative_labels", 71),
    "answers": ("options", "option_labels", 81),
}


@pytest.mark.parametrize("name", TYPES)
def test_what_staff_remove_changes_nobodys_mind(programme, asked, name):
    before = gather(programme)
    some = staff_remove(asked, name, *REMOVED[name])
    if name == "ratings":
        asked.more[name] = replace(some, lows=ints(1), highs=ints(5))
    if name == "rankings":
        asked.more[name] = replace(some, ranks=np.ones_like(some.ranks))
    if name == "choices":
        # Of a task whose choice is gone nothing is left.
        stays = some.participants % 3 != 0
        asked.more[name] = replace(some, **{one: getattr(some, one)[stays] for one in some.ROWS})

    assert inputs.changed(before, gather(programme)) == 0


def test_beside_what_staff_remove_one_who_changes_is_still_one(programme, asked):
    before = gather(programme)
    some = staff_remove(asked, *("ratings", *REMOVED["ratings"]))
    values = some.values.copy()
    values[0] = 5
    asked.more["ratings"] = replace(some, values=values, lows=ints(1), highs=ints(5))

    assert inputs.changed(before, gather(programme)) == 1


def test_whoever_only_leaves_a_question_empty_hides_nobody_who_answers(programme, asked):
    more = np.arange(61, 66)
    before = gather(programme)
    old, new = asked.more["answers"], answers(more)
    new = replace(new, options=ints(82, 0, 0, 0, 0), missing=ints(0, 1, 1, 2, 3))
    asked.more["answers"] = replace(
        old, **{one: np.concatenate([getattr(old, one), getattr(new, one)]) for one in old.ROWS}
    )
    after = gather(programme)

    assert inputs.changed(before, after) == 1
    assert inputs.differs(before, after)


def test_whoever_cannot_judge_or_ranks_nothing_has_said_nothing(programme, asked):
    before = gather(programme)
    rated, ranked = ratings(np.arange(61, 64)), rankings(np.arange(61, 64))
    nothing = {
        "ratings": replace(rated, values=0 * rated.values, judged=0 * rated.judged),
        "rankings": replace(ranked, ranks=0 * ranked.ranks),
    }
    for name, new in nothing.items():
        old = asked.more[name]
        asked.more[name] = replace(
            old, **{one: np.concatenate([getattr(old, one), getattr(new, one)]) for one in old.ROWS}
        )
    after = gather(programme)

    assert inputs.changed(before, after) == 0
    assert participation(after, 10).took_part == 60
