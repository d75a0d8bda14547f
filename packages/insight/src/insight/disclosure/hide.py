"""Choose what to hide: small groups first, then as little else as keeps them hidden."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from .attacker import TOLERANCE, Knowledge, detour
from .system import System

MARGIN_PRICE = 8.0
KEPT_WITNESSES = 64


@dataclass(slots=True)
class Search:
    """One search for a safe pattern; what it learns stays inside.

    A *witness* is a set of cells that fits everything shown: as long as some witness
    gives a hidden sum another value, nobody can tell which of them is the truth.
    """

    system: System
    values: NDArray[np.float64]
    cells: NDArray[np.float64]
    need_low: NDArray[np.float64]
    need_high: NDArray[np.float64]
    cost: NDArray[np.float64]
    hidden: NDArray[np.bool_]
    at_least_one: bool
    whole: bool
    witnesses: list[NDArray[np.float64]] = field(default_factory=list)

    def knowledge(self) -> Knowledge:
        return Knowledge(self.system, ~self.hidden, self.values, self.at_least_one, self.whole)

    def remember(self, cells: NDArray[np.float64]) -> None:
        if not self.whole or np.all(np.abs(cells - np.round(cells)) < TOLERANCE):
            self.witnesses.append(self.system.sums @ cells)
            del self.witnesses[:-KEPT_WITNESSES]

    def protect(self, primary: NDArray[np.int64]) -> None:
        """Hide more until every primary sum could be anything its range asks for."""
        for row in primary:
            for largest in (True, False):
                while not self.safe(row, largest):
                    if not self.widen(row, largest):
                        return self.give_up(primary)
        return None

    def safe(self, row: int, largest: bool) -> bool:
        target = self.need_high[row] if largest else self.need_low[row]
        sign = 1.0 if largest else -1.0
        if any(sign * (seen[row] - target) >= -TOLERANCE for seen in self.witnesses):
            return True
        cells = self.knowledge().extreme(row, largest=largest)
        if cells is None:
            return False
        self.remember(cells)
        return bool(sign * (self.system.sums[[row]] @ cells - target)[0] >= -TOLERANCE)

    def widen(self, row: int, largest: bool) -> bool:
        target = self.need_high[row] if largest else self.need_low[row]
        amount = target - float(self.values[row])
        found = detour(self.knowledge(), self.cells, row, amount, self.cost)
        if found is None or not np.any(found[0]):
            return False
        self.hidden = self.hidden | found[0]
        self.remember(found[1])
        return True

    def give_up(self, primary: NDArray[np.int64]) -> None:
        """Hide everything but the grand total, and that too where it does not suffice."""
        total = self.system.places[()].ravel()[0]
        self.witnesses.clear()
        keep = self.hidden[total]
        self.hidden = np.ones_like(self.hidden)
        self.hidden[total] = keep
        if not all(self.safe(row, largest) for row in primary for largest in (True, False)):
            self.hidden[total] = True

    def tidy(self, primary: NDArray[np.int64], forced: NDArray[np.bool_]) -> None:
        """Show again, dearest first, whatever is not needed after all."""
        extra = np.flatnonzero(self.hidden & ~forced)
        for row in extra[np.lexsort((extra, -self.cost[extra]))]:
            before = self.hidden, list(self.witnesses)
            self.hidden = self.hidden.copy()
            self.hidden[row] = False
            self.witnesses = [
                seen for seen in self.witnesses if abs(seen[row] - self.values[row]) < TOLERANCE
            ]
            if not all(self.safe(r, largest) for r in primary for largest in (True, False)):
                self.hidden, self.witnesses = before


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
