"""What people wrote, fetched when a page is read: what was hidden or taken back is not there."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.queries.sources import ideas_by_id, standing_ideas

AT_ONCE = 900  # ids in one query: within what any database takes


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


def _comments(programme: Programme, ids: list[int]) -> dict[int, Words]:
    standing = Comment.objects.filter(
        Q(author=None) | Q(author__is_practice=False),
        pk__in=ids,
        is_hidden=False,
        is_withdrawn=False,
        idea__in=standing_ideas().filter(question__activity__programme=programme).values("pk"),
    )
    rows = standing.values_list("pk", "text", "idea__question__text")
    return {key: Words(text, question, True) for key, text, question in rows}
