"""The attacker: everything that follows from the sums on the page, by linear programming."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds as Box
from scipy.optimize import LinearConstraint, milp
from scipy.sparse import csr_array, hstack, identity, vstack

from .system import System

TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What somebody who reads the page, and this program, knows.

    Attributes
    ----------
    system : System
    shown : ndarray of bool, shape (m,)
        Sums that are on the page.
    values : ndarray of float, shape (m,)
        Their values; anything where not shown.
    at_least_one : bool
        Zeros are on the page, so that every hidden sum is 1 or more.
    whole : bool
        All cells are whole numbers.
    """

    system: System
    shown: NDArray[np.bool_]
    values: NDArray[np.float64]
    at_least_one: bool
    whole: bool

    def extreme(
        self, row: int, *, largest: bool, whole: bool | None = None
    ) -> NDArray[np.float64] | None:
        """Cells that fit the page and make one sum as large (or small) as can be.

        None where nothing fits, or where the sum has no upper end.
        """
        objective = self.system.sums[[row]].toarray().ravel()
        return self.solve(-objective if largest else objective, whole=whole)

    def together(
        self, rows: NDArray[np.int64], targets: NDArray[np.float64], *, largest: bool
    ) -> NDArray[np.float64] | None:
        """Cells that fit the page and take as many sums as possible to their targets."""
        width = self.system.sums.shape[1]
        sign = 1.0 if largest else -1.0
        # One helper variable for each sum: how far it goes, no further than its target.
        reach = hstack([sign * self.system.sums[rows], -identity(rows.size, format="csr")])
        limits = [
            LinearConstraint(_padded(csr_array(limit.A), rows.size), limit.lb, limit.ub)
            for limit in self._limits()
        ]
        limits.append(LinearConstraint(csr_array(reach), 0.0, np.inf))
        box = Box(
            np.concatenate([np.zeros(width), np.full(rows.size, -np.inf)]),
            np.concatenate([np.full(width, np.inf), sign * targets]),
        )
        objective = np.concatenate([np.zeros(width), -np.ones(rows.size)])
        cells = _solve(objective, limits, whole=False, box=box)
        if cells is None or not self.whole:
            return None if cells is None else cells[:width]
        return np.round(cells[:width]) if _is_whole(cells[:width]) else None

    def solve(
        self, objective: NDArray[np.float64], *, whole: bool | None = None
    ) -> NDArray[np.float64] | None:
        """Cells that fit the page at the least of a linear objective, or None."""
        wholly = self.whole if whole is None else whole
        limits = self._limits()
        cells = _solve(objective, limits, whole=False)
        if cells is None or not wholly or _is_whole(cells):
            return None if cells is None else (np.round(cells) if wholly else cells)
        cells = _solve(objective, limits, whole=True)
        return None if cells is None else np.round(cells)

    def _limits(self) -> list[LinearConstraint]:
        known = self.system.sums[np.flatnonzero(self.shown)]
        right = self.values[self.shown]
        limits = [LinearConstraint(known, right, right)]
        if self.system.links.shape[0]:
            limits.append(LinearConstraint(self.system.links, 0.0, 0.0))
        if self.at_least_one and not np.all(self.shown):
            hidden = self.system.sums[np.flatnonzero(~self.shown)]
            limits.append(LinearConstraint(hidden, 1.0, np.inf))
        return limits


def detour(
    knowledge: Knowledge,
    cells: NDArray[np.float64],
    row: int,
    amount: float,
    cost: NDArray[np.float64],
) -> tuple[NDArray[np.bool_], NDArray[np.float64]] | None:
    """The cheapest shown sums to hide, so that one hidden sum could differ by ``amount``.

    Looks for other cells that fit everything still shown but for a price: each shown
    sum that would have to move costs. Those that move are what must be hidden (the
    network heuristic of Kelly, Golden and Assad, 1992, for any linear system).

    Returns
    -------
    (moved, cells) or None
        Shown sums that move, shape (m,), and the cells after the move.
    """
    system = knowledge.system
    height, width = system.sums.shape
    shown = np.flatnonzero(knowledge.shown)
    known = system.sums[shown]
    size = shown.size
    slack = hstack([-identity(size, format="csr"), identity(size, format="csr")])
    rows = [hstack([known, slack]), _padded(system.sums[[row]], 2 * size)]
    right = np.concatenate([np.zeros(size), [amount]])
    limits = [LinearConstraint(csr_array(vstack(rows)), right, right)]
    if system.links.shape[0]:
        limits.append(LinearConstraint(_padded(system.links, 2 * size), 0.0, 0.0))
    highest = np.full(2 * size, np.inf)
    if knowledge.at_least_one:
        present = np.flatnonzero(system.sums @ cells >= 1)
        floor = 1.0 - (system.sums @ cells)[present]
        limits.append(LinearConstraint(_padded(system.sums[present], 2 * size), floor, np.inf))
        empty = knowledge.values[shown] == 0
        highest[np.concatenate([empty, empty])] = 0.0
    price = cost[shown]
    objective = np.concatenate([np.zeros(width), price, price])
    box = Box(
        np.concatenate([-cells, np.zeros(2 * size)]),
        np.concatenate([np.full(width, np.inf), highest]),
    )
    step = _solve(objective, limits, whole=False, box=box)
    if step is None:
        return None
    moved = np.zeros(height, dtype=bool)
    moved[shown] = np.abs(known @ step[:width]) > TOLERANCE
    return moved, cells + step[:width]


def _solve(
    objective: NDArray[np.float64],
    limits: list[LinearConstraint],
    *,
    whole: bool,
    box: Box | None = None,
) -> NDArray[np.float64] | None:
    answer = milp(
        objective,
        integrality=np.full(objective.size, int(whole)),
        bounds=box if box is not None else Box(0.0, np.inf),
        constraints=limits,
        options={"time_limit": 10.0} if whole else {},
    )
    return None if answer.x is None else np.asarray(answer.x, dtype=np.float64)


def _is_whole(cells: NDArray[np.float64]) -> bool:
    return bool(np.all(np.abs(cells - np.round(cells)) < TOLERANCE))


def _padded(matrix: csr_array, columns: int) -> csr_array:
    return csr_array(hstack([matrix, csr_array((matrix.shape[0], columns))]))
