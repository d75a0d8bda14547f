"""How fast a codebook is proposed, how steady it is, and how near it comes to people's themes.

``nmi`` compares the narrower themes with the one theme that people gave, over different comments
with exactly one; no unsupervised method comes close to a human framework, so the figure says how
much a proposal helps, not how right it is. ``stability`` is the adjusted Rand index between
proposals from random four fifths of the comments, over the comments that both saw.
"""

import time

import numpy as np
from numpy.typing import NDArray

from benchmarks import data_folder
from benchmarks._isolated import measure
from benchmarks._nhs import load


def run() -> dict[str, object]:
    """Ours in one process; k-means on TF-IDF, the usual baseline, in another."""
    data_folder("nhs-feedback", "feedback.csv")
    ours = measure("benchmarks.themes", "ours")
    figures: dict[str, object] = {**ours.value, "peak_gb": ours.peak_gb}
    try:
        import sklearn  # noqa: F401
    except ImportError:
        return {**figures, "peer": "skipped: scikit-learn is not installed"}
    return {**figures, **measure("benchmarks.themes", "peer").value}


def ours() -> dict[str, object]:
    """Seconds with embedding and without, agreement with people, and steadiness."""
    from insight.text.codebook import propose_codebook
    from insight.text.embedding import CachedEmbedder, default_embedder
    from insight.text.joining import join_codebook

    data = load()
    embedder = CachedEmbedder(default_embedder(), {})
    started, used = time.perf_counter(), time.process_time()
    proposal = propose_codebook(data.texts, embedder=embedder)
    seconds, cpu = time.perf_counter() - started, time.process_time() - used
    started = time.perf_counter()
    again = propose_codebook(data.texts, embedder=embedder)
    warm = time.perf_counter() - started

    rng = np.random.default_rng(0)
    runs = []
    for _ in range(3):
        kept = np.sort(rng.choice(len(data.texts), int(0.8 * len(data.texts)), replace=False))
        part = propose_codebook([data.texts[i] for i in kept], embedder=embedder)
        placed = np.full(len(data.texts), -1)
        placed[kept] = part.theme
        runs.append(placed)
    steady = [
        adjusted_rand(a[both], b[both])
        for n, a in enumerate(runs)
        for b in runs[n + 1 :]
        if (both := (a >= 0) & (b >= 0)).any()
    ]
    arrival = rng.random(len(data.texts)) < 0.2
    joined = join_codebook(data.texts, np.where(arrival, -1, proposal.theme), embedder=embedder)
    same = (proposal.theme >= 0) & arrival & (joined.theme >= 0)
    one = comparable(data.labels, proposal.theme, data.texts)
    said, true = proposal.theme[one], data.labels[one].argmax(axis=1)
    narrow = [t for i, t in enumerate(proposal.themes) if i in set(proposal.theme.tolist())]
    return {
        "seconds": seconds,
        "cpu_seconds": cpu,
        "seconds_embeddings_known": warm,
        "nmi": nmi(said, true),
        "stability": float(np.mean(steady)),
        "same_on_every_run": bool(np.array_equal(again.theme, proposal.theme)),
        "newcomers_to_the_same_theme": float((joined.theme == proposal.theme)[same].mean()),
        "narrow_themes": len(narrow),
        "broad_themes": sum(theme.parent is None for theme in proposal.themes),
        "left_out_share_of_readable": proposal.other.why.count("unlike any theme")
        / (len(data.texts) - sum(why != "unlike any theme" for why in proposal.other.why)),
        "compared": len(one),
        "embedder": embedder.name,
    }


def peer() -> dict[str, object]:
    """k-means on TF-IDF with as many clusters as ours asks for."""
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    data = load()
    one = comparable(data.labels, np.zeros(len(data.texts), np.int64), data.texts)
    texts = [data.texts[i] for i in one]
    started = time.perf_counter()
    rows = TfidfVectorizer(min_df=2, sublinear_tf=True, stop_words="english").fit_transform(texts)
    said = KMeans(24, n_init=8, random_state=0).fit_predict(rows)
    seconds = time.perf_counter() - started
    other = KMeans(24, n_init=8, random_state=1).fit_predict(rows)
    return {
        "peer": "scikit-learn TF-IDF + KMeans",
        "peer_seconds": seconds,
        "peer_nmi": nmi(said, data.labels[one].argmax(axis=1)),
        "peer_stability_across_seeds": adjusted_rand(said, other),
    }


def comparable(
    labels: NDArray[np.int8], theme: NDArray[np.int64], texts: tuple[str, ...]
) -> NDArray[np.int64]:
    """First copies of comments with exactly one human theme and a proposed one."""
    from insight.text.tokens import normalise

    seen: set[str] = set()
    kept = []
    for i, text in enumerate(texts):
        key = normalise(text)
        if key and key not in seen and labels[i].sum() == 1 and theme[i] >= 0:
            seen.add(key)
            kept.append(i)
    return np.array(kept, dtype=np.int64)


def _table(one: NDArray[np.int64], other: NDArray[np.int64]) -> NDArray[np.float64]:
    a, b = np.unique(one, return_inverse=True)[1], np.unique(other, return_inverse=True)[1]
    table = np.zeros((a.max() + 1, b.max() + 1))
    np.add.at(table, (a, b), 1)
    return table


def nmi(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Mutual information over the mean of the two entropies (natural logarithms)."""
    share = _table(one, other) / len(one)
    rows, columns = share.sum(axis=1), share.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        mutual = np.nansum(share * np.log(share / np.outer(rows, columns)))
    entropy = -(rows * np.log(rows)).sum() - (columns * np.log(columns)).sum()
    return float(2 * mutual / entropy)


def adjusted_rand(one: NDArray[np.int64], other: NDArray[np.int64]) -> float:
    """Hubert and Arabie (1985)."""
    table = _table(one, other)

    def pairs(counts: NDArray[np.float64]) -> float:
        return float((counts * (counts - 1) / 2).sum())

    rows, columns = pairs(table.sum(axis=1)), pairs(table.sum(axis=0))
    chance = rows * columns / pairs(np.array([table.sum()]))
    return (pairs(table) - chance) / ((rows + columns) / 2 - chance)
