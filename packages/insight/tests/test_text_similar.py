"""Ideas that say nearly the same."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from insight.text.errors import TextInputError
from insight.text.similar import SimilarIndex, near_duplicates

tables = arrays(np.float32, st.tuples(st.integers(1, 12), st.just(4)), elements=st.integers(-3, 3))


class TestSimilarIndex:
    def test_the_nearest_comes_first_with_its_cosine(self):
        rows, scores = SimilarIndex([[1, 0], [0, 2], [3, 3]]).query([0, 1], 2)

        assert rows.tolist() == [1, 2]
        assert np.allclose(scores, [1, np.sqrt(0.5)])

    def test_equal_ones_come_in_order_of_rows(self):
        rows, _ = SimilarIndex([[0, 1], [1, 0], [1, 0], [1, 0]]).query([1, 0], 2)

        assert rows.tolist() == [1, 2]

    @pytest.mark.parametrize(("asked", "given"), [(0, 0), (-3, 0), (2, 2), (99, 3)])
    def test_never_more_than_there_are(self, asked, given):
        assert len(SimilarIndex(np.eye(3)).query([1, 0, 0], asked)[0]) == given

    def test_an_empty_collection_answers_with_nothing(self):
        rows, scores = SimilarIndex(np.zeros((0, 3))).query([1, 0, 0])

        assert (len(rows), len(scores)) == (0, 0)

    def test_a_blank_query_is_like_nothing(self):
        assert SimilarIndex(np.eye(3)).query([0, 0, 0])[1].tolist() == [0, 0, 0]

    @pytest.mark.parametrize("vector", [[1, 0], [np.nan, 0, 0], [np.inf, 0, 0]])
    def test_a_vector_that_cannot_be_compared_is_refused(self, vector):
        with pytest.raises(TextInputError):
            SimilarIndex(np.eye(3)).query(vector)

    @settings(max_examples=50, deadline=None)
    @given(tables, st.integers(1, 5))
    def test_agrees_with_looking_at_every_row(self, table, n):
        index = SimilarIndex(table)
        rows, _ = index.query(table[0], n)
        cosines = index.vectors @ index.vectors[0]

        assert rows.tolist() == np.lexsort((np.arange(len(table)), -cosines))[:n].tolist()


class TestNearDuplicates:
    def test_chains_join_into_one_group_named_by_its_first(self):
        turn = np.radians([0, 20, 40, 90])
        found = near_duplicates(np.column_stack([np.cos(turn), np.sin(turn)]), 0.93)

        assert found.group.tolist() == [0, 0, 0, 3]
        assert found.pairs.tolist() == [[0, 1], [1, 2]]

    def test_a_blank_text_repeats_nothing(self):
        assert near_duplicates(np.zeros((3, 2)), 0.5).group.tolist() == [0, 1, 2]

    def test_nothing_given_nothing_found(self):
        assert len(near_duplicates(np.zeros((0, 4))).group) == 0

    @pytest.mark.parametrize("threshold", [0, -0.2, 1.01, np.nan])
    def test_a_threshold_outside_its_range_is_refused(self, threshold):
        with pytest.raises(TextInputError):
            near_duplicates(np.eye(2), threshold)

    @settings(max_examples=50, deadline=None)
    @given(tables, st.randoms(use_true_random=False))
    def test_order_of_rows_changes_no_group(self, table, random):
        order = list(range(len(table)))
        random.shuffle(order)
        first = near_duplicates(table, 0.8).group
        second = near_duplicates(table[order], 0.8).group

        together = first[order][:, None] == first[order]
        assert np.array_equal(together, second[:, None] == second)
