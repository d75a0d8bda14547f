"""The exposure model: what one person sees next."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from insight._inputs import floats, whole
from insight.errors import InsightError

Floats = NDArray[np.float64]

PRIOR_VOTES = 5.0
"""How many votes' worth of "like the average idea" an idea starts with."""
JITTER = 0.5
"""Standard errors by which chance may reorder ideas at the edge: people see different ones."""


class ImpossibleRouting(InsightError):
    """Lengths differ, counts cannot be, or a setting lies outside its range."""


def next_ideas(
    *,
    seed: int,
    exposures: ArrayLike,
    agrees: ArrayLike,
    votes: ArrayLike,
    seen_mask: ArrayLike,
    n: int,
    top_k: int = 10,
    boundary_share: float = 0.33,
) -> NDArray[np.int64]:
    """The next ``n`` ideas for one person, in the order to show them.

    About two places in three go to the ideas that the fewest people have been shown, so
    that late ideas catch up and nobody's is forgotten; the others go to ideas whose rank
    is least settled: at the edge of the top ``top_k``, measured in how far one more vote
    could move them. Among equals the person's own seed decides, so no two people read one
    order. The batch is dealt once: show it as it is until it is used up, and nothing moves
    under a reader; ``seen_mask`` then keeps it from coming back.

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
        Indices of ideas, none twice, none masked.

    Raises
    ------
    ImpossibleRouting

    Examples
    --------
    >>> next_ideas(seed=1, exposures=[9, 0, 5], agrees=[8, 0, 1], votes=[9, 0, 5],
    ...            seen_mask=[False, False, True], n=2, boundary_share=0)
    array([1, 0])
    """
    shown, yes, total, masked = (
        floats(given, name, ImpossibleRouting)
        for name, given in (
            ("exposures", exposures),
            ("agrees", agrees),
            ("votes", votes),
            ("seen_mask", seen_mask),
        )
    )
    if not np.all((masked == 0) | (masked == 1)):
        raise ImpossibleRouting("seen_mask must hold only True and False")
    hidden = masked == 1
    start = abs(whole(seed, "seed", ImpossibleRouting))
    n, top_k = whole(n, "n", ImpossibleRouting), whole(top_k, "top_k", ImpossibleRouting)
    if not (shown.shape == yes.shape == total.shape == hidden.shape) or shown.ndim != 1:
        raise ImpossibleRouting("exposures, agrees, votes and seen_mask must be of one length")
    if n < 0 or top_k < 1 or not 0 <= boundary_share <= 1:
        raise ImpossibleRouting("n >= 0, top_k >= 1 and 0 <= boundary_share <= 1 are needed")
    if not np.all((yes >= 0) & (yes <= total) & (shown >= 0) & np.isfinite(total + shown)):
        raise ImpossibleRouting("counts must be 0 or more and finite, and agrees at most votes")
    left = np.flatnonzero(~hidden)
    wanted = min(n, left.size)
    at_edge = np.random.default_rng([start, 1]).random(wanted) < boundary_share
    # One number an idea, drawn in idea order: ideas added later leave earlier ones' alone.
    chance = np.random.default_rng(start).random(shown.size)[left]
    least_seen = left[_first(shown[left] + chance, wanted)]
    unsettled = _distance_to_edge(yes[left], total[left], top_k) + JITTER * chance
    return _woven(least_seen, left[_first(unsettled, wanted)], at_edge)


def _first(values: Floats, n: int) -> NDArray[np.int64]:
    """Indices of the n smallest, smallest first."""
    if n < values.size:
        some = np.argpartition(values, n - 1)[:n] if n else np.zeros(0, dtype=np.int64)
        return some[np.argsort(values[some], kind="stable")]
    return np.argsort(values, kind="stable")


def _distance_to_edge(agrees: Floats, votes: Floats, top_k: int) -> Floats:
    """How far each idea lies from the edge of the top, in steps that one more vote can move it.

    The step is the standard deviation of the posterior mean after one further vote, which
    is the posterior's own deviation over the square root of the votes behind it.
    """
    if votes.size <= top_k:
        return np.zeros(votes.size)
    # An idea that nobody has seen is expected to be as good as the average idea.
    average = (agrees.sum() + 1) / (votes.sum() + 2)
    weight = votes + PRIOR_VOTES
    mean = (agrees + PRIOR_VOTES * average) / weight
    ranked = np.partition(mean, (mean.size - top_k - 1, mean.size - top_k))
    edge = (ranked[mean.size - top_k - 1] + ranked[mean.size - top_k]) / 2
    step = np.sqrt(mean * (1 - mean) / (weight + 1) / weight)
    distance: Floats = np.abs(mean - edge) / step
    return distance


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
