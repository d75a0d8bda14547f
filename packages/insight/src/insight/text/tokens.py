"""Words, as every text method of this package counts them: no dependency, any script.

Latin-script languages are split at word boundaries. Scripts written without spaces
(Chinese, Japanese, Thai and their neighbours) are cut into overlapping pairs of
characters, the usual dictionary-free stand-in for words.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from importlib import resources

LONGEST_TEXT = 20_000
"""Characters of a text that are read; a 100 kB paste says nothing more after that."""

UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0002ffff"
)
WORD = re.compile(rf"[{UNSPACED}]+|[^\W_{UNSPACED}]+(?:['\u2019\u0300-\u036f][^\W_{UNSPACED}]+)*")
PAUSE = re.compile(
    r"[.!?;:,()\[\]\"\n\r/\u3001\u3002\uff01\uff0c\uff1b\uff1f\u2022\u2026]+"
    r"|\s[-\u2013\u2014]+\s"
)
IS_UNSPACED = re.compile(rf"[{UNSPACED}]")


def normalise(text: str) -> str:
    """Fold case, width and runs of white space, so that the same words look the same."""
    folded = unicodedata.normalize("NFKC", text[:LONGEST_TEXT]).casefold()
    return " ".join(folded.replace("\u2019", "'").split())


def words(text: str) -> list[str]:
    """The words of a text in order, folded; pairs of characters where no spaces are written."""
    found: list[str] = []
    for run in WORD.findall(normalise(text)):
        if IS_UNSPACED.match(run):
            found += [run[i : i + 2] for i in range(max(1, len(run) - 1))]
        else:
            found.append(run)
    return found


def sentences(text: str) -> list[str]:
    """Pieces between full stops and the like; a phrase never reaches across two of them."""
    pieces = PAUSE.split(text[:LONGEST_TEXT])
    return [piece for piece in pieces if piece.strip()]


def character_grams(text: str, low: int = 3, high: int = 5) -> list[str]:
    """Overlapping pieces of each word, padded by a space: robust to spelling mistakes."""
    found: list[str] = []
    for word in words(text):
        padded = f" {word} "
        for size in range(low, high + 1):
            found += [padded[i : i + size] for i in range(len(padded) - size + 1)]
    return found


def word_grams(found: Sequence[str], longest: int = 2) -> list[str]:
    """Words and runs of up to ``longest`` neighbouring words."""
    grams = list(found)
    for size in range(2, longest + 1):
        grams += [" ".join(found[i : i + size]) for i in range(len(found) - size + 1)]
    return grams


@lru_cache(maxsize=1)
def stop_words() -> frozenset[str]:
    """Words that carry grammar rather than meaning (English), from the package's own list."""
    listed = resources.files("insight.text").joinpath("data/stop_words.txt")
    lines = listed.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@lru_cache(maxsize=4)
def word_lists(name: str) -> dict[str, frozenset[str]]:
    """The package's own lists (English) in ``data/<name>.txt``, by the heading of each."""
    listed = resources.files("insight.text").joinpath(f"data/{name}.txt")
    found: dict[str, set[str]] = {}
    section = ""
    for line in listed.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = line[1 : line.index("]")]
            found[section] = set()
        elif line and not line.startswith("#"):
            found[section].update(line.split())
    return {section: frozenset(listed_words) for section, listed_words in found.items()}


def describing_words() -> dict[str, frozenset[str]]:
    """Words that name nothing: ``judging``, ``acting``, ``counting`` and ``general`` ones."""
    return word_lists("describing_words")


def is_counting(word: str) -> bool:
    """Numbers, clock times, days of the week: they say when and how much, never what."""
    return word in describing_words()["counting"] or word[:1].isdigit()


def is_content(word: str) -> bool:
    """Whether a word may start or end a phrase: not grammar, not a lone letter or number."""
    bare = word.replace("'", "")
    if word in stop_words() or bare in stop_words() or word.isdigit():
        return False
    return len(bare) > 1 or bool(IS_UNSPACED.match(word))


def joined(pieces: Iterable[str]) -> str:
    """Words back into one phrase: pairs of unspaced characters overlap, other words do not."""
    text = ""
    for piece in pieces:
        if text and IS_UNSPACED.match(piece) and text[-1] == piece[0]:
            text += piece[1:]
        else:
            text += (" " if text else "") + piece
    return text
