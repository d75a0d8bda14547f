"""One voice's rows in workshops, while a number says whose they are and once only a key does."""

from collections.abc import Iterator

from django.db.models import Min, QuerySet

from folkmoot.activities.registry import Standing
from folkmoot.core.own_rows import AT_ONCE, Owner
from folkmoot.workshops.models import Comment, Exposure, Idea, Vote
from folkmoot.workshops.queries.sources import visible_comments, visible_ideas, visible_votes

IDEA, COMMENT, VOTE, EXPOSURE = "idea", "comment", "vote", "exposure"
HERE = "question__activity__programme_id"


def ideas_of(owner: Owner) -> QuerySet[Idea]:
    if owner.everybody:
        return Idea.objects.filter(author__isnull=False, **{HERE: owner.programme_id})
    return Idea.objects.filter(author__in=owner.numbers(IDEA, _authored(owner, IDEA)))


def comments_of(owner: Owner) -> QuerySet[Comment]:
    if owner.everybody:
        here = {f"idea__{HERE}": owner.programme_id}
        return Comment.objects.filter(author__isnull=False, **here)
    return Comment.objects.filter(author__in=owner.numbers(COMMENT, _authored(owner, COMMENT)))


def votes_of(owner: Owner) -> QuerySet[Vote]:
    return Vote.objects.filter(**_met(owner, Vote, VOTE))


def exposures_of(owner: Owner) -> QuerySet[Exposure]:
    return Exposure.objects.filter(**_met(owner, Exposure, EXPOSURE))


def text_ids_of(owner: Owner) -> set[int]:
    ideas = ideas_of(owner).values_list("pk", flat=True)
    return {*ideas, *comments_of(owner).values_list("pk", flat=True)}


def standing_of(owner: Owner) -> Standing:
    """By the same rule as counts of everybody: what is hidden or was taken back counts nothing."""
    ideas = visible_ideas().filter(pk__in=ideas_of(owner).values("pk"))
    comments = visible_comments().filter(pk__in=comments_of(owner).values("pk"))
    votes = visible_votes().filter(**_met(owner, Vote, VOTE))
    days = [
        ideas.aggregate(first=Min("said_on"))["first"],
        comments.aggregate(first=Min("said_on"))["first"],
        votes.aggregate(first=Min("cast_on"))["first"],
    ]
    return Standing(
        min((day for day in days if day is not None), default=None),
        frozenset(votes.values_list("idea__question_id", flat=True)),
    )


def _met(owner: Owner, model: type[Vote] | type[Exposure], kind: str) -> dict[str, object]:
    if owner.everybody:
        return {f"idea__{HERE}": owner.programme_id}
    if owner.key is None:
        return {"participant": owner.number}
    found: list[int] = []
    for numbers in _chunks(owner, kind, _ideas(owner)):
        mine = model._default_manager.filter(participant__in=numbers)
        found += mine.values_list("participant_id", flat=True)
    return {"participant__in": found}


def _ideas(owner: Owner) -> list[int]:
    return list(
        Idea.objects.filter(**{HERE: owner.programme_id}).order_by().values_list("pk", flat=True)
    )


def _authored(owner: Owner, kind: str) -> list[int]:
    """The rows that are theirs, once ties have gone: found among all, by what the key derives."""
    if owner.key is None:
        return []
    rows = (
        Idea.objects.filter(author__isnull=False, **{HERE: owner.programme_id})
        if kind == IDEA
        else Comment.objects.filter(author__isnull=False, **{f"idea__{HERE}": owner.programme_id})
    )
    pairs = rows.order_by().values_list("pk", "author_id")
    return [pk for pk, number in pairs.iterator() if owner.owns(kind, pk, number)]


def _chunks(owner: Owner, kind: str, rows: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(rows), AT_ONCE):
        yield owner.numbers(kind, rows[start : start + AT_ONCE])
