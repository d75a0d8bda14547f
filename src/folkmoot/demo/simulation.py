"""Three hundred imaginary voices who really disagree along a few lines."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Outlooks on (digital, local, shared roles): reformers, keepers of the craft, local teams.
OUTLOOKS = np.array([[1.1, -0.7, 0.9], [-0.9, -0.3, -1.2], [-0.2, 1.2, 0.4]])
SHARES = np.array([0.38, 0.27, 0.35])
SPREAD, CONVICTION, PASS_BAND = 0.45, 1.25, 0.38


@dataclass(frozen=True, slots=True)
class Crowd:
    """``joined`` has shape (voices,): days since opening. Vote arrays have shape (votes,).

    ``idea_days`` and ``idea_authors`` have shape (ideas,): nobody votes on their own idea,
    or before it was said.
    """

    joined: NDArray[np.int64]
    idea_days: NDArray[np.int64]
    idea_authors: NDArray[np.int64]
    voters: NDArray[np.int64]
    ideas: NDArray[np.int64]
    stances: NDArray[np.int8]
    days: NDArray[np.int64]


def simulate(
    leanings: NDArray[np.float64],
    appeals: NDArray[np.float64],
    *,
    voices: int,
    votes: int,
    days: int,
    seed: int,
) -> Crowd:
    """A crowd with about ``votes`` votes over ``days`` days; the same seed, the same crowd."""
    random = np.random.default_rng(seed)
    weekday = np.where(np.arange(days) % 7 >= 5, 0.45, 1.0)
    arrival = weekday * (0.4 + np.exp(-np.arange(days) / 6.0) + 0.5 * (np.arange(days) > days - 4))
    joined = random.choice(days, size=voices, p=arrival / arrival.sum())
    outlooks = OUTLOOKS[random.choice(len(OUTLOOKS), size=voices, p=SHARES)]
    outlooks = outlooks + random.normal(0, SPREAD, outlooks.shape)
    authors = random.choice(voices, size=len(appeals))
    idea_days = np.minimum(joined[authors] + random.integers(0, 3, len(appeals)), days - 1)
    stamina = random.lognormal(0, 0.8, voices)
    wanted = np.maximum(1, np.round(stamina / stamina.sum() * votes)).astype(int)

    rows = []
    for voice in range(voices):
        last = min(days - 1, joined[voice] + random.geometric(0.35) - 1)
        choices = np.flatnonzero((idea_days <= last) & (authors != voice))
        seen = random.permutation(choices)[: wanted[voice]]
        earliest = np.maximum(idea_days[seen], joined[voice])
        when = random.integers(earliest, last + 1)
        rows.append(np.column_stack([np.full(len(seen), voice), seen, when]))
    voters, ideas, when = np.concatenate(rows).T
    pull = appeals[ideas] + CONVICTION * np.einsum("ij,ij->i", leanings[ideas], outlooks[voters])
    pull = pull + random.logistic(0, 0.45, len(pull)) - 0.25
    stances = np.where(np.abs(pull) < PASS_BAND, 0, np.sign(pull)).astype(np.int8)
    return Crowd(joined, idea_days, authors, voters, ideas, stances, when)
