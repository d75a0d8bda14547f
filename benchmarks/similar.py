"""How soon a similar idea is found among 20,000 while one is typed, embedding included.

The 20,000 are the real comments and statements of the data folder, made up to the number by
joining two of them, so that lengths and words are those of real ideas.
"""

import time

import numpy as np

from benchmarks import data_folder
from benchmarks._isolated import measure
from benchmarks._nhs import load

IDEAS = 20_000
QUERIES = 300


def run() -> dict[str, object]:
    """Milliseconds for one query, and how often the search finds what was said in other words."""
    data_folder("nhs-feedback", "feedback.csv")
    found = measure("benchmarks.similar", "child")
    return {**found.value, "cpu_seconds": found.cpu_seconds, "peak_gb": found.peak_gb}


def child() -> dict[str, object]:
    """One process: index the ideas, then ask."""
    from insight.text.embedding import default_embedder
    from insight.text.similar import SimilarIndex

    embedder = default_embedder()
    rng = np.random.default_rng(0)
    real = sorted({text.strip() for text in load().texts if len(text.strip()) > 15})
    base = embedder.embed(real)
    pairs = rng.integers(len(real), size=(IDEAS - len(real), 2))
    joined = base[pairs].sum(axis=1)
    started = time.perf_counter()
    index = SimilarIndex(np.vstack([base, joined]))
    built = time.perf_counter() - started
    asked = rng.choice(len(real), QUERIES, replace=False)
    took, used, hits, exact = [], [], 0, 0
    for i in asked:
        text = _retyped(real[i])
        started, before = time.perf_counter(), time.process_time()
        vector = embedder.embed([text])[0]
        rows, _ = index.query(vector, 5)
        took.append(1000 * (time.perf_counter() - started))
        used.append(1000 * (time.process_time() - before))
        hits += int(i) in rows.tolist()
        brute = np.argsort(-(index.vectors @ vector), kind="stable")[:5]
        exact += len(set(brute.tolist()) & set(rows.tolist()))
    return {
        "p50_ms": float(np.percentile(took, 50)),
        "p95_ms": float(np.percentile(took, 95)),
        "p50_cpu_ms": float(np.percentile(used, 50)),
        "p95_cpu_ms": float(np.percentile(used, 95)),
        "recall": exact / (5 * QUERIES),
        "retyped_found_in_5": hits / QUERIES,
        "ideas": len(index),
        "queries": QUERIES,
        "index_seconds": built,
        "embedder": embedder.name,
    }


def _retyped(text: str) -> str:
    """As a second person might begin it: lower case, no stops, the last third not yet typed."""
    said = text.lower().replace(".", "").replace(",", "").split()
    return " ".join(said[: max(3, 2 * len(said) // 3)])
