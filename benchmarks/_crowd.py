"""Make up a large crowd whose three camps disagree on some ideas, as fast as it can be voted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

PIECE = 4_000_000
CAMPS = 3


def pieces(people: int, ideas: int, votes: int) -> Iterator[tuple[Any, Any, Any]]:
    """Vote events in no order, as (participants, ideas, stances); a few are second thoughts.

    A person's camp is their number modulo three.
    """
    import numpy as np

    rng = np.random.default_rng(2026)
    shared = rng.beta(3, 2, ideas)
    own = rng.normal(0, 0.25, (CAMPS, ideas)) * (rng.random(ideas) < 0.3)
    agree = np.clip(shared + own, 0.02, 0.9).astype(np.float32).ravel()
    for at in range(0, votes, PIECE):
        size = min(PIECE, votes - at)
        who = rng.integers(people, size=size, dtype=np.int32)
        what = rng.integers(ideas, size=size, dtype=np.int32)
        chance = agree[(who % CAMPS) * ideas + what]
        throw = rng.random(size, dtype=np.float32)
        stance = np.where(throw < chance, 1, np.where(throw < chance + 0.1, 0, -1))
        yield who, what, stance.astype(np.int8)


def find(people: int, ideas: int, votes: int) -> dict[str, float]:
    """Seconds to pack the events and to find groups, and how well the camps are found."""
    import time

    import numpy as np

    from insight.groups import adjusted_rand, find_groups
    from insight.votes import VoteTable

    arrays = [np.concatenate(column) for column in zip(*pieces(people, ideas, votes), strict=True)]
    start, used = time.perf_counter(), time.process_time()
    table = VoteTable.from_arrays(*arrays)
    packed = time.perf_counter()
    groups = find_groups(table)
    done = time.perf_counter()
    camps = (groups.participant_ids % CAMPS).astype(np.int32)
    return {
        "seconds": done - start,
        "cpu_seconds": time.process_time() - used,
        "seconds_packing": packed - start,
        "seconds_groups": done - packed,
        "events": votes,
        "votes": table.n_votes,
        "people": table.n_participants,
        "ideas": table.n_ideas,
        "k": groups.k,
        "stability": groups.stability or 0.0,
        "ari_with_camps": adjusted_rand(groups.labels, camps),
    }
