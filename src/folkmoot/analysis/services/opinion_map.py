"""The map: a picture in which groups lie as far apart as they do, and nobody can be followed."""

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

MOST_DOTS = 1_500
LEAST_NOISE = 0.02  # of the picture's half width


def map_points(
    positions: NDArray[np.float64],
    labels: NDArray[np.int32],
    *,
    seed: int,
    together: int,
    batch: int | None = None,
) -> tuple[tuple[float, float, int], ...]:
    """Where dots stand, and of which group each is.

    Each stands where ``together`` like-minded people of one group stand on average. Averages
    lie closer together than people do, and groups would look further apart than they are:
    chance puts back, along each way, just the spread that averaging took. One scale serves
    both ways. Places are rounded and the order is shuffled; there is no id.
    """
    rng = np.random.default_rng([seed, 0xD075])
    scale = max(float(np.abs(positions).max()), 1e-9)
    places, groups = [], []
    for group in np.unique(labels):
        here = positions[labels == group] / scale
        neighbours = cKDTree(here).query(here, k=min(together, len(here)))[1]
        averages = here[neighbours.reshape(len(here), -1)].mean(axis=1)
        averages += here.mean(axis=0) - averages.mean(axis=0)
        lost = here.var(axis=0) - averages.var(axis=0)
        noise = np.sqrt(np.maximum(lost, LEAST_NOISE**2))
        moved = rng.normal(0, 1, here.shape)
        places.append(averages + (moved - moved.mean(axis=0)) * noise)
        groups.append(np.full(len(here), group))
    where, group_of = np.concatenate(places), np.concatenate(groups)
    whole = batch or together  # how many are drawn tells of no few people
    drawn = min(len(where) // whole * whole, MOST_DOTS)
    order = rng.permutation(len(where))[:drawn]
    return tuple(
        (round(float(where[i, 0]), 2), round(float(where[i, 1]), 2), int(group_of[i]))
        for i in order
    )
