"""The attacker: everything that follows from the sums on the page, by linear programming."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy
from numpy.typing import NDArray
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
    ceiling : float
        No cell is larger; keeps searches finite where even the grand total is hidden.
    """

    system: System
    shown: NDArray[np.bool_]
    values: NDArray[np.float64]
    at_least_one: bool
    ceiling: float = np.inf

    def unknowns(self) -> Unknowns:
        """The equations with every cell that is on the page taken out of them."""
        sums, width = self.system.sums, self.system.sums.shape[1]
        cells = np.zeros(width)
        free = np.ones(width, dtype=bool)
        single = np.flatnonzero(self.shown & (np.diff(sums.indptr) == 1))
        named = sums.indices[sums.indptr[single]]
        cells[named], free[named] = self.values[single], False
        # Nothing in a sum of 0 can be other than 0.
        empty = np.flatnonzero(self.shown & (self.values == 0))
        free[sums[empty].indices] = False
        known = csr_array(vstack([sums[np.flatnonzero(self.shown)], self.system.links]))
        right = np.concatenate([self.values[self.shown], np.zeros(self.system.links.shape[0])])
        right = right - known @ cells
        left = csr_array(known[:, np.flatnonzero(free)])
        used = np.diff(left.indptr) > 0
        contradiction = bool(np.any(np.abs(right[~used]) > 1e-4))
        left, right = csr_array(left[np.flatnonzero(used)]), right[used]
        limits = [scipy.optimize.LinearConstraint(left, right, right)] if right.size else []
        if self.at_least_one and not np.all(self.shown):
            hidden = csr_array(sums[np.flatnonzero(~self.shown)])
            floor = 1.0 - hidden @ cells
            limits.append(
                scipy.optimize.LinearConstraint(hidden[:, np.flatnonzero(free)], floor, np.inf)
            )
        return Unknowns(self, cells, np.flatnonzero(free), limits, contradiction)


@dataclass(frozen=True, slots=True)
class Unknowns:
    """The part of the puzzle that the page leaves open.

    Attributes
    ----------
    knowledge : Knowledge
    cells : ndarray of float, shape (n,)
        Cells that the page gives; 0 for the others.
    free : ndarray of int
        Columns of the others.
    limits : list of scipy.optimize.LinearConstraint
        What the page says of the others.
    contradiction : bool
        Nothing fits the page.
    """

    knowledge: Knowledge
    cells: NDArray[np.float64]
    free: NDArray[np.int64]
    limits: list[scipy.optimize.LinearConstraint]
    contradiction: bool

    def extreme(
        self, row: int, *, largest: bool, whole: bool = False
    ) -> NDArray[np.float64] | None:
        """Cells that fit the page and make one sum as large (or small) as can be.

        None where nothing fits, or where the sum has no upper end.
        """
        objective = np.zeros(self.cells.size)
        sums = self.knowledge.system.sums
        inside = sums.indices[sums.indptr[row] : sums.indptr[row + 1]]
        objective[inside] = -1.0 if largest else 1.0
        return self.solve(objective, whole=whole)

    def together(
        self, rows: NDArray[np.int64], targets: NDArray[np.float64], *, largest: bool
    ) -> NDArray[np.float64] | None:
        """Cells that fit the page and take as many sums as possible to their targets."""
        sign, width = (1.0 if largest else -1.0), self.free.size
        sums = csr_array(self.knowledge.system.sums[rows])
        # One helper variable for each sum: how far it goes, no further than its target.
        reach = hstack([sign * sums[:, self.free], -identity(rows.size, format="csr")])
        limits = [
            scipy.optimize.LinearConstraint(
                _padded(csr_array(limit.A), rows.size), limit.lb, limit.ub
            )
            for limit in self.limits
        ]
        limits.append(
            scipy.optimize.LinearConstraint(csr_array(reach), -sign * (sums @ self.cells), np.inf)
        )
        box = scipy.optimize.Bounds(
            np.concatenate([np.zeros(width), np.full(rows.size, -np.inf)]),
            np.concatenate([np.full(width, self.knowledge.ceiling), sign * targets]),
        )
        objective = np.concatenate([np.zeros(width), -np.ones(rows.size)])
        found = None if self.contradiction else _solve(objective, limits, whole=False, box=box)
        return None if found is None else self._complete(found[:width])

    def solve(
        self, objective: NDArray[np.float64], *, whole: bool = False
    ) -> NDArray[np.float64] | None:
        """Cells that fit the page at the least of a linear objective, or None.

        With ``whole``, only whole numbers do; mostly the linear program finds them anyway.
        """
        if self.contradiction:
            return None
        if self.free.size == 0:
            return self.cells
        box = scipy.optimize.Bounds(0.0, self.knowledge.ceiling)
        found = _solve(objective[self.free], self.limits, whole=False, box=box)
        if found is not None and whole and not is_whole(found):
            found = _solve(objective[self.free], self.limits, whole=True, box=box)
        return None if found is None else self._complete(found)

    def _complete(self, found: NDArray[np.float64]) -> NDArray[np.float64]:
        cells = self.cells.copy()
        cells[self.free] = np.round(found) if is_whole(found) else found
        return cells


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
    limits = [scipy.optimize.LinearConstraint(csr_array(vstack(rows)), right, right)]
    if system.links.shape[0]:
        limits.append(scipy.optimize.LinearConstraint(_padded(system.links, 2 * size), 0.0, 0.0))
    highest = np.full(2 * size, np.inf)
    if knowledge.at_least_one:
        present = np.flatnonzero(system.sums @ cells >= 1)
        floor = 1.0 - (system.sums @ cells)[present]
        limits.append(
            scipy.optimize.LinearConstraint(_padded(system.sums[present], 2 * size), floor, np.inf)
        )
        empty = knowledge.values[shown] == 0
        highest[np.concatenate([empty, empty])] = 0.0
    price = np.where(np.isinf(cost), 0.0, cost)[shown]
    # What was published once can no longer be hidden: it must not move.
    highest[np.tile(np.isinf(cost[shown]), 2)] = 0.0
    objective = np.concatenate([np.zeros(width), price, price])
    box = scipy.optimize.Bounds(
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
    limits: list[scipy.optimize.LinearConstraint],
    *,
    whole: bool,
    box: scipy.optimize.Bounds,
) -> NDArray[np.float64] | None:
    answer = scipy.optimize.milp(
        objective,
        integrality=np.full(objective.size, int(whole)),
        bounds=box,
        constraints=limits,
        options={"time_limit": 10.0} if whole else {},
    )
    return None if answer.x is None else np.asarray(answer.x, dtype=np.float64)


def is_whole(cells: NDArray[np.float64]) -> bool:
    return bool(np.all(np.abs(cells - np.round(cells)) < TOLERANCE))


def _padded(matrix: csr_array, columns: int) -> csr_array:
    return csr_array(hstack([matrix, csr_array((matrix.shape[0], columns))]))
