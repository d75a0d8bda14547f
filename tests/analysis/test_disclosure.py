"""Nothing about a group tells of fewer people than the organisation allows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from folkmoot.analysis.services.opinion_groups import find_opinion_groups
from folkmoot.analysis.services.opinion_map import map_points
from folkmoot.analysis.services.suppression import publishable_shares
from insight.disclosure import Suppressed, audit
from insight.votes import VoteTable
from tests.analysis import crowd


def table(people=60, *, seed=5):
    votes = crowd.votes(people, seed=seed)
    return VoteTable.from_arrays(votes.participants, votes.ideas, votes.stances)


def lopsided(few):
    """A large camp, and a few people who always say the opposite."""
    rng = np.random.default_rng(2)
    who, what = (a.ravel() for a in np.meshgrid(np.arange(1, 81), np.arange(1, 31)))
    stance = np.where(who <= few, -1, 1)
    stance[rng.random(len(stance)) < 0.15] = 0
    return VoteTable.from_arrays(who, what, stance)


@pytest.mark.parametrize("few", [1, 4, 9])
def test_a_group_smaller_than_allowed_is_never_shown(few):
    found, shares = find_opinion_groups(lopsided(few), seed=1, smallest_group=10)

    assert all(group.size >= 10 for group in found.groups)
    assert found.groups or (found.note and not shares and not found.points)


def test_too_few_people_for_two_groups_means_none_and_says_why():
    found, shares = find_opinion_groups(table(15), seed=1, smallest_group=10)

    assert (found.groups, found.points, shares) == ((), (), {})
    assert "10 people" in found.note


def test_no_votes_mean_no_groups_and_an_honest_sentence():
    nothing = VoteTable.from_arrays(np.zeros(0, int), np.zeros(0, int), np.zeros(0, int))
    found, _ = find_opinion_groups(nothing, seed=1, smallest_group=10)

    assert found.groups == ()
    assert found.note.startswith("No opinion groups could be found")


def published(parts, shown, k):
    """What pages tell of one idea, as an attacker has it: every stance of the groups that are
    told (group, stance), and the whole crowd's tallies."""
    hidden = np.broadcast_to(~shown[:, None], parts.shape)
    rows = parts.sum(axis=1)
    everything = {
        (): np.ma.MaskedArray(parts.sum(), mask=False),
        (0,): np.ma.MaskedArray(np.where(shown, rows, -1.0), mask=~shown),
        (1,): np.ma.MaskedArray(parts.sum(axis=0).astype(float), mask=np.zeros(3, bool)),
    }
    return Suppressed(
        counts=np.ma.MaskedArray(np.where(hidden, -1.0, parts), mask=hidden),
        shown=~hidden,
        primary=hidden & (rows < k)[:, None],
        complementary=hidden & (rows >= k)[:, None],
        margins=everything,
        axes=("group", "stance"),
        k=k,
        zeros="hide",
    )


def give_nothing_away(parts, shown, k):
    """No group hidden on an idea can be told from nobody, nor from a large one."""
    bounds = audit(published(parts, shown, k))
    low, high = bounds.margins[(0,)]
    total = int(parts.sum())
    for group in np.flatnonzero(~shown):
        assert low[group] == 0
        assert high[group] >= min(k, total)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 15), min_size=3, max_size=3), min_size=2, max_size=5),
    st.integers(5, 20),
    st.integers(1, 2**63 - 1),
)
def test_no_hidden_group_follows_from_the_shown_ones_and_the_whole_crowd(parts, k, idea):
    counted = np.array(parts)
    shown = publishable_shares(counted.sum(axis=1)[:, None], k, np.array([idea]))[:, 0]

    assert (counted.sum(axis=1)[shown] >= k).all()
    give_nothing_away(counted, shown, k)


def test_groups_are_the_whole_crowd_so_that_a_lone_small_one_hides_another():
    shown = publishable_shares(
        np.array([[30, 30, 30], [40, 40, 40], [3, 12, 10]]), 10, np.arange(1, 4)
    )

    assert shown.sum(axis=0).tolist() == [1, 3, 3]


def test_runs_on_the_same_votes_hide_the_same_groups_whatever_their_seed():
    votes = sparse_camps()
    told = []
    for seed in range(4):
        found, shares = find_opinion_groups(votes, seed=seed, smallest_group=10)
        told.append(({g.name: g.size for g in found.groups}, shares))

    alike = [shares for sizes, shares in told if sizes == told[0][0]]
    assert len(alike) > 1
    assert any(None in row for row in alike[0].values())
    assert all(shares == alike[0] for shares in alike)


def test_later_votes_do_not_move_what_is_hidden_beside_a_small_group():
    ideas = np.arange(1, 51)
    before = np.repeat(np.array([[30], [40], [3], [25]]), 50, axis=1)
    after = before + np.array([[9], [1], [2], [30]])

    shown = publishable_shares(before, 10, ideas)
    assert (shown == publishable_shares(after, 10, ideas)).all()
    assert all(0 < shown[g].sum() < 50 for g in (0, 1, 3))  # by lot, not always the same group


def sparse_camps(people=120, ideas=40, seed=4):
    """Two camps whose members vote on a few ideas each: small cells, and people hardly there."""
    rng = np.random.default_rng(seed)
    who, what = np.nonzero(rng.random((people, ideas)) < rng.uniform(0.05, 0.6, (people, 1)))
    side = rng.choice([-1, 1], ideas)
    stance = np.where(rng.random(who.size) < 0.85, np.where(who % 3 == 0, 1, -1) * side[what], 0)
    return VoteTable.from_arrays(who + 1, what + 1, stance)


@pytest.mark.parametrize("smallest_group", [10, 16])
def test_everything_told_together_tells_of_no_few_people(smallest_group):
    votes, k = sparse_camps(), smallest_group
    found, shares = find_opinion_groups(votes, seed=1, smallest_group=k)
    names = [group.name for group in found.groups]
    place = {int(idea): i for i, idea in enumerate(votes.idea_ids)}
    totals = votes.counts().votes

    assert found.verdict == "groups"
    assert found.people == votes.n_participants == sum(group.size for group in found.groups)
    for g, group in enumerate(found.groups):
        for belief in group.beliefs:
            told = shares[belief.idea_id][g]
            assert told is not None
            assert belief.votes == told.votes >= k
            assert belief.votes_others == totals[place[belief.idea_id]] - told.votes >= k
    for bridge in found.bridges:
        assert None not in shares[bridge.idea_id]
    for divide in found.divides:
        pair = [shares[divide.idea_id][g] for g in (divide.most, divide.least) if g >= 0]
        assert all(share.votes >= k for share in pair)
        if len(pair) == 1:  # against everybody else, whose number follows from the total
            assert totals[place[divide.idea_id]] - pair[0].votes >= k
        else:
            assert divide.gap == round(pair[0].share - pair[1].share, 4)
    hidden = [idea for idea, told in shares.items() if None in told]
    assert found.hidden == len(hidden) > 0
    for idea, each in shares.items():
        shown = np.array([share is not None for share in each])
        left = totals[place[idea]] - sum(share.votes for share in each if share)
        # Nothing but the sum of hidden groups is known; two or more of them, or the whole idea.
        assert shown.all() or left >= k or not shown.any()
        assert (~shown).sum() != 1
    assert len(names) == len(set(names))


def test_ideas_about_who_votes_leave_the_groups_and_their_lists():
    votes = crowd.votes()
    ideas = np.unique(votes.ideas)
    found, shares = find_opinion_groups(table(), seed=1, smallest_group=10, meta=ideas[:3])
    told = {b.idea_id for group in found.groups for b in group.beliefs}
    told |= {d.idea_id for d in found.divides} | {b.idea_id for b in found.bridges}

    assert not (told | set(shares)) & set(ideas[:3].tolist())
    assert found.verdict == "groups"


def test_a_crowd_without_a_pattern_has_no_groups_and_no_map():
    rng = np.random.default_rng(8)
    who, what = (a.ravel() for a in np.mgrid[1:121, 1:25])
    noise = VoteTable.from_arrays(who, what, rng.choice([-1, 0, 1], who.size, p=[0.45, 0.1, 0.45]))
    found, shares = find_opinion_groups(noise, seed=1, smallest_group=10)

    assert found.verdict == "one crowd"
    assert (found.groups, found.points, found.bridges, found.divides, shares) == (
        (),
        (),
        (),
        (),
        {},
    )


def test_people_who_all_agree_are_one_crowd():
    who, what = (a.ravel() for a in np.mgrid[1:41, 1:11])
    alike = VoteTable.from_arrays(who, what, np.ones(who.size, int))

    assert find_opinion_groups(alike, seed=1, smallest_group=10)[0].verdict == "one crowd"


def scatter(places, labels):
    """How far apart groups lie, against how far their people lie apart."""
    middles = np.array([places[labels == g].mean(axis=0) for g in np.unique(labels)])
    held = np.bincount(labels)
    between = (held[:, None] * (middles - places.mean(axis=0)) ** 2).sum()
    within = ((places - middles[labels]) ** 2).sum()
    return between / within


@pytest.mark.parametrize("sizes", [(40, 40), (90, 25), (60, 30, 12)])
def test_the_map_draws_groups_no_further_apart_than_they_are(sizes):
    rng = np.random.default_rng(3)
    labels = np.repeat(np.arange(len(sizes)), sizes).astype(np.int32)
    places = rng.normal(0, (1, 0.6), (sum(sizes), 2)) + np.array([[2, 0], [-2, 1], [0, -2]])[labels]
    ratios = []
    for seed in range(8):
        drawn = np.array(map_points(places, labels, seed=seed, together=10, batch=1))
        ratios.append(scatter(drawn[:, :2], drawn[:, 2].astype(int)))

    assert np.mean(ratios) == pytest.approx(scatter(places, labels), rel=0.1)


def test_no_dot_stands_where_a_person_stands_and_none_can_be_followed():
    first, _ = find_opinion_groups(table(), seed=1, smallest_group=10)
    votes = crowd.votes()
    # One person changes their mind about everything they voted on.
    stances = np.where(votes.participants == 7, -votes.stances, votes.stances)
    changed = VoteTable.from_arrays(votes.participants, votes.ideas, stances)
    second, _ = find_opinion_groups(changed, seed=1, smallest_group=10)

    assert len(first.points) == len(second.points) == 60
    moved = set(first.points) ^ set(second.points)
    assert len(moved) != 2  # never just one dot that went from here to there


def test_dots_come_in_no_order_of_people():
    found, _ = find_opinion_groups(table(), seed=1, smallest_group=10)
    groups = [group for _, _, group in found.points]

    assert groups != sorted(groups)


def test_the_dots_of_one_seed_are_the_same_dots():
    first, _ = find_opinion_groups(table(), seed=3, smallest_group=10)
    second, _ = find_opinion_groups(table(), seed=3, smallest_group=10)

    assert first == second
