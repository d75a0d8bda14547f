"""A made-up conversation in which the truth is known, to see which ideas a rule finds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import floats, seed_of, whole
from insight.fairness import gini
from insight.ranking import rank_ideas

from ._next import BOUNDARY_SHARE, ImpossibleRouting, next_ideas

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Simulation:
    """What a rule found in one conversation."""

    precision: float
    """Share of the top, ranked by posterior mean, that is truly in the top (ties are)."""
    precision_lower_end: float
    """The same where the lower end of the interval ranks."""
    late_top: int
    """Ideas of the true top that arrived late."""
    late_found: int
    """Those of them that the ranking at the end has in its top."""
    exposure_gini: float
    """Inequality of exposures at the end, 0 to 1."""
    exposures: Ints
    """(I,) people each idea was shown to."""
    late: NDArray[np.bool_]
    """(I,) whether the idea arrived late."""


@dataclass(frozen=True, slots=True)
class _State:
    seed: int
    open: Ints
    agrees: Floats
    votes: Floats
    arrived: Floats
    n: int
    boundary_share: float


def _hybrid(state: _State) -> Ints:
    votes = state.votes[state.open]
    chosen = next_ideas(
        seed=state.seed,
        exposures=votes,
        agrees=state.agrees[state.open],
        votes=votes,
        seen_mask=np.zeros(votes.size, dtype=bool),
        n=state.n,
        boundary_share=state.boundary_share,
    )
    return state.open[chosen]


def _random(state: _State) -> Ints:
    return np.random.default_rng(state.seed).permutation(state.open)[: state.n]


def _newest_first(state: _State) -> Ints:
    return state.open[np.argsort(-state.arrived[state.open], kind="stable")][: state.n]


def _top_first(state: _State) -> Ints:
    return state.open[np.argsort(-state.agrees[state.open], kind="stable")][: state.n]


POLICIES: dict[str, Callable[[_State], Ints]] = {
    "hybrid": _hybrid,
    "random": _random,
    "newest_first": _newest_first,
    "top_first": _top_first,
}
"""The product's own rule, and what other places do."""


def simulate(  # noqa: PLR0913 - one per published parameter
    agree_rates: ArrayLike,
    *,
    seed: int,
    policy: str = "hybrid",
    ideas: int = 200,
    people: int = 1_000,
    votes_each: int = 15,
    arriving_until: float = 0.7,
    late_after: float = 0.35,
    top: int = 10,
    boundary_share: float = BOUNDARY_SHARE,
) -> Simulation:
    """Play one conversation: ideas arrive over time, people come one by one and vote.

    Each idea's chance of an agree is drawn from ``agree_rates``; ideas arrive evenly over
    the first part of the time; each person votes on what the rule shows. At the end ideas
    are ranked by ``rank_ideas`` and compared with the truth. One seed gives one
    conversation, whatever the policy: rules can be compared on the same ideas and arrivals.

    Parameters
    ----------
    agree_rates : array_like of float
        Rates to draw from, each 0 to 1.
    seed : int
    policy : str
        One of ``POLICIES``: "hybrid" (`next_ideas`), "random", "newest_first", "top_first"
        (most agrees first).
    ideas, people, votes_each, top : int
        Sizes of the conversation, of a person's visit, and of the top to find.
    arriving_until, late_after : float
        Shares of the time until which ideas arrive, and after which one is late.
    boundary_share : float
        As in `next_ideas`; other policies have no use for it.

    Returns
    -------
    Simulation

    Raises
    ------
    ImpossibleRouting
        For rates outside 0 to 1, an unknown policy, or sizes that cannot be.
    """
    rates = floats(agree_rates, "agree_rates", ImpossibleRouting)
    if rates.ndim != 1 or rates.size == 0 or not np.all((rates >= 0) & (rates <= 1)):
        raise ImpossibleRouting("agree_rates must be one or more numbers from 0 to 1")
    if policy not in POLICIES:
        raise ImpossibleRouting(f"no policy {policy!r}; there are {', '.join(POLICIES)}")
    seed = seed_of(seed, ImpossibleRouting)
    for size in (ideas, people, votes_each, top):
        whole(size, "a size", ImpossibleRouting)
    if min(people, votes_each, top) < 1 or ideas <= top or not 0 <= arriving_until <= 1:
        raise ImpossibleRouting("people, votes_each and top must be positive, ideas more than top")
    rng = np.random.default_rng([seed, 1])
    truth = rng.choice(rates, ideas, replace=rates.size < ideas)
    arrived = rng.random(ideas) * arriving_until
    late = arrived > late_after
    agrees, votes = np.zeros(ideas), np.zeros(ideas)
    show = POLICIES[policy]
    for person in range(people):
        here = np.flatnonzero(arrived <= (person + 1) / people)
        if here.size == 0:
            continue
        seat = seed * people + person
        state = _State(seat, here, agrees, votes, arrived, votes_each, boundary_share)
        shown = show(state)
        agrees[shown] += rng.random(shown.size) < truth[shown]
        votes[shown] += 1
    # Ideas as good as the last of the top are in it too: no draw of a tie is a mistake.
    in_top = truth >= np.sort(truth)[-top]
    ranked = rank_ideas(agrees, votes - agrees, np.zeros(ideas))
    by_mean = np.lexsort((-votes, -ranked.share))[:top]
    found = np.zeros(ideas, dtype=bool)
    found[by_mean] = True
    return Simulation(
        precision=float(in_top[by_mean].mean()),
        precision_lower_end=float(in_top[ranked.order[:top]].mean()),
        late_top=int((late & in_top).sum()),
        late_found=int((late & in_top & found).sum()),
        exposure_gini=gini(votes),
        exposures=votes.astype(np.int64),
        late=late,
    )
