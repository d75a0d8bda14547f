"""Closed answers: the share of each option with its interval and base, what is missing apart."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from ._inputs import coverage
from ._luce import Floats, Ints
from ._rows import MalformedRows, columns, once, places
from .ranking import wilson_interval


@dataclass(frozen=True, slots=True)
class AnswerFigures:
    """What people answered to one closed question, options in the order in which they came."""

    base: int
    """People who chose an option: what shares are of."""
    missing: dict[int, int]
    """People by the code of why they chose none; in no share."""
    counts: Ints
    """(K,) people who chose each option; more than ``base`` together where several may be."""
    shares: Floats
    """(K,) counts / base; NaN where nobody answered."""
    low: Floats
    high: Floats
    """(K,) Wilson's interval (1927) of each share; 0 and 1 where nobody answered."""


def describe_answers(
    people: ArrayLike,
    options: ArrayLike,
    *,
    missing: ArrayLike | None = None,
    option_ids: ArrayLike,
    multiple: bool = False,
    confidence: float = 0.95,
) -> AnswerFigures:
    """Everything that is told of one closed question.

    Parameters
    ----------
    people, options : array_like of int, shape (n,)
        One row for each option that a person chose.
    missing : array_like of int, shape (n,), optional
        0 for an answer; any other code says why there is none, and the option does not count.
    option_ids : array_like of int, shape (K,)
        The options there are.
    multiple : bool
        Whether a person may choose several.
    confidence : float
        Coverage of intervals.

    Raises
    ------
    MalformedRows

    Examples
    --------
    >>> said, missing = [5, 5, 6, 0], [0, 0, 0, 2]
    >>> found = describe_answers([1, 2, 3, 4], said, missing=missing, option_ids=[5, 6])
    >>> found.base, found.counts, found.missing
    (3, array([2, 1]), {2: 1})
    """
    confidence = coverage(confidence, MalformedRows)
    given = np.zeros(len(columns(people=people)[0]), np.int64) if missing is None else missing
    who, what, code = columns(people=people, options=options, missing=given)
    answered = code == 0
    ids, option = places(what[answered], option_ids, "option")
    once("one option", who[answered], what[answered])
    once("what is missing", who[~answered])
    if np.isin(who[~answered], who[answered]).any():
        raise MalformedRows("somebody has an answer, and a reason for having none")
    if not multiple:
        once("one answer", who[answered])
    base = len(np.unique(who[answered]))
    counts = np.bincount(option, minlength=ids.size)
    score = wilson_interval(counts, np.full(ids.size, base), confidence=confidence)
    codes, people_each = np.unique(code[~answered], return_counts=True)
    return AnswerFigures(
        base=base,
        missing=dict(zip(codes.tolist(), people_each.tolist(), strict=True)),
        counts=counts,
        shares=score.share,
        low=score.low,
        high=score.high,
    )
