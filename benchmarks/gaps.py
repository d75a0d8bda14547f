"""Made-up crowds with and without a gap: what the verdict says of them, and what the gap test says.

The seeds are used for nothing else: neither the verdict's bars nor the test's were set on them.
Nobody made the four shared conversations up, so that nobody knows whether they have gaps: what the
test says of them is printed by ``python -m benchmarks truth``.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from insight.groups import against_chance, find_groups, gaps
from insight.votes import VoteTable

PEOPLE, IDEAS, CROWDS, SEED = 300, 40, 12, 9_000
Floats = NDArray[np.float64]
Places = Callable[[np.random.Generator], Floats]
CORNERS = np.array([[0, 1.2], [1, -0.6], [-1, -0.6]])


def camps(*shares: float, within: float = 0.0) -> Places:
    """Two camps at -1 and 1, or three at the corners of a triangle."""
    middles = np.array([[-1.0], [1.0]]) if len(shares) == 2 else CORNERS

    def places(rng: np.random.Generator) -> Floats:
        side = middles[rng.choice(len(shares), PEOPLE, p=shares)]
        moved: Floats = side + rng.normal(0, within, side.shape)
        return moved

    return places


SHAPES: dict[str, tuple[Places, float, bool]] = {
    "even line": (lambda rng: rng.uniform(-1, 1, (PEOPLE, 1)), 0.3, False),
    "even line, steep": (lambda rng: rng.uniform(-1, 1, (PEOPLE, 1)), 0.45, False),
    "line, most in the middle": (lambda rng: rng.normal(0, 0.6, (PEOPLE, 1)), 0.3, False),
    "line, most at one end": (lambda rng: rng.exponential(0.6, (PEOPLE, 1)) - 0.6, 0.3, False),
    "even square": (lambda rng: rng.uniform(-1, 1, (PEOPLE, 2)), 0.4, False),
    "camps of half, far": (camps(0.5, 0.5), 0.35, True),
    "camps of half, near": (camps(0.5, 0.5), 0.25, True),
    "camps of a quarter, far": (camps(0.75, 0.25), 0.35, True),
    "camps of a quarter, near": (camps(0.75, 0.25), 0.25, True),
    "camps of a tenth, far": (camps(0.9, 0.1), 0.35, True),
    "wide camps of half": (camps(0.5, 0.5, within=0.3), 0.35, True),
    "three camps": (camps(0.4, 0.35, 0.25), 0.5, True),
}


def crowd(places: Floats, steep: float, rng: np.random.Generator) -> VoteTable:
    """The chance to agree goes up or down with the place, in a straight line."""
    side = rng.choice([-1, 1], (places.shape[1], IDEAS)) / places.shape[1] ** 0.5
    chance = np.clip(0.5 + steep * places @ side, 0.02, 0.98)
    who, what = np.nonzero(rng.random(chance.shape) < 0.7)
    said = np.where(rng.random(who.size) < chance[who, what], 1, -1)
    said[rng.random(who.size) < 0.1] = 0
    return VoteTable.from_arrays(who, what, said)


def run() -> dict[str, object]:
    figures: dict[str, object] = {"crowds_of_each": CROWDS, "people": PEOPLE, "ideas": IDEAS}
    wrong, right, continua, true = 0, 0, 0, 0
    for number, (name, (places, steep, has_gap)) in enumerate(SHAPES.items()):
        called = apart = 0
        for one in range(CROWDS):
            rng = np.random.default_rng([SEED, number, one])
            votes = crowd(places(rng), steep, rng)
            found = find_groups(votes)
            called += against_chance(votes, found).verdict == "groups"
            apart += gaps(found).everywhere
        figures |= {f"{name}: called groups": called, f"{name}: gap": apart}
        right, true = right + has_gap * apart, true + has_gap * CROWDS
        wrong, continua = wrong + (not has_gap) * apart, continua + (not has_gap) * CROWDS
    return figures | {
        "gaps_told_of_continua": wrong / continua,
        "gaps_told_of_camps": right / true,
    }
