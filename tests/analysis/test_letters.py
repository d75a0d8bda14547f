"""Letters stay with the same people, or the page says that they do not."""

import numpy as np
import pytest

from folkmoot.analysis import queries, services
from folkmoot.analysis.services.group_labels import EarlierGroups, labelled
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import Vote
from insight.groups import GroupProfile, find_groups
from insight.votes import VoteTable
from tests.analysis import crowd
from tests.conftest import NOON

PEOPLE = 60
MARKS = np.random.default_rng(4).integers(1, 256, (PEOPLE, 16)).astype(np.uint8)


@pytest.fixture(scope="module")
def table():
    votes = crowd.votes(PEOPLE)
    return VoteTable.from_arrays(votes.participants, votes.ideas, votes.stances)


@pytest.fixture(scope="module")
def found(table):
    return find_groups(table, k=2, stability_resamples=0)


def earlier(found, *, moved=0, marks=MARKS):
    """The same groups with their letters swapped, in which ``moved`` people stood elsewhere."""
    profile = GroupProfile.of(found)
    turned = GroupProfile(profile.idea_ids, profile.agrees[::-1], profile.votes[::-1])
    places = 1 - found.voter_labels.astype(np.int64)
    places[:moved] = 1 - places[:moved]
    return EarlierGroups(
        ("A", "B"), turned, marks[found.voter_ids - 1] if len(marks) else marks, places
    )


def test_letters_stay_with_the_same_people(table, found):
    assert labelled(table, found, earlier(found), MARKS) == (("B", "A"), False)


@pytest.mark.parametrize(("moved", "is_said"), [(3, False), (4, True)])
def test_more_than_one_in_twenty_with_another_letter_is_said(table, found, moved, is_said):
    assert labelled(table, found, earlier(found, moved=moved), MARKS) == (("B", "A"), is_said)


def test_who_is_known_no_more_keeps_no_letter_that_the_page_would_vouch_for(table, found):
    nobody = np.zeros((0, 16), np.uint8)

    assert labelled(table, found, earlier(found, marks=nobody), MARKS) == (("B", "A"), True)
    assert labelled(table, found, earlier(found), nobody) == (("B", "A"), True)


def test_a_first_run_has_letters_by_size(table, found):
    assert labelled(table, found, None, MARKS) == (("A", "B"), False)


def vote(programme, ideas, *, likes_first):
    voice = Participant.objects.create(programme=programme, joined_on=NOON.date())
    Vote.objects.bulk_create(
        Vote(idea=idea, participant=voice, stance=1 if likes_first == (i < len(ideas) // 2) else -1,
             cast_on=NOON.date())
        for i, idea in enumerate(ideas)
    )  # fmt: skip


def test_the_people_of_the_run_before_are_known_again(fill, analyst, programme):
    ideas = fill(ideas=16, people=40, comments=0)
    first = services.analyse_now(actor=analyst, programme=programme, at=NOON, seed=7)
    for _ in range(15):  # so that the group that was the smaller one is the larger
        vote(programme, ideas, likes_first=False)
    second = services.analyse_now(actor=analyst, programme=programme, at=NOON, seed=8)
    told = [queries.result_of(programme, run.pk).result for run in (first, second)]
    liked = [{i.idea_id: i.groups[0].share > 0.5 for i in result.ideas} for result in told]

    assert (first.parameters["letters_of"], second.parameters["letters_of"]) == (None, first.number)
    assert not told[1].opinions.letters_changed
    assert liked[0] == liked[1]
