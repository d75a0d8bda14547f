import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.groups import (
    ImpossibleBridging,
    NoDifferences,
    TooFewIdeas,
    TooFewVoters,
    bridging,
)
from insight.votes import VoteTable


def divided(seed=0, people=80, ideas=20, seen=0.8):
    """Two camps at odds on every idea but 0, which all back, and 1, which all oppose."""
    rng = np.random.default_rng(seed)
    side = rng.choice([-1, 1], ideas)
    who, what = np.nonzero(rng.random((people, ideas)) < seen)
    said = np.where(who % 2, 1, -1) * side[what]
    said = np.where(what == 0, 1, np.where(what == 1, -1, said))
    noise = rng.random(who.size) < 0.1
    return who, what, np.where(noise, rng.integers(-1, 2, who.size), said)


def scored(events, **options):
    return bridging(VoteTable.from_arrays(*events), **options)


class TestBridging:
    def test_what_both_camps_back_comes_first_and_what_both_oppose_last(self):
        found = scored(divided())

        assert found.idea_ids[found.order[0]] == 0
        assert found.idea_ids[found.order[-1]] == 1

    def test_support_of_the_larger_camp_alone_does_not_bridge(self):
        who, what, said = divided(people=120)
        majority = (who % 2 == 1) | (who < 40)  # camps of 80 and 20
        found = scored((who[majority], what[majority], said[majority]))
        shares = [said[majority][what[majority] == idea].mean() for idea in found.idea_ids.tolist()]
        partisan = int(np.argsort(shares)[-2])  # backed by most, yet by one camp only

        assert shares[partisan] > 0.2
        assert found.score[partisan] < found.score[0] - 0.15

    def test_the_factor_tells_the_camps_apart(self):
        found = scored(divided())
        odd = found.person_factor[1::2]

        assert abs(np.sign(odd).mean()) > 0.95

    def test_the_score_lies_within_its_interval(self):
        found = scored(divided())

        assert np.all((found.low <= found.score) & (found.score <= found.high))

    def test_the_interval_uses_students_t_with_one_degree_fewer_than_folds(self):
        # Quantiles of t with 9 degrees of freedom from printed tables: 2.262 (95%), 1.383 (80%).
        wide, narrow = scored(divided(), confidence=0.95), scored(divided(), confidence=0.8)
        ratio = (wide.high - wide.score) / (narrow.high - narrow.score)

        assert np.allclose(ratio, 2.262 / 1.383, atol=1e-3)

    def test_more_people_make_the_interval_narrower(self):
        few, many = scored(divided(people=40)), scored(divided(people=400))

        assert np.median(many.high - many.low) < 0.6 * np.median(few.high - few.low)

    def test_an_idea_with_hardly_a_vote_is_not_trusted_and_comes_last(self):
        who, what, said = (np.append(c, e) for c, e in zip(divided(), (3, 99, 1), strict=True))
        found = scored((who, what, said))

        assert not found.enough[-1]
        assert found.order[-1] == found.idea_ids.size - 1
        assert abs(found.score[-1]) < 0.15

    def test_duplicating_everybody_changes_no_score(self):
        who, what, said = divided()
        twice = [np.concatenate(pair) for pair in ((who, who + 1000), (what, what), (said, said))]

        assert np.allclose(scored((who, what, said)).score, scored(twice).score, atol=1e-4)

    def test_swapping_agree_and_disagree_mirrors_the_scores(self):
        who, what, said = divided()

        assert np.allclose(
            scored((who, what, said)).score, -scored((who, what, -said)).score, atol=1e-4
        )

    @settings(max_examples=10, deadline=None)
    @given(st.integers(0, 10_000))
    def test_order_of_rows_and_names_of_people_change_nothing(self, seed):
        rng = np.random.default_rng(seed)
        who, what, said = divided()
        shuffle, name = rng.permutation(who.size), rng.permutation(who.max() + 1)
        after = scored((name[who][shuffle], what[shuffle], said[shuffle]))
        before = scored((who, what, said))

        assert np.allclose(before.score, after.score, atol=1e-6)
        assert np.allclose(before.low, after.low, atol=1e-6)


class TestBadInput:
    def test_too_few_people_are_named(self):
        with pytest.raises(TooFewVoters):
            scored(([1, 1, 2], [1, 2, 1], [1, -1, 0]))

    def test_too_few_ideas_are_named(self):
        with pytest.raises(TooFewIdeas):
            scored((range(9), [1] * 9, [1, -1, 0] * 3))

    def test_people_who_all_pass_are_named(self):
        who, what = (grid.ravel() for grid in np.mgrid[:9, :4])
        with pytest.raises(NoDifferences):
            scored((who, what, who * 0))

    @pytest.mark.parametrize("bad", [{"confidence": 1}, {"ridge_factor": 0}, {"iterations": 0}])
    def test_settings_that_cannot_be_are_named(self, bad):
        with pytest.raises(ImpossibleBridging):
            scored(divided(), **bad)
