"""Opinion groups on real conversations: speed and agreement with the published ones, and a peer's.

Every (tool, conversation) runs in a process of its own, on one thread, from votes in memory
(each tool's natural input) to positions, groups, representative ideas and consensus: one
call to warm up, then the best of at least nine in at least three seconds. Seconds are the
thread's processor time: on a quiet machine the same as the clock's, and other work on a
busy one disturbs them least.
Agreement is the adjusted Rand index with the groups that the original system published,
over the people both placed; both tools leave out what moderators rejected. ``ari_*`` lets
each tool choose k; ``ari_*_published_k`` gives both the number that was published.
"""

from __future__ import annotations

import csv
import importlib.metadata
import importlib.util
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks import Skipped, data_folder
from benchmarks._isolated import measure

RUNS, PATIENCE = 9, 3.0


def run() -> dict[str, object]:
    conversations = sorted(p.name for p in data_folder("polis").iterdir() if p.is_dir())
    if not conversations:
        raise Skipped("no conversation in the polis folder of the data")
    peer = importlib.util.find_spec("reddwarf") is not None
    figures: dict[str, Any] = {"conversations": len(conversations)}
    ours, theirs, ratios = [], [], []
    for name in conversations:
        folder = str(data_folder("polis", name).resolve())
        mine = measure("benchmarks.groups", "with_insight", folder=folder).value
        ours.append(mine)
        figures |= {f"{name}: {key}": value for key, value in mine.items()}
        if peer:
            other = measure("benchmarks.groups", "with_red_dwarf", folder=folder).value
            theirs.append(other)
            ratios.append(other["seconds"] / mine["seconds"])
            figures |= {f"{name}: red-dwarf {key}": value for key, value in other.items()}
            figures[f"{name}: ratio"] = ratios[-1]
    figures["ari_mean"] = statistics.mean(r["ari"] for r in ours)
    figures["ari_mean_published_k"] = statistics.mean(r["ari_published_k"] for r in ours)
    if not peer:
        return figures | {"peer": "red-dwarf is not installed: make bench-install"}
    figures["peer"] = f"red-dwarf {importlib.metadata.version('red-dwarf')}"
    figures["ratio_min"], figures["ratio_median"] = min(ratios), statistics.median(ratios)
    for key in ("ari", "ari_published_k"):
        peers_mean = statistics.mean(r[key] for r in theirs)
        short = key.replace("ari", "ari_mean")
        figures[f"{short}_peer"] = peers_mean
        figures[f"{short}_minus_peer"] = figures[short] - peers_mean
    return figures


def with_insight(folder: str) -> dict[str, object]:
    import numpy as np

    from insight.groups import find_groups
    from insight.votes import VoteTable

    people, ideas, stances, rejected, published = load(Path(folder))
    who, what, said = np.array(people), np.array(ideas), np.array(stances)

    def once(k: int | None = None, resamples: int = 0) -> Any:
        votes = VoteTable.from_arrays(who, what, said)
        return find_groups(votes, k=k, rejected=rejected, stability_resamples=resamples)

    seconds, found = timed(once)
    with_stability, tested = timed(lambda: once(resamples=20))
    same_k = once(len(set(published.values())))
    return {
        "seconds": seconds,
        "seconds_with_stability": with_stability,
        "k": found.k,
        "silhouette": found.silhouette,
        "stability": tested.stability,
        "people": int(found.labels.size),
        "votes": len(people),
        "ari": agreement(dict(zip(found.participant_ids, found.labels, strict=True)), published),
        "ari_published_k": agreement(
            dict(zip(same_k.participant_ids, same_k.labels, strict=True)), published
        ),
    }


def with_red_dwarf(folder: str) -> dict[str, object]:
    import warnings

    warnings.simplefilter("ignore")
    from reddwarf.implementations.base import run_pipeline

    people, ideas, stances, rejected, published = load(Path(folder))
    votes = [
        {"participant_id": p, "statement_id": i, "vote": s, "modified": n}
        for n, (p, i, s) in enumerate(zip(people, ideas, stances, strict=True))
    ]

    def once(k: int | None = None) -> Any:
        return run_pipeline(
            votes=votes, mod_out_statement_ids=rejected, random_state=0, force_group_count=k
        )

    seconds, found = timed(once)
    same_k = once(len(set(published.values())))
    labels = found.participants_df["cluster_id"].dropna()
    return {
        "seconds": seconds,
        "k": int(labels.nunique()),
        "ari": agreement(labels.to_dict(), published),
        "ari_published_k": agreement(
            same_k.participants_df["cluster_id"].dropna().to_dict(), published
        ),
    }


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Fewest processor seconds of several calls after one to warm up, and the last result."""
    call()
    best, runs, until = float("inf"), 0, time.monotonic() + PATIENCE
    while runs < RUNS or time.monotonic() < until:
        start = time.process_time()
        result = call()
        best, runs = min(best, time.process_time() - start), runs + 1
    return best, result


def load(
    folder: Path,
) -> tuple[list[int], list[int], list[int], list[int], dict[int, int]]:
    """People, ideas and stances of the last votes; rejected ideas; published groups."""
    with open(folder / "comments.csv", encoding="utf-8") as file:
        rejected = [int(r["comment-id"]) for r in csv.DictReader(file) if r["moderated"] == "-1"]
    last: dict[tuple[int, int], int] = {}
    with open(folder / "votes.csv", encoding="utf-8") as file:
        rows = sorted(csv.DictReader(file), key=lambda r: int(r["timestamp"]))
    for row in rows:
        last[int(row["voter-id"]), int(row["comment-id"])] = int(row["vote"])
    voted = {idea for _, idea in last}
    with open(folder / "participants-votes.csv", encoding="utf-8") as file:
        published = {
            int(r["participant"]): int(r["group-id"]) for r in csv.DictReader(file) if r["group-id"]
        }
    people, ideas = [p for p, _ in last], [i for _, i in last]
    return people, ideas, list(last.values()), [i for i in rejected if i in voted], published


def agreement(found: dict[Any, Any], published: dict[int, int]) -> float:
    """Adjusted Rand index over the people whom both placed."""
    import numpy as np

    from insight.groups import adjusted_rand

    both = [(int(found[p]), published[p]) for p in found if p in published]
    pairs = np.array(both, dtype=np.int32)
    return adjusted_rand(pairs[:, 0], pairs[:, 1])
