"""Opinion groups of a made-up crowd: 100,000 people, 2,000 ideas, 10 million votes.

The clock runs from vote events in memory, in no order, to groups with their stability;
the memory is the whole process's, the events themselves included. One thread.
"""

from __future__ import annotations

from benchmarks._isolated import measure


def run() -> dict[str, object]:
    found = measure("benchmarks._crowd", "find", people=100_000, ideas=2_000, votes=10_000_000)
    return {**found.value, "peak_gb": found.peak_gb}
