"""Disclosure control: what is hidden stays hidden from somebody who can count."""

import itertools

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insight.disclosure import (
    DisclosureError,
    KeepThePage,
    NotACount,
    TablesDisagree,
    TooManyCells,
    UnsafeK,
    audit,
    audit_looks,
    batch_floor,
    in_batch,
    share_is_safe,
    small_differences,
    suppress_counts,
    suppress_next_look,
    suppress_tables,
)

SLOW = settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
count = st.one_of(st.integers(0, 12), st.integers(0, 200))
lists = st.lists(count, min_size=1, max_size=9)


@st.composite
def cubes(draw, axes=3, largest=3):
    shape = tuple(draw(st.integers(2, largest)) for _ in range(axes))
    cells = draw(st.lists(count, min_size=int(np.prod(shape)), max_size=int(np.prod(shape))))
    return np.array(cells).reshape(shape)


def grids():
    return cubes(axes=2, largest=5)


def margins(cube, tables):
    names = "abc"
    return {
        tuple(t): cube.sum(axis=tuple(i for i, n in enumerate(names) if n not in t)) for t in tables
    }


def assert_protected(counts, table, bounds, k=10):
    """Every small number could be anything from 0 to k; no hidden number is known."""
    small = table.primary
    assert np.all(bounds.low[small] <= 0)
    assert np.all(bounds.high[small] >= k)
    assert bounds.recovered == 0
    # The attacker reasons soundly: the truth is among what they hold possible.
    assert np.all((bounds.low <= counts) & (counts <= bounds.high))


class TestOneList:
    def test_a_small_segment_takes_another_with_it(self):
        table = suppress_counts([3, 50, 60, 12])

        assert table.primary.tolist() == [True, False, False, False]
        assert table.complementary.sum() == 1
        assert table.total == 125

    def test_small_segments_that_hide_each_other_need_no_other(self):
        table = suppress_counts([6, 7, 50])

        assert table.shown.tolist() == [False, False, True]

    def test_small_segments_that_add_up_to_too_few_are_pooled_with_a_larger_one(self):
        # 3 and 4 hidden alone would tell of a group of seven.
        table = suppress_counts([3, 4, 50, 60])

        assert table.shown.sum() == 1

    def test_nothing_is_hidden_where_nothing_is_small(self):
        assert suppress_counts([10, 11, 500]).shown.all()

    def test_an_empty_segment_is_as_small_as_any(self):
        assert not suppress_counts([0, 50, 60]).shown[0]

    def test_zeros_may_be_shown_on_request_and_then_help_nobody(self):
        table = suppress_counts([0, 4, 50, 60], zeros="show")
        bounds = audit(table)

        assert table.shown[0]
        assert not table.shown[1]
        assert bounds.low[1] == 1
        assert bounds.high[1] >= 10

    def test_everything_goes_where_the_crowd_itself_is_too_small(self):
        table = suppress_counts([3, 4])

        assert not table.shown.any()
        assert table.total is None

    def test_hidden_numbers_are_not_in_the_result_at_all(self):
        table = suppress_counts([3, 50, 60, 12])

        assert np.ma.getdata(table.counts).tolist() == [-1, 50, 60, -1]

    def test_other_figures_of_a_hidden_cell_are_hidden_alike(self):
        table = suppress_counts([3, 50, 60, 12])
        shares = table.hide(np.array([3, 50, 60, 12]) / 125)

        assert shares.mask.tolist() == [True, False, False, True]
        assert np.ma.getdata(shares)[0] == -1

    @given(lists)
    @SLOW
    def test_no_hidden_count_can_be_worked_out(self, counts):
        table = suppress_counts(counts)
        if table.total is None:
            assert not table.shown.any()
            return

        assert_protected(np.array(counts), table, audit(table))

    def test_the_order_of_segments_changes_nothing(self):
        counts = np.array([3, 50, 60, 12, 7, 31])
        for order in itertools.islice(itertools.permutations(range(6)), 0, 720, 71):
            there = suppress_counts(counts[list(order)]).shown

            assert np.array_equal(there, suppress_counts(counts).shown[list(order)])

    def test_what_is_hidden_beside_a_small_count_is_not_always_the_next_smallest(self):
        # Somebody who knew that rule could turn "12 was not hidden" into a clue.
        chosen = {
            int(np.flatnonzero(suppress_counts([3, 20, 21, 22, 23], seed=s).complementary)[0])
            for s in range(12)
        }

        assert len(chosen) > 1


class TestOneTable:
    @given(grids())
    @SLOW
    def test_no_hidden_cell_can_be_worked_out_from_the_margins(self, counts):
        table = suppress_counts(counts)
        if table.total is None:
            assert not table.shown.any()
            return

        assert_protected(counts, table, audit(table))

    @given(cubes(largest=3))
    @settings(SLOW, max_examples=8)
    def test_no_hidden_cell_can_be_worked_out_in_three_dimensions(self, counts):
        table = suppress_counts(counts)
        if table.total is None:
            return

        assert_protected(counts, table, audit(table))

    @given(grids())
    @settings(SLOW, max_examples=8)
    def test_every_cell_has_another_whole_number_that_fits(self, counts):
        # A second attacker, by trial: is any hidden small cell forced, in whole numbers?
        table = suppress_counts(counts)
        if table.total is None:
            return
        bounds = audit(table, whole=True)

        assert np.all(bounds.high[~table.shown] - bounds.low[~table.shown] >= 1)

    def test_hiding_only_the_small_cell_of_a_table_would_give_it_away(self):
        table = suppress_counts([[3, 40], [50, 60]])

        assert not table.shown.any()
        assert table.total == 153

    def test_a_group_that_is_all_of_one_mind_is_not_shown_to_be(self):
        # 0 of 30 porters agreed: showing 30 beside a hidden 0 would say what each thinks.
        table = suppress_counts([[0, 30], [40, 35], [50, 61]])

        assert not table.shown[0].any()

    def test_margins_below_k_are_hidden_too(self):
        table = suppress_counts([[3, 4, 1], [50, 60, 30], [20, 30, 40]])

        assert np.ma.getmaskarray(table.row_totals)[0]
        assert np.ma.getmaskarray(table.row_totals).sum() >= 2

    def test_people_decide_where_one_person_can_say_much(self):
        table = suppress_counts([50, 60, 70], people=[2, 30, 40])

        assert table.primary.tolist() == [True, False, False]

    def test_split_counts_need_not_be_whole(self):
        table = suppress_counts([[2.5, 30.25], [40.5, 12.75], [22.0, 31.5]])
        bounds = audit(table, whole=False)

        assert bounds.low[table.primary].max() <= 1e-6
        assert bounds.high[table.primary].min() >= 10 - 1e-6

    def test_the_order_of_rows_and_columns_changes_nothing(self):
        counts = np.array([[3, 40, 27, 81], [50, 60, 33, 14], [72, 11, 8, 95], [18, 24, 39, 46]])
        rows, columns = [2, 0, 3, 1], [3, 1, 0, 2]
        there = suppress_counts(counts[np.ix_(rows, columns)]).shown

        assert np.array_equal(there, suppress_counts(counts).shown[np.ix_(rows, columns)])


class TestLinkedTables:
    @given(cubes(largest=3))
    @settings(SLOW, max_examples=8)
    def test_one_table_does_not_give_away_what_another_hides(self, cube):
        tables = margins(cube, ["ab", "ac"])
        done = suppress_tables(tables)
        if next(iter(done.values())).total is None:
            return
        bounds = audit(done)

        for axes, counts in tables.items():
            assert_protected(counts, done[axes], bounds[axes])

    @given(cubes(largest=3))
    @settings(SLOW, max_examples=6)
    def test_three_tables_in_a_ring_give_nothing_away(self, cube):
        tables = margins(cube, ["ab", "bc", "ca"])
        done = suppress_tables(
            {
                ("a", "b"): tables["a", "b"],
                ("b", "c"): tables["b", "c"],
                ("a", "c"): tables["c", "a"],
            }
        )
        if next(iter(done.values())).total is None:
            return
        bounds = audit(done)

        for axes, table in done.items():
            counts = cube.sum(axis="abc".index(next(n for n in "abc" if n not in axes)))
            assert_protected(counts, table, bounds[axes])

    def test_each_alone_would_have_leaked(self):
        # Protected on their own, two tables of the same crowd give a small cell away.
        leaked = 0
        for seed in range(6):
            rng = np.random.default_rng(seed)
            cube = rng.poisson(np.array([0.5, 6, 6, 6])[:, None, None], size=(4, 3, 3))
            tables = margins(cube, ["ab", "ac"])
            apart = {
                axes: suppress_tables({axes: counts}, seed=seed + i)[axes]
                for i, (axes, counts) in enumerate(tables.items())
            }
            together = suppress_tables(tables, seed=seed)
            leaked += sum(bounds.recovered for bounds in audit(apart).values())
            for axes, bounds in audit(together).items():
                assert_protected(tables[axes], together[axes], bounds)

        assert leaked > 0

    def test_a_table_and_its_own_margin_are_one(self):
        tables = {("a", "b"): np.array([[3, 40], [50, 60]]), ("a",): np.array([43, 110])}
        done = suppress_tables(tables)

        assert_protected(tables["a", "b"], done["a", "b"], audit(done)["a", "b"])

    def test_tables_of_different_crowds_are_refused(self):
        with pytest.raises(TablesDisagree, match="a"):
            suppress_tables({("a", "b"): [[20, 30], [40, 50]], ("a", "c"): [[20, 31], [40, 50]]})

    def test_an_axis_that_changes_its_length_is_refused(self):
        with pytest.raises(TablesDisagree, match="a has"):
            suppress_tables({("a", "b"): [[20, 30], [40, 50]], ("a", "c"): [[90, 50]]})

    def test_rings_too_large_to_solve_are_refused_not_guessed(self):
        flat = np.full((40, 40), 100)
        with pytest.raises(TooManyCells):
            suppress_tables({("a", "b"): flat, ("b", "c"): flat, ("a", "c"): flat})

    def test_axes_must_fit_the_table(self):
        with pytest.raises(DisclosureError, match="axes"):
            suppress_tables({("a",): [[20, 30], [40, 50]]})


class TestLivePages:
    def test_only_whole_batches_count(self):
        assert batch_floor([0, 9, 10, 19, 20], k=10).tolist() == [0, 0, 10, 10, 20]

    @given(st.lists(st.sampled_from("xyz"), max_size=60), st.integers(0, 59), st.integers(5, 12))
    def test_two_looks_differ_by_nobody_or_by_k_people_of_a_segment(self, arrivals, when, k):
        before = np.array(arrivals[:when], dtype="U1")
        after = np.array(arrivals, dtype="U1")
        for segment in "xyz":
            then = int(np.sum(in_batch(before, k) & (before == segment)))
            now = int(np.sum(in_batch(after, k) & (after == segment)))

            assert now - then == 0 or now - then >= k

    @given(st.lists(st.sampled_from("xyz"), max_size=60), st.integers(0, 59))
    def test_nobody_who_was_counted_stops_being_counted(self, arrivals, when):
        before = in_batch(np.array(arrivals[:when], dtype="U1"))
        after = in_batch(np.array(arrivals, dtype="U1"))

        assert np.all(after[: before.size] >= before)

    def test_what_was_hidden_can_stay_hidden(self):
        first = suppress_counts([3, 50, 60, 12])
        later = suppress_tables({("0",): [23, 50, 60, 12]}, keep_hidden={("0",): ~first.shown})[
            "0",
        ]

        assert np.all(first.shown >= later.shown)

    def test_subtracting_two_looks_is_noticed(self):
        then, now = suppress_counts([40, 50, 60]), suppress_counts([40, 53, 72])

        assert small_differences(then, now)[(0,)].tolist() == [False, True, False]

    def test_a_share_tells_on_those_outside_it_as_well(self):
        assert share_is_safe([5, 10, 15, 20, 0], [20] * 5).tolist() == [
            False,
            True,
            False,
            False,
            False,
        ]


class TestBadInput:
    @pytest.mark.parametrize("k", [4, 0, -1, 7.5, True, float("nan")])
    def test_k_below_five_or_no_whole_number_is_an_error(self, k):
        with pytest.raises(UnsafeK):
            suppress_counts([20, 30], k=k)

    @pytest.mark.parametrize("k", [4, 1])
    def test_helpers_refuse_it_too(self, k):
        for refuse in (
            lambda: batch_floor(20, k),
            lambda: in_batch(["x"], k),
            lambda: share_is_safe(20, 40, k=k),
            lambda: suppress_tables({("a",): [20, 30]}, k=k),
        ):
            with pytest.raises(UnsafeK):
                refuse()

    @pytest.mark.parametrize(
        "counts", [[], 7, [[]], [1, -1], [1, float("nan")], [1, float("inf")], [[1], [1, 2]], ["x"]]
    )
    def test_what_is_no_count_is_an_error(self, counts):
        with pytest.raises(NotACount):
            suppress_counts(counts)

    def test_no_table_at_all_is_an_error(self):
        with pytest.raises(NotACount):
            suppress_tables({})

    def test_a_million_and_a_half_people_change_nothing(self):
        counts = np.array([[3, 400_000, 200_000], [300_000, 500_000, 99_997]])
        table = suppress_counts(counts)

        assert_protected(counts, table, audit(table))

    def test_figures_that_do_not_fit_are_not_masked_at_random(self):
        with pytest.raises(DisclosureError):
            suppress_counts([20, 30]).hide([1, 2, 3])


class TestSeveralLooks:
    AXES = ("site", "answer")

    def grown(self, seed, steps=2):
        """A table that fills up, and what is published of it at each look."""
        rng = np.random.default_rng(seed)
        share = rng.dirichlet(np.full(9, 0.7))
        counts = rng.multinomial(400, share).reshape(3, 3)
        true, looks = [counts], [suppress_tables({self.AXES: counts})]
        for _ in range(steps):
            counts = counts + rng.multinomial(150, share).reshape(3, 3)
            try:
                looks.append(suppress_next_look({self.AXES: counts}, looks))
            except KeepThePage:
                continue
            true.append(counts)
        return true, looks

    @pytest.mark.parametrize("seed", range(6))
    def test_all_looks_together_give_no_small_count_away(self, seed):
        true, looks = self.grown(seed)

        for counts, look, found in zip(true, looks, audit_looks(looks), strict=True):
            assert_protected(counts, look[self.AXES], found[self.AXES])

    def test_each_look_on_its_own_would_have_leaked(self):
        # Safe pages, one after the other: what one hides beside a small count the next one shows.
        narrowed = 0
        for seed in range(12):
            true, _ = self.grown(seed)
            apart = [suppress_tables({self.AXES: c}, seed=i) for i, c in enumerate(true)]
            for look, found in zip(apart, audit_looks(apart), strict=True):
                small = look[self.AXES].primary
                bounds = found[self.AXES]
                narrowed += int(np.sum(small & ((bounds.low > 0) | (bounds.high < 10))))

        assert narrowed > 0

    def test_the_first_look_needs_no_memory(self):
        counts = [[3, 40, 27], [50, 60, 33], [72, 11, 8]]
        first = suppress_next_look({self.AXES: counts}, [])[self.AXES]

        assert np.array_equal(first.shown, suppress_tables({self.AXES: counts})[self.AXES].shown)

    def test_a_count_that_fell_keeps_the_page(self):
        looks = [suppress_tables({self.AXES: [[40, 50], [60, 70]]})]

        with pytest.raises(KeepThePage, match="withdrawn"):
            suppress_next_look({self.AXES: [[39, 50], [60, 70]]}, looks)

    def test_looks_at_different_tables_are_refused(self):
        looks = [suppress_tables({("a", "b"): [[40, 50], [60, 70]]})]

        with pytest.raises(TablesDisagree):
            suppress_next_look({self.AXES: [[40, 50], [60, 70]]}, looks)
