"""Groups that the original system published are found again in the same votes.

Real conversations gathered with the Polis software, CC BY 4.0, The Computational Democracy
Project; the data is read from outside the repository.
"""

import csv
import os
from pathlib import Path

import numpy as np
import pytest

from insight.groups import adjusted_rand, find_groups
from insight.votes import VoteTable

DATA = Path(
    os.environ.get("FOLKMOOT_DATA", Path(__file__).resolve().parents[4] / "shared" / "data")
)
CONVERSATIONS = (
    "15-per-hour-seattle",
    "brexit-consensus",
    "scoop-hivemind.biodiversity",
    "vtaiwan.uberx",
)


def conversation(name):
    """Votes, ideas that moderators rejected, and the published group of each person."""
    folder = DATA / "polis" / name
    if not folder.exists():
        pytest.skip(f"no data at {folder}: set FOLKMOOT_DATA to the data folder")
    votes = VoteTable.from_csv(
        folder / "votes.csv",
        participant_column="voter-id",
        idea_column="comment-id",
        stance_column="vote",
    )
    with open(folder / "comments.csv", encoding="utf-8") as file:
        rejected = [int(r["comment-id"]) for r in csv.DictReader(file) if r["moderated"] == "-1"]
    with open(folder / "participants-votes.csv", encoding="utf-8") as file:
        people = list(csv.DictReader(file))
    published = {int(p["participant"]): int(p["group-id"]) for p in people if p["group-id"]}
    return votes, np.intersect1d(rejected, votes.idea_ids), published


def agreement(groups, published):
    both = [
        (label, published[person])
        for person, label in zip(
            groups.participant_ids.tolist(), groups.labels.tolist(), strict=True
        )
        if person in published
    ]
    return adjusted_rand(*np.array(both).T)


def test_the_last_vote_of_each_person_is_what_the_export_of_participants_holds():
    for name in CONVERSATIONS:
        votes, _, _ = conversation(name)
        with open(DATA / "polis" / name / "participants-votes.csv", encoding="utf-8") as file:
            people = list(csv.DictReader(file))

        assert votes.counts().agrees.sum() == sum(int(p["n-agree"]) for p in people)
        assert votes.counts().disagrees.sum() == sum(int(p["n-disagree"]) for p in people)


@pytest.mark.parametrize("name", CONVERSATIONS)
def test_at_the_published_number_of_groups_most_people_are_where_they_were(name):
    votes, rejected, published = conversation(name)
    k = len(set(published.values()))
    groups = find_groups(votes, rejected=rejected, k=k, stability_resamples=0)

    assert agreement(groups, published) > 0.75


def test_the_seed_does_not_decide_who_is_in_which_group():
    votes, rejected, _ = conversation("brexit-consensus")
    cuts = [
        find_groups(votes, rejected=rejected, seed=seed, stability_resamples=0).labels
        for seed in range(3)
    ]

    assert all(np.array_equal(cuts[0], cut) for cut in cuts)
