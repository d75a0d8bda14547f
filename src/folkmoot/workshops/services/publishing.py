"""How ideas, comments and votes come before others: the totals of ideas are written here alone.

Batches call it (``published.services``), and imports of what is over; no act of a person does.
"""

from collections.abc import Iterator
from itertools import chain
from uuid import UUID

from django.db.models import Count, F, IntegerField, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from folkmoot.activities.models import ShownTo
from folkmoot.core.ids import random_id
from folkmoot.published.queries import waits_for_batches
from folkmoot.workshops.models import Comment, Exposure, Idea, Vote

READABLE = {"is_hidden": False, "is_withdrawn": False, "shown_to": ShownTo.EVERYBODY}


def unplaced() -> int:
    """The place of a comment until everybody sees it."""
    return Comment.UNPLACED + random_id() % (Comment.UNPLACED - 1)


def next_position(idea: Idea) -> int:
    """The place after the last comment that everybody sees."""
    placed = Comment.objects.filter(idea=idea, position__lt=Comment.UNPLACED)
    return (placed.aggregate(last=Max("position"))["last"] or 0) + 1


def acts(programme_id: UUID) -> Iterator[tuple[int, ...]]:
    ideas = Idea.objects.filter(question__activity__programme_id=programme_id)
    here = {"idea__question__activity__programme_id": programme_id}
    comments, met = Comment.objects.filter(**here), Exposure.objects.filter(**here)
    votes = Vote.objects.filter(**here)
    return chain(
        ideas.filter(author__isnull=False).values_list("author_id", "pk").iterator(),
        comments.filter(author__isnull=False).values_list("author_id", "pk").iterator(),
        votes.values_list("participant_id", "idea_id", "stance").iterator(chunk_size=20_000),
        met.values_list("participant_id", "idea_id").iterator(chunk_size=20_000),
    )


def set_totals(programme_id: UUID) -> None:
    recount(Idea.objects.filter(question__activity__programme_id=programme_id))


def show_staff(programme_id: UUID) -> None:
    for texts in _texts(programme_id):
        texts.filter(shown_to=ShownTo.AUTHOR).update(shown_to=ShownTo.STAFF)


def show_everybody(programme_id: UUID) -> None:
    ideas, comments = _texts(programme_id)
    ideas.filter(shown_to=ShownTo.STAFF).update(shown_to=ShownTo.EVERYBODY)
    waiting = list(comments.filter(shown_to=ShownTo.STAFF).order_by("position"))
    last: dict[int, int] = dict(
        Comment.objects.filter(
            idea__in={comment.idea_id for comment in waiting}, position__lt=Comment.UNPLACED
        )
        .values_list("idea_id")
        .annotate(last=Max("position"))
        .order_by()
    )
    for comment in waiting:
        comment.position = last[comment.idea_id] = last.get(comment.idea_id, 0) + 1
        comment.shown_to = ShownTo.EVERYBODY
    Comment.objects.bulk_update(waiting, ["position", "shown_to"], batch_size=500)
    count_comments(Idea.objects.filter(pk__in=last))


def recount(ideas: QuerySet[Idea]) -> None:
    """Set the totals of these ideas from the rows themselves, in one statement."""
    ideas.update(
        agrees=_number(Vote.objects.filter(stance=Vote.Stance.AGREE)),
        passes=_number(Vote.objects.filter(stance=Vote.Stance.PASS)),
        disagrees=_number(Vote.objects.filter(stance=Vote.Stance.DISAGREE)),
        comment_count=_number(Comment.objects.filter(**READABLE)),
        exposures=_number(Vote.objects.all()) + _number(Exposure.objects.all()),
    )


def count_comments(ideas: QuerySet[Idea]) -> None:
    """How many comments everybody can read: no secret, for there they stand."""
    ideas.update(comment_count=_number(Comment.objects.filter(**READABLE)))


def recount_unless_batched(programme_id: UUID, ideas: QuerySet[Idea]) -> None:
    """After an import or an erasure, and in a rehearsal. What has been launched waits for its
    batch: a count now would tell what everybody else has done since the last."""
    if not waits_for_batches(programme_id):
        recount(ideas)


def _texts(programme_id: UUID) -> tuple[QuerySet[Idea], QuerySet[Comment]]:
    return (
        Idea.objects.filter(question__activity__programme_id=programme_id),
        Comment.objects.filter(idea__question__activity__programme_id=programme_id),
    )


def _number(rows: "QuerySet[Vote] | QuerySet[Comment] | QuerySet[Exposure]") -> Coalesce:
    counted = (
        rows.filter(idea_id=OuterRef("pk"))
        .order_by()
        .values("idea_id")
        .annotate(number=Count(F("idea_id")))
        .values("number")
    )
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)
