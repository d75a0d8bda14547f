"""Opinion groups of a made-up crowd: 1.5 million people, 5,000 ideas, 100 million votes.

The clock runs from vote events in memory, in no order, to groups with their stability;
the memory is the whole process's, the events themselves included. One thread.
"""

from __future__ import annotations

from benchmarks._isolated import measure


def run() -> dict[str, object]:
    found = measure("benchmarks._crowd", "find", people=1_500_000, ideas=5_000, votes=100_000_000)
    return {**found.value, "peak_gb": found.peak_gb}
