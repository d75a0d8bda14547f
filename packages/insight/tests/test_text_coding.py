"""Coding from a few examples, and how good the machine says it is."""

import itertools
import os
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.linalg import solve

from insight.text import coding, examples
from insight.text.accuracy import calibration_error, measure
from insight.text.calibration import BORROWED, best_cut, fit_platt, thresholds
from insight.text.coding import train_coder
from insight.text.embedding import HashingEmbedder
from insight.text.errors import TextInputError, TooFewTextsError
from insight.text.ridge import fit_ridge, shuffled_folds
from insight.text.sentiment import train_sentiment

PLAIN = HashingEmbedder(512)
OPENINGS = ("I thought", "We found", "On the ward", "At night", "Last week", "To be fair")
SAID = (
    ("parking was too dear", (1, 0, 0)),
    ("the car park was full", (1, 0, 0)),
    ("the food was cold", (0, 1, 0)),
    ("meals came late and the food was poor", (0, 1, 0)),
    ("the nurse was kind", (0, 0, 1)),
    ("nurses were rude", (0, 0, 1)),
    ("the nurse brought cold food", (0, 1, 1)),
    ("nothing to add", (0, 0, 0)),
)
TEXTS = [f"{opening} {said}" for opening in OPENINGS for said, _ in SAID]
LABELS = np.array([themes for _ in OPENINGS for _, themes in SAID])


@pytest.fixture(scope="module")
def coder():
    return train_coder(TEXTS, LABELS, embedder=PLAIN)


class TestCoding:
    def test_several_themes_may_be_given_to_one_text(self, coder):
        codings = coder.code(["This morning the nurse brought cold food"])

        assert codings.assigned[0].tolist() == [False, True, True]

    def test_a_text_about_nothing_gets_no_theme(self, coder):
        assert not coder.code(["This morning nothing to add"]).assigned.any()

    def test_suggests_the_likeliest_first(self, coder):
        assert coder.code(["parking was far too dear"]).suggestions[0, 0] == 0

    def test_fewer_themes_than_suggestions_are_filled_with_minus_one(self):
        two = train_coder(TEXTS, LABELS[:, :2], embedder=PLAIN)

        assert two.code(["the car park"]).suggestions[0, 2] == -1

    def test_confidence_is_a_probability_that_means_what_it_says(self, coder):
        confidence = coder.code(TEXTS).confidence

        assert np.all((confidence >= 0) & (confidence <= 1))
        assert coder.accuracy.calibration_error < 0.15

    def test_a_theme_is_given_from_its_threshold_on(self, coder):
        codings = coder.code(TEXTS)

        if not coder.always_one:
            assert np.array_equal(codings.assigned, codings.confidence >= coder.thresholds)

    def test_a_theme_without_an_example_is_never_given(self):
        table = np.column_stack([LABELS, np.zeros(len(TEXTS), int)])
        found = train_coder(TEXTS, table, embedder=PLAIN)
        codings = found.code(TEXTS)

        assert not codings.assigned[:, 3].any()
        assert not codings.confidence[:, 3].any()
        assert 3 not in codings.suggestions
        assert np.isnan(found.accuracy.themes.f1[3])
        assert found.thresholds[3] == np.inf

    def test_blank_and_endless_texts_and_other_languages_are_coded_like_any(self, coder):
        odd = ["", "   ", "food " * 20_000, "食物很冷", "الطعام بارد", "\ud83d"]

        assert np.isfinite(coder.code(odd).confidence).all()

    def test_no_texts_no_codings(self, coder):
        assert coder.code([]).assigned.shape == (0, 3)

    def test_says_how_it_was_made(self, coder):
        assert coder.method["fallback"] is True
        assert coder.method["texts"] == len(TEXTS)

    def test_is_the_same_on_every_run(self, coder):
        again = train_coder(TEXTS, LABELS, embedder=PLAIN)

        assert np.array_equal(again.code(TEXTS).confidence, coder.code(TEXTS).confidence)
        assert again.accuracy.micro_f1 == coder.accuracy.micro_f1

    @settings(max_examples=5, deadline=None)
    @given(st.permutations(range(len(TEXTS))))
    def test_order_of_rows_changes_nothing(self, coder, order):
        other = train_coder([TEXTS[i] for i in order], LABELS[order], embedder=PLAIN)

        assert np.allclose(other.code(TEXTS).confidence, coder.code(TEXTS).confidence, atol=1e-9)
        assert np.isclose(other.accuracy.macro_f1.value, coder.accuracy.macro_f1.value)

    def test_order_of_themes_only_moves_the_columns(self, coder):
        other = train_coder(TEXTS, LABELS[:, [2, 0, 1]], embedder=PLAIN)

        assert np.allclose(
            other.code(TEXTS).confidence, coder.code(TEXTS).confidence[:, [2, 0, 1]], atol=1e-9
        )

    def test_more_texts_than_it_can_learn_from_are_said_to_be_left_out(self, monkeypatch):
        monkeypatch.setattr(examples, "MOST_TEXTS", 30)
        found = train_coder(TEXTS, LABELS, embedder=PLAIN)

        assert found.method["left_out"] == len(TEXTS) - 30


class TestItsOwnAccuracy:
    def test_lies_inside_its_interval(self, coder):
        for figure in (coder.accuracy.micro_f1, coder.accuracy.micro_f1_dedup):
            assert 0 <= figure.low <= figure.value <= figure.high <= 1

    def test_labels_at_random_are_found_out(self):
        noise = np.random.default_rng(1).integers(0, 2, size=(len(TEXTS), 3))
        found = train_coder(TEXTS, noise, embedder=PLAIN)

        assert found.accuracy.micro_f1.value < 0.75
        assert train_coder(TEXTS, LABELS, embedder=PLAIN).accuracy.micro_f1.value > 0.85

    def test_repeats_flatter_only_the_figure_that_counts_them(self):
        rng = np.random.default_rng(2)
        noise = rng.integers(0, 2, size=(len(TEXTS), 3))
        found = train_coder(TEXTS * 8, np.tile(noise, (8, 1)), embedder=PLAIN).accuracy

        assert found.micro_f1.value > found.micro_f1_dedup.value + 0.05

    def test_counts_examples_with_and_without_repeats(self):
        found = train_coder(TEXTS * 3, np.tile(LABELS, (3, 1)), embedder=PLAIN).accuracy

        assert found.themes.examples.tolist() == (3 * LABELS.sum(axis=0)).tolist()
        assert found.themes_dedup.examples.tolist() == LABELS.sum(axis=0).tolist()


class TestAskingNext:
    def test_asks_about_what_it_has_not_met_rather_than_what_it_knows(self, coder):
        pool = ["the food was cold", "the nurse or the meals, parking aside", "the food was cold "]

        assert coder.ask_next(pool, 1).tolist() == [1]

    def test_never_asks_for_a_repeat_or_a_blank(self, coder):
        asked = coder.ask_next(["", "cold food", "Cold  food", "a nurse", " "], 10)

        assert sorted(asked) == [1, 3]

    @pytest.mark.parametrize(("n", "given"), [(0, 0), (-1, 0), (2, 2)])
    def test_asks_for_as_many_as_wanted(self, coder, n, given):
        assert len(coder.ask_next(["one food", "two nurses", "three cars"], n)) == given


class TestBadInput:
    @pytest.mark.parametrize(
        "labels",
        [LABELS[:-1], LABELS[:, 0], LABELS * 2, LABELS - 1, LABELS * np.nan, LABELS[:, :0],
         LABELS.astype(str)],
    )  # fmt: skip
    def test_labels_that_do_not_fit_are_refused(self, labels):
        with pytest.raises(TextInputError):
            train_coder(TEXTS, labels, embedder=PLAIN)

    def test_texts_must_be_texts(self):
        with pytest.raises(TextInputError):
            train_coder([None] * 4, np.ones((4, 1)), embedder=PLAIN)

    @pytest.mark.parametrize(
        ("texts", "labels"),
        [(TEXTS[:3], LABELS[:3]), (["same"] * 9, np.ones((9, 1))), (TEXTS, 0 * LABELS)],
    )
    def test_too_little_to_learn_from_is_an_error_that_says_so(self, texts, labels):
        with pytest.raises(TooFewTextsError):
            train_coder(texts, labels, embedder=PLAIN)

    def test_a_theme_that_every_text_has_is_learnt_as_such(self):
        everyone = np.column_stack([np.ones(len(TEXTS), int), LABELS[:, 0]])

        assert train_coder(TEXTS, everyone, embedder=PLAIN).code(TEXTS).assigned[:, 0].all()


class TestRidge:
    def test_held_out_scores_are_those_of_fitting_again(self):
        rng = np.random.default_rng(0)
        points = rng.normal(size=(24, 5))
        gram, targets = points @ points.T, rng.normal(size=(24, 2))
        weights, fold = rng.integers(1, 4, 24).astype(float), shuffled_folds(24, 4, 0)
        found = fit_ridge(gram.copy(), targets, weights, fold, penalty=0.5)
        base = weights @ targets / weights.sum()

        for one in range(4):
            out, known = fold == one, fold != one
            inside = gram[np.ix_(known, known)] + np.diag(0.5 / weights[known])
            dual = solve(inside, targets[known] - base)
            again = gram[np.ix_(out, known)] @ dual + base
            assert np.allclose(found.held_out[out], again)

    def test_a_repeat_is_scored_as_if_some_copies_were_unknown(self):
        rng = np.random.default_rng(3)
        points = rng.normal(size=(12, 4))
        gram, targets = points @ points.T, rng.normal(size=(12, 1))
        weights, fold = np.full(12, 5.0), shuffled_folds(12, 4, 0)
        found = fit_ridge(gram.copy(), targets, weights, fold, penalty=0.5)
        base = targets.mean(axis=0)

        fewer = weights.copy()
        fewer[7] *= 0.75
        again = gram @ solve(gram + np.diag(0.5 / fewer), targets - base) + base
        assert np.allclose(found.one_fold_less[7], again[7])

    def test_a_weight_means_so_many_copies(self):
        rng = np.random.default_rng(4)
        points, targets = rng.normal(size=(6, 3)), rng.normal(size=(6, 1))
        copies = np.array([1, 2, 3, 1, 1, 2])
        rows = np.repeat(np.arange(6), copies)
        gram = points @ points.T + np.eye(6)
        once = fit_ridge(gram.copy(), targets, copies.astype(float), np.arange(6) % 2, penalty=1.0)
        whole = fit_ridge(
            gram[np.ix_(rows, rows)].copy(), targets[rows], np.ones(10), np.arange(10) % 2,
            penalty=1.0,
        )  # fmt: skip

        assert np.allclose(once.score(gram), whole.score(gram[:, rows]))


class TestThresholdsAndProbability:
    def test_the_best_cut_separates_what_can_be_separated(self):
        cut = best_cut(np.array([0.9, 0.8, 0.3, 0.1]), np.array([1.0, 1, 0, 0]))

        assert 0.3 < cut < 0.8

    def test_few_examples_borrow_from_the_other_themes(self):
        scores = np.tile(np.linspace(0, 1, 50)[:, None], (1, 2))
        truth = np.column_stack([scores[:, 0] > 0.2, scores[:, 0] > 0.97]).astype(float)
        own = [best_cut(scores[:, j], truth[:, j]) for j in (0, 1)]
        cuts = thresholds(scores, truth)

        common = np.average(own, weights=np.sqrt(truth.sum(axis=0)))
        assert cuts[1] == pytest.approx((2 * own[1] + BORROWED * common) / (2 + BORROWED))
        assert abs(cuts[0] - own[0]) < abs(cuts[1] - own[1])

    def test_probability_recovers_the_curve_that_made_the_data(self):
        rng = np.random.default_rng(0)
        scores = rng.normal(size=(20_000, 1))
        truth = (rng.random((20_000, 1)) < 1 / (1 + np.exp(-(2 * scores - 1)))).astype(float)
        curve = fit_platt(scores, truth)

        assert curve.slope[0] == pytest.approx(2, abs=0.1)
        assert curve.offset[0] == pytest.approx(-1, abs=0.1)

    def test_calibration_error_by_hand(self):
        said, right = np.array([[0.25], [0.25], [0.95]]), np.array([[0.0], [1], [1]])

        assert calibration_error(said, right) == pytest.approx((abs(0.5 - 1) + abs(0.95 - 1)) / 3)


class TestMeasure:
    def test_agrees_with_counting_by_hand(self):
        truth = np.array([[1.0, 0], [1, 1], [0, 1], [0, 0]])
        said = np.array([[1, 0], [0, 1], [1, 1], [0, 0]], dtype=bool)
        micro, macro, themes = measure(truth, said, np.ones(4), 0)

        assert micro.value == pytest.approx(2 * 3 / (4 + 4))
        assert themes.f1.tolist() == pytest.approx([0.5, 1.0])
        assert macro.value == pytest.approx(0.75)
        assert themes.precision.tolist() == pytest.approx([0.5, 1.0])
        assert themes.recall.tolist() == pytest.approx([0.5, 1.0])

    @settings(max_examples=20, deadline=None)
    @given(st.integers(2, 5), st.integers(0, 99))
    def test_counting_everyone_again_changes_no_figure(self, times, seed):
        rng = np.random.default_rng(seed)
        truth = rng.integers(0, 2, (12, 3)).astype(float)
        said = rng.random((12, 3)) < 0.5
        once, again = (measure(truth, said, np.full(12, float(w)), 0) for w in (1, times))

        assert once[0] == pytest.approx(again[0]) or once[0] == again[0]
        assert np.allclose(once[2].f1, again[2].f1, equal_nan=True)


FEEL = ("awful rude and cold", "poor", "it was alright", "good and kind", "wonderful lovely")
FELT = [f"{o} {f} {w}" for o, f, w in itertools.product(OPENINGS, FEEL, ("", "indeed"))]
LEVEL = [1 + i // 2 % 5 for i in range(len(FELT))]


@pytest.fixture(scope="module")
def judge():
    return train_sentiment(FELT, LEVEL, embedder=PLAIN)


class TestSentiment:
    def test_learns_the_scale_it_is_given(self, judge):
        found = judge.code(["This morning awful rude and cold", "This morning wonderful lovely"])

        assert found.level.tolist() == [1, 5]
        assert found.mean[0] < 3 < found.mean[1]

    def test_confidence_sums_to_one(self, judge):
        assert np.allclose(judge.code([*FELT, "", "食物"]).confidence.sum(axis=1), 1)

    def test_says_how_good_it_is(self, judge):
        right = judge.accuracy.right

        assert 0.8 < right.low <= right.value <= right.high <= 1
        assert judge.accuracy.confusion.sum() == len({text.strip() for text in FELT})
        assert judge.accuracy.weighted_kappa.value > 0.8

    def test_a_mirrored_scale_mirrors_the_answer(self, judge):
        mirrored = train_sentiment(FELT, [6 - level for level in LEVEL], embedder=PLAIN)

        assert np.allclose(mirrored.code(FELT).mean, 6 - judge.code(FELT).mean, atol=1e-3)

    def test_no_texts_no_sentiment(self, judge):
        assert judge.code([]).level.shape == (0,)

    @pytest.mark.parametrize("levels", [[1], [1.5] * 60, [np.nan] * 60, ["good"] * 60])
    def test_levels_that_do_not_fit_are_refused(self, levels):
        with pytest.raises(TextInputError):
            train_sentiment(FELT, levels, embedder=PLAIN)

    @pytest.mark.parametrize(("n", "level"), [(60, 3), (2, 1), (0, 1)])
    def test_too_little_to_learn_from_is_an_error_that_says_so(self, n, level):
        with pytest.raises(TooFewTextsError):
            train_sentiment(FELT[:n], [level] * n, embedder=PLAIN)


def test_ten_folds_are_dealt_evenly():
    count = np.bincount(shuffled_folds(103, coding.FOLDS, 0))

    assert (count.min(), count.max()) == (10, 11)


@pytest.mark.skipif(
    not Path(os.environ.get("FOLKMOOT_DATA", "../shared/data"))
    .joinpath("nhs-feedback/feedback.csv")
    .exists(),
    reason="no nhs-feedback folder: set FOLKMOOT_DATA to the data folder",
)
def test_its_own_estimate_holds_on_real_comments_it_has_not_seen():
    """Words only, on 1,200 comments: quick enough to run on every change."""
    import csv

    path = Path(os.environ.get("FOLKMOOT_DATA", "../shared/data")) / "nhs-feedback/feedback.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        head, *rows = list(csv.reader(file))
    text, first = head.index("FFT answer"), head.index("Not assigned") + 1
    rng = np.random.default_rng(0)
    seen = dict.fromkeys(row[text].strip() for row in rows)
    kept = [next(r for r in rows if r[text].strip() == t) for t in list(seen)[::3]]
    order = rng.permutation(len(kept))[:1200]
    labels = np.array([[cell == "1" for cell in kept[i][first:]] for i in order])
    labels = labels[:, labels.sum(axis=0) >= 15].astype(int)
    texts = [kept[i][text] for i in order]
    found = train_coder(texts[:700], labels[:700], embedder=PLAIN)
    said, true = found.code(texts[700:]).assigned, labels[700:]
    outside = 2 * (said * true).sum() / (said.sum() + true.sum())

    assert found.accuracy.micro_f1_dedup.value == pytest.approx(outside, abs=0.06)
