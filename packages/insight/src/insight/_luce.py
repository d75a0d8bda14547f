"""One model behind rankings, choices and comparisons: Luce's, fitted by Newton's method.

Who is shown the alternatives of a set chooses i of them with probability exp(w_i) / sum exp(w_j)
(Luce 1959); who names the worst, with the signs turned (Marley and Louviere 2005). Of two
alternatives this is Bradley and Terry (1952), of a ranking taken apart into choices, best first,
Plackett (1975) and Luce. Standard errors are clustered by person (Liang and Zeger 1986): scores
are summed for each person, however many choices each made.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components
from scipy.special import chdtrc, expit, logit, stdtrit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
STEPS, CLOSE = 100, 1e-10
FEWEST = 6
"""People from which an interval or a test is given: a spread needs some to be measured on."""
PER_DIRECTION, COUNTED = 30, 12


def unseen(people: int | Ints | Floats, confidence: float) -> Floats:
    """Share of a crowd that may differ where nobody of so many did: the upper end of Clopper and
    Pearson's interval (1934) of 0, ``1 - (alpha / 2) ** (1 / n)``."""
    return np.asarray(1 - ((1 - confidence) / 2) ** (1 / np.maximum(people, 1)), np.float64)


@dataclass(frozen=True, slots=True)
class Sets:
    """Choices of one among several, one row for each alternative of each set, shape (n,)."""

    of: Ints
    """(n,) the set of each row, numbered from 0 without gaps, ascending."""
    items: Ints
    """(n,) the alternative, 0 to K - 1."""
    is_chosen: NDArray[np.bool_]
    """(n,) one True in each set."""
    people: Ints
    """(S,) who chose from each set, numbered from 0."""
    signs: Floats
    """(S,) 1 for the best of a set, -1 for the worst."""
    n_items: int


@dataclass(frozen=True, slots=True)
class Worths:
    """How strongly each of K alternatives is preferred; None where the choices cannot say."""

    worths: Floats
    """(K,) logarithms of worth, their mean 0."""
    errors: Floats
    """(K,) standard errors, clustered by person; NaN with fewer than ``FEWEST`` people."""
    shares: Floats
    """(K,) who would choose each if all were shown at once; sums to 1."""
    low: Floats
    high: Floats
    """(K,) interval of the share, symmetric on the scale of log odds."""


def fit(sets: Sets, confidence: float) -> Worths | None:
    """Maximum likelihood; None unless it exists: every alternative must lead to every other by
    way of somebody's preference (Ford 1957)."""
    if sets.n_items < 2 or not sets.people.size or not _is_connected(sets):
        return None
    worths = np.zeros(sets.n_items)
    value, score, information = _likelihood(sets, worths)
    for _ in range(STEPS):
        step = np.linalg.pinv(information, rcond=CLOSE, hermitian=True) @ score
        size = 1.0
        while True:
            tried = worths + size * step
            tried -= tried.mean()
            new = _likelihood(sets, tried)
            if new[0] >= value - 1e-12 or size < 1e-6:
                break
            size /= 2
        moved = float(np.abs(tried - worths).max())
        worths, (value, score, information) = tried, new
        if moved < CLOSE:
            break
    bread = np.linalg.pinv(information, rcond=CLOSE, hermitian=True)
    scores = person_scores(sets, worths)
    people = scores.shape[0]
    shares = np.exp(worths - worths.max())
    shares /= shares.sum()
    if people < FEWEST:
        nothing = np.full(sets.n_items, np.nan)
        return Worths(worths, nothing, shares, np.zeros(sets.n_items), np.ones(sets.n_items))
    spread = bread @ (scores.T @ scores) @ bread * people / (people - 1)
    # The gradient of logit(share_i) by the worths is (1[i = j] - share_j) / (1 - share_i).
    slope = (np.eye(sets.n_items) - shares) / (1 - shares)[:, None]
    half = np.sqrt(np.einsum("ij,jk,ik->i", slope, spread, slope).clip(0))
    half *= stdtrit(people - 1, 0.5 + confidence / 2)
    return Worths(
        worths=worths,
        errors=np.sqrt(np.diag(spread).clip(0)),
        shares=shares,
        low=expit(logit(shares) - half),
        high=expit(logit(shares) + half),
    )


def against_chance(sets: Sets) -> float:
    """P-value of the crowd preferring nothing: the score test at equal worths, its variance
    estimated from people (White 1982; Boos 1992). 1 with fewer than ``FEWEST`` people.

    That statistic cannot exceed the number of people, and its law holds of many: with fewer
    than ``PER_DIRECTION`` for each direction in which scores differ, a lot turns signs by person.
    """
    if len(np.unique(sets.people)) < FEWEST:
        return 1.0
    scores = person_scores(sets, np.zeros(sets.n_items))
    values, turn = np.linalg.eigh(scores.T @ scores)
    there = values > CLOSE * max(float(values[-1]), CLOSE)
    if not there.any():
        return 1.0
    if scores.shape[0] < PER_DIRECTION * int(there.sum()):
        return _by_signs(scores, values)
    statistic = float(((scores.sum(axis=0) @ turn[:, there]) ** 2 / values[there]).sum())
    return float(chdtrc(int(there.sum()), statistic))


def _by_signs(scores: Floats, values: Floats) -> float:
    """How often scores add up to as much where a lot turns the sign of each person's (Winkler and
    others, NeuroImage 92, 2014): counted for few people, otherwise by a chi-square with the same
    mean and variance (Satterthwaite 1946). ``values`` are those of the sum of squares."""
    people = scores.shape[0]
    total = float((scores.sum(axis=0) ** 2).sum())
    if people <= COUNTED:
        turned = (np.arange(2 ** (people - 1))[:, None] >> np.arange(people)) & 1
        sums = (((1 - 2 * turned) @ scores) ** 2).sum(axis=1)
        return float((sums >= total - CLOSE * max(total, CLOSE)).mean())
    own = (scores**2).sum(axis=1)
    mean, spread = float(own.sum()), 2 * float((values**2).sum() - (own**2).sum())
    if spread <= CLOSE * mean**2:
        return 1.0
    return float(chdtrc(2 * mean**2 / spread, total * 2 * mean / spread))


def person_scores(sets: Sets, worths: Floats) -> Floats:
    """(P, K) the gradient of the log likelihood, summed for each person."""
    chance = _chances(sets, worths)
    residual = sets.signs[sets.of] * (sets.is_chosen - chance)
    people, place = np.unique(sets.people, return_inverse=True)
    cell = place[sets.of] * sets.n_items + sets.items
    total = np.bincount(cell, weights=residual, minlength=people.size * sets.n_items)
    return np.asarray(total.reshape(people.size, sets.n_items), np.float64)


def _chances(sets: Sets, worths: Floats) -> Floats:
    utility = sets.signs[sets.of] * worths[sets.items]
    starts = np.flatnonzero(np.append(True, sets.of[1:] != sets.of[:-1]))
    weight = np.exp(utility - np.maximum.reduceat(utility, starts)[sets.of])
    return np.asarray(weight / np.add.reduceat(weight, starts)[sets.of], np.float64)


def _likelihood(sets: Sets, worths: Floats) -> tuple[float, Floats, Floats]:
    """The log likelihood, its gradient, and its negative second derivative."""
    chance = _chances(sets, worths)
    value = float(np.log(chance[sets.is_chosen]).sum())
    residual = sets.signs[sets.of] * (sets.is_chosen - chance)
    score = np.bincount(sets.items, weights=residual, minlength=sets.n_items).astype(np.float64)
    shape = (sets.people.size, sets.n_items)
    table = csr_array((chance, (sets.of, sets.items)), shape=shape)
    diagonal = np.bincount(sets.items, weights=chance, minlength=sets.n_items)
    return value, score, np.diag(diagonal) - (table.T @ table).toarray()


def _is_connected(sets: Sets) -> bool:
    winner = np.zeros(sets.people.size, np.int64)
    winner[sets.of[sets.is_chosen]] = sets.items[sets.is_chosen]
    others = ~sets.is_chosen
    preferred, other = winner[sets.of[others]], sets.items[others]
    turned = sets.signs[sets.of[others]] < 0
    tail, head = np.where(turned, preferred, other), np.where(turned, other, preferred)
    k = sets.n_items
    graph = csr_array((np.ones(tail.size), (tail, head)), shape=(k, k))
    parts, _ = connected_components(graph, directed=True, connection="strong")
    return int(parts) == 1
