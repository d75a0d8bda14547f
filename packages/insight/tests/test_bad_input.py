"""Whatever comes in: a documented result or a named error, never a silent number."""

import numpy as np
import pytest

from insight import InsightError, VoteTable, next_ideas, rank_ideas, wilson_interval
from insight.agreement import cohen_kappa, disagreements
from insight.disclosure import in_batch, suppress_counts
from insight.fairness import fairness_report, gini
from insight.groups import adjusted_rand, bridging, find_groups
from insight.participation import rake, representativeness, saturation_curve
from insight.routing import simulate
from insight.tables import round_keeping_totals, theme_table
from insight.text.codebook import propose_codebook
from insight.text.coding import train_coder
from insight.text.embedding import CachedEmbedder, HashingEmbedder
from insight.text.joining import join_codebook
from insight.text.similar import SimilarIndex, near_duplicates
from insight.votes import MalformedVotes

NAN = float("nan")
VOTES = np.where(np.random.default_rng(0).random((30, 8)) < 0.6, 1, -1)
TABLE = VoteTable.from_arrays(np.repeat(np.arange(30), 8), np.tile(np.arange(8), 30), VOTES.ravel())
ASKED = {
    "seed": 1,
    "exposures": [1, 2],
    "agrees": [0, 1],
    "votes": [1, 2],
    "seen_mask": [False, False],
    "n": 2,
}
TEXTS = [f"{a} {b}" for a in ("car park", "cold food", "long wait") for b in "abcdef"]
LABELS = np.eye(3, dtype=int).repeat(6, axis=0)
PLAIN = HashingEmbedder()


def votes(people, ideas=(1, 1), stances=(1, 1), **more):
    return VoteTable.from_arrays(people, ideas, stances, **more)


IDS = {
    "a number beyond 64 bits": lambda: votes([2**70, 1]),
    "an unsigned number beyond 63 bits": lambda: votes(np.array([1, 2**64 - 1], np.uint64)),
    "the same in pieces": lambda: VoteTable.from_chunks(
        [(np.array([1, 2**64 - 1], np.uint64), [1, 1], [1, 1])]
    ),
    "a number beside a text": lambda: votes([1, "1"]),
    "a missing id beside a text": lambda: votes(["a", NAN]),
    "an empty id": lambda: votes(["a", ""]),
    "an empty id among those known": lambda: votes(["a", "a"], participant_ids=["a", ""]),
    "ragged ids": lambda: votes([[1], [1, 2]]),
    "ragged stances": lambda: votes([1, 2], stances=[[1], [1, 2]]),
    "a piece of two arrays": lambda: VoteTable.from_chunks([([1], [1])]),
}


@pytest.mark.parametrize("build", IDS.values(), ids=IDS)
def test_ids_that_would_make_two_people_one_are_malformed(build):
    with pytest.raises(MalformedVotes):
        build()


FILES = {
    "two columns of a name": b"p,i,s,s\n1,1,1,-1\n",
    "a row that names nobody": b"p,i,s\n,1,1\n",
    "a row that names nothing": b"p,i,s\n1, ,1\n",
    "another encoding": "p,i,s\né,1,1\n".encode("latin-1"),
    "a field of 200 kB": b"p,i,s\n" + b"a" * 200_000 + b",1,1\n",
    "a NUL": b"p,i,s\na\0,1,1\na,1,1\n",
}


def read(folder, content):
    path = folder / "votes.csv"
    path.write_bytes(content)
    return VoteTable.from_csv(path, participant_column="p", idea_column="i", stance_column="s")


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_file_that_cannot_be_trusted_is_malformed_and_named(tmp_path, content):
    with pytest.raises(MalformedVotes, match=r"votes\.csv"):
        read(tmp_path, content)


def test_a_space_before_an_id_in_a_file_does_not_make_a_second_person(tmp_path):
    assert read(tmp_path, b"p, i,s\n 1,1, 1\n1,1,-1\n").n_participants == 1


def test_huge_numbers_in_a_file_stay_texts(tmp_path):
    known = read(tmp_path, b"p,i,s\n99999999999999999999,1,1\n").participant_ids.tolist()

    assert known == ["99999999999999999999"]


NAMED = {
    "counts as texts": lambda: wilson_interval(["a"], [1]),
    "ragged counts": lambda: rank_ideas([[1], [1, 2]], [1], [1]),
    "counts that floats cannot hold": lambda: rank_ideas([1e200], [1e200], [0]),
    "a confidence that rounds to 1": lambda: wilson_interval([1], [2], confidence=1 - 1e-16),
    "a confidence as text": lambda: wilson_interval([1], [2], confidence="high"),
    "part of a place": lambda: next_ideas(**ASKED | {"n": 1.5}),
    "NaN places": lambda: next_ideas(**ASKED | {"n": NAN}),
    "part of a top": lambda: next_ideas(**ASKED | {"top_k": 1.5}),
    "a seed that is none": lambda: next_ideas(**ASKED | {"seed": None}),
    "a mask with NaN": lambda: next_ideas(**ASKED | {"seen_mask": [NAN, 0]}),
    "a mask of texts": lambda: next_ideas(**ASKED | {"seen_mask": ["no", "no"]}),
    "a negative seed of a simulation": lambda: simulate([0.5], seed=-1),
    "inequality of texts": lambda: gini(["a"]),
    "half an exposure": lambda: fairness_report([1.5], [1]),
    "more votes than exposures": lambda: fairness_report([1], [9]),
    "half a group": lambda: find_groups(TABLE, k=2.5),
    "groups as text": lambda: find_groups(TABLE, k="2"),
    "a negative seed of groups": lambda: find_groups(TABLE, seed=-1),
    "NaN resamples": lambda: find_groups(TABLE, stability_resamples=NAN),
    "NaN groups at most": lambda: find_groups(TABLE, max_k=NAN),
    "no table": lambda: find_groups([1, 2, 3]),
    "groups given as a list": lambda: find_groups(TABLE, given=[1, 2]),
    "groups given without names": lambda: find_groups(TABLE, given={1: None, 2: None}),
    "groups named by pairs": lambda: find_groups(TABLE, given={1: (1, 2), 2: (3, 4)}),
    "a NaN ridge": lambda: bridging(TABLE, ridge_factor=NAN),
    "labellings of different lengths": lambda: adjusted_rand([0, 1], [0]),
    "a negative seed of a bootstrap": lambda: cohen_kappa([1, 2, 1], [1, 2, 2], seed=-1),
    "numbers beside texts as labels": lambda: theme_table([[1], [1]], ["1", 1]),
    "a missing label beside texts": lambda: theme_table([[1], [1]], ["q", NAN]),
    "weights that overflow": lambda: theme_table([[1], [1]], ["q", "q"], weights=[1e308, 1e308]),
    "weights that vanish": lambda: theme_table([[1], [1]], ["q", "q"], weights=[1e-200, 1]),
    "half a digit": lambda: round_keeping_totals([1.25], digits=1.5),
    "figures too large to add": lambda: round_keeping_totals([1e300, 1.5]),
    "a NaN tolerance": lambda: rake({"j": ["a", "b"]}, {"j": {"a": 1, "b": 1}}, tolerance=NAN),
    "one person as a scalar": lambda: rake({"j": 3}, {"j": {"a": 1}}),
    "a margin as a list": lambda: rake({"j": ["a"]}, {"j": [1]}),
    "half a participant": lambda: representativeness({"a": 1.5}, {"a": 10, "b": 5}),
    "NaN points": lambda: saturation_curve([[1, 0], [0, 1]], points=NAN),
    "k as text": lambda: suppress_counts([1, 20], k="10"),
    "no k": lambda: suppress_counts([1, 20], k=None),
    "a negative seed of hiding": lambda: suppress_counts([3, 50, 60, 12], seed=-1),
    "segments that mix kinds": lambda: in_batch(["a", None], k=5),
    "a negative seed of a codebook": lambda: propose_codebook(TEXTS, seed=-1, embedder=PLAIN),
    "half a theme": lambda: propose_codebook(TEXTS, n_themes=2.5, embedder=PLAIN),
    "ragged codings": lambda: train_coder(TEXTS[:2], [[1, 0], [1]], embedder=PLAIN),
    "a negative seed of a coder": lambda: train_coder(TEXTS, LABELS, seed=-1, embedder=PLAIN),
    "half a text to ask": lambda: train_coder(TEXTS, LABELS, embedder=PLAIN).ask_next(["x"], n=0.5),
    "a theme's number as large as a crowd": lambda: join_codebook(
        TEXTS, [10**9] + [-1] * 17, embedder=PLAIN
    ),
    "a text that is none": lambda: PLAIN.embed([None]),
    "a text that is none, cached": lambda: CachedEmbedder(PLAIN, {}).embed(["a", 3]),
    "one string for a list": lambda: PLAIN.embed("abc"),
    "vectors of texts": lambda: SimilarIndex([["a"]]),
    "a query that is a text": lambda: SimilarIndex(np.ones((3, 5))).query("abcde"),
    "half a neighbour": lambda: SimilarIndex(np.ones((3, 5))).query([1] * 5, n=1.5),
    "a threshold as text": lambda: near_duplicates(np.ones((3, 5)), threshold="high"),
}


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("call", NAMED.values(), ids=NAMED)
def test_input_without_an_honest_answer_raises_a_named_error(call):
    with pytest.raises(InsightError):
        call()


def test_one_group_is_described_without_stability():
    alone = find_groups(TABLE, k=1)

    assert (alone.k, alone.stability, alone.silhouette) == (1, None, None)


def test_shares_that_sum_to_a_little_over_one_are_not_taken_for_people():
    seen = representativeness({"a": 30, "b": 30}, {"a": 0.334, "b": 0.667})

    assert np.isnan(seen.rate).all()
    assert np.isnan(seen.indicator)


def test_names_of_coders_themes_may_come_as_an_array():
    found = disagreements([[1, 0], [1, 1]], [[1, 0], [1, 0]], np.array(["a", "b"]))

    assert found.worst_first == (1,)


def test_huge_vectors_have_their_cosines():
    _, cosine = SimilarIndex(np.ones((3, 5)) * 1e200).query([1e-200] * 5, n=1)

    assert cosine[0] == pytest.approx(1.0)


def test_a_hundred_kilobytes_of_text_and_ten_scripts_are_answered():
    scripts = [
        "el",
        "停车场",
        "駐車場",
        "парковка",
        "موقف",
        "חניה",
        "주차장",
        "पार्किंग",
        "Straße",
        "ที่จอดรถ",
    ]
    texts = [*TEXTS, *scripts, "word " * 20_000, "é" * 100_000]
    proposal = propose_codebook(texts, embedder=PLAIN)

    claimed = (proposal.theme >= 0).sum()
    assert claimed + len(proposal.other.index) == len(texts)
