"""A name for each theme that a person would accept, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from .phrases import Phrase, family, varied
from .tokens import stop_words, words

ENOUGH = 0.35
"""Share of a group's texts using a word from which that word alone is name enough."""
SECOND = 0.4
"""How telling a second phrase must be beside the first to join the name."""
JUDGED = 0.6
"""A name must be this telling beside the group's leading judgement, or the judgement names it."""


@lru_cache(maxsize=1)
def describing_words() -> dict[str, frozenset[str]]:
    """The package's own list (English): ``judging``, ``acting`` and ``general`` words."""
    listed = resources.files("insight.text").joinpath("data/describing_words.txt")
    found: dict[str, set[str]] = {}
    section = ""
    for line in listed.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
            found[section] = set()
        elif line and not line.startswith("#"):
            found[section].update(line.split())
    return {section: frozenset(listed_words) for section, listed_words in found.items()}


def can_name(phrase: str) -> bool:
    """Whether a phrase says what is talked about, rather than how it was found."""
    listed = describing_words()
    parts = words(phrase)
    first, last = parts[0], parts[-1]
    if any("'" in part and not part.endswith("'s") for part in parts):
        return False
    if any(part in stop_words() for part in parts):
        return False
    if {first, last} & listed["judging"] or last in listed["acting"]:
        return False
    if last.endswith("ly") and last not in {"family", "supply", "reply", "assembly"}:
        return False
    return len(parts) > 1 or (last not in listed["general"] and len(phrase) > 1)


@dataclass(frozen=True, slots=True)
class Name:
    """What a group is called."""

    plain: str
    """As it stands inside a sentence; empty where the group has nothing that could be named."""


def name_group(ranked: Sequence[Phrase], size: int, taken: set[str]) -> Name:
    """The most telling phrase that names something; two, joined, where one word says little.

    Where what the texts share is a judgement ("polite, friendly"), that is the name.
    """
    naming = varied(
        [p for p in ranked if can_name(p.text) and titled(p.text) not in taken], most=12
    )
    judged = _judgement(ranked, naming[0].worth if naming else 0.0)
    if judged:
        return Name(_untaken(judged, [p.text for p in naming], taken))
    if not naming:
        return Name("")
    first = naming[0]
    parts = [first]
    if len(first.key) == 1 and first.texts < ENOUGH * size:
        seconds = [
            other
            for other in naming[1:]
            if other.worth >= SECOND * first.worth
            and not any(akin(first.key[0], word) for word in other.key)
        ]
        parts += seconds[:1]
    text = " and ".join(part.text for part in parts)
    return Name(_untaken(text, [p.text for p in naming if p not in parts], taken))


def _judgement(ranked: Sequence[Phrase], best_name: float) -> str:
    """What people found, or did, where that tells the group apart far better than any noun."""
    listed = describing_words()
    judging = [p for p in ranked if p.text in listed["judging"]]
    acting = [p for p in ranked if p.text in listed["acting"] and p.text.endswith("ed")]
    if acting and best_name < JUDGED * acting[0].worth > JUDGED * _worth(judging):
        return acting[0].text.removesuffix("ed") + "ing"
    if judging and best_name < JUDGED * judging[0].worth:
        *before, last = [p.text for p in varied(judging, 3)]
        return f"{', '.join(before)} and {last}" if before else last
    return ""


def _worth(phrases: Sequence[Phrase]) -> float:
    return phrases[0].worth if phrases else 0.0


def akin(one: str, other: str) -> bool:
    """Whether two words look like forms of one: advice and advise, nature and natural."""
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= 4 and shared >= 0.6 * min(len(one), len(other))


def _untaken(text: str, spare: list[str], taken: set[str]) -> str:
    """Add phrases, then a number, until no other theme is called so."""
    while titled(text) in taken and spare:
        text = f"{text}, {spare.pop(0)}"
    whole, number = text, 2
    while titled(text) in taken:
        text, number = f"{whole} {number}", number + 1
    return text


def broad_name(names: Sequence[str], taken: set[str]) -> str:
    """A broad theme is called after its largest narrower themes (plain names, largest first)."""
    heads: list[str] = []
    for name in names:
        head = name.split(" and ")[0].split(", ")[0]
        known = {family(word) for shown in heads for word in words(shown)}
        if not known & {family(word) for word in words(head)}:
            heads.append(head)
    *before, last = heads[:3]
    text = titled(f"{', '.join(before)} and {last}" if before else last)
    return f"{text} (all)" if text in taken else text


def titled(text: str) -> str:
    """With a capital first letter."""
    return text[:1].upper() + text[1:]
