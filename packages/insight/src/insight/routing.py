"""Decide which ideas a person sees next, so that every idea gets a fair hearing."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .errors import InsightError

__all__ = ["ImpossibleRouting", "next_ideas"]


class ImpossibleRouting(InsightError):
    """What routing was told cannot be: lengths differ, or votes exceed exposures' sense."""


def next_ideas(
    *,
    seed: int,
    exposures: ArrayLike,
    agrees: ArrayLike,
    votes: ArrayLike,
    seen_mask: ArrayLike,
    n: int,
    top_k: int = 10,
    boundary_share: float = 0.3,
) -> NDArray[np.int64]:
    """The next ``n`` ideas for one person, in the order to show them.

    Most places go to the ideas that the fewest people have been shown, so late ideas catch
    up; the rest go to ideas at the edge of the top ``top_k``, where one more vote tells the
    most. Among equals the person's own seed decides, so no two people read one order.

    Parameters
    ----------
    seed : int
        The participant's own number: the same call with the same seed gives the same ideas.
    exposures : array_like of int, shape (I,)
        How many people each idea has been shown to.
    agrees, votes : array_like of int, shape (I,)
        Agreeing votes and all votes, passes included.
    seen_mask : array_like of bool, shape (I,)
        Ideas not to show: seen, one's own, closed.
    n : int
        How many to return; fewer come back when fewer are left.
    top_k : int
        The size of the top whose edge is worth knowing.
    boundary_share : float
        Share of places for ideas at that edge, 0 to 1.

    Returns
    -------
    ndarray of int, shape (at most n,)
        Indices of ideas, none twice, none seen.

    Raises
    ------
    ImpossibleRouting
    """
    shown = np.asarray(exposures, dtype=float)
    yes, total = np.asarray(agrees, dtype=float), np.asarray(votes, dtype=float)
    open_to = ~np.asarray(seen_mask, dtype=bool)
    if not (shown.shape == yes.shape == total.shape == open_to.shape) or shown.ndim != 1:
        raise ImpossibleRouting("exposures, agrees, votes and seen_mask must be of one length")
    if n < 0 or top_k < 1 or not 0 <= boundary_share <= 1:
        raise ImpossibleRouting("n >= 0, top_k >= 1 and 0 <= boundary_share <= 1 are needed")
    if not np.all((yes >= 0) & (yes <= total) & (shown >= 0) & np.isfinite(total + shown)):
        raise ImpossibleRouting("counts must be 0 or more, and agrees at most votes")
    rng = np.random.default_rng(abs(int(seed)))
    # One number an idea, drawn in idea order: ideas added later leave earlier ones' alone.
    chance = rng.random(shown.size)
    left = np.flatnonzero(open_to)
    wanted = min(int(n), left.size)
    edge_first = rng.random(wanted) < boundary_share
    least_seen = left[np.argsort(shown[left] + chance[left], kind="stable")]
    at_edge = left[np.argsort(_distance_to_edge(yes, total, top_k, rng)[left], kind="stable")]
    return _woven(least_seen, at_edge, edge_first)


def _distance_to_edge(
    agrees: NDArray[np.float64], votes: NDArray[np.float64], top_k: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """How far each idea lies from the edge of the top, in one draw from what is known."""
    draw = rng.beta(agrees + 1, votes - agrees + 1)
    if draw.size <= top_k:
        return np.zeros(draw.size)
    ranked = -np.partition(-draw, (top_k - 1, top_k))
    edge: NDArray[np.float64] = np.abs(draw - (ranked[top_k - 1] + ranked[top_k]) / 2)
    return edge


def _woven(
    first: NDArray[np.int64], second: NDArray[np.int64], take_second: NDArray[np.bool_]
) -> NDArray[np.int64]:
    """Deal from two decks over the same cards, skipping a card that was already dealt."""
    chosen: list[int] = []
    dealt: set[int] = set()
    decks = (iter(first.tolist()), iter(second.tolist()))
    for from_second in take_second.tolist():
        for card in decks[from_second]:
            if card not in dealt:
                dealt.add(card)
                chosen.append(card)
                break
    return np.array(chosen, dtype=np.int64)
