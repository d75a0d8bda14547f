"""What is true of a conversation, counted from its rows; shares and intervals by the book."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from re import Match
from statistics import NormalDist

LONGEST = 400  # days drawn


@dataclass(frozen=True, slots=True)
class Tally:
    agrees: int
    passes: int
    disagrees: int
    comments: int = 0
    question: str = ""

    @property
    def votes(self) -> int:
        return self.agrees + self.passes + self.disagrees


@dataclass(slots=True)
class Truth:
    """What was said and voted, counted from the rows themselves; hidden ideas left out."""

    ideas: dict[str, list[Tally]]  # by words: two people may have used the same
    counts: dict[str, int]  # joined, took_part, wrote, voted, ideas, comments, votes, ...
    questions: dict[str, dict[str, int]] = field(default_factory=dict)
    days: dict[str, int] = field(default_factory=dict)  # "12 May 2030": contributions
    texts: tuple[str, ...] = ()  # every idea and comment
    titles: tuple[str, ...] = ()  # names that people gave: a line of its own, word for word
    method: dict[str, object] = field(default_factory=dict)  # measured by the run, by its name
    fixed: tuple[str, ...] = ()  # runs, dates, seeds and settings, as they must stand
    smallest: int = 10
    confidence: float = 0.95
    group_sizes: dict[str, int] = field(default_factory=dict)
    bridges: dict[str, str] = field(default_factory=dict)  # by words: "+21 (18 to 24)"
    themes: dict[str, dict[str, int]] = field(default_factory=dict)  # texts by question; "" for all
    quotes: dict[str, int] = field(default_factory=dict)  # under the fold of a guide's statements
    dividing: int = 0  # ideas that divide the groups by 20 points or more
    drawn: int = 0  # dots on the map
    hidden: int = 0  # ideas on which some group's share is hidden
    accepted: int = 0  # of the broad themes
    broad: int = 0

    def of(self, words: str) -> list[Tally]:
        """The tallies of an idea by its words, which a page may have shortened."""
        words = " ".join(words.split())
        if words in self.ideas:
            return self.ideas[words]
        if words[:1] == "'" and words[1:] in self.ideas:  # so that no spreadsheet runs it
            return self.ideas[words[1:]]
        if words.endswith("…"):
            start = words[:-1].rstrip()
            return [t for key, all_ in self.ideas.items() if key.startswith(start) for t in all_]
        return []


Check = Callable[[Truth, Match[str]], bool]


def number(text: str) -> int:
    return int(text.replace(",", ""))


def share(n: int, of: int, digits: int = 0) -> float:
    return round(100 * n / of, digits or None)


def wilson(n: int, of: int, confidence: float) -> tuple[float, float]:
    """By the book (Wilson, 1927), in per cent."""
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    p = n / of
    middle, width = p + z * z / (2 * of), z * math.sqrt(p * (1 - p) / of + z * z / (4 * of * of))
    return (100 * (middle - width) / (1 + z * z / of), 100 * (middle + width) / (1 + z * z / of))


def near(told: float, exact: float, digits: int = 0) -> bool:
    """Rounded once: eight digits are kept, and pages show one at most."""
    places = digits or None
    return told in {round(exact, places), round(100 * round(exact / 100, 8), places)}


def interval(truth: Truth, t: Tally, told: tuple[float, float, float], digits: int = 0) -> bool:
    middle, low, high = told
    if not t.votes:
        return False
    ends = wilson(t.agrees, t.votes, truth.confidence)
    return (
        middle == share(t.agrees, t.votes, digits)
        and low <= middle <= high
        and near(low, ends[0], digits)
        and near(high, ends[1], digits)
    )


def lower_end(truth: Truth, t: Tally) -> float:
    return wilson(t.agrees, t.votes, truth.confidence)[0] if t.agrees else 0.0
