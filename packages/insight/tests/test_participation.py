"""Who took part, weighting to a population, and whether more voices would bring news."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest, chisquare

from insight.participation import (
    ImpossibleMargin,
    MalformedCounts,
    MalformedMargins,
    MalformedMembership,
    MalformedWeights,
    NotConverged,
    UnknownSegment,
    effective_sample_size,
    rake,
    representativeness,
    saturation_curve,
)

STAFF = {"nurse": 500, "doctor": 200, "porter": 250, "manager": 50}
JOINED = {"nurse": 60, "doctor": 40, "manager": 20}


class TestRepresentativeness:
    def test_names_the_segment_that_nobody_came_from(self):
        seen = representativeness(JOINED, STAFF)
        porter = seen.segments.index("porter")

        assert seen.joined[porter] == 0
        assert seen.ratio[porter] == 0
        assert seen.residuals[porter] < -6

    def test_says_how_many_more_would_make_a_segment_proportional(self):
        seen = representativeness({"a": 10, "b": 90}, {"a": 30, "b": 70})

        needed = seen.missing[0]
        assert (10 + needed) / (100 + needed) == pytest.approx(0.3, abs=0.005)
        assert seen.missing[1] == 0

    def test_the_test_is_scipys(self):
        seen = representativeness(JOINED, STAFF)
        theirs = chisquare([60, 40, 0, 20], np.array([500, 200, 250, 50]) * 120 / 1000)

        assert seen.chi_square == pytest.approx(theirs.statistic)
        assert seen.p_value == pytest.approx(theirs.pvalue)

    def test_its_intervals_are_wilsons(self):
        seen = representativeness(JOINED, STAFF)
        theirs = binomtest(60, 120).proportion_ci(method="wilson")

        assert (seen.low[0], seen.high[0]) == pytest.approx((theirs.low, theirs.high))

    def test_a_perfect_cross_section_is_one_on_every_scale(self):
        seen = representativeness({"a": 20, "b": 30}, {"a": 200, "b": 300})

        assert np.allclose(seen.ratio, 1)
        assert seen.dissimilarity == pytest.approx(0)
        assert seen.indicator == pytest.approx(1)
        assert not seen.missing.any()

    def test_shares_give_no_response_rates(self):
        seen = representativeness({"a": 20, "b": 30}, {"a": 0.4, "b": 0.6})

        assert np.isnan(seen.rate).all()
        assert np.isnan(seen.indicator)

    def test_duplicating_everyone_changes_no_share(self):
        once = representativeness(JOINED, STAFF)
        twice = representativeness({k: 2 * v for k, v in JOINED.items()}, STAFF)

        assert np.array_equal(once.joined_share, twice.joined_share)
        assert np.array_equal(once.ratio, twice.ratio)

    def test_a_segment_without_population_is_an_error(self):
        with pytest.raises(UnknownSegment, match="volunteer"):
            representativeness({"nurse": 1, "volunteer": 2}, STAFF)
        with pytest.raises(UnknownSegment):
            representativeness({"a": 1, "b": 1}, {"a": 10, "b": 0})

    @pytest.mark.parametrize(
        ("joined", "population"),
        [
            ({}, STAFF),
            ({"nurse": -1}, STAFF),
            ({"nurse": float("nan")}, STAFF),
            ({"nurse": "many"}, STAFF),
            ({}, {}),
        ],
    )
    def test_counts_of_nobody_are_an_error(self, joined, population):
        with pytest.raises(MalformedCounts):
            representativeness(joined, population)


class TestEffectiveSampleSize:
    def test_equal_weights_are_worth_everybody(self):
        assert effective_sample_size([3.0] * 7) == pytest.approx(7)

    def test_one_loud_voice_is_worth_one(self):
        assert effective_sample_size([1e12, 1, 1]) == pytest.approx(1)

    @given(st.lists(st.floats(0.01, 100), min_size=1, max_size=30))
    def test_lies_between_one_and_everybody(self, weights):
        assert 1 - 1e-9 <= effective_sample_size(weights) <= len(weights) + 1e-9

    @pytest.mark.parametrize("weights", [[], [0, 0], [1, -1], [1, float("nan")], [[1, 2]], ["x"]])
    def test_weights_that_are_none_are_an_error(self, weights):
        with pytest.raises(MalformedWeights):
            effective_sample_size(weights)


class TestRake:
    # Three professions by two sites. Row and column targets as shares.
    PEOPLE = {
        "job": np.repeat(
            ["nurse", "nurse", "doctor", "doctor", "porter", "porter"], [30, 5, 8, 2, 4, 6]
        ),
        "site": np.repeat(["n", "s", "n", "s", "n", "s"], [30, 5, 8, 2, 4, 6]),
    }
    MARGINS = {
        "job": {"nurse": 50, "doctor": 20, "porter": 30},
        "site": {"n": 0.5, "s": 0.5},
    }

    def test_reaches_every_margin_it_was_given(self):
        weights = rake(self.PEOPLE, self.MARGINS).weights
        total = weights.sum()

        assert weights[self.PEOPLE["job"] == "porter"].sum() / total == pytest.approx(0.3)
        assert weights[self.PEOPLE["site"] == "s"].sum() / total == pytest.approx(0.5)

    def test_gives_the_table_of_a_published_worked_example(self):
        # The four-by-four example of the encyclopaedia's article on iterative proportional
        # fitting, printed there after three rounds: so within what those leave, 0.1.
        seed = np.array([[40, 30, 20, 10], [35, 50, 100, 75], [30, 80, 70, 120], [20, 30, 40, 50]])
        row, column = (np.repeat(i.ravel(), seed.ravel()) for i in np.indices(seed.shape))
        raked = rake(
            {"row": row, "column": column},
            {"row": {0: 150, 1: 300, 2: 400, 3: 150}, "column": {0: 200, 1: 300, 2: 400, 3: 100}},
        )
        table = np.zeros((4, 4))
        np.add.at(table, (row, column), raked.weights)

        assert np.allclose(
            table * 1000 / table.sum(),
            [
                [64.61, 46.28, 35.42, 3.83],
                [49.95, 68.15, 156.49, 25.37],
                [56.70, 144.40, 145.06, 53.76],
                [28.74, 41.18, 63.03, 17.03],
            ],
            atol=0.1,
        )

    def test_of_one_margin_it_is_post_stratification(self):
        weights = rake({"job": self.PEOPLE["job"]}, {"job": self.MARGINS["job"]}).weights

        assert np.allclose(weights[self.PEOPLE["job"] == "nurse"], 0.5 / (35 / 55))

    def test_keeps_what_the_starting_table_says_about_pairs(self):
        # Iterative fitting changes margins only: odds ratios stay (Deming and Stephan).
        raked = rake(self.PEOPLE, self.MARGINS).weights

        def odds(w):
            cell = {
                (j, s): w[(self.PEOPLE["job"] == j) & (self.PEOPLE["site"] == s)].sum()
                for j in ("nurse", "porter")
                for s in "ns"
            }
            return (
                cell["nurse", "n"] * cell["porter", "s"] / cell["nurse", "s"] / cell["porter", "n"]
            )

        assert odds(raked) == pytest.approx(odds(np.ones(55)))

    def test_weights_average_one_and_say_what_they_cost(self):
        seen = rake(self.PEOPLE, self.MARGINS)

        assert seen.weights.mean() == pytest.approx(1)
        assert seen.effective_n == pytest.approx(effective_sample_size(seen.weights))
        assert seen.design_effect == pytest.approx(55 / seen.effective_n)

    def test_the_order_of_people_changes_nothing(self):
        order = np.random.default_rng(0).permutation(55)
        shuffled = {name: labels[order] for name, labels in self.PEOPLE.items()}

        assert np.allclose(
            rake(shuffled, self.MARGINS).weights, rake(self.PEOPLE, self.MARGINS).weights[order]
        )

    def test_people_already_in_proportion_keep_weight_one(self):
        seen = rake({"job": ["a", "b", "b"]}, {"job": {"a": 10, "b": 20}})

        assert np.allclose(seen.weights, 1)

    def test_a_category_that_nobody_is_of_is_impossible(self):
        with pytest.raises(ImpossibleMargin, match="porter"):
            rake({"job": ["nurse"]}, {"job": {"nurse": 1, "porter": 1}})

    def test_a_person_whom_the_population_does_not_have_is_impossible(self):
        with pytest.raises(ImpossibleMargin, match="volunteer"):
            rake({"job": ["nurse", "volunteer"]}, {"job": {"nurse": 1}})
        with pytest.raises(ImpossibleMargin, match="population 0"):
            rake({"job": ["nurse", "porter"]}, {"job": {"nurse": 1, "porter": 0}})

    def test_margins_that_contradict_each_other_are_impossible_not_converged(self):
        # All nurses are in the north, all doctors in the south: 70 % cannot be 50 %.
        with pytest.raises(ImpossibleMargin, match="contradict"):
            rake(
                {"job": ["nurse"] * 5 + ["doctor"] * 5, "site": ["n"] * 5 + ["s"] * 5},
                {"job": {"nurse": 70, "doctor": 30}, "site": {"n": 50, "s": 50}},
            )

    def test_margins_that_only_a_vanishing_weight_would_reach_do_not_converge(self):
        # The one nurse in the south would have to count nothing.
        with pytest.raises(NotConverged):
            rake(
                {"job": ["nurse", "nurse", "doctor"], "site": ["n", "s", "s"]},
                {"job": {"nurse": 50, "doctor": 50}, "site": {"n": 50, "s": 50}},
            )

    @pytest.mark.parametrize("value", [float("nan"), float("inf"), -1, "many"])
    def test_a_margin_that_is_no_count_is_impossible(self, value):
        with pytest.raises(ImpossibleMargin):
            rake({"job": ["nurse"]}, {"job": {"nurse": value}})

    def test_segments_and_margins_must_be_the_same(self):
        with pytest.raises(MalformedMargins):
            rake({"job": ["nurse"]}, {"site": {"n": 1}})
        with pytest.raises(MalformedMargins):
            rake(
                {"job": ["nurse"], "site": ["n", "s"]},
                {"job": {"nurse": 1}, "site": {"n": 1, "s": 1}},
            )

    def test_nobody_at_all_is_an_error(self):
        with pytest.raises(MalformedWeights):
            rake({"job": []}, {"job": {"nurse": 1}})


class TestSaturationCurve:
    MEMBER = np.array(
        [[1, 0, 0, 1], [1, 1, 0, 0], [1, 0, 0, 0], [1, 1, 1, 0], [0, 1, 0, 0]], dtype=bool
    )

    def test_is_the_average_over_all_choices_of_contributions(self):
        curve = saturation_curve(self.MEMBER)
        by_hand = [
            np.mean([self.MEMBER[list(c)].any(axis=0).sum() for c in combinations(range(5), m)])
            for m in range(1, 6)
        ]

        assert np.allclose(curve.expected, by_hand)

    def test_tells_what_was_heard_in_the_order_of_arrival(self):
        assert saturation_curve(self.MEMBER).heard.tolist() == [2, 3, 3, 4, 4]

    def test_the_order_of_arrival_changes_nothing_else(self):
        there, back = saturation_curve(self.MEMBER), saturation_curve(self.MEMBER[::-1])

        assert np.array_equal(there.expected, back.expected)
        assert there.estimated == back.estimated

    def test_estimates_the_unheard_as_published(self):
        # Chao's estimator, spiders of the girdled plots (Chao et al. 2014, Ecological
        # Monographs 84:45-67, table 2): 26 species, 168 sampled, 12 once, 4 twice: 43.893.
        # One species per row makes incidence and abundance the same.
        often = [46, 22, 17, 15, 15, 9, 8, 6, 6, 4] + [2] * 4 + [1] * 12
        member = np.zeros((168, 26), dtype=bool)
        member[np.arange(168), np.repeat(range(26), often)[:168]] = True
        curve = saturation_curve(member)

        assert (curve.found, curve.once, curve.twice) == (26, 12, 4)
        assert curve.estimated == pytest.approx(43.893, abs=5e-4)
        assert curve.estimated_low < 43.893 < curve.estimated_high
        # The same table: 0.929 of the sample is covered (their 92.89 %).
        assert curve.coverage == pytest.approx(0.929, abs=5e-4)

    def test_themes_that_all_came_up_often_promise_no_news(self):
        curve = saturation_curve(np.ones((20, 3), dtype=bool))

        assert (curve.estimated, curve.coverage, curve.next_new) == (3, 1, 0)

    def test_a_column_that_nobody_used_is_no_theme(self):
        curve = saturation_curve([[1, 0], [1, 0]])

        assert (curve.found, curve.estimated) == (1, 1)

    @given(st.integers(1, 40), st.integers(1, 8), st.integers(0, 9999))
    @settings(max_examples=40, deadline=None)
    def test_rises_and_ends_at_what_was_found(self, n, t, seed):
        member = np.random.default_rng(seed).random((n, t)) < 0.3
        if not member.any():
            return
        curve = saturation_curve(member)

        assert np.all(np.diff(curve.expected) >= -1e-9)
        assert curve.expected[-1] == pytest.approx(curve.found)
        assert curve.heard[-1] == curve.found
        assert 0 <= curve.coverage <= 1
        assert curve.estimated >= curve.found

    @pytest.mark.parametrize(
        "member", [[], [[]], [[0, 0]], [[2, 0]], [[np.nan, 1]], [1, 0], [[1], [1, 0]]]
    )
    def test_what_is_no_table_of_themes_is_an_error(self, member):
        with pytest.raises(MalformedMembership):
            saturation_curve(member)
