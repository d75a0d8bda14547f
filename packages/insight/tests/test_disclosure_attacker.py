"""A second attacker, written on its own: it knows only pages, never the package's equations.

It thinks of every person as standing in one cell of the crossing of all segments, writes one
equation for every number it reads, and asks a linear program for the range of each it does not.
"""

import numpy as np
import pytest
from scipy.optimize import linprog

from insight.disclosure import audit, suppress_tables

NAMES = "abc"


def numbers_on(pages):
    """Every figure of every page: its axes, its place along them, and its value or None."""
    for axes, table in pages.items():
        figures = {tuple(range(len(axes))): table.counts, **table.margins}
        for kept, masked in figures.items():
            hidden = np.ma.getmaskarray(masked)
            for place in np.ndindex(hidden.shape):
                named = {axes[axis]: at for axis, at in zip(kept, place, strict=True)}
                yield named, None if hidden[place] else float(np.ma.getdata(masked)[place])


def counted(named, shape):
    """Which cells of the crossing a figure counts."""
    inside = np.ones(shape, dtype=bool)
    for name, at in named.items():
        axis = NAMES.index(name)
        here = np.zeros(shape[axis], dtype=bool)
        here[at] = True
        inside &= here.reshape([-1 if i == axis else 1 for i in range(len(shape))])
    return inside.ravel().astype(float)


def ranges(pages, shape):
    read = list(numbers_on(pages))
    known = [(counted(named, shape), value) for named, value in read if value is not None]
    # A crowd below k has no page at all: no equations, so nothing is known.
    left = np.array([row for row, _ in known]).reshape(-1, int(np.prod(shape)))
    right = np.array([value for _, value in known])
    for named, value in read:
        if value is None:
            row = counted(named, shape)
            low = linprog(row, A_eq=left, b_eq=right)
            high = linprog(-row, A_eq=left, b_eq=right)
            assert low.status == 0
            # Status 3: it may grow without end.
            yield named, low.fun, np.inf if high.status == 3 else -high.fun


def truth(cube, named):
    return cube.ravel() @ counted(named, cube.shape)


def crowd(seed):
    rng = np.random.default_rng(seed)
    shape = tuple(rng.integers(2, 5, 3))
    return rng.poisson(rng.gamma(0.6, 12) * rng.gamma(0.6, 1.5, shape))


CUTS = {
    "one table": ["ab"],
    "two linked tables": ["ab", "ac"],
    "three tables in a chain": ["ab", "bc", "c"],
    "three tables in a ring": ["ab", "bc", "ac"],
    "the whole cube": ["abc"],
}


@pytest.mark.parametrize("cuts", CUTS.values(), ids=CUTS)
@pytest.mark.parametrize("seed", range(3))
def test_no_small_number_is_narrowed_and_no_hidden_one_is_known(cuts, seed):
    cube = crowd(seed)
    tables = {
        tuple(cut): cube.sum(axis=tuple(i for i, n in enumerate(NAMES) if n not in cut))
        for cut in cuts
    }
    pages = suppress_tables(tables, k=10)

    for named, low, high in ranges(pages, cube.shape):
        value = truth(cube, named)
        assert low - 1e-6 <= value <= high + 1e-6
        assert high - low > 0.5
        if value < 10:
            assert low < 1e-6
            assert high > 10 - 1e-6


@pytest.mark.parametrize("seed", range(3))
def test_the_package_s_own_attacker_is_no_weaker(seed):
    cube = crowd(seed)
    tables = {
        ("a", "b"): cube.sum(axis=2),
        ("b", "c"): cube.sum(axis=0),
        ("a", "c"): cube.sum(axis=1),
    }
    pages = suppress_tables(tables, k=10)
    ours = audit(pages, whole=False)

    for named, low, high in ranges(pages, cube.shape):
        if len(named) == 2:
            axes = tuple(sorted(named))
            place = tuple(named[name] for name in axes)
            assert ours[axes].low[place] == pytest.approx(low, abs=1e-5)
            assert ours[axes].high[place] == pytest.approx(high, abs=1e-5)
