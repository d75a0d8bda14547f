"""Which shares of groups may stand beside what the whole crowd said of each idea."""

import numpy as np
from numpy.typing import NDArray

from folkmoot.analysis.queries.earlier_results import lot_of


def publishable_shares(
    votes: NDArray[np.int64], smallest_group: int, idea_ids: NDArray[np.int64]
) -> NDArray[np.bool_]:
    """(k, I) True where a group's share may be told.

    Everybody who voted is in a group, so that the groups add up to the crowd, whose total is
    told. Fewer than ``smallest_group`` votes are hidden, and as many large parts with them as
    keep the small ones from being worked out.
    """
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
            lot = lot_of(int(idea_ids[i]), len(votes))
            safe[next(g for g in lot if safe[g, i]), i] = False
    return safe
