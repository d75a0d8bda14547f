import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.groups import (
    ImpossibleGroups,
    NoDifferences,
    TooFewIdeas,
    TooFewVoters,
    adjusted_rand,
    find_groups,
)
from insight.votes import UnknownId, VoteTable


def crowd(seed=0, people=90, ideas=24, seen=0.6, camps=3, sharp=0.85):
    """Events of a crowd whose camps (person modulo camps) each lean their own way."""
    rng = np.random.default_rng(seed)
    leaning = rng.choice([-1, 1], (camps, ideas))
    who, what = np.nonzero(rng.random((people, ideas)) < seen)
    follows = rng.random(who.size) < sharp
    said = np.where(follows, leaning[who % camps, what], rng.integers(-1, 2, who.size))
    return who, what, said


def found(events, **options):
    return find_groups(VoteTable.from_arrays(*events), **{"stability_resamples": 0} | options)


def by_person(groups):
    return dict(zip(groups.participant_ids.tolist(), groups.labels.tolist(), strict=True))


class TestFindingGroups:
    @pytest.mark.parametrize("camps", [2, 3])
    def test_camps_that_vote_apart_are_found_and_counted(self, camps):
        groups = found(crowd(camps=camps))

        assert groups.k == camps
        assert adjusted_rand(groups.labels, (groups.participant_ids % camps)) > 0.9

    def test_groups_are_numbered_from_the_largest(self):
        sizes = found(crowd(people=100)).sizes

        assert sizes.tolist() == sorted(sizes.tolist(), reverse=True)
        assert sizes.sum() == 100

    def test_one_seed_gives_one_result(self):
        first, second = (found(crowd(), seed=5, stability_resamples=3) for _ in range(2))

        assert np.array_equal(first.labels, second.labels)
        assert np.array_equal(first.positions, second.positions)
        assert first.stability == second.stability

    @settings(max_examples=15, deadline=None)
    @given(st.integers(0, 10_000))
    def test_order_of_rows_changes_nothing(self, seed):
        events = crowd(seed=1, sharp=0.5)
        shuffle = np.random.default_rng(seed).permutation(events[0].size)
        before, after = found(events), found([column[shuffle] for column in events])

        assert by_person(before) == by_person(after)
        assert before.representative == after.representative

    @settings(max_examples=15, deadline=None)
    @given(st.integers(0, 10_000))
    def test_renaming_people_and_ideas_changes_nothing_but_their_names(self, seed):
        rng = np.random.default_rng(seed)
        who, what, said = crowd(seed=2)
        person, idea = rng.permutation(who.max() + 1), rng.permutation(what.max() + 1)
        before, after = found((who, what, said)), found((person[who], idea[what], said))

        assert {int(person[p]): g for p, g in by_person(before).items()} == by_person(after)
        assert np.allclose(before.consensus, after.consensus[idea])
        assert np.allclose(before.positions, after.positions[person])

    def test_duplicating_everybody_changes_no_position_and_no_group(self):
        who, what, said = crowd(seed=3)
        twice = [np.concatenate(pair) for pair in ((who, who + 1000), (what, what), (said, said))]
        before, after = found((who, what, said)), found(twice)

        once = after.participant_ids < 1000
        assert np.allclose(before.positions, after.positions[once], atol=1e-6)
        assert adjusted_rand(before.labels, after.labels[once]) == 1

    def test_swapping_agree_and_disagree_mirrors_what_groups_say(self):
        who, what, said = crowd(seed=4)
        before, after = found((who, what, said)), found((who, what, -said))

        assert adjusted_rand(before.labels, after.labels) == 1
        assert np.allclose(before.consensus_disagree, after.consensus)
        assert before.silhouette == pytest.approx(after.silhouette, abs=1e-6)

    def test_people_with_few_votes_are_left_out_of_groups(self):
        who, what, said = (np.append(c, e) for c, e in zip(crowd(), (777, 0, 1), strict=True))

        assert 777 not in by_person(found((who, what, said)))

    def test_of_a_small_meeting_the_fifteen_most_active_are_grouped(self):
        who, what, said = crowd(people=14, seen=1.0)
        late = np.arange(100, 110)
        events = (
            np.concatenate([who, late, late]),
            np.concatenate([what, late * 0, late * 0 + 1]),
            np.concatenate([said, late % 2, 1 - late % 2]),
        )

        assert len(by_person(found(events, compat="polis"))) == 15
        assert len(by_person(found(events))) == 24  # all who are as active as the fifteenth

    def test_a_bloc_of_identical_voters_is_one_group_not_many(self):
        who, what, said = crowd(camps=1, sharp=0.2, people=60)
        bloc = np.repeat(np.arange(1000, 1040), 24)
        events = (
            np.append(who, bloc),
            np.append(what, np.tile(np.arange(24), 40)),
            np.append(said, np.tile(np.where(np.arange(24) % 2, 1, -1), 40)),
        )
        members = by_person(found(events))

        assert len({members[person] for person in range(1000, 1040)}) == 1

    def test_rejected_ideas_are_in_no_result_but_count_as_seen(self):
        events = crowd()
        groups = found(events, rejected=[0, 5])
        without = found([c[(events[1] != 0) & (events[1] != 5)] for c in events])

        assert groups.idea_ids.tolist() == without.idea_ids.tolist()
        assert groups.k == without.k
        assert np.abs(groups.positions).max() < np.abs(without.positions).max()

    def test_large_tables_give_the_plane_that_small_ones_give(self, monkeypatch):
        from insight.groups import _positions

        events = crowd(people=200, ideas=40)
        dense = found(events)
        monkeypatch.setattr(_positions, "DENSE_IDEAS", 0)
        monkeypatch.setattr(_positions, "FEW_IDEAS", 0)
        sparse = found(events)

        assert np.allclose(dense.positions, sparse.positions, atol=1e-3)
        assert np.array_equal(dense.labels, sparse.labels)

    def test_many_people_and_few_ideas_give_the_same_plane_in_pieces(self, monkeypatch):
        from insight.groups import _positions

        events = crowd(people=300, ideas=12)
        whole = found(events)
        monkeypatch.setattr(_positions, "DENSE_CELLS", 0)

        assert np.allclose(whole.positions, found(events).positions, atol=1e-9)

    def test_one_person_with_a_vote_on_everything_does_not_bend_the_map(self):
        who, what, said = crowd()
        before = found((who, what, said))
        everything = np.arange(24)
        events = (
            np.append(who, everything * 0 + 5000),
            np.append(what, everything),
            np.append(said, everything % 3 - 1),
        )
        after = found(events)

        assert adjusted_rand(before.labels, after.labels[after.participant_ids < 5000]) > 0.95


class TestStability:
    def test_clear_camps_stay_when_people_are_left_out(self):
        groups = found(crowd(sharp=0.9), stability_resamples=10)

        assert groups.stability > 0.9
        assert set(groups.stability_detail.k.tolist()) == {3}

    def test_noise_does_not_pass_for_groups(self):
        noise, clear = (
            found(crowd(sharp=sharp, camps=2), stability_resamples=10, k=2).stability
            for sharp in (0.0, 0.9)
        )

        assert noise < clear - 0.3

    def test_it_is_none_where_nobody_asked(self):
        assert found(crowd()).stability is None


class TestWhatGroupsSay:
    def test_each_group_is_set_apart_by_ideas_it_backs_more_than_others(self):
        groups = found(crowd(sharp=0.95))

        for ideas in groups.representative:
            assert 1 <= len(ideas) <= 5
            for idea in ideas:
                assert idea.share > max(0.5, idea.share_others)
                assert idea.q_value <= 0.05

    def test_shares_come_from_the_counts(self):
        groups = found(crowd())

        for group, ideas in enumerate(groups.representative):
            for idea in ideas:
                column = groups.idea_ids.tolist().index(idea.idea_id)
                counts = groups.agrees if idea.stance == "agree" else groups.disagrees
                assert idea.n_stance == counts[group, column]
                assert idea.share == (idea.n_stance + 1) / (idea.n_votes + 2)

    def test_every_idea_can_be_had_ranked_by_false_discovery(self):
        groups = found(crowd())
        ranked = groups.ranked(0)

        assert len(ranked) == (groups.votes[0] > 0).sum()
        assert [i.q_value for i in ranked] == sorted(i.q_value for i in ranked)

    def test_among_random_votes_hardly_any_idea_sets_a_group_apart(self):
        rng = np.random.default_rng(0)
        who, what = (grid.ravel() for grid in np.mgrid[:120, :30])
        said = rng.integers(-1, 2, who.size)
        profession = {person: int(rng.integers(3)) for person in range(120)}

        groups = found((who, what, said), given=profession)

        assert sum(len(ideas) for ideas in groups.representative) <= 2

    def test_what_all_groups_share_has_the_highest_consensus(self):
        who, what, said = crowd(sharp=0.95)
        groups = found((who, what, np.where(what == 7, 1, said)))

        assert groups.idea_ids[groups.consensus.argmax()] == 7
        assert groups.consensus_agreed[0].idea_id == 7

    def test_the_geometric_mean_does_not_shrink_with_the_number_of_groups(self):
        who, what, said = crowd(sharp=0.95)
        events = (who, what, np.where(what == 7, 1, said))
        two, four = (found(events, k=k) for k in (2, 4))

        assert four.consensus[7] < two.consensus[7]
        assert four.consensus_geometric[7] == pytest.approx(two.consensus_geometric[7], abs=0.06)

    def test_a_group_that_hardly_voted_on_an_idea_makes_its_consensus_unsure(self):
        who, what, said = crowd(seen=0.9)
        hidden = (what == 3) & (who % 3 == 0)
        groups = found([column[~hidden] for column in (who, what, said)])

        assert not groups.consensus_enough[3]
        assert groups.consensus_enough[4]


class TestGivenGroups:
    def test_professions_can_be_described_like_opinion_groups(self):
        groups = found(
            crowd(), given={person: "nurse" if person % 2 else "doctor" for person in range(90)}
        )

        assert groups.group_ids == ("doctor", "nurse")
        assert groups.sizes.tolist() == [45, 45]

    def test_a_person_nobody_knows_is_named(self):
        with pytest.raises(UnknownId, match="12345"):
            found(crowd(), given={12345: 0, 1: 1})

    def test_no_groups_given_are_named(self):
        with pytest.raises(ImpossibleGroups):
            found(crowd(), given={})

    @pytest.mark.parametrize("groups", [{1: "a", 2: None}, {1: float("nan"), 2: 0.0}])
    def test_a_missing_group_is_named(self, groups):
        with pytest.raises(ImpossibleGroups):
            found(crowd(), given=groups)


class TestWhileAWorkshopRuns:
    def test_new_votes_move_nobody_who_did_not_change(self):
        who, what, said = crowd(seed=6, sharp=0.9)
        early = np.random.default_rng(0).random(who.size) < 0.7
        table = VoteTable.from_arrays(*(c[early] for c in (who, what, said)))
        before = find_groups(table, stability_resamples=0)
        later = table.with_votes(*(c[~early] for c in (who, what, said)))
        after = find_groups(later, previous=before, stability_resamples=0)

        then, now = by_person(before), by_person(after)
        assert np.mean([now[person] == group for person, group in then.items()]) > 0.95

    def test_the_map_does_not_flip(self):
        who, what, said = crowd(seed=6, sharp=0.9)
        before = found((who, what, said))
        after = found((who, what, said), previous=before)

        assert np.allclose(before.positions, after.positions, atol=1e-6)
        assert np.array_equal(before.labels, after.labels)

    def test_new_ideas_and_people_join(self):
        before = found(crowd(ideas=20))
        after = found(crowd(ideas=24, people=95), previous=before)

        assert after.idea_ids.size == 24
        assert after.labels.size == 95


class TestWhereThereAreNoGroups:
    people, ideas = (grid.ravel() for grid in np.mgrid[:20, :8])

    def test_no_votes_are_too_few_ideas(self):
        with pytest.raises(TooFewIdeas):
            found(([], [], []))

    def test_one_idea_is_too_few(self):
        with pytest.raises(TooFewIdeas):
            found((range(20), [1] * 20, [1, -1] * 10))

    def test_one_person_is_too_few(self):
        with pytest.raises((TooFewVoters, NoDifferences)):
            found(([1] * 8, range(8), [1, -1] * 4))

    def test_three_people_are_too_few(self):
        who, what = (grid.ravel() for grid in np.mgrid[:3, :8])
        with pytest.raises(TooFewVoters, match="3"):
            found((who, what, (who + what) % 3 - 1))

    @pytest.mark.parametrize("stance", [1, 0, -1])
    def test_everybody_saying_one_thing_has_no_groups(self, stance):
        with pytest.raises(NoDifferences):
            found((self.people, self.ideas, np.full(self.people.size, stance)))

    def test_everybody_saying_the_same_of_each_idea_has_no_groups(self):
        with pytest.raises(NoDifferences):
            found((self.people, self.ideas, np.where(self.ideas % 2, 1, -1)))

    def test_more_groups_than_ways_of_voting_are_impossible(self):
        with pytest.raises(ImpossibleGroups):
            found((self.people, self.ideas, np.where(self.people % 2, 1, -1)), k=3)

    def test_an_unknown_compat_is_named(self):
        with pytest.raises(ImpossibleGroups, match="polos"):
            found(crowd(), compat="polos")

    def test_two_camps_of_identical_voters_are_two_groups(self):
        groups = found((self.people, self.ideas, np.where(self.people % 2, 1, -1)))

        assert groups.k == 2
        assert groups.silhouette == pytest.approx(1, abs=1e-3)


class TestAdjustedRand:
    def test_is_the_same_as_scikit_learns(self):
        """The value that scikit-learn 1.5's ``adjusted_rand_score`` gives for this pair."""
        first = np.array([0, 0, 0, 1, 1, 1])
        second = np.array([0, 0, 1, 1, 2, 2])

        assert adjusted_rand(first, second) == pytest.approx(0.24242424242424243)

    def test_names_of_groups_do_not_matter(self):
        labels = np.array([0, 0, 1, 2, 2, 2])

        assert adjusted_rand(labels, 2 - labels) == 1
