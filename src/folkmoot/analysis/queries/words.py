"""What people wrote, fetched when a page is read: what was hidden or taken back is not there."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from folkmoot.core.text import fold
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.queries.sources import ideas_by_id, standing_comments

AT_ONCE = 900  # ids in one query: within what any database takes
WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True, slots=True)
class Words:
    text: str
    question: str
    is_comment: bool


def words_by_id(
    programme: Programme, ids: Iterable[int], *, comments: bool = False
) -> dict[int, Words]:
    """Texts that still stand, by id: one query for ideas and one for comments, per 900 ids."""
    wanted = sorted(set(ids))
    found: dict[int, Words] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = wanted[start : start + AT_ONCE]
        for key, idea in ideas_by_id(programme, some).items():
            found[key] = Words(idea.text, idea.question.text, False)
        rest = [key for key in some if key not in found] if comments else []
        if rest:
            found |= _comments(programme, rest)
    return found


def ids_with_words(programme_id: UUID | str) -> set[int]:
    """Everything that was not taken back; what is only hidden is kept for the record."""
    ideas = Idea.objects.filter(question__activity__programme_id=programme_id, is_withdrawn=False)
    comments = Comment.objects.filter(
        idea__question__activity__programme_id=programme_id, is_withdrawn=False
    )
    return {*ideas.values_list("pk", flat=True), *comments.values_list("pk", flat=True)}


def words_in(texts: Iterable[str]) -> set[str]:
    """
    >>> sorted(words_in(["A quiet hour", "Quiet, please"]))
    ['hour', 'please', 'quiet']
    """
    return {word.casefold() for text in texts for word in WORD.findall(text)}


def lonely_words(programme: Programme, ids: Collection[int], among: Iterable[str]) -> set[str]:
    """Words in these strings that, of all texts in the programme, only these ones hold.

    A theme may be called by a word that one person alone used; it goes with that person.
    """
    here = {"question__activity__programme_id": programme.pk}
    there = {"idea__question__activity__programme_id": programme.pk}
    own = [
        *Idea.objects.filter(pk__in=ids, **here).values_list("text", flat=True),
        *Comment.objects.filter(pk__in=ids, **there).values_list("text", flat=True),
    ]
    others = (
        Idea.objects.filter(**here).exclude(pk__in=ids),
        Comment.objects.filter(**there).exclude(pk__in=ids),
    )
    lonely = {word: fold(word) for word in words_in(own) & words_in(among)}
    for text in (t for texts in others for t in texts.values_list("text", flat=True).iterator()):
        if not lonely:
            break
        folded = fold(text)
        lonely = {word: key for word, key in lonely.items() if key not in folded}
    return set(lonely)


def hush(text: str, words: Collection[str]) -> str:
    """
    >>> hush("Quiet hour, porters", {"quiet"})
    '… hour, porters'
    """
    return WORD.sub(lambda m: "…" if m[0].casefold() in words else m[0], text) if words else text


def _comments(programme: Programme, ids: list[int]) -> dict[int, Words]:
    standing = standing_comments().filter(pk__in=ids, idea__question__activity__programme=programme)
    rows = standing.values_list("pk", "text", "idea__question__text")
    return {key: Words(text, question, True) for key, text, question in rows}
