"""How well themes and sentiment are coded from examples, beside TF-IDF and a linear classifier.

Public patient comments, themes with at least 15 examples, five seeded 80/20 splits; then ten
examples a theme for the 20 themes with at least 60. ``_dedup`` counts each different test text
once and none that also occurs in training (case, width and white space folded).
"""

import time
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks import data_folder
from benchmarks._isolated import measure
from benchmarks._nhs import Feedback, load

SEEDS = range(5)
Labels = NDArray[np.int8]
Said = NDArray[np.bool_]


def run() -> dict[str, object]:
    """Every figure from one child process on one thread; then the peer from another."""
    data_folder("nhs-feedback", "feedback.csv")
    ours = measure("benchmarks.coding", "ours")
    figures: dict[str, object] = {**ours.value, "cpu_seconds": ours.cpu_seconds}
    figures["peak_gb"] = ours.peak_gb
    more = measure("benchmarks.coding", "beyond")
    figures |= more.value
    try:
        import sklearn  # noqa: F401
    except ImportError:
        return {**figures, "peer": "skipped: scikit-learn is not installed"}
    peer = measure("benchmarks.coding", "peer")
    return {**figures, **peer.value, "peer_cpu_seconds": peer.cpu_seconds}


def ours() -> dict[str, object]:
    """Embedding included: splits, then few examples."""
    from insight.text.coding import train_coder
    from insight.text.embedding import CachedEmbedder, default_embedder

    feedback = load()
    embedder = CachedEmbedder(default_embedder(), {})
    started = time.process_time()
    embedder.embed(feedback.texts)
    embedding = time.process_time() - started
    many, gap, gap_suggested, claimed, claimed_once = [], [], [], [], []
    data = feedback.with_at_least(15)
    for seed in SEEDS:
        train, test = split(data, seed)
        coder = train_coder(pick(data, train), data.labels[train], seed=0, embedder=embedder)
        codings = coder.code(pick(data, test))
        many.append(scores(data, train, test, codings.assigned))
        gap.append(float(np.abs(reliability(codings.confidence, data.labels[test])).sum()))
        likely = np.take_along_axis(codings.confidence, codings.suggestions, axis=1)
        right = np.take_along_axis(data.labels[test], codings.suggestions, axis=1)
        gap_suggested.append(float(np.abs(reliability(likely, right)).sum()))
        claimed.append(coder.accuracy.micro_f1.value)
        claimed_once.append(coder.accuracy.micro_f1_dedup.value)
    few, hits, hits_once = [], [], []
    data = feedback.with_at_least(60)
    for seed in SEEDS:
        train, test = few_per_theme(data, 10, seed)
        coder = train_coder(pick(data, train), data.labels[train], seed=0, embedder=embedder)
        codings = coder.code(pick(data, test))
        few.append(scores(data, train, test, codings.assigned))
        hits.append(hit(data.labels[test], codings.suggestions))
        once = test[new_once(data.texts, train, test)]
        suggestions = codings.suggestions[new_once(data.texts, train, test)]
        hits_once.append(hit(data.labels[once], suggestions))
    micro, macro, micro_once, macro_once = np.mean(many, axis=0)
    micro_few, macro_few, micro_few_once, _ = np.mean(few, axis=0)
    return {
        "micro_f1": micro,
        "macro_f1": macro,
        "micro_f1_dedup": micro_once,
        "macro_f1_dedup": macro_once,
        "micro_f1_10_per_theme": micro_few,
        "macro_f1_10_per_theme": macro_few,
        "micro_f1_10_per_theme_dedup": micro_few_once,
        "hit3_10_per_theme": float(np.mean(hits)),
        "hit3_10_per_theme_dedup": float(np.mean(hits_once)),
        "micro_f1_10_per_theme_worst_seed": float(np.min([f[0] for f in few])),
        "claimed_micro_f1": float(np.mean(claimed)),
        "claimed_micro_f1_dedup": float(np.mean(claimed_once)),
        "calibration_error": float(np.mean(gap)),
        "calibration_error_of_suggestions": float(np.mean(gap_suggested)),
        "themes": int(load().with_at_least(15).labels.shape[1]),
        "embedding_cpu_seconds": embedding,
        "embedder": embedder.name,
    }


def beyond() -> dict[str, object]:
    """Sentiment; asking beside drawing by lot; the plain fallback."""
    from insight.text.coding import train_coder
    from insight.text.embedding import CachedEmbedder, HashingEmbedder, default_embedder
    from insight.text.sentiment import train_sentiment

    feedback = load()
    embedder = CachedEmbedder(default_embedder(), {})
    rated = np.flatnonzero(feedback.sentiment > 0)
    exact, near, kappa = [], [], []
    for seed in SEEDS:
        order = np.random.default_rng(seed).permutation(rated)
        train, test = order[: int(0.8 * len(order))], order[int(0.8 * len(order)) :]
        test = test[new_once(feedback.texts, train, test)]
        judge = train_sentiment(
            pick(feedback, train), feedback.sentiment[train], seed=0, embedder=embedder
        )
        said, true = judge.code(pick(feedback, test)).level, feedback.sentiment[test]
        exact.append(float((said == true).mean()))
        near.append(float((np.abs(said - true) <= 1).mean()))
        kappa.append(weighted_kappa(true, said))
    data = feedback.with_at_least(60)
    asked, drawn = [], []
    for seed in SEEDS:
        asked.append(grown(data, seed, embedder, ask=True))
        drawn.append(grown(data, seed, embedder, ask=False))
    data = feedback.with_at_least(15)
    plain = []
    for seed in list(SEEDS)[:2]:
        train, test = split(data, seed)
        coder = train_coder(
            pick(data, train), data.labels[train], seed=0, embedder=HashingEmbedder()
        )
        plain.append(scores(data, train, test, coder.code(pick(data, test)).assigned))
    fallback = np.mean(plain, axis=0)
    return {
        "sentiment_right_dedup": float(np.mean(exact)),
        "sentiment_within_one_dedup": float(np.mean(near)),
        "sentiment_weighted_kappa_dedup": float(np.mean(kappa)),
        "micro_f1_dedup_100_asked": float(np.mean([a[0] for a in asked])),
        "micro_f1_dedup_100_drawn": float(np.mean([d[0] for d in drawn])),
        "macro_f1_dedup_100_asked": float(np.mean([a[1] for a in asked])),
        "macro_f1_dedup_100_drawn": float(np.mean([d[1] for d in drawn])),
        "fallback_micro_f1": fallback[0],
        "fallback_macro_f1": fallback[1],
        "fallback_micro_f1_dedup": fallback[2],
        "fallback_macro_f1_dedup": fallback[3],
    }


def peer() -> dict[str, object]:
    """TF-IDF and a linear support vector machine, the usual baseline, on the same splits."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.multiclass import OneVsRestClassifier
    from sklearn.pipeline import make_pipeline
    from sklearn.svm import LinearSVC

    data = load().with_at_least(15)
    many = []
    for seed in SEEDS:
        train, test = split(data, seed)
        model = make_pipeline(
            TfidfVectorizer(ngram_range=(1, 2), min_df=2, sublinear_tf=True),
            OneVsRestClassifier(LinearSVC()),
        ).fit(pick(data, train), data.labels[train])
        said = model.predict(pick(data, test)).astype(bool)
        many.append(scores(data, train, test, said))
    micro, macro, micro_once, macro_once = np.mean(many, axis=0)
    return {
        "peer": "scikit-learn TF-IDF + LinearSVC",
        "peer_micro_f1": micro,
        "peer_macro_f1": macro,
        "peer_micro_f1_dedup": micro_once,
        "peer_macro_f1_dedup": macro_once,
    }


def pick(data: Feedback, rows: NDArray[np.int64]) -> list[str]:
    return [data.texts[i] for i in rows]


def split(data: Feedback, seed: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """80 % to learn from, 20 % to test on, rows dealt at random."""
    order = np.random.default_rng(seed).permutation(len(data.texts))
    cut = int(0.8 * len(order))
    return order[:cut], order[cut:]


def few_per_theme(
    data: Feedback, examples: int, seed: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Ten random comments of each theme, with all their themes, to learn from; the rest to test."""
    rng = np.random.default_rng(seed)
    drawn = [rng.choice(np.flatnonzero(y), examples, replace=False) for y in data.labels.T]
    train = np.unique(np.concatenate(drawn))
    return train, np.setdiff1d(np.arange(len(data.texts)), train)


def new_once(
    texts: Sequence[str], train: NDArray[np.int64], test: NDArray[np.int64]
) -> NDArray[np.int64]:
    """Positions in ``test`` of texts not in training, the first of each."""
    from insight.text.tokens import normalise

    seen = {normalise(texts[i]) for i in train}
    kept = []
    for position, i in enumerate(test):
        key = normalise(texts[i])
        if key not in seen:
            seen.add(key)
            kept.append(position)
    return np.array(kept, dtype=np.int64)


def f1(labels: Labels, said: Said) -> tuple[float, float]:
    """Micro and macro F1; a theme that the test lacks and nobody said counts as 0 in the mean."""
    hits = (labels * said).sum(axis=0)
    both = labels.sum(axis=0) + said.sum(axis=0)
    each = np.divide(2 * hits, both, out=np.zeros(len(both)), where=both > 0)
    return float(2 * hits.sum() / both.sum()), float(each.mean())


def scores(
    data: Feedback, train: NDArray[np.int64], test: NDArray[np.int64], said: Said
) -> tuple[float, float, float, float]:
    once = new_once(data.texts, train, test)
    return *f1(data.labels[test], said), *f1(data.labels[test[once]], said[once])


def hit(labels: Labels, suggestions: NDArray[np.int64]) -> float:
    """Share of comments with a theme where a right one is among the three suggestions."""
    has = labels.any(axis=1)
    return float(np.take_along_axis(labels, suggestions, axis=1).any(axis=1)[has].mean())


def reliability(confidence: NDArray[np.float64], labels: Labels) -> NDArray[np.float64]:
    """Said minus right in each tenth of confidence, as shares of all decisions."""
    place = np.minimum((confidence.ravel() * 10).astype(int), 9)
    said = np.bincount(place, confidence.ravel(), minlength=10)
    right = np.bincount(place, labels.ravel(), minlength=10)
    return (said - right) / confidence.size


def weighted_kappa(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Cohen's kappa with squared distances."""
    table = np.zeros((6, 6))
    np.add.at(table, (one, other), 1)
    step = np.subtract.outer(np.arange(6), np.arange(6)) ** 2
    chance = np.outer(table.sum(axis=1), table.sum(axis=0)) / table.sum()
    return float(1 - (table * step).sum() / (chance * step).sum())


def grown(data: Feedback, seed: int, embedder: object, *, ask: bool) -> tuple[float, float]:
    """F1 on half of the comments after learning from 40, then 60 more asked for or drawn by lot.

    Counted on different texts only.
    """
    from insight.text.coding import train_coder

    rng = np.random.default_rng(seed)
    order = rng.permutation(len(data.texts))
    order = order[new_once(data.texts, order[:0], order)]
    test, pool = order[: len(order) // 2], order[len(order) // 2 :]
    known, pool = pool[:40], pool[40:]
    for _ in range(3):
        if ask:
            coder = train_coder(pick(data, known), data.labels[known], seed=0, embedder=embedder)
            more = coder.ask_next(pick(data, pool), 20)
        else:
            more = rng.choice(len(pool), 20, replace=False)
        known, pool = np.concatenate([known, pool[more]]), np.delete(pool, more)
    coder = train_coder(pick(data, known), data.labels[known], seed=0, embedder=embedder)
    return f1(data.labels[test], coder.code(pick(data, test)).assigned)
