"""A name for each theme that a person would accept, an honest "mixed", or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

from .embedding import Embedder
from .language import languages_of, present, small_words
from .nouns import Nouns
from .phrases import Phrase, family, group_phrases, threads_of, varied
from .titles import MIXED, QUOTED, titled, untaken
from .tokens import describing_words, is_counting, stop_words, words

ENOUGH = 0.35
"""Share of a group's texts using a word from which that word alone is name enough."""
LEAST = 0.2
"""Share of a group's texts using a name's phrases below which the group is called mixed."""
SECOND = 0.4
"""How telling a second phrase must be beside the first to join the name."""
JUDGED = 0.6
"""A name must be this telling beside the group's leading judgement, or the judgement names it."""
COMMON = 0.05
"""Share of a group's conversations that must use a phrase before it may name the group."""
FULLER = 0.35
"""Share of a word's texts that must use a longer phrase before it stands for the word."""
ABOUT = 0.15
"""Share of a group's texts that must use a noun before a judgement is said to be about it."""
SAYING = 0.25
"""Share of a group's texts using a word that names nothing from which the word is quoted."""


def can_name(phrase: str, nouns: Nouns | None = None) -> bool:
    """Whether a phrase says what is talked about, rather than how it was found.

    ``nouns`` tells which words these people use as nouns; without it only the lists speak.
    """
    listed = describing_words()
    parts = words(phrase)
    first, last = parts[0], parts[-1]
    if any("'" in part and not part.endswith("'s") for part in parts):
        return False
    if any(part in stop_words() or is_counting(part) for part in parts):
        return False
    if {first, last} & listed["judging"] or last in listed["acting"]:
        return False
    if last.endswith("ly") and last not in {"family", "supply", "reply", "assembly"}:
        return False
    if last.endswith("ed") and last not in {"bed", "shed", "speed", "seed", "need", "feed", "weed"}:
        return False
    if nouns is not None and not nouns.may_end(last):
        return False
    if nouns is not None and len(parts) == 1 and not nouns.may_stand(last):
        return False
    if len(parts) == 1:
        return last not in listed["general"] and len(phrase) > 1
    return not (first in listed["general"] and last in listed["general"])


@dataclass(frozen=True, slots=True)
class Name:
    """What a group is called."""

    plain: str
    """As it stands inside a sentence; empty where the group has nothing that could be named."""


def name_all(
    texts: Sequence[str],
    label: NDArray[np.int64],
    groups: int,
    model: Embedder,
    vectors: NDArray[np.float32],
    thread: NDArray[np.int64] | None = None,
) -> tuple[list[Name], list[list[Phrase]]]:
    """A different name for each group, the largest choosing first, and all its phrases."""
    thread = np.arange(len(texts)) if thread is None else thread
    phrases = group_phrases(texts, label, groups, model, vectors=vectors, thread=thread)
    phrases = _without_small_words(texts, label, phrases)
    nouns = Nouns.of(texts)
    size = threads_of(label, thread, groups)
    taken: set[str] = set()
    names = [Name("")] * groups
    for g in sorted(range(groups), key=lambda g: (-size[g], g)):
        own = Nouns.of([text for text, group in zip(texts, label, strict=True) if group == g])
        names[g] = name_group(phrases[g], int(size[g]), taken, nouns, own)
        taken.add(titled(names[g].plain))
    return names, phrases


def _without_small_words(
    texts: Sequence[str], label: NDArray[np.int64], phrases: list[list[Phrase]]
) -> list[list[Phrase]]:
    """No phrase begins or ends with a word that only holds sentences of its language together."""
    told = languages_of(texts).texts
    kept: list[list[Phrase]] = []
    for g, ranked in enumerate(phrases):
        spoken = present([told[i] for i in np.flatnonzero(label == g)])
        small = small_words([code for code in spoken if code != "en"])
        ends = [(phrase, words(phrase.text)) for phrase in ranked]
        kept.append([phrase for phrase, said in ends if not {said[0], said[-1]} & small])
    return kept


def name_group(
    ranked: Sequence[Phrase],
    size: int,
    taken: set[str],
    nouns: Nouns | None = None,
    own: Nouns | None = None,
) -> Name:
    """The most telling phrase that several people use and that names something.

    Two, joined, where one word says little; where what the texts share is a judgement ("polite,
    friendly staff"), that is the name; where even two phrases reach few of the texts, "mixed".
    ``nouns`` has read all texts, ``own`` those of this group.
    """
    floor = max(3 if size >= 12 else 2, ceil(COMMON * size))
    used = [p for p in ranked if len(p.threads) >= floor]
    naming = varied(
        [p for p in used if can_name(p.text, nouns) and not _is_said(p.text, taken)], most=12
    )
    judged = _judgement(used, naming[0].worth if naming else 0.0, own)
    if judged:
        judged = _of_what(judged, size, nouns, own)
        return Name(untaken(judged, [p.text for p in naming], taken))
    if not naming:
        saying = _saying(used, size)
        return Name(untaken(saying, [], taken) if saying else _mixed(ranked, nouns, taken))
    first = naming[0]
    parts = [first]
    if len(first.key) == 1 and len(first.threads) < ENOUGH * size:
        parts += _second(first, naming[1:])
        parts = _one_phrase(parts, used) or parts
    fuller = [_fuller(part, used, nouns, own, taken) for part in parts]
    if _reach(parts, ranked) < LEAST * size:
        saying = _saying(used, size)
        if saying:
            return Name(untaken(saying, [], taken))
        return Name(_mixed([*parts, *naming, *ranked], nouns, taken))
    spare = [p.text for p in naming if p not in parts]
    return Name(untaken(" and ".join(fuller), spare, taken))


def _reach(parts: Sequence[Phrase], ranked: Sequence[Phrase]) -> int:
    """How many texts use the parts, or other phrases that say the same: a wait, waiting."""
    general = describing_words()["general"]
    said = {family(word) for part in parts for word in part.key if word not in general}
    using = (p.threads for p in ranked if said & {family(word) for word in p.key})
    return len(frozenset[int]().union(*using))


def _second(first: Phrase, others: Sequence[Phrase]) -> list[Phrase]:
    """The phrase that adds most to the first: telling, and of texts that the first is not in."""
    fit = [
        other
        for other in others
        if other.worth >= SECOND * first.worth
        and not any(akin(first.key[0], word) for word in other.key)
        and len(other.threads - first.threads) >= 0.5 * len(other.threads)
    ]
    return sorted(fit, key=lambda p: (-p.worth * len(p.threads - first.threads), p.key))[:1]


def _one_phrase(parts: Sequence[Phrase], used: Sequence[Phrase]) -> list[Phrase]:
    """ "Waiting room" where both words would stand apart: "waiting and room"."""
    both = {word for part in parts for word in part.key}
    return [p for p in used if len(p.key) == len(both) == 2 and {*p.key} == both][:1]


def _fuller(
    part: Phrase,
    used: Sequence[Phrase],
    nouns: Nouns | None,
    own: Nouns | None,
    taken: set[str],
) -> str:
    """ "Small businesses" for "businesses" where many of its texts say so; "no complaints"."""
    if len(part.key) > 1:
        return part.text
    longer = [
        p
        for p in used
        if len(p.key) == 2
        and p.key[-1] == part.key[0]
        and len(p.threads) >= FULLER * len(part.threads)
        and can_name(p.text, nouns)
        and titled(p.text) not in taken
    ]
    if longer:
        return longer[0].text
    if own is not None and own.is_denied(part.text):
        return f"no {part.text}"
    return part.text


def _mixed(ranked: Sequence[Phrase], nouns: Nouns | None, taken: set[str]) -> str:
    """Its two leading nouns that two people or more use, or nothing."""
    fit = [p for p in ranked if can_name(p.text, nouns) and len(p.threads) > 1]
    some = [p.text for p in varied(fit, 2)]
    return untaken(MIXED + ", ".join(some), [], taken) if some else ""


def _saying(used: Sequence[Phrase], size: int) -> str:
    """Texts that share a word which names nothing ("nothing could be better") are no mixture."""
    listed = describing_words()
    words_shared = [p for p in used if p.text in listed["acting"] | listed["judging"]]
    leading = [p for p in words_shared if len(p.threads) >= max(3, SAYING * size)][:2]
    return QUOTED + " and ".join(f"\u201c{p.text}\u201d" for p in leading) if leading else ""


def _is_said(phrase: str, taken: set[str]) -> bool:
    """Whether all its words already stand in one other name."""
    mine = {family(word) for word in words(phrase)}
    return any(mine <= {family(word) for word in words(name)} for name in taken)


def _judgement(ranked: Sequence[Phrase], best_name: float, own: Nouns | None) -> str:
    """What people found, or did, where that tells the group apart far better than any noun."""
    listed = describing_words()
    judging = [p for p in ranked if p.text in listed["judging"]]
    acting = [p for p in ranked if p.text in listed["acting"] and p.text.endswith("ed")]
    if own is not None:
        acting = [p for p in acting if not own.is_negated(p.text)]
    if acting and best_name < JUDGED * acting[0].worth > JUDGED * _worth(judging):
        return acting[0].text.removesuffix("ed") + "ing"
    if judging and best_name < JUDGED * judging[0].worth:
        *before, last = [p.text for p in varied(judging, 3)]
        return f"{', '.join(before)} and {last}" if before else last
    return ""


def _of_what(judged: str, size: int, nouns: Nouns | None, own: Nouns | None) -> str:
    """Whom or what the judgement is about, where many say so: "polite and friendly staff"."""
    if own is None or judged.endswith("ing"):
        return judged
    written = sorted(own.uses.items(), key=lambda item: (-item[1], item[0]))
    for word, uses in written[:20]:
        if uses < ABOUT * size:
            break
        if can_name(word, nouns) and own.for_it[word]:
            return f"{judged} {word}"
    return judged


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
