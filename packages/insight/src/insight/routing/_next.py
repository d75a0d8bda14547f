"""The exposure model: what one person sees next."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from insight._inputs import floats, whole
from insight.errors import InsightError

Floats = NDArray[np.float64]

PRIOR_VOTES = 5.0
"""How many votes' worth of "like the average idea" an idea starts with."""
BOUNDARY_SHARE = 0.33
"""Places for the edge of the top: what a Gini coefficient of 0.2 of exposures leaves room for."""
LOOKAHEAD = 10.0
"""How many more votes an idea is imagined to get when asking what they would settle."""
JITTER = 0.5
"""How much more than it is a gain may count by chance: people see different ideas."""
NODES, NODE_WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
NODE_WEIGHTS = NODE_WEIGHTS / NODE_WEIGHTS.sum()
"""Where to look, and how likely, for the mean of a standard normal variable's function."""


class ImpossibleRouting(InsightError):
    """Lengths differ, counts cannot be, or a setting lies outside its range."""


def next_ideas(  # noqa: PLR0913 - one array per fact of an idea
    *,
    seed: int,
    exposures: ArrayLike,
    agrees: ArrayLike,
    votes: ArrayLike,
    seen_mask: ArrayLike,
    n: int,
    top_k: int = 10,
    boundary_share: float = BOUNDARY_SHARE,
) -> NDArray[np.int64]:
    """The next ``n`` ideas for one person, in the order to show them.

    About two places in three go to the ideas that the fewest people have been shown, so
    that late ideas catch up and nobody's is forgotten; the others go to ideas at the edge
    of everybody's top ``top_k``, where ten more votes can be expected to tell most about
    who belongs to it. Among equals the person's own seed decides, so no two people read one
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
        Ideas not to show: seen, one's own, closed. They still count for where the edge is.
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
    places = int(at_edge.sum())
    by_exposure = _first(shown[left] + chance, wanted - places)
    rest = np.delete(np.arange(left.size), by_exposure)
    gain = _gain(yes, total, top_k)[left[rest]] * (1 + JITTER * chance[rest])
    chosen = np.empty(wanted, dtype=np.int64)
    chosen[~at_edge] = left[by_exposure]
    chosen[at_edge] = left[rest[_first(-gain, places)]]
    return chosen


def _first(values: Floats, n: int) -> NDArray[np.int64]:
    """Indices of the n smallest, smallest first."""
    if n < values.size:
        some = np.argpartition(values, n - 1)[:n] if n else np.zeros(0, dtype=np.int64)
        return some[np.argsort(values[some], kind="stable")]
    return np.argsort(values, kind="stable")


def _gain(agrees: Floats, votes: Floats, top_k: int) -> Floats:
    """What ``LOOKAHEAD`` more votes on each idea would tell about who belongs to the top.

    An idea is called in or out by the side of the edge that its mean lies on. The gain is
    the rise expected in the chance that this call is right.
    """
    if votes.size <= top_k:
        return np.ones(votes.size)
    # An idea that nobody has seen is expected to be as good as the average idea.
    average = (agrees.sum() + 1) / (votes.sum() + 2)
    weight = votes + PRIOR_VOTES
    mean = (agrees + PRIOR_VOTES * average) / weight
    ranked = np.partition(mean, (mean.size - top_k - 1, mean.size - top_k))
    edge = (ranked[mean.size - top_k - 1] + ranked[mean.size - top_k]) / 2
    above = np.abs(mean - edge) / np.sqrt(mean * (1 - mean) / (weight + 1))
    # The posterior's variance is that of where the mean moves to plus what is left then.
    moved, kept = (np.sqrt(part / (weight + LOOKAHEAD)) for part in (LOOKAHEAD, weight))
    later = ndtr(np.abs(above + NODES[:, None] * moved) / kept)
    gain: Floats = NODE_WEIGHTS @ later - ndtr(above)
    return gain
