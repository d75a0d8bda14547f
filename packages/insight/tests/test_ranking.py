import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, false_discovery_control

from insight.ranking import (
    ImpossibleConfidence,
    ImpossibleCounts,
    is_contested,
    rank_ideas,
    supported_by_most,
    wilson_interval,
)

counts = st.integers(0, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
tallies = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300)), min_size=1
)


def ranked(rows):
    return rank_ideas(*(np.array(column) for column in zip(*rows, strict=True)))


class TestWilsonInterval:
    def test_one_lucky_vote_ranks_below_steady_support(self):
        low = wilson_interval([1, 80], [1, 100]).low

        assert low[0] < low[1]

    @pytest.mark.parametrize(("k", "n"), [(1, 10), (7, 10), (50, 80)])
    def test_is_the_same_as_scipys(self, k, n):
        ours = wilson_interval([k], [n])
        theirs = binomtest(k, n).proportion_ci(0.95, method="wilson")

        assert np.allclose([ours.low[0], ours.high[0]], [theirs.low, theirs.high])

    @given(counts)
    def test_never_leaves_the_unit_interval(self, kn):
        score = wilson_interval([kn[0]], [kn[1]])

        assert 0 <= score.low[0] <= score.high[0] <= 1

    @given(counts)
    def test_swapping_agree_and_disagree_mirrors_the_interval(self, kn):
        k, n = kn
        ours, theirs = wilson_interval([k], [n]), wilson_interval([n - k], [n])

        assert np.isclose(ours.low[0], 1 - theirs.high[0])

    def test_an_unseen_idea_is_unknown_not_unloved(self):
        score = wilson_interval([0], [0])

        assert np.isnan(score.share[0])
        assert (score.low[0], score.high[0]) == (0, 1)


class TestEveryInterval:
    """An interval that leaves its own share out is false, whatever it is rounded to."""

    @pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.999])
    def test_holds_its_share_for_every_number_of_up_to_200_votes(self, confidence):
        n = np.repeat(np.arange(1, 201), np.arange(2, 202))
        k = np.concatenate([np.arange(n + 1) for n in range(1, 201)])
        found = wilson_interval(k, n, confidence=confidence)

        for digits in (16, 4, 3, 2):
            low, share, high = (a.round(digits) for a in (found.low, found.share, found.high))
            assert np.all((low <= share) & (share <= high))
        assert set(found.low[k == 0]) == {0}
        assert set(found.high[k == n]) == {1}
        assert found.high[k == 0].min() > 0
        assert found.low[k == n].max() < 1

    @given(
        st.integers(1, 10**12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))),
        st.floats(0.5, 0.999),
    )
    def test_holds_its_share_for_big_numbers_too(self, kn, confidence):
        found = wilson_interval([kn[0]], [kn[1]], confidence=confidence)

        assert 0 <= found.low[0] <= found.share[0] <= found.high[0] <= 1


class TestRanking:
    def test_steady_support_beats_one_lucky_vote(self):
        assert ranked([(1, 0, 0), (80, 15, 5)]).order.tolist() == [1, 0]

    def test_a_pass_counts_against_support(self):
        low = ranked([(50, 0, 0), (50, 0, 50)]).low

        assert low[1] < low[0]

    @pytest.mark.parametrize(("agrees", "others"), [(1, 0), (3, 7), (80, 20)])
    def test_the_share_is_counted_and_the_interval_is_wilsons(self, agrees, others):
        found = rank_ideas([agrees], [others], [0], confidence=0.9)

        expected = wilson_interval([agrees], [agrees + others], confidence=0.9)
        assert found.share[0] == agrees / (agrees + others)
        assert (found.low[0], found.high[0]) == (expected.low[0], expected.high[0])

    @given(tallies)
    def test_share_lies_within_its_interval_and_width_is_the_uncertainty(self, rows):
        found = ranked(rows)

        seen = ~np.isnan(found.share)
        assert seen.tolist() == [sum(row) > 0 for row in rows]
        assert np.all((found.low <= found.share) & (found.share <= found.high) | ~seen)
        assert np.allclose(found.uncertainty, found.high - found.low)

    @given(tallies)
    def test_order_goes_from_the_best_lower_end_down(self, rows):
        found = ranked(rows)

        assert sorted(found.order.tolist()) == list(range(len(rows)))
        assert np.all(np.diff(found.low[found.order]) <= 0)

    @given(tallies, st.randoms(use_true_random=False))
    def test_order_of_ideas_changes_no_score(self, rows, random):
        shuffle = random.sample(range(len(rows)), len(rows))
        before, after = ranked(rows), ranked([rows[i] for i in shuffle])

        assert np.allclose(after.low, before.low[shuffle])
        assert np.allclose(after.controversy, before.controversy[shuffle])

    @given(tallies)
    def test_swapping_agree_and_disagree_leaves_controversy_alone(self, rows):
        swapped = ranked([(d, a, p) for a, d, p in rows])

        assert np.allclose(ranked(rows).controversy, swapped.controversy)

    def test_an_even_split_is_more_controversial_than_a_lean_and_than_one_vote_each(self):
        even, lean, two = ranked([(50, 50, 0), (80, 20, 0), (1, 1, 0)]).controversy

        assert even > lean > two > 0

    def test_passes_calm_a_controversy(self):
        heated, calm = ranked([(50, 50, 0), (50, 50, 100)]).controversy

        assert calm < heated

    def test_an_unseen_idea_is_all_uncertainty_and_no_controversy(self):
        found = ranked([(0, 0, 0)])

        assert (found.low[0], found.high[0], found.uncertainty[0]) == (0, 1, 1)
        assert np.isnan(found.share[0])
        assert (found.controversy[0], found.contested[0]) == (0, False)

    def test_of_ideas_that_nobody_supports_the_least_voted_on_comes_first(self):
        assert ranked([(0, 9, 0), (0, 0, 0), (0, 1, 0)]).order.tolist() == [1, 2, 0]

    def test_no_ideas_rank_to_nothing(self):
        assert rank_ideas([], [], []).order.size == 0


class TestContested:
    @pytest.mark.parametrize(
        ("agrees", "disagrees", "passes", "is_so"),
        [
            (50, 50, 0, True),
            (30, 30, 40, True),  # three in ten exactly
            (29, 31, 40, False),
            (70, 30, 0, True),
            (71, 29, 0, False),
            (3, 2, 0, True),
            (2, 2, 0, False),  # fewer than five votes
            (0, 0, 0, False),
        ],
    )
    def test_each_side_needs_three_in_ten_of_at_least_five_votes(
        self, agrees, disagrees, passes, is_so
    ):
        assert bool(is_contested(agrees, disagrees, passes)) is is_so
        assert ranked([(agrees, disagrees, passes)]).contested.tolist() == [is_so]

    @given(tallies)
    def test_the_contested_come_first_and_then_the_more_evenly_split(self, rows):
        found = ranked(rows)
        order = found.most_contested

        assert sorted(order.tolist()) == list(range(len(rows)))
        keys = [(not found.contested[i], -found.controversy[i]) for i in order]
        assert keys == sorted(keys)


class TestBadInput:
    @pytest.mark.parametrize("bad", [-1, 0.5, float("nan"), float("inf")])
    def test_counts_that_cannot_be_are_named(self, bad):
        with pytest.raises(ImpossibleCounts):
            rank_ideas([bad], [1], [1])

    def test_more_agrees_than_votes_are_named(self):
        with pytest.raises(ImpossibleCounts):
            wilson_interval([2], [1])

    def test_counts_of_different_lengths_are_named(self):
        with pytest.raises(ImpossibleCounts):
            rank_ideas([1, 2], [1], [1])

    @pytest.mark.parametrize("confidence", [0, 1, 1.5, float("nan")])
    def test_an_impossible_confidence_is_named(self, confidence):
        with pytest.raises(ImpossibleConfidence):
            rank_ideas([1], [1], [1], confidence=confidence)


class TestWhatMostPeopleSupport:
    def test_q_values_are_those_of_exact_tests_and_benjamini_and_hochberg(self):
        agrees, votes = [80, 55, 5, 30], [100, 100, 5, 90]
        tests = [
            binomtest(k, n, 0.5, alternative="greater").pvalue
            for k, n in zip(agrees, votes, strict=True)
        ]

        assert supported_by_most(agrees, votes) == pytest.approx(false_discovery_control(tests))

    def test_nothing_is_said_of_ideas_without_votes(self):
        assert supported_by_most([0, 9], [0, 10])[0] == 1

    def test_of_coin_tosses_hardly_a_crowd_has_an_idea_that_most_support(self):
        crowds = np.random.default_rng(5).binomial(241, 0.5, (400, 60))

        told = [(supported_by_most(tossed, np.full(60, 241)) <= 0.05).any() for tossed in crowds]

        assert np.mean(told) <= 0.08  # 0.05, and as much above as chance leaves in 400 crowds

    def test_more_agreement_than_votes_is_refused(self):
        with pytest.raises(ImpossibleCounts):
            supported_by_most([3], [2])
