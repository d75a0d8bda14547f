"""Choose what to hide: small groups first, then as little else as keeps them hidden."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .attacker import TOLERANCE, Knowledge, detour, is_whole
from .system import System

MARGIN_PRICE = 8.0
KEPT_WITNESSES = 256
TIDY_PROGRAMS = 150


@dataclass(frozen=True, slots=True)
class Witness:
    """Sums over cells that fit everything shown: another possible truth."""

    sums: NDArray[np.float64]
    whole: bool


@dataclass(slots=True)
class Search:
    """One search for a safe pattern; what it learns stays inside."""

    system: System
    values: NDArray[np.float64]
    cells: NDArray[np.float64]
    need_low: NDArray[np.float64]
    need_high: NDArray[np.float64]
    cost: NDArray[np.float64]
    hidden: NDArray[np.bool_]
    at_least_one: bool
    witnesses: list[Witness] = field(default_factory=list)
    programs: int = 0

    def knowledge(self) -> Knowledge:
        ceiling = 2.0 * float(max(self.values.max(), self.need_high.max()))
        return Knowledge(self.system, ~self.hidden, self.values, self.at_least_one, ceiling)

    def remember(self, cells: NDArray[np.float64]) -> None:
        self.witnesses.append(Witness(self.system.sums @ cells, is_whole(cells)))
        del self.witnesses[:-KEPT_WITNESSES]

    def target(self, largest: bool) -> NDArray[np.float64]:
        return self.need_high if largest else self.need_low

    def pending(self, rows: NDArray[np.int64], largest: bool) -> NDArray[np.int64]:
        """Sums that no witness yet takes to where they must be able to go."""
        if not self.witnesses:
            return rows
        seen = np.stack([witness.sums for witness in self.witnesses])[:, rows]
        target = self.target(largest)[rows]
        done = seen.max(axis=0) >= target - TOLERANCE
        if not largest:
            done = seen.min(axis=0) <= target + TOLERANCE
        return np.asarray(rows[~done])

    def protect(self, primary: NDArray[np.int64]) -> None:
        """Hide more until every primary sum could be anything its range asks for."""
        for largest in (True, False):
            while (failing := self.failing(primary, largest)) is not None:
                if not self.widen(failing, largest):
                    return self.give_up(primary)
        return None

    def failing(self, rows: NDArray[np.int64], largest: bool) -> int | None:
        """A sum that cannot go far enough, or None if all of them can."""
        unknowns = self.knowledge().unknowns()
        together = True
        while (rows := self.pending(rows, largest)).size:
            if together and rows.size > 1:
                # One program moves many sums at once; each needs its own only if that fails.
                cells = unknowns.together(rows, self.target(largest)[rows], largest=largest)
                before = rows.size
                if cells is not None:
                    self.remember(cells)
                together = 4 * self.pending(rows, largest).size < 3 * before
                continue
            row = int(rows[0])
            self.programs += 1
            cells = unknowns.extreme(row, largest=largest)
            if cells is None:
                return row
            self.remember(cells)
            if self.pending(rows[:1], largest).size:
                return row
        return None

    def safe(self, primary: NDArray[np.int64]) -> bool:
        return all(self.failing(primary, largest) is None for largest in (True, False))

    def widen(self, row: int, largest: bool) -> bool:
        amount = float(self.target(largest)[row] - self.values[row])
        found = detour(self.knowledge(), self.cells, row, amount, self.cost)
        if found is None or not np.any(found[0]) or np.any(found[0] & np.isinf(self.cost)):
            return False
        self.hidden = self.hidden | found[0]
        self.remember(found[1])
        return True

    def give_up(self, primary: NDArray[np.int64]) -> None:
        """Hide everything but the grand total, and that too where it does not suffice."""
        total = self.system.places[()].ravel()[0]
        keep = self.hidden[total]
        self.hidden = np.ones_like(self.hidden)
        self.hidden[total] = keep
        if not self.safe(primary):
            self.hidden[total] = True

    def tidy(self, primary: NDArray[np.int64], forced: NDArray[np.bool_]) -> None:
        """Show again, dearest first, whatever is not needed after all.

        Stops after a set number of programs: beyond, a large cube hides a little more
        than it must, which is safe.
        """
        extra = np.flatnonzero(self.hidden & ~forced)
        self.programs = 0
        for row in extra[np.lexsort((extra, -self.cost[extra]))]:
            if self.programs > TIDY_PROGRAMS:
                return
            before = self.hidden, list(self.witnesses)
            self.hidden = self.hidden.copy()
            self.hidden[row] = False
            self.witnesses = [
                witness
                for witness in self.witnesses
                if abs(witness.sums[row] - self.values[row]) < TOLERANCE
            ]
            if not self.safe(primary):
                self.hidden, self.witnesses = before

    def insist(self, primary: NDArray[np.int64]) -> None:
        """Make sure that no small count is the only *whole* number that fits."""
        unknowns = self.knowledge().unknowns()
        for row in primary:
            if any(w.whole and abs(w.sums[row] - self.values[row]) > 0.5 for w in self.witnesses):
                continue
            cells = unknowns.extreme(int(row), largest=True, whole=True)
            if cells is not None:
                self.remember(cells)
            if cells is None or abs((self.system.sums @ cells)[row] - self.values[row]) < 0.5:
                return self.give_up(primary)
        return None


def prices(
    values: NDArray[np.float64], is_margin: NDArray[np.bool_], total: int, seed: int
) -> NDArray[np.float64]:
    """What hiding each sum costs the reader.

    Grows with the logarithm of the count, in steps, with some noise drawn from the
    seed and the count: were it always the very smallest count that is hidden beside
    a small one, that rule would itself be a clue. Margins cost more than cells; the
    grand total most.
    """
    step = np.floor(np.log2(values + 1.0)) + 1.0
    distinct, which = np.unique(values, return_inverse=True)
    # Keyed by the count itself, so that the order of rows changes nothing.
    noise = np.array([_noise(float(value), seed) for value in distinct])[which]
    cost = step * (1.0 + 0.5 * noise)
    cost[is_margin] *= MARGIN_PRICE
    cost[total] = 1000.0 * cost.max()
    return np.asarray(cost, dtype=np.float64)


def _noise(value: float, seed: int) -> float:
    words = np.frombuffer(np.float64(value).tobytes(), dtype=np.uint32)
    return float(np.random.default_rng([seed, *map(int, words)]).random())
