"""Agreement of coders: coefficients that others published, and what they must never do."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from insight.agreement import (
    ConstantRatings,
    MalformedRatings,
    NothingToCompare,
    cohen_kappa,
    disagreements,
    fleiss_kappa,
    krippendorff_alpha,
)

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section D: four
# observers, twelve units, missing ratings.
FOUR_OBSERVERS = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
        [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
    ],
    dtype=object,
).T

# Fourteen psychiatrists, ten patients, five diagnoses: the table worked through in the
# encyclopaedia's article on Fleiss's kappa, 0.210.
FOURTEEN_RATERS = [
    [0, 0, 0, 0, 14],
    [0, 2, 6, 4, 2],
    [0, 0, 3, 5, 6],
    [0, 3, 9, 2, 0],
    [2, 2, 8, 1, 1],
    [7, 7, 0, 0, 0],
    [3, 2, 6, 3, 0],
    [2, 5, 3, 2, 2],
    [6, 5, 2, 1, 0],
    [0, 2, 2, 3, 7],
]
# A table of our own; values by statsmodels 0.15.0 and scikit-learn 1.9.1, which agree.
THREE_BY_THREE = np.array([[44, 5, 1], [7, 20, 3], [9, 5, 6]])

ratings = st.lists(
    st.lists(st.sampled_from([0, 1, 2, None]), min_size=3, max_size=3), min_size=4, max_size=25
)


def two_raters(table):
    size = len(table)
    a = np.repeat(np.repeat(range(size), size), np.ravel(table))
    b = np.repeat(np.tile(range(size), size), np.ravel(table))
    return a, b


def from_tally(tally):
    return [np.repeat(range(len(row)), row) for row in tally]


def alpha_by_pairs(table, distance):
    """Krippendorff's definition, written out over all pairs of ratings."""
    units = [[v for v in unit if v is not None] for unit in table]
    units = [unit for unit in units if len(unit) >= 2]
    everything = [v for unit in units for v in unit]
    n = len(everything)
    seen = sum(
        distance(v, w) / (len(unit) - 1)
        for unit in units
        for i, v in enumerate(unit)
        for j, w in enumerate(unit)
        if i != j
    )
    chance = sum(
        distance(v, w) for i, v in enumerate(everything) for j, w in enumerate(everything) if i != j
    )
    return 1 - (n - 1) * seen / chance


class TestCohenKappa:
    def test_two_readers_of_fifty_grants_agree_by_0_4(self):
        # 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: the encyclopaedia's worked example.
        assert cohen_kappa(*two_raters([[20, 5], [10, 15]])).value == pytest.approx(0.4)

    @pytest.mark.parametrize(
        ("weights", "value"),
        [(None, 0.49152542372881347), ("linear", 0.4736842105263158), ("quadratic", 5 / 11)],
    )
    def test_matches_two_other_packages(self, weights, value):
        ours = cohen_kappa(*two_raters(THREE_BY_THREE), weights=weights)

        assert ours.value == pytest.approx(value, abs=1e-12)

    def test_a_unit_that_one_rater_skipped_is_left_out_and_counted(self):
        seen = cohen_kappa(["a", "b", None, "a"], ["a", "b", "b", float("nan")])

        assert (seen.n, seen.left_out, seen.value) == (2, 2, 1.0)

    def test_the_interval_holds_the_value(self):
        seen = cohen_kappa(*two_raters(THREE_BY_THREE))

        assert seen.low < seen.value < seen.high

    def test_the_interval_is_about_as_wide_as_theory_says(self):
        # Large-sample standard error of this table by statsmodels 0.15.0: 0.08.
        seen = cohen_kappa(*two_raters([[40, 10], [10, 40]]), resamples=4000)

        assert (seen.high - seen.low) / 2 == pytest.approx(1.96 * 0.08, rel=0.06)

    def test_the_alphabet_does_not_order_weights_where_an_order_is_given(self):
        a, b = ["low", "mid", "high", "mid"], ["mid", "mid", "high", "low"]
        named = cohen_kappa(a, b, weights="linear", order=["low", "mid", "high"])
        number = {"low": 0, "mid": 1, "high": 2}
        numbered = cohen_kappa([number[x] for x in a], [number[x] for x in b], weights="linear")

        assert named.value == numbered.value

    def test_two_raters_who_only_ever_say_one_thing_are_an_error(self):
        with pytest.raises(ConstantRatings, match="yes"):
            cohen_kappa(["yes"] * 9, ["yes"] * 9)

    @pytest.mark.parametrize("size", [0, 1])
    def test_too_few_units_are_an_error(self, size):
        with pytest.raises(NothingToCompare):
            cohen_kappa([1] * size, [2] * size)

    @pytest.mark.parametrize(
        ("a", "b"),
        [
            ([1, 2], [1, 2, 3]),
            ([[1, 2]], [[1, 2]]),
            ([1, float("inf")], [1, 2]),
            ([1, "x"], [2, 1]),
        ],
    )
    def test_ratings_that_make_no_sense_are_an_error(self, a, b):
        with pytest.raises(MalformedRatings):
            cohen_kappa(a, b)

    @given(ratings, st.randoms(use_true_random=False))
    @settings(max_examples=25, deadline=None)
    def test_the_order_of_units_changes_nothing(self, table, random):
        shuffled = random.sample(table, len(table))
        try:
            first = cohen_kappa([u[0] for u in table], [u[1] for u in table], resamples=100)
        except (NothingToCompare, ConstantRatings):
            return

        assert first == cohen_kappa(
            [u[0] for u in shuffled], [u[1] for u in shuffled], resamples=100
        )


class TestFleissKappa:
    def test_fourteen_raters_agree_as_published(self):
        assert fleiss_kappa(from_tally(FOURTEEN_RATERS)).value == pytest.approx(0.210, abs=5e-4)

    def test_perfect_agreement_is_one(self):
        assert fleiss_kappa([["a"] * 3, ["b"] * 3, ["a"] * 3]).value == pytest.approx(1.0)

    def test_a_unit_with_a_missing_rating_is_left_out(self):
        seen = fleiss_kappa([[1, 1, 2], [2, 2, 2], [1, None, 1], [1, 1, 1]])

        assert (seen.n, seen.left_out) == (3, 1)

    def test_everybody_saying_one_thing_is_an_error(self):
        with pytest.raises(ConstantRatings):
            fleiss_kappa([["a", "a"]] * 5)

    def test_duplicating_everything_changes_no_value(self):
        table = from_tally(FOURTEEN_RATERS)

        assert fleiss_kappa(table * 3).value == pytest.approx(fleiss_kappa(table).value)


class TestKrippendorffAlpha:
    @pytest.mark.parametrize(
        ("level", "value"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)]
    )
    def test_four_observers_agree_as_published(self, level, value):
        seen = krippendorff_alpha(FOUR_OBSERVERS, level=level)

        assert seen.value == pytest.approx(value, abs=5e-4)
        assert (seen.n, seen.left_out) == (11, 1)

    @given(ratings)
    @settings(max_examples=40, deadline=None)
    def test_nominal_alpha_is_its_definition_over_pairs(self, table):
        try:
            ours = krippendorff_alpha(table, resamples=100)
        except (NothingToCompare, ConstantRatings):
            return

        assert ours.value == pytest.approx(alpha_by_pairs(table, lambda v, w: float(v != w)))

    @given(ratings)
    @settings(max_examples=40, deadline=None)
    def test_interval_alpha_is_its_definition_over_pairs(self, table):
        try:
            ours = krippendorff_alpha(table, level="interval", resamples=100)
        except (NothingToCompare, ConstantRatings):
            return

        assert ours.value == pytest.approx(alpha_by_pairs(table, lambda v, w: (v - w) ** 2))

    def test_interval_alpha_does_not_care_where_zero_is(self):
        far = [[None if v is None else v + 1e9 for v in unit] for unit in FOUR_OBSERVERS]
        near = krippendorff_alpha(FOUR_OBSERVERS, level="interval").value

        assert krippendorff_alpha(far, level="interval").value == pytest.approx(near, rel=1e-9)

    def test_ordinal_alpha_does_not_care_how_far_apart_the_numbers_are(self):
        stretched = [[None if v is None else 10**v for v in unit] for unit in FOUR_OBSERVERS]
        plain = krippendorff_alpha(FOUR_OBSERVERS, level="ordinal").value

        assert krippendorff_alpha(stretched, level="ordinal").value == pytest.approx(plain)

    def test_masked_and_nan_ratings_are_missing(self):
        numbers = np.array([[np.nan if v is None else v for v in u] for u in FOUR_OBSERVERS])
        masked = np.ma.masked_invalid(numbers)

        assert krippendorff_alpha(numbers) == krippendorff_alpha(FOUR_OBSERVERS)
        assert krippendorff_alpha(masked) == krippendorff_alpha(FOUR_OBSERVERS)

    def test_fifty_thousand_different_measurements_fit_into_memory(self):
        # Measurements of variance 1 + 1/4 that share the 1: the intraclass correlation, 0.8.
        rng = np.random.default_rng(0)
        common = rng.normal(size=(50_000, 1))
        measured = common + 0.5 * rng.normal(size=(50_000, 2))

        seen = krippendorff_alpha(measured, level="interval", resamples=100)

        assert seen.value == pytest.approx(0.8, abs=0.01)

    def test_measurements_are_no_categories(self):
        with pytest.raises(MalformedRatings, match="numbers"):
            krippendorff_alpha(np.random.default_rng(0).random((20_000, 2)))

    def test_words_have_no_order_of_their_own(self):
        with pytest.raises(MalformedRatings, match="order"):
            krippendorff_alpha([["low", "high"], ["high", "high"]], level="ordinal")

    def test_a_rating_outside_the_order_is_an_error(self):
        with pytest.raises(MalformedRatings, match="medium"):
            krippendorff_alpha([["low", "medium"], ["low", "low"]], order=["low", "high"])

    def test_one_rating_for_each_unit_is_nothing_to_compare(self):
        with pytest.raises(NothingToCompare):
            krippendorff_alpha([[1, None], [None, 2], [3, None]])

    def test_ratings_that_never_vary_are_an_error(self):
        with pytest.raises(ConstantRatings):
            krippendorff_alpha([[1, 1], [1, 1], [1, None]])

    @given(st.permutations(range(12)), st.permutations(range(4)))
    @settings(max_examples=15, deadline=None)
    def test_the_order_of_units_and_raters_changes_nothing(self, units, raters):
        shuffled = FOUR_OBSERVERS[np.ix_(units, raters)]

        assert krippendorff_alpha(shuffled, resamples=100) == krippendorff_alpha(
            FOUR_OBSERVERS, resamples=100
        )

    def test_the_same_seed_gives_the_same_interval(self):
        first, again = (krippendorff_alpha(FOUR_OBSERVERS, seed=3) for _ in range(2))

        assert (first.low, first.high) == (again.low, again.high)


class TestDisagreements:
    A = [[1, 0, 0], [1, 1, 0], [0, 0, 1], [0, 1, 0], [0, 0, 0]]
    B = [[1, 0, 0], [1, 0, 0], [0, 1, 0], [0, 1, 0], [0, 0, 0]]

    def test_counts_each_theme_both_ways(self):
        waiting, staff, food = disagreements(self.A, self.B, ["waiting", "staff", "food"]).themes

        assert (waiting.both, waiting.only_a, waiting.only_b, waiting.neither) == (2, 0, 0, 3)
        assert (staff.both, staff.only_a, staff.only_b, staff.neither) == (1, 1, 1, 2)
        assert (food.both, food.only_a, food.only_b, food.neither) == (0, 1, 0, 4)

    def test_lists_the_units_to_reconcile(self):
        seen = disagreements(self.A, self.B, ["waiting", "staff", "food"])

        assert seen.units == (1, 2)
        assert seen.themes[1].units == (1, 2)
        assert seen.identical == pytest.approx(3 / 5)

    def test_puts_the_most_disputed_theme_first(self):
        assert disagreements(self.A, self.B, ["w", "s", "f"]).worst_first == (1, 2)

    def test_tells_which_theme_one_coder_gives_instead_of_another(self):
        confusion = disagreements(self.A, self.B, ["w", "s", "f"]).confusion

        assert confusion[2, 1] == 1
        assert confusion.sum() == 1

    def test_a_theme_that_nobody_used_has_no_kappa_and_no_agreement(self):
        unused = disagreements([[1, 0], [0, 0]], [[1, 0], [0, 0]], ["used", "unused"]).themes[1]

        assert unused.kappa is None
        assert np.isnan(unused.specific)

    def test_swapping_the_coders_mirrors_everything(self):
        there = disagreements(self.A, self.B, ["w", "s", "f"])
        back = disagreements(self.B, self.A, ["w", "s", "f"])

        assert [t.only_a for t in there.themes] == [t.only_b for t in back.themes]
        assert np.array_equal(there.confusion, back.confusion.T)
        assert there.pooled.value == pytest.approx(back.pooled.value)

    @pytest.mark.parametrize(
        ("a", "b", "names"),
        [
            ([[1, 0]], [[1]], ["x", "y"]),
            ([[1, 0]] * 2, [[1, 0]] * 2, ["x"]),
            ([[2, 0]] * 2, [[1, 0]] * 2, ["x", "y"]),
            ([[np.nan, 0]] * 2, [[1, 0]] * 2, ["x", "y"]),
            ([], [], []),
            ([[1, 0], [1]], [[1, 0], [1]], ["x", "y"]),
        ],
    )
    def test_codings_that_do_not_fit_are_an_error(self, a, b, names):
        with pytest.raises(MalformedRatings):
            disagreements(a, b, names)
