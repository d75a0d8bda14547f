"""Results that earlier versions stored are told by the rules of today."""

import csv
import io
import json

import numpy as np
import pytest
from django.urls import reverse

from folkmoot.accounts.policy import Role
from folkmoot.analysis.models import Run
from folkmoot.analysis.presenting.method import LIBRARY_WORDS, method_in_words
from folkmoot.analysis.queries.earlier_results import HIDDEN_BY, hiding_order
from folkmoot.analysis.queries.result import (
    METHOD,
    Opinions,
    Participation,
    RankedIdea,
    Result,
    Themes,
    from_json,
    to_json,
)
from folkmoot.analysis.services.suppression import publishable_shares
from folkmoot.core.ids import from_ref
from folkmoot.guides.exporting import write_export
from tests.conftest import NOON

K = 10
PARTS = np.array([[30], [40], [3], [25]])  # votes on each idea by group: one of them too few


def result_of(ideas):
    """A result of today with so many ideas and nothing else."""
    ranked = tuple(
        RankedIdea(key, 1, "2030-05", 98, 0, 0, 0, 1.0, 0.9, 1.0, 0.0, groups=())
        for key in range(1, ideas + 1)
    )
    opinions = Opinions((), (), (), (), 130, None, 0.9, "", METHOD, verdict="groups")
    taking_part = Participation(130, 130, 0, 130, ideas, 0, 0, 0, 0, 0, (), ())
    return to_json(Result(2, K, 0.95, taking_part, ranked, opinions, Themes((), 0, 0, (), "", "")))


def by_an_earlier_version(result, seed):
    """Four groups, in which a lot of the run's own chose what is hidden beside the small one."""
    rng = np.random.default_rng(seed)
    ideas, divides, beliefs = [], [], []
    votes = PARTS[:, 0].tolist()
    for idea in result["ideas"]:
        beside = int(rng.choice([0, 1, 3]))
        shares = [
            None if g in (2, beside) else {"agrees": votes[g] // 2, "votes": votes[g]}
            for g in range(4)
        ]
        told = [g for g in range(4) if shares[g]]
        key = idea["idea_id"]
        tally = {"agrees": sum(votes), "disagrees": 0, "passes": 0}
        ideas.append({**idea, **tally, "groups": shares})
        divides.append({"idea_id": key, "most": told[0], "least": told[1], "gap": 0.3})
        said = {"idea_id": key, "stance": "agree", "said": 9, "votes": votes[told[0]]}
        others = {"said_others": 1, "votes_others": 50, "q_value": 0.01}
        beliefs.append((told[0], said | others))
    groups = [
        {"name": "ABCD"[g], "size": 60, "beliefs": [b for place, b in beliefs if place == g]}
        for g in range(4)
    ]
    opinions = {**result["opinions"], "groups": groups, "divides": divides, "bridges": []}
    opinions |= {"method": "cut into groups by k-means; the best silhouette"}
    opinions |= {"hidden": len(ideas), "verdict": "groups"}
    del opinions["hidden_by"]
    return {**result, "smallest_group": K, "ideas": ideas, "opinions": opinions}


@pytest.mark.parametrize("seed", range(4))
def test_no_stored_run_shows_a_share_that_a_run_of_today_hides(seed):
    told = from_json(by_an_earlier_version(result_of(40), seed))

    for idea in told.ideas:
        shown = publishable_shares(PARTS, K, np.array([idea.idea_id]))[:, 0]
        assert not [g for g in range(4) if idea.groups[g] is not None and not shown[g]]


def given_away(first, second):
    """Ideas whose large shares are all told by one of two runs: the small one is the rest."""
    pairs = [
        (one["groups"], other["groups"])
        for one, other in zip(first["ideas"], second["ideas"], strict=True)
    ]
    return sum(all(one[g] or other[g] for g in (0, 1, 3)) for one, other in pairs)


def test_two_stored_runs_on_the_same_votes_do_not_tell_together_what_each_hides():
    stored = [by_an_earlier_version(result_of(40), seed) for seed in (1, 2)]

    assert given_away(*stored) > 0
    assert given_away(*(to_json(from_json(one)) for one in stored)) == 0


def test_what_rests_on_a_share_that_is_gone_is_gone_with_it():
    told = from_json(by_an_earlier_version(result_of(40), 1))
    shares = {idea.idea_id: idea.groups for idea in told.ideas}

    assert 0 < len(told.opinions.divides) < len(told.ideas)
    for divide in told.opinions.divides:
        assert shares[divide.idea_id][divide.most]
        assert shares[divide.idea_id][divide.least]
    for place, group in enumerate(told.opinions.groups):
        assert all(shares[belief.idea_id][place] for belief in group.beliefs)


def test_a_result_of_today_is_read_as_it_was_stored():
    stored = by_an_earlier_version(result_of(40), 1)
    stored["opinions"] |= {"hidden_by": HIDDEN_BY, "method": METHOD}

    assert to_json(from_json(stored))["ideas"] == stored["ideas"]


def test_small_groups_that_hide_each_other_hide_no_large_one():
    parts = np.array([[8], [9], [40], [50]])
    ideas = np.arange(1, 200)
    shown = publishable_shares(np.repeat(parts, ideas.size, axis=1), K, ideas)

    assert shown.sum(axis=0).tolist() == [2] * ideas.size
    assert {hiding_order(int(i), 4)[0] for i in ideas} == {0, 1, 2, 3}


def test_pages_and_files_of_a_stored_run_follow_the_rules_of_today(
    analysed, signed_in, programme, analyst, tmp_path
):
    run = analysed()
    stored = by_an_earlier_version(run.result, 1)
    Run.objects.filter(pk=run.pk).update(result=stored)
    client, place = signed_in(Role.ANALYST), ("northmoor", "safer-wards")
    page = client.get(reverse("analysis:insight", args=place)).content.decode()
    answer = client.get(reverse("analysis:ideas-csv", args=[*place, run.pk]))
    table = b"".join(answer).decode()
    write_export(programme, analyst, tmp_path / "export", at=NOON)
    held = json.loads((tmp_path / "export" / "results.json").read_text("utf-8"))
    exported = held["analysis"]["result"]

    assert not [word for word in LIBRARY_WORDS if word in page]
    for idea in exported["ideas"]:
        shown = publishable_shares(PARTS, K, np.array([from_ref(idea["idea_id"][1:])]))[:, 0]
        assert not [g for g in range(4) if idea["groups"][g] and not shown[g]]
    rows = list(csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))))
    told = [sum(bool(row[f"group {name} votes"]) for name in "ABCD") for row in rows]
    assert told == [sum(g is not None for g in idea["groups"]) for idea in exported["ideas"]]
    assert exported["opinions"]["method"] == method_in_words(METHOD)
