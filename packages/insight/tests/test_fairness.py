import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.fairness import ImpossibleExposures, fairness_report, gini

counts = st.lists(st.integers(0, 10_000), min_size=1, max_size=50)


class TestGini:
    @given(counts)
    def test_is_half_the_relative_mean_absolute_difference(self, values):
        x = np.array(values, dtype=float)
        if x.sum() == 0:
            assert gini(x) == 0
            return
        by_definition = np.abs(x[:, None] - x[None]).mean() / (2 * x.mean())

        assert gini(x) == pytest.approx(by_definition, abs=1e-12)

    @given(counts, st.integers(2, 9))
    def test_neither_scale_nor_copies_change_it(self, values, times):
        assert gini(np.array(values) * times) == pytest.approx(gini(values), abs=1e-12)
        assert gini(values * times) == pytest.approx(gini(values), abs=1e-12)

    @pytest.mark.parametrize("bad", [[], [-1], [float("nan")], [float("inf")]])
    def test_values_that_cannot_be_shared_out_are_named(self, bad):
        with pytest.raises(ImpossibleExposures):
            gini(bad)


class TestFairnessReport:
    def test_names_ideas_shown_less_than_half_as_often_as_the_middle_one(self):
        assert fairness_report([10, 10, 4, 12], [1, 1, 1, 1]).unheard.tolist() == [2]

    def test_says_how_often_being_shown_led_to_a_vote(self):
        report = fairness_report([10, 4, 0], [8, 1, 0])

        assert report.votes_per_exposure.tolist() == [0.8, 0.25, 0]
        assert report.exposure_share.sum() == pytest.approx(1)

    def test_a_conversation_not_yet_begun_is_fair(self):
        report = fairness_report([0, 0], [0, 0])

        assert (report.gini, report.least, report.unheard.size) == (0, 0, 0)

    def test_lengths_that_differ_are_named(self):
        with pytest.raises(ImpossibleExposures):
            fairness_report([1, 2], [1])
