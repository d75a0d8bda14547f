"""What routing finds: the true top ten, late ideas, equal exposure; against three other rules.

In each of 100 conversations 200 ideas, whose agree rates are drawn from the shared real
conversations, arrive over the first 70 % of the time; 1,000 people vote on 15 each. Late
means after 35 %. The rate of a real idea is its posterior mean (agrees + 1) / (votes + 2),
as ranked everywhere here: raw rates of ideas with one vote would all be 0 or 1. The rules
play the same conversations. Also the time of one call among 2,000 ideas.
"""

from __future__ import annotations

import statistics
import time

from benchmarks import data_folder
from benchmarks._isolated import measure

SEEDS = 100
IDEAS = 2_000
CALLS = 300


def run() -> dict[str, object]:
    folder = str(data_folder("polis").resolve())
    figures: dict[str, object] = {"conversations_simulated": SEEDS}
    for policy in ("hybrid", "random", "newest_first", "top_first"):
        found = measure("benchmarks.routing", "play", folder=folder, policy=policy).value
        if policy == "hybrid":
            figures |= found
        else:  # under the rule's name for machines, and flat like every other figure
            figures |= {policy: found} | {f"{policy}_{key}": v for key, v in found.items()}
    return figures | measure("benchmarks.routing", "call_time").value


def agree_rates(folder: str) -> list[float]:
    from pathlib import Path

    from insight.votes import VoteTable

    rates: list[float] = []
    for path in sorted(Path(folder).glob("*/votes.csv")):
        votes = VoteTable.from_csv(
            path, participant_column="voter-id", idea_column="comment-id", stance_column="vote"
        )
        counts = votes.counts()
        rates += ((counts.agrees + 1) / (counts.votes + 2)).tolist()
    return rates


def play(folder: str, policy: str) -> dict[str, float]:
    from insight.routing import simulate

    rates = agree_rates(folder)
    games = [simulate(rates, seed=seed, policy=policy) for seed in range(SEEDS)]
    return {
        "precision_at_10": statistics.mean(g.precision for g in games),
        "precision_at_10_lower_end": statistics.mean(g.precision_lower_end for g in games),
        "late_found": sum(g.late_found for g in games) / sum(g.late_top for g in games),
        "exposure_gini": statistics.mean(g.exposure_gini for g in games),
    }


def call_time() -> dict[str, float]:
    import numpy as np

    from insight.routing import next_ideas

    rng = np.random.default_rng(0)
    votes = rng.integers(0, 200, IDEAS)
    agrees = rng.binomial(votes, rng.random(IDEAS))
    seen = rng.random(IDEAS) < 0.05
    took = []
    for seed in range(CALLS):
        start = time.perf_counter()
        next_ideas(seed=seed, exposures=votes, agrees=agrees, votes=votes, seen_mask=seen, n=15)
        took.append((time.perf_counter() - start) * 1000)
    took.sort()
    return {"call_ms_p50": took[CALLS // 2], "call_ms_p95": took[int(CALLS * 0.95)]}
