"""What routing finds: the true top ten, late ideas, equal exposure; against three other rules.

In each of 100 conversations 200 ideas, whose agree rates are drawn from the shared real
conversations, arrive over the first 70 % of the time; 1,000 people vote on 15 each. Late
means after 35 %. The rate of a real idea is its posterior mean (agrees + 1) / (votes + 2),
as ranked everywhere here: raw rates of ideas with one vote would all be 0 or 1. The rules
play the same conversations. What "agree rates" means moves every figure, so ours and random
order are also played with other readings (``READINGS``); and with half of the places at the
edge, which says what more unequal exposure would buy; and somebody who knows the truth places
all votes in advance. Also the time of one call among 2,000 ideas.
"""

from __future__ import annotations

import statistics
import time

from benchmarks import data_folder
from benchmarks._isolated import measure

SEEDS = 100
IDEAS = 2_000
CALLS = 300
READINGS = ("posterior_mean", "at_least_20_votes", "at_least_50_votes", "without_passes")
"""Of "agree rate": (agrees + 1) / (votes + 2) of all ideas; agrees / votes of ideas with so many
votes; agrees / (agrees + disagrees) of ideas with at least 20 of those."""


def run() -> dict[str, object]:
    folder = str(data_folder("polis").resolve())
    figures: dict[str, object] = {"conversations_simulated": SEEDS}
    for policy in ("hybrid", "random", "newest_first", "top_first"):
        found = measure("benchmarks.routing", "play", folder=folder, policy=policy).value
        if policy == "hybrid":
            figures |= found
        else:  # under the rule's name for machines, and flat like every other figure
            figures |= {policy: found} | {f"{policy}_{key}": v for key, v in found.items()}
    half = measure("benchmarks.routing", "play", folder=folder, boundary_share=0.5).value
    figures |= {f"half_at_edge_{key}": value for key, value in half.items()}
    for reading in READINGS[1:]:
        for policy in ("hybrid", "random"):
            found = measure(
                "benchmarks.routing", "play", folder=folder, policy=policy, reading=reading
            ).value
            figures |= {f"{reading}_{policy}_{key}": v for key, v in found.items()}
    figures |= measure("benchmarks.routing", "told_the_truth", folder=folder).value
    return figures | measure("benchmarks.routing", "call_time").value


def agree_rates(folder: str, reading: str) -> list[float]:
    from pathlib import Path

    import numpy as np

    from insight.votes import VoteTable

    rates: list[float] = []
    for path in sorted(Path(folder).glob("*/votes.csv")):
        votes = VoteTable.from_csv(
            path, participant_column="voter-id", idea_column="comment-id", stance_column="vote"
        )
        counts = votes.counts()
        if reading == READINGS[0]:
            rates += ((counts.agrees + 1) / (counts.votes + 2)).tolist()
            continue
        passes = counts.passes if reading != "without_passes" else 0
        of = counts.agrees + counts.disagrees + passes
        enough = of >= (50 if reading == "at_least_50_votes" else 20)
        rates += (counts.agrees[enough] / np.asarray(of)[enough]).tolist()
    return rates


def play(
    folder: str, policy: str = "hybrid", reading: str = "posterior_mean", **options: float
) -> dict[str, float]:
    from insight.routing import simulate

    rates = agree_rates(folder, reading)
    games = [simulate(rates, seed=seed, policy=policy, **options) for seed in range(SEEDS)]
    return {
        "precision_at_10": statistics.mean(g.precision for g in games),
        "precision_at_10_lower_end": statistics.mean(g.precision_lower_end for g in games),
        "late_found": sum(g.late_found for g in games) / sum(g.late_top for g in games),
        "exposure_gini": statistics.mean(g.exposure_gini for g in games),
    }


def told_the_truth(folder: str) -> dict[str, float]:
    """Votes placed in advance by someone who knows the top ten, at a Gini coefficient of 0.2.

    The true top ten and the fifteen next to it share what such inequality leaves to give: with a
    share p of ideas alike and above, and all others alike, the coefficient is (their share
    of exposures) - p.
    """
    import numpy as np

    from insight.fairness import gini

    rates = np.array(agree_rates(folder, READINGS[0]))
    precision, unequal = [], []
    near = np.arange(200) < 25
    share = near.mean() + 0.2
    votes = np.where(near, share / near.sum(), (1 - share) / (~near).sum()) * 15_000
    votes = votes.round().astype(int)
    for seed in range(SEEDS):
        rng = np.random.default_rng([seed, 1])
        truth = -np.sort(-rng.choice(rates, 200, replace=False))
        mean = (rng.binomial(votes, truth) + 1) / (votes + 2)
        found = np.lexsort((rng.random(200), -mean))[:10]  # chance decides ties, not the truth
        precision.append(float((truth[found] >= truth[9]).mean()))
        unequal.append(gini(votes))
    return {
        "told_the_truth_precision_at_10": statistics.mean(precision),
        "told_the_truth_exposure_gini": statistics.mean(unequal),
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
