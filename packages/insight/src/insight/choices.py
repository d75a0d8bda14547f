"""Choice tasks: what a crowd would choose, with its uncertainty, against chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ._inputs import coverage
from ._luce import Floats, Ints, Sets, against_chance, fit
from ._rows import MalformedRows, columns, numbered, once, places


@dataclass(frozen=True, slots=True)
class ChoiceFigures:
    """What choices among K alternatives say, in the order in which these were given."""

    people: int
    tasks: int
    """Choices made, one of each task of each person."""
    shown: Ints
    """(K,) how often the alternative was shown."""
    best: Ints
    """(K,) how often it was chosen."""
    worst: Ints
    """(K,) how often it was named the worst, where people were asked."""
    shares: Floats | None
    """(K,) who would choose each if all were shown at once (Luce 1959; of pairs, Bradley and Terry
    1952; with the worst, chosen after the best from the rest). None where the choices cannot
    say, because something always, or never, wins."""
    low: Floats | None
    high: Floats | None
    """(K,) interval of the share; errors are clustered by person."""
    p_chance: float
    """P-value of the crowd preferring nothing: near 1 where the order may be luck."""


def describe_choices(
    people: ArrayLike,
    tasks: ArrayLike,
    alternatives: ArrayLike,
    chosen: ArrayLike,
    *,
    alternative_ids: ArrayLike,
    confidence: float = 0.95,
) -> ChoiceFigures:
    """Everything that is told of one question under which people chose among alternatives.

    Parameters
    ----------
    people, tasks, alternatives, chosen : array_like of int, shape (n,)
        One row for each alternative that a person was shown in a task; ``chosen`` is 1 for the one
        that was chosen, -1 for the worst where there is one, 0 for the others. Comparisons of
        pairs are tasks of two.
    alternative_ids : array_like of int, shape (K,)
        The alternatives there are.
    confidence : float
        Coverage of intervals.

    Raises
    ------
    MalformedRows

    Examples
    --------
    >>> found = describe_choices([1, 1, 2, 2], [5, 5, 5, 5], [7, 8, 7, 8], [1, 0, 0, 1],
    ...                          alternative_ids=[7, 8])
    >>> found.best, found.shares.round(2)
    (array([1, 1]), array([0.5, 0.5]))
    """
    confidence = coverage(confidence, MalformedRows)
    who, task, what, said = columns(
        people=people, tasks=tasks, alternatives=alternatives, chosen=chosen
    )
    ids, item = places(what, alternative_ids, "alternative")
    once("one alternative of a task", who, task, what)
    if np.any(np.abs(said) > 1):
        raise MalformedRows("chosen must be 1, 0 or -1")
    number = numbered(who, task)
    n = int(number.max(initial=-1)) + 1
    if np.any(np.bincount(number[said == 1], minlength=n) != 1):
        raise MalformedRows("one alternative must be chosen in each task")
    if np.any(np.bincount(number[said == -1], minlength=n) > 1):
        raise MalformedRows("one alternative at most is the worst of a task")
    k = ids.size
    sets = _sets(numbered(who), number, item, said, k)
    worths = fit(sets, confidence)
    return ChoiceFigures(
        people=len(np.unique(who)),
        tasks=n,
        shown=np.bincount(item, minlength=k),
        best=np.bincount(item[said == 1], minlength=k),
        worst=np.bincount(item[said == -1], minlength=k),
        shares=None if worths is None else worths.shares,
        low=None if worths is None else worths.low,
        high=None if worths is None else worths.high,
        p_chance=against_chance(sets),
    )


def _sets(who: Ints, task: Ints, item: Ints, said: Ints, k: int) -> Sets:
    """The best of all that was shown, then the worst of the rest."""
    n = int(task.max(initial=-1)) + 1
    shown = np.bincount(task, minlength=n)
    has_worst = np.bincount(task[said == -1], minlength=n) > 0
    person = np.zeros(n, np.int64)
    person[task] = who
    first = np.flatnonzero(shown[task] > 1)
    rest = np.flatnonzero((said != 1) & has_worst[task] & (shown[task] > 2))
    rows = np.concatenate([first, rest])
    key = np.concatenate([task[first], task[rest] + n])
    order = np.argsort(key, kind="stable")
    rows, key = rows[order], key[order]
    kinds, of = np.unique(key, return_inverse=True)
    is_worst = kinds >= n
    wanted = np.where(is_worst, -1, 1)[of]
    return Sets(
        of=np.asarray(of, np.int64),
        items=item[rows],
        is_chosen=said[rows] == wanted,
        people=person[kinds % max(n, 1)],
        signs=np.where(is_worst, -1.0, 1.0),
        n_items=k,
    )
