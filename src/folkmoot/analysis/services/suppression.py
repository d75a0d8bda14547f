"""Which shares of groups may stand beside what the whole crowd said of each idea, and which
counts of a closed question beside how many took part.

An organisation may raise its smallest group, and an input that was analysed before may be analysed
again: the two results lie side by side. So what was hidden for ``also`` another size stays hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from folkmoot.analysis.queries.earlier_results import hiding_order
from insight.disclosure import suppress_counts

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def publishable_shares(
    votes: NDArray[np.int64],
    smallest_group: int,
    idea_ids: NDArray[np.int64],
    *,
    also: Sequence[int] = (),
) -> NDArray[np.bool_]:
    """(k, I) True where a group's share may be told.

    Everybody who voted is in a group, so that the groups add up to the crowd, whose total is
    told. Fewer than ``smallest_group`` votes are hidden, and as many large parts with them as
    keep the small ones from being worked out. Groups come in the order in which they were found,
    which is the same whatever their letters.
    """
    safe = np.ones(votes.shape, np.bool_)
    for size in {smallest_group, *also}:
        safe &= _safe_shares(votes, size, idea_ids)
    return safe


def _safe_shares(
    votes: NDArray[np.int64], smallest_group: int, idea_ids: NDArray[np.int64]
) -> NDArray[np.bool_]:
    safe = votes >= smallest_group
    hidden = ~safe
    # All that is told of the hidden parts is their sum. Any two of them with k people
    # together may be anything from nobody to k: with fewer, one large part is hidden too.
    together = np.where(hidden, votes, 0).sum(axis=0)
    short = hidden.any(axis=0) & ((hidden.sum(axis=0) == 1) | (together < smallest_group))
    for i in np.flatnonzero(short):
        large = np.flatnonzero(safe[:, i])
        if large.size:
            # By a lot that hangs on the idea alone. Were it always the smallest, that would bound
            # what the others hold; were it drawn anew in each run, two runs on the same votes
            # would each tell what the other hides.
            lot = hiding_order(int(idea_ids[i]), len(votes))
            safe[next(g for g in lot if safe[g, i]), i] = False
    return safe


@dataclass(frozen=True, slots=True)
class PublishableAnswers:
    options: Flags  # (K,)
    missing: Flags  # (M,)
    base: bool


def publishable_answers(
    counts: Ints,
    missing: Ints,
    base: int,
    k: int,
    *,
    several: bool,
    seed: int,
    also: Sequence[int] = (),
) -> PublishableAnswers:
    """What may be told of a closed question: people by option, by why they chose none, and how
    many (``base``) chose any.

    How many were asked is taken to be known: of a survey that all went through, every other
    question tells it. So where a few people chose none, the base would tell how few.
    """
    found = [
        _safe_answers(counts, missing, base, size, several=several, seed=seed)
        for size in sorted({k, *also})
    ]
    return PublishableAnswers(
        options=np.logical_and.reduce([one.options for one in found]),
        missing=np.logical_and.reduce([one.missing for one in found]),
        base=all(one.base for one in found),
    )


def _safe_answers(
    counts: Ints, missing: Ints, base: int, k: int, *, several: bool, seed: int
) -> PublishableAnswers:
    silent = int(missing.sum())
    if not 0 < silent < k:
        options = _overlapping(counts, base, k, seed) if several else _parts(counts, k, seed)
        return PublishableAnswers(options, _parts(missing, k, seed), True)
    if several:
        options = _overlapping(counts, base + silent, k, seed, beside=1)
        return PublishableAnswers(options, np.zeros(len(missing), bool), False)
    shown = _parts(np.concatenate([counts, missing]), k, seed)
    return PublishableAnswers(shown[: len(counts)], shown[len(counts) :], False)


def _parts(counts: Ints, k: int, seed: int) -> Flags:
    """Of counts that add up to what is known."""
    if not counts.any():
        return np.ones(len(counts), bool)
    return np.asarray(suppress_counts(counts, k=k, zeros="show", seed=seed).shown, np.bool_)


def _overlapping(counts: Ints, people: int, k: int, seed: int, beside: int = 0) -> Flags:
    """Of counts that hold each of so many people once or more; ``beside`` of them, small, are
    hidden already."""
    others = people - counts
    small = (counts > 0) & (counts < k)
    shown = ~(small | ((others > 0) & (others < k)))
    # Whoever is in none of those that are told is in the one that is hidden.
    at_least = people - int(counts[shown].sum())
    may_be = 1 if beside or small.any() else people - k
    if beside + int((~shown).sum()) == 1 and at_least > may_be:
        also = np.flatnonzero(shown & (counts > 0))
        shown[also[seed % len(also)] if len(also) else 0] = False
    return shown
