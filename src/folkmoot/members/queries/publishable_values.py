"""Which values of a list may be told: none that fewer than k people share."""

from collections.abc import Mapping


def too_rare(counts: Mapping[str, int], k: int) -> frozenset[str]:
    """Values to leave out, so that those who hold one of them are k people or nobody.

    Where only a few people remain unnamed, the smallest value that could be told hides with
    them: “all the others” would tell as much as the value itself.

    >>> sorted(too_rare({"Nurse": 40, "Doctor": 12, "Chaplain": 1}, k=10))
    ['Chaplain', 'Doctor']
    """
    smallest_first = sorted(counts, key=lambda value: (counts[value], value))
    hidden = [value for value in smallest_first if counts[value] < k]
    together = sum(counts[value] for value in hidden)
    for value in smallest_first[len(hidden) :]:
        if not 0 < together < k:
            break
        hidden.append(value)
        together += counts[value]
    return frozenset(hidden)
