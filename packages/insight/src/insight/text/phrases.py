"""Key phrases that set one group of texts apart from the others."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from .embedding import Embedder
from .tokens import WORD, is_content, is_counting, joined, normalise, sentences, stop_words, words

LONGEST = 3
SHORTLIST = 40
"""Phrases of each group whose meaning is compared with the group's centre."""
PRIOR = 25.0
"""Texts' worth of belief that a phrase is as common in the group as anywhere."""

WRITTEN = re.compile(rf"(?:{WORD.pattern})(?:(?<=s)['\u2019](?!\w))?")
"""A word as it is shown, with the apostrophe of a plural's possessive: workers' rights."""

Key = tuple[str, ...]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Fold plurals and possessives together; nothing bolder, so that no two meanings meet."""
    word = word.removesuffix("'s").removesuffix("'")
    if not word.isascii() or len(word) < 4:
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def family(word: str) -> str:
    """A rougher root, to see that wait, waited and waiting say one thing."""
    root = stem(word)
    for ending in ("ing", "ed", "er", "ly", "ment", "al", "e"):
        if root.endswith(ending) and len(root) - len(ending) >= 3:
            root = root.removesuffix(ending)
            break
    return root[:6]


def candidates(text: str) -> dict[Key, str]:
    """Runs of up to three words that begin and end with a content word: stems to spelling."""
    found: dict[Key, str] = {}
    for sentence in sentences(text):
        line = words(sentence)
        for size in range(1, LONGEST + 1):
            for start in range(len(line) - size + 1):
                run = line[start : start + size]
                key = tuple(stem(word) for word in run)
                joining = sum(word in stop_words() for word in run)
                if (
                    joining <= 1
                    and len(set(key)) == size
                    and is_content(run[0])
                    and is_content(run[-1])
                    and not any(is_counting(word) for word in run)
                ):
                    found.setdefault(key, joined(run))
    return found


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase of one group."""

    key: Key
    """Its words, plurals folded."""
    text: str
    """As people write it most often."""
    worth: float
    """Distinctiveness times nearness to the group's centre; larger is more telling."""
    texts: int
    """How many of the group's texts use it."""
    threads: frozenset[int] = frozenset()
    """The conversations of the group that use it, each by its first text: an idea with its
    comments is one, so that a word which one idea brought up does not look widely used."""


def group_phrases(
    texts: Sequence[str],
    label: NDArray[np.int64],
    groups: int,
    embedder: Embedder,
    *,
    vectors: NDArray[np.float32],
    thread: NDArray[np.int64] | None = None,
) -> list[list[Phrase]]:
    """Phrases of each group, most telling first; rows labelled -1 belong to none.

    A phrase scores by how much likelier it is in the group's texts than in the others: log odds
    with an informative prior, in standard errors (Monroe, Colaresi and Quinn, 2008), times how
    near its meaning is to the group's centre.
    """
    thread = np.arange(len(texts)) if thread is None else thread
    inside, spelling = _count(texts, label, groups, thread)
    everywhere = Counter[Key]()
    for counts in inside:
        everywhere.update(counts)
    size = threads_of(label, thread, groups).astype(np.float64)
    scores = [
        _distinctive(counts, everywhere, float(size[g]), float(size.sum()))
        for g, counts in enumerate(inside)
    ]
    casing = _casing(texts)
    shown = {
        key: _cased(min(spelling[key].items(), key=lambda item: (-item[1], item[0]))[0], casing)
        for score in scores
        for key in score
    }
    keys = sorted(shown)
    meaning = dict(zip(keys, embedder.embed([shown[key] for key in keys]), strict=True))
    users = _users(texts, label, scores)
    found = []
    for g, score in enumerate(scores):
        centre = vectors[label == g].sum(axis=0)
        centre = centre / max(float(np.linalg.norm(centre)), 1e-12)
        phrases = []
        for key, z in score.items():
            near = max(0.0, float(meaning[key] @ centre))
            worth = z * (0.35 + near) * (1.25 if len(key) == 2 else 1.0)
            rows = frozenset(thread[users[g][key]].tolist())
            phrases.append(Phrase(key, shown[key], worth, len(users[g][key]), rows))
        found.append(sorted(phrases, key=lambda p: (-p.worth, p.key)))
    return found


def threads_of(
    label: NDArray[np.int64], thread: NDArray[np.int64], groups: int
) -> NDArray[np.int64]:
    """How many different conversations each group holds, shape (groups,)."""
    held = np.unique(np.stack([label, thread])[:, label >= 0], axis=1)
    return np.bincount(held[0], minlength=groups).astype(np.int64)


def varied(ranked: Sequence[Phrase], most: int = 8) -> list[Phrase]:
    """Drop a phrase whose words are all said by a better one, or that only pads one out."""
    kept: list[Phrase] = []
    for phrase in ranked:
        roots = {family(word) for word in phrase.key}
        said = [{family(word) for word in other.key} for other in kept]
        if any(roots <= other or (other <= roots and len(other) > 1) for other in said):
            continue
        kept.append(phrase)
        if len(kept) == most:
            break
    return kept


def _count(
    texts: Sequence[str], label: NDArray[np.int64], groups: int, thread: NDArray[np.int64]
) -> tuple[list[Counter[Key]], dict[Key, Counter[str]]]:
    """How many conversations of each group use each phrase, and how it is spelled."""
    seen: set[tuple[int, int, Key]] = set()
    threads = Counter(zip(label.tolist(), thread.tolist(), strict=True))
    inside = [Counter[Key]() for _ in range(groups)]
    spelling: dict[Key, Counter[str]] = defaultdict(Counter)
    for text, group, one in zip(texts, label.tolist(), thread.tolist(), strict=True):
        if group < 0:
            continue
        is_alone = threads[group, one] == 1
        for key, shown in candidates(text).items():
            spelling[key][shown] += 1
            if is_alone or (group, one, key) not in seen:
                inside[group][key] += 1
            if not is_alone:
                seen.add((group, one, key))
    return inside, spelling


def _users(
    texts: Sequence[str], label: NDArray[np.int64], scores: Sequence[dict[Key, float]]
) -> list[dict[Key, list[int]]]:
    """The texts of each group that use each of its shortlisted phrases."""
    users: list[dict[Key, list[int]]] = [{key: [] for key in score} for score in scores]
    for row, (text, group) in enumerate(zip(texts, label, strict=True)):
        if group >= 0:
            for key in candidates(text):
                if key in users[group]:
                    users[group][key].append(row)
    return users


def _distinctive(
    counts: Counter[Key], everywhere: Counter[Key], size: float, total: float
) -> dict[Key, float]:
    """Phrases commoner here than elsewhere, with their z."""
    fewest = 2 if size >= 4 else 1
    found: dict[Key, float] = {}
    for key, here in counts.items():
        if here < fewest:
            continue
        rate = (everywhere[key] + 0.5) / (total + 1.0)
        a = here + PRIOR * rate
        b = everywhere[key] - here + PRIOR * rate
        odds_here = np.log(a / max(size + PRIOR - a, 0.5))
        odds_there = np.log(b / max(total - size + PRIOR - b, 0.5))
        z = float((odds_here - odds_there) / np.sqrt(1 / a + 1 / b))
        if z > 0:
            found[key] = z
    best = sorted(found, key=lambda key: (-found[key], key))[:SHORTLIST]
    return {key: found[key] for key in best}


def _casing(texts: Sequence[str]) -> dict[str, str]:
    """How each word is written where it does not open a sentence: Brexit, NHS, waiting."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        if text.isupper():
            continue
        for sentence in sentences(text):
            for word in WRITTEN.findall(sentence)[1:]:
                seen[normalise(word).rstrip("'")][word] += 1
    return {
        word: min(spelled.items(), key=lambda item: (-item[1], item[0]))[0]
        for word, spelled in seen.items()
    }


def _cased(phrase: str, casing: dict[str, str]) -> str:
    return " ".join(casing.get(word, word) for word in phrase.split(" "))


def shared(texts: Sequence[str], inside: NDArray[np.bool_], phrases: Sequence[Phrase]) -> float:
    """Share of a group's texts that use one of its four leading phrases."""
    leading = {phrase.key for phrase in varied(phrases, 4)}
    mine = [text for text, one in zip(texts, inside, strict=True) if one]
    using = sum(not leading.isdisjoint(candidates(text)) for text in mine)
    return using / max(1, len(mine))
