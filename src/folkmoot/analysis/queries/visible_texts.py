"""What people wrote, fetched when a page is read: what was hidden or taken back is not there."""

import re
from collections.abc import Collection, Iterable

from folkmoot.activities import queries as activities
from folkmoot.activities.registry import Text
from folkmoot.core.text import fold
from folkmoot.programmes.models import Programme

WORD = re.compile(r"[^\W_]{3,}")


def words_by_id(
    programme: Programme, ids: Iterable[int], *, comments: bool = False
) -> dict[int, Text]:
    """Texts that still stand, by id."""
    found = activities.texts_by_id(programme, sorted(set(ids)), comments=comments)
    return {key: text for key, text in found.items() if text.is_visible}


def words_in(texts: Iterable[str]) -> set[str]:
    """
    >>> sorted(words_in(["A quiet hour", "Quiet, please"]))
    ['hour', 'please', 'quiet']
    """
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def words_only_in(programme: Programme, ids: Collection[int], among: Iterable[str]) -> set[str]:
    """Words in these strings that, of all texts in the programme, only these ones hold.

    A theme may be called by a word that one person alone used; it goes with that person.
    """
    lonely = {word: fold(word) for word in words_in(activities.words_of(ids)) & words_in(among)}
    for text in activities.all_words(programme.pk, ids):
        if not lonely:
            break
        folded = fold(text)
        lonely = {word: key for word, key in lonely.items() if key not in folded}
    return set(lonely)


def redact(text: str, words: Collection[str]) -> str:
    """
    >>> hush("Quiet hour, porters", {"quiet"})
    '… hour, porters'
    """
    return WORD.sub(lambda m: "…" if m[0].casefold() in words else m[0], text) if words else text
