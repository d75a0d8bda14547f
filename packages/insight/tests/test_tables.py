"""Theme tables: shares that add up, intervals, what stands out, and rounding."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from insight.disclosure import UnsafeK, audit, suppress_counts
from insight.tables import (
    CannotRound,
    MalformedTable,
    disclose,
    round_keeping_totals,
    theme_table,
)

# Rows themes, columns questions, one theme each. Adjusted residuals by statsmodels 0.15.0
# (stats.contingency_tables.Table.standardized_resids).
COUNTS = np.array([[20, 30, 50], [40, 10, 30], [25, 25, 10]])
RESIDUALS = [
    [-4.22053995, 0.85933785, 3.38061702],
    [3.34028371, -3.59486814, 0.0],
    [1.16885581, 2.93519754, -3.84900179],
]


def rows_of(counts):
    theme, question = np.indices(counts.shape).reshape(2, -1)
    repeats = counts.ravel()
    return np.eye(counts.shape[0], dtype=bool)[np.repeat(theme, repeats)], np.repeat(
        question, repeats
    )


def crowd(n=400, themes=5, seed=0):
    rng = np.random.default_rng(seed)
    return rng.random((n, themes)) < 0.3, rng.choice(["q1", "q2", "q3"], n), rng


class TestShares:
    def test_two_themes_in_one_contribution_count_half_each(self):
        table = theme_table([[1, 1, 0], [1, 0, 0]], ["q", "q"])

        assert table.share[:, 0].tolist() == [0.75, 0.25, 0]

    def test_unsplit_it_counts_fully_for_each(self):
        table = theme_table([[1, 1, 0], [1, 0, 0]], ["q", "q"], split=False)

        assert table.share[:, 0].tolist() == [1, 0.5, 0]

    def test_the_total_weighs_questions_by_their_contributions(self):
        member = [[1, 0]] * 9 + [[0, 1]]
        table = theme_table(member, ["a"] * 9 + ["b"])

        assert table.total_share.tolist() == [0.9, 0.1]  # not the mean of 100 % and 0 %

    def test_votes_inherit_the_themes_of_their_idea(self):
        votes = np.array([8, 0])
        table = theme_table([[1, 0], [0, 1]], ["q", "q"], weights=1 + votes)

        assert table.share[:, 0].tolist() == [0.9, 0.1]

    def test_a_contribution_without_theme_is_left_out_and_counted(self):
        table = theme_table([[1, 0], [0, 0]], ["q", "q"])

        assert (table.base[0], table.uncoded[0], table.coded[0]) == (1, 1, 1)

    def test_a_question_without_coded_contributions_has_no_share(self):
        table = theme_table([[1, 0], [0, 0]], ["a", "b"])

        assert np.isnan(table.share[:, 1]).all()
        assert table.low[:, 1].tolist() == [0, 0]
        assert table.high[:, 1].tolist() == [1, 1]

    @given(st.integers(0, 999))
    @settings(max_examples=20, deadline=None)
    def test_columns_sum_to_one_where_split(self, seed):
        member, questions, rng = crowd(80, seed=seed)
        table = theme_table(member, questions, weights=rng.random(80))

        assert np.allclose(table.share.sum(axis=0), 1)
        assert table.total_share.sum() == pytest.approx(1)

    @given(st.permutations(range(30)))
    @settings(max_examples=20, deadline=None)
    def test_the_order_of_contributions_changes_nothing(self, order):
        member, questions, _ = crowd(30)
        there, here = theme_table(member[order], questions[order]), theme_table(member, questions)

        assert np.allclose(there.share, here.share)
        assert np.allclose(there.low, here.low)

    def test_duplicating_everything_changes_no_share(self):
        member, questions, _ = crowd()
        twice = theme_table(np.tile(member, (2, 1)), np.tile(questions, 2))

        assert np.allclose(twice.share, theme_table(member, questions).share)

    def test_segments_share_the_questions_and_add_up(self):
        member, questions, rng = crowd()
        table = theme_table(member, questions, segments=rng.choice(["x", "y"], 400))

        assert list(table.by_segment) == ["x", "y"]
        assert np.allclose(sum(part.counts for part in table.by_segment.values()), table.counts)


class TestIntervals:
    def test_are_wilsons_for_plain_counts(self):
        table = theme_table(*rows_of(COUNTS))
        theirs = binomtest(20, 85).proportion_ci(method="wilson")

        assert (table.low[0, 0], table.high[0, 0]) == pytest.approx((theirs.low, theirs.high))

    def test_one_idea_with_many_votes_is_no_crowd(self):
        weighted = theme_table([[1, 0], [0, 1]], ["q", "q"], weights=[500, 500])

        assert weighted.low[0, 0] < 0.15
        assert weighted.high[0, 0] > 0.85

    def test_a_single_split_contribution_does_not_look_certain(self):
        table = theme_table([[1, 1]], ["q"])

        assert table.high[0, 0] - table.low[0, 0] > 0.5

    def test_cover_the_truth_about_as_often_as_they_say(self):
        # 400 crowds of 120 split contributions; the truth by a crowd of 200,000.
        rng = np.random.default_rng(5)
        shares = np.array([0.5, 0.3, 0.15])
        everybody = rng.random((200_000, 3)) < shares
        truth = theme_table(everybody, np.zeros(200_000)).total_share
        inside = 0
        for _ in range(400):
            table = theme_table(rng.random((120, 3)) < shares, np.zeros(120))
            inside += np.sum((table.total_low <= truth) & (truth <= table.total_high))

        assert 0.93 <= inside / 1200 <= 0.98

    @given(st.integers(0, 999))
    @settings(max_examples=20, deadline=None)
    def test_hold_their_share_within_0_and_1(self, seed):
        member, questions, rng = crowd(25, seed=seed)
        table = theme_table(member, questions, weights=rng.integers(0, 3, 25))
        known = np.isfinite(table.share)

        assert np.all(table.low[known] <= table.share[known] + 1e-12)
        assert np.all(table.share[known] <= table.high[known] + 1e-12)
        assert table.low.min() >= 0
        assert table.high.max() <= 1


class TestResiduals:
    def test_are_those_of_another_package_for_plain_counts(self):
        assert np.allclose(theme_table(*rows_of(COUNTS)).residuals, RESIDUALS)

    def test_name_what_stands_out(self):
        assert theme_table(*rows_of(COUNTS)).stands_out.tolist() == [
            [-1, 0, 1],
            [1, -1, 0],
            [0, 1, -1],
        ]

    def test_name_nothing_in_pure_noise(self):
        # False discovery at 5 % of tables: twenty tables of noise name hardly anything.
        named = [np.abs(theme_table(*crowd(seed=s)[:2]).stands_out).any() for s in range(20)]

        assert sum(named) <= 3

    def test_are_undefined_for_one_question(self):
        table = theme_table([[1, 0], [0, 1]], ["q", "q"])

        assert np.isnan(table.residuals).all()
        assert not table.stands_out.any()

    def test_multiplying_all_weights_changes_none(self):
        member, questions, rng = crowd()
        weights = rng.random(400)
        there = theme_table(member, questions, weights=1000 * weights).residuals

        assert np.allclose(there, theme_table(member, questions, weights=weights).residuals)


class TestDisclose:
    def table(self, *, split=True, n=500):
        member, questions, rng = crowd(n)
        return theme_table(
            member,
            questions,
            split=split,
            segments=rng.choice(["many", "some", "few"], n, p=[0.7, 0.26, 0.04]),
            people=rng.integers(0, n, n),
        )

    @pytest.mark.parametrize("split", [True, False])
    def test_no_figure_of_fewer_than_k_people_is_left(self, split):
        table = self.table(split=split)
        shown = disclose(table, k=10)
        behind = np.stack([part.people for part in table.by_segment.values()], axis=-1)

        for figures in (shown.share, shown.counts, shown.low, shown.high, shown.residuals):
            assert np.all(np.ma.getmaskarray(figures)[behind < 10])
            assert np.all(np.ma.getdata(figures)[behind < 10] == -1)
        assert shown.hidden < behind.size

    def test_margins_do_not_give_a_split_cell_away(self):
        table = self.table()
        cube = np.stack([part.counts for part in table.by_segment.values()], axis=-1)
        people = np.stack([part.people for part in table.by_segment.values()], axis=-1)
        published = suppress_counts(cube, people=people)
        bounds = audit(published, whole=False)

        assert bounds.recovered == 0
        assert np.array_equal(
            ~published.shown | np.ma.getmaskarray(published.margins[(1, 2)]),
            np.ma.getmaskarray(disclose(table).share),
        )

    def test_a_table_without_segments_keeps_its_shape(self):
        member, questions, _ = crowd()
        shown = disclose(theme_table(member, questions))

        assert shown.share.shape == (5, 3)
        assert shown.segments == ()

    def test_k_below_five_is_an_error(self):
        with pytest.raises(UnsafeK):
            disclose(self.table(n=60), k=4)


class TestRounding:
    def test_percentages_sum_to_100(self):
        assert round_keeping_totals([33.4, 33.4, 33.2]).tolist() == [34, 33, 33]

    def test_figures_that_are_round_stay(self):
        assert round_keeping_totals([[10.0, 20.0], [30.0, 40.0]]).tolist() == [[10, 20], [30, 40]]

    @given(st.lists(st.floats(-1e4, 1e4), min_size=1, max_size=12), st.integers(-1, 2))
    def test_every_figure_and_the_sum_go_to_a_neighbour(self, values, digits):
        rounded, unit = round_keeping_totals(values, digits=digits), 10.0**-digits

        assert np.all(np.abs(rounded - values) < unit + 1e-6)
        assert abs(rounded.sum() - sum(values)) <= unit / 2 + 1e-5

    @given(st.integers(1, 6), st.integers(1, 6), st.integers(0, 9999))
    @settings(max_examples=40, deadline=None)
    def test_all_totals_of_a_table_go_to_a_neighbour(self, rows, columns, seed):
        values = np.random.default_rng(seed).random((rows, columns)) * 20
        rounded = round_keeping_totals(values)

        assert np.array_equal(rounded, np.round(rounded))
        for axis in (0, 1):
            assert np.all(np.abs(rounded.sum(axis=axis) - values.sum(axis=axis)) < 1)
        assert abs(rounded.sum() - values.sum()) <= 0.5 + 1e-9
        assert np.all(np.abs(rounded - values) < 1)

    def test_columns_of_percentages_each_sum_to_100(self):
        member, questions, _ = crowd()
        percent = round_keeping_totals(100 * theme_table(member, questions).share, axis=0)

        assert percent.sum(axis=0).tolist() == [100, 100, 100]

    @pytest.mark.parametrize(
        "values", [[], [np.nan], [np.inf], 3.5, [[[1.0]]], ["x"], [[1.0], [2.0, 3.0]]]
    )
    def test_what_cannot_be_rounded_is_an_error(self, values):
        with pytest.raises(CannotRound):
            round_keeping_totals(values)

    def test_there_is_no_third_axis(self):
        with pytest.raises(CannotRound):
            round_keeping_totals([[1.0]], axis=2)


class TestBadInput:
    @pytest.mark.parametrize(
        ("member", "questions"),
        [
            ([], []),
            ([[]], ["q"]),
            ([1, 0], ["a", "b"]),
            ([[2, 0]], ["q"]),
            ([[np.nan, 1]], ["q"]),
            ([["x"]], ["q"]),
            ([[1, 0]], ["a", "b"]),
            ([[1, 0], [1]], ["a", "b"]),
            ([[1], [1]], [1.0, np.nan]),
            ([[1], [1]], ["a", None]),
        ],
    )
    def test_tables_that_do_not_fit_are_an_error(self, member, questions):
        with pytest.raises(MalformedTable):
            theme_table(member, questions)

    @pytest.mark.parametrize("weights", [[1], [1, -1], [1, np.nan], [1, np.inf], ["x", "y"]])
    def test_weights_that_are_none_are_an_error(self, weights):
        with pytest.raises(MalformedTable):
            theme_table([[1], [1]], ["a", "b"], weights=weights)

    def test_one_person_with_ten_thousand_contributions_is_one_person(self):
        table = theme_table(
            [[1, 0]] * 10_000 + [[0, 1]] * 30,
            ["q"] * 10_030,
            people=[0] * 10_000 + list(range(30)),
        )

        assert table.people[:, 0].tolist() == [1, 30]
        assert np.ma.getmaskarray(disclose(table).share)[0, 0]
