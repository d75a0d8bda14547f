"""``compat="polis"`` says exactly what the original says about the same groups."""

import csv
import importlib.util
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.groups import NoDifferences, find_groups
from insight.votes import VoteTable

HERE = Path(__file__).resolve()
DATA = Path(os.environ.get("FOLKMOOT_DATA", HERE.parents[4] / "shared" / "data")) / "polis"
SPEC = importlib.util.spec_from_file_location("polis_by_hand", HERE.with_name("polis_by_hand.py"))
by_hand = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(by_hand)

grouped_votes = st.dictionaries(
    st.tuples(st.integers(0, 11), st.integers(0, 7)),
    st.sampled_from([1, 1, 0, -1, -1]),
    min_size=12,
    max_size=90,
)


def table(votes):
    who, what = zip(*votes, strict=True)
    return VoteTable.from_arrays(who, what, list(votes.values()))


def described(votes, groups):
    return find_groups(table(votes), given=groups, compat="polis", stability_resamples=0)


def assert_parity(last_votes, groups):
    found = described(last_votes, groups)
    votes = {}
    for (person, idea), stance in last_votes.items():
        votes.setdefault(idea, []).append((person, stance))
    ideas = sorted(votes)
    assert found.idea_ids.tolist() == ideas
    for row, group in enumerate(found.group_ids):
        members = {p for p, g in groups.items() if g == group}
        for column, idea in enumerate(ideas):
            assert by_hand.tally(votes, members, idea) == (
                found.agrees[row, column],
                found.disagrees[row, column],
                found.votes[row, column],
            )
        expected = by_hand.representative(votes, groups, group, ideas)
        ours = found.representative[row]
        assert [(i.idea_id, i.stance, i.n_stance, i.n_votes) for i in ours] == [
            (f["tid"], f["for"], f["n"], f["seen"]) for f in expected
        ]
        for i, f in zip(ours, expected, strict=True):
            mine = [i.share, i.z_group, i.ratio, i.z_others]
            assert np.allclose(mine, [f["p"], f["z"], f["r"], f["rt"]], rtol=0, atol=1e-12)
    expected = [by_hand.group_aware_consensus(votes, groups, idea) for idea in ideas]
    assert np.allclose(found.consensus, expected, rtol=0, atol=1e-12)
    for side, listed in (
        ("agree", found.consensus_agreed),
        ("disagree", found.consensus_rejected),
    ):
        listed_as = [(i.idea_id, i.n_stance, i.n_votes) for i in listed]
        assert listed_as == by_hand.consensus(votes, ideas, side)


@settings(max_examples=60, deadline=None)
@given(grouped_votes, st.integers(2, 3))
def test_any_votes_and_groups_give_the_same_counts_lists_and_consensus(votes, k):
    people = sorted({person for person, _ in votes})
    groups = {person: person % k for person in people}
    ideas = sorted({idea for _, idea in votes})
    if len(set(groups.values())) < k or len(ideas) < 2:
        return

    try:
        assert_parity(votes, groups)
    except NoDifferences:
        same = {i: {s for (_, about), s in votes.items() if about == i} for i in ideas}
        assert all(len(stances) == 1 for stances in same.values())


CONVERSATIONS = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
)


def published(folder):
    with open(folder / "participants-votes.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    groups = {int(r["participant"]): int(r["group-id"]) for r in rows if r["group-id"] != ""}
    votes = {
        (int(r["participant"]), int(column)): int(stance)
        for r in rows
        for column, stance in r.items()
        if column is not None and column.isdigit() and stance not in ("", None)
    }
    with open(folder / "comments.csv", encoding="utf-8") as file:
        rejected = {int(r["comment-id"]) for r in csv.DictReader(file) if r["moderated"] == "-1"}
    return {key: s for key, s in votes.items() if key[1] not in rejected}, groups


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_published_groups_of_a_real_conversation_are_described_as_by_hand(name):
    folder = DATA / name
    if not folder.exists():
        pytest.skip(f"no data at {folder}: set FOLKMOOT_DATA to the data folder")
    votes, groups = published(folder)
    voters = {person for person, _ in votes}

    assert_parity(votes, {person: group for person, group in groups.items() if person in voters})
