import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from insight.votes import MalformedVotes, UnknownId, UnknownStance, VoteTable

events = st.lists(
    st.tuples(st.integers(0, 8), st.integers(-3, 5), st.sampled_from([1, 0, -1])), max_size=60
)


def table(rows, **ids):
    who, what, said = ([row[i] for row in rows] for i in range(3))
    return VoteTable.from_arrays(who, what, said, **ids)


def as_dict(votes):
    people = votes.participant_ids[votes.rows()].tolist()
    ideas = votes.idea_ids[votes.ideas].tolist()
    return dict(zip(zip(people, ideas, strict=True), votes.stances.tolist(), strict=True))


class TestBuilding:
    @given(events)
    def test_holds_the_last_vote_of_each_person_on_each_idea(self, rows):
        last = {(person, idea): stance for person, idea, stance in rows}

        assert as_dict(table(rows)) == last

    @given(events)
    def test_ids_are_sorted_and_unique(self, rows):
        votes = table(rows)

        assert votes.participant_ids.tolist() == sorted({row[0] for row in rows})
        assert votes.idea_ids.tolist() == sorted({row[1] for row in rows})

    @given(events, st.randoms(use_true_random=False))
    def test_order_of_rows_changes_nothing_where_nobody_votes_twice(self, rows, random):
        once = [(*pair, stance) for pair, stance in {(r[0], r[1]): r[2] for r in rows}.items()]
        shuffled = random.sample(once, len(once))

        assert as_dict(table(shuffled)) == as_dict(table(once))

    @given(events, st.integers(1, 20))
    def test_pieces_from_a_stream_make_the_same_table_as_whole_arrays(self, rows, size):
        pieces = [rows[at : at + size] for at in range(0, len(rows), size)]
        streamed = VoteTable.from_chunks(tuple(zip(*p, strict=True)) for p in pieces)

        assert as_dict(streamed) == as_dict(table(rows))

    def test_texts_may_be_ids_in_arrays_and_in_pieces(self):
        rows = (["bo", "ann", "bo"], ["x", "x", "x"], [1, 0, -1])

        for votes in (VoteTable.from_arrays(*rows), VoteTable.from_chunks([rows])):
            assert votes.participant_ids.tolist() == ["ann", "bo"]
            assert as_dict(votes) == {("ann", "x"): 0, ("bo", "x"): -1}

    def test_ids_far_apart_need_no_room_in_between(self):
        votes = VoteTable.from_arrays([10**17, 3], [-(10**12), 5], [1, 1])

        assert votes.participant_ids.tolist() == [3, 10**17]
        assert votes.idea_ids.tolist() == [-(10**12), 5]

    def test_small_number_types_do_not_overflow(self):
        people = np.array([-128, 127], dtype=np.int8)

        assert VoteTable.from_arrays(people, [0, 0], [1, 1]).participant_ids.tolist() == [-128, 127]

    def test_people_and_ideas_without_a_vote_have_their_place_where_ids_are_given(self):
        votes = table([(2, 5, 1)], participant_ids=[1, 2, 3], idea_ids=[5, 6])

        assert votes.votes_per_participant.tolist() == [0, 1, 0]
        assert votes.counts().agrees.tolist() == [1, 0]

    def test_ten_thousand_votes_of_one_person_on_one_idea_are_one_vote(self):
        votes = VoteTable.from_arrays([1] * 10_000, [1] * 10_000, [1] * 9_999 + [-1])

        assert (votes.n_votes, votes.counts().disagrees.tolist()) == (1, [1])

    def test_no_votes_make_an_empty_table(self):
        for votes in (VoteTable.from_arrays([], [], []), VoteTable.from_chunks([])):
            assert (votes.n_votes, votes.n_participants, votes.n_ideas) == (0, 0, 0)


class TestBadInput:
    @pytest.mark.parametrize("stance", [2, -2, 0.5, float("nan"), float("inf")])
    def test_a_stance_that_is_none_of_three_is_named(self, stance):
        with pytest.raises(UnknownStance):
            VoteTable.from_arrays([1], [1], [stance])

    def test_stances_in_words_are_refused(self):
        with pytest.raises(UnknownStance):
            VoteTable.from_arrays([1], [1], ["agree"])

    def test_an_id_outside_those_given_is_named(self):
        with pytest.raises(UnknownId, match="9"):
            table([(9, 5, 1)], participant_ids=[1, 2])

    def test_texts_do_not_pass_for_numbers(self):
        with pytest.raises(UnknownId):
            VoteTable.from_arrays(["1"], [1], [1], participant_ids=[1])

    @pytest.mark.parametrize(
        ("who", "what", "said"),
        [([1, 2], [1], [1]), ([[1]], [1], [1]), ([1.5], [1], [1]), ([True, "a"], [1, 1], [1, 1])],
    )
    def test_arrays_that_do_not_fit_are_named(self, who, what, said):
        with pytest.raises(MalformedVotes):
            VoteTable.from_arrays(np.array(who, dtype=object) if len(who) > 1 else who, what, said)

    def test_pieces_that_mix_numbers_and_texts_are_named(self):
        with pytest.raises(MalformedVotes, match="both"):
            VoteTable.from_chunks([([1], [1], [1]), (["a"], [1], [1])])


class TestCounting:
    @given(events)
    def test_passes_are_votes_and_unseen_ideas_are_not(self, rows):
        last = {(person, idea): stance for person, idea, stance in rows}
        votes = table(rows)
        counts = votes.counts()

        for stance, counted in ((1, counts.agrees), (-1, counts.disagrees), (0, counts.passes)):
            by_hand = [
                sum(1 for (_, idea), s in last.items() if idea == i and s == stance)
                for i in votes.idea_ids.tolist()
            ]
            assert counted.tolist() == by_hand
        assert counts.votes.sum() == votes.n_votes


class TestKeeping:
    rows = ((1, 10, 1), (1, 11, -1), (2, 11, 0), (3, 12, 1))

    def test_keeping_ideas_keeps_everybody(self):
        kept = table(self.rows).keep_ideas([11, 12])

        assert as_dict(kept) == {(1, 11): -1, (2, 11): 0, (3, 12): 1}
        assert kept.participant_ids.tolist() == [1, 2, 3]

    def test_a_mask_does_the_same(self):
        votes = table(self.rows)

        assert as_dict(votes.keep_ideas([False, True, True])) == as_dict(votes.keep_ideas([11, 12]))

    def test_keeping_people_keeps_every_idea(self):
        kept = table(self.rows).keep_participants([1, 3])

        assert as_dict(kept) == {(1, 10): 1, (1, 11): -1, (3, 12): 1}
        assert kept.idea_ids.tolist() == [10, 11, 12]

    def test_an_unknown_idea_is_named(self):
        with pytest.raises(UnknownId):
            table(self.rows).keep_ideas([99])

    def test_a_mask_of_the_wrong_length_is_named(self):
        with pytest.raises(MalformedVotes):
            table(self.rows).keep_ideas([True])

    @given(events, events)
    def test_newer_votes_laid_over_are_the_same_as_voting_later(self, before, after):
        who, what, said = ([row[i] for row in after] for i in range(3))

        assert as_dict(table(before).with_votes(who, what, said)) == as_dict(table(before + after))

    def test_newer_votes_with_other_kinds_of_ids_are_named(self):
        with pytest.raises(MalformedVotes):
            table(self.rows).with_votes(["1"], ["10"], [1])


class TestReadingFiles:
    def read(self, tmp_path, text):
        path = tmp_path / "votes.csv"
        path.write_text(text, encoding="utf-8")
        return VoteTable.from_csv(
            path, participant_column="person", idea_column="idea", stance_column="vote"
        )

    def test_columns_are_found_by_name_and_the_last_vote_counts(self, tmp_path):
        votes = self.read(tmp_path, "when,vote,person,idea\n1,1,7,3\n2,-1,7,3\n")

        assert as_dict(votes) == {(7, 3): -1}

    def test_ids_that_are_not_plain_numbers_stay_texts(self, tmp_path):
        votes = self.read(tmp_path, "person,idea,vote\n007,a,1\n7,a,0\n")

        assert as_dict(votes) == {("007", "a"): 1, ("7", "a"): 0}

    def test_a_byte_order_mark_and_blank_lines_do_not_matter(self, tmp_path):
        assert self.read(tmp_path, "\ufeffperson,idea,vote\n\n1,2,0\n").n_votes == 1

    def test_a_missing_column_is_named(self, tmp_path):
        with pytest.raises(MalformedVotes, match="person"):
            self.read(tmp_path, "who,idea,vote\n1,2,0\n")

    def test_a_short_row_is_named(self, tmp_path):
        with pytest.raises(MalformedVotes, match="row 3"):
            self.read(tmp_path, "person,idea,vote\n1,2,0\n1,2\n")

    @pytest.mark.parametrize("stance", ["yes", "", "nan", "2"])
    def test_a_stance_that_is_no_number_is_named(self, tmp_path, stance):
        with pytest.raises(UnknownStance):
            self.read(tmp_path, f"person,idea,vote\n1,2,{stance}\n")
