"""Taking back a whole voice, clearing a rehearsal away, and ending ties between rows."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

from folkmoot.core.own_rows import Owner, row_number, untied_number
from folkmoot.workshops.models import Comment, Exposure, Idea, Vote
from folkmoot.workshops.queries.own_rows import (
    COMMENT,
    EXPOSURE,
    IDEA,
    VOTE,
    comments_of,
    exposures_of,
    ideas_of,
    votes_of,
)
from folkmoot.workshops.queries.similar import forget_vectors
from folkmoot.workshops.services.publishing import (
    count_comments,
    recount,
    recount_unless_batched,
)


@transaction.atomic
def withdraw_voice(owner: Owner, at: datetime) -> int:
    """Erase every word and vote of a participant; returns how many contributions that was."""
    votes, exposures, comments = votes_of(owner), exposures_of(owner), comments_of(owner)
    touched = {
        *votes.values_list("idea_id", flat=True),
        *exposures.values_list("idea_id", flat=True),
        *comments.values_list("idea_id", flat=True),
    }
    own = ideas_of(owner)
    held = touched | set(own.values_list("pk", flat=True))
    # In one order everywhere, so that two people leaving at once cannot block each other.
    list(Idea.objects.select_for_update().filter(pk__in=held).order_by("pk").values("pk"))
    withdrawn = votes.delete()[0]
    exposures.delete()
    withdrawn += comments.update(text="", is_withdrawn=True, hidden_reason="", author=None)
    withdrawn += own.update(
        text="", is_withdrawn=True, status_reason="", hidden_reason="", author=None
    )
    there = Idea.objects.filter(pk__in=touched)
    count_comments(there)
    recount_unless_batched(owner.programme_id, there)
    forget_vectors()
    return withdrawn


@transaction.atomic
def erase_practice(programme_id: UUID) -> None:
    """Remove what rehearsing staff said, leaving no placeholder behind."""
    here = {"question__activity__programme_id": programme_id}
    Idea.objects.filter(author__is_practice=True, **here).delete()
    practised = {"participant__is_practice": True, "participant__programme_id": programme_id}
    Vote.objects.filter(**practised).delete()
    Exposure.objects.filter(**practised).delete()
    Comment.objects.filter(author__is_practice=True, author__programme_id=programme_id).delete()
    recount(Idea.objects.filter(**here))


@transaction.atomic
def untie(programme_id: UUID, keys: Mapping[int, bytes]) -> None:
    """Each vote, exposure, idea and comment gets a number of its own in its voice's place."""
    new = partial(untied_number, keys)
    ideas = Idea.objects.filter(question__activity__programme_id=programme_id)
    held = list(ideas.select_for_update().order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(held), IDEAS_AT_ONCE):
        some = held[start : start + IDEAS_AT_ONCE]
        _renumber_met(Vote.objects.filter(idea__in=some), VOTE, new)
        _renumber_met(Exposure.objects.filter(idea__in=some), EXPOSURE, new)
    _renumber_texts(ideas, IDEA, new)
    comments = Comment.objects.filter(idea__question__activity__programme_id=programme_id)
    _renumber_texts(comments, COMMENT, new)


@transaction.atomic
def renumber(owner: Owner, key: bytes) -> None:
    """One voice's rows, found by its old key, follow the new one."""

    def new(voice: int, kind: str, row: int) -> int:
        return row_number(key, kind, row)

    _renumber_met(votes_of(owner), VOTE, new)
    _renumber_met(exposures_of(owner), EXPOSURE, new)
    _renumber_texts(ideas_of(owner), IDEA, new)
    _renumber_texts(comments_of(owner), COMMENT, new)


IDEAS_AT_ONCE, ROWS_AT_ONCE = 100, 10_000
New = Callable[[int, str, int], int]


def _renumber_met(rows: QuerySet[Vote] | QuerySet[Exposure], kind: str, new: New) -> None:
    """Numbers are part of these rows' keys, and there may be millions of rows: one prepared
    statement for each, and no object."""
    quote = connection.ops.quote_name
    table = quote(rows.model._meta.db_table)
    change = f"UPDATE {table} SET participant_id = %s WHERE idea_id = %s AND participant_id = %s"  # nosec B608  # not for people: SQL
    met = list(rows.order_by().values_list("idea_id", "participant_id"))
    with connection.cursor() as cursor:
        for start in range(0, len(met), ROWS_AT_ONCE):
            some = met[start : start + ROWS_AT_ONCE]
            cursor.executemany(change, [(new(who, kind, idea), idea, who) for idea, who in some])


def _renumber_texts(rows: QuerySet[Idea] | QuerySet[Comment], kind: str, new: New) -> None:
    said = rows.filter(author__isnull=False).order_by("pk").values_list("pk", "author_id")
    for pk, author in list(said):
        rows.model._default_manager.filter(pk=pk).update(author=new(author, kind, pk))
