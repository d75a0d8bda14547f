"""How rooms above read a workshop: what they may count, cite, search, forget and take away."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from itertools import chain
from uuid import UUID

from django.db.models import Exists, Min, OuterRef, Q, QuerySet

from folkmoot.activities.registry import Reading, Row, Table, Text
from folkmoot.core.exports import month_of
from folkmoot.core.ids import in_tables
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea, Vote
from folkmoot.workshops.queries.live import cast, live
from folkmoot.workshops.queries.searching import holding
from folkmoot.workshops.queries.sources import (
    REAL_AUTHOR,
    REAL_IDEA,
    stances,
    standing_comments,
    standing_ideas,
    texts,
    visible_comments,
    visible_ideas,
    visible_votes,
)


def texts_by_id(programme: Programme, ids: Collection[int], comments: bool) -> dict[int, Text]:
    """One query for ideas and, where something is left to find, one for comments."""
    wanted = set(ids)
    ideas = Idea.objects.filter(REAL_AUTHOR, pk__in=wanted, question__activity__programme=programme)
    found = {idea.pk: _as_text(idea) for idea in ideas.select_related("question")}
    rest = wanted - found.keys() if comments else set()
    if rest:
        said = Comment.objects.filter(
            REAL_AUTHOR, REAL_IDEA, pk__in=rest, idea__question__activity__programme=programme
        )
        found |= {c.pk: _comment_as_text(c) for c in said.select_related("idea__question")}
    return found


def search(programme: Programme, words: Iterable[str], limit: int) -> list[Text]:
    ideas = visible_ideas().filter(question__activity__programme=programme)
    found = holding(ideas.select_related("question"), *words)
    return [_as_text(idea) for idea in found.order_by("-agrees", "id")[:limit]]


def kept_ids(programme_id: UUID | str) -> set[int]:
    ideas = Idea.objects.filter(question__activity__programme_id=programme_id, is_withdrawn=False)
    comments = Comment.objects.filter(
        idea__question__activity__programme_id=programme_id, is_withdrawn=False
    )
    return {*ideas.values_list("pk", flat=True), *comments.values_list("pk", flat=True)}


def words_of(ids: Collection[int]) -> list[str]:
    wanted = list(ids)
    return [
        *Idea.objects.filter(pk__in=wanted).values_list("text", flat=True),
        *Comment.objects.filter(pk__in=wanted).values_list("text", flat=True),
    ]


def all_words(programme_id: UUID, but: Collection[int]) -> Iterator[str]:
    ideas = Idea.objects.filter(question__activity__programme_id=programme_id)
    comments = Comment.objects.filter(idea__question__activity__programme_id=programme_id)
    both = (ideas.exclude(pk__in=but), comments.exclude(pk__in=but))
    return chain.from_iterable(some.values_list("text", flat=True).iterator() for some in both)


def hidden(programme: Programme) -> int:
    ideas = Idea.objects.filter(question__activity__programme=programme, is_withdrawn=False)
    return ideas.filter(is_hidden=True).count()


def spoke() -> Q:
    shown = {"is_hidden": False, "is_withdrawn": False}
    on_shown = {f"idea__{name}": value for name, value in shown.items()}
    wrote_idea = Idea.objects.filter(author=OuterRef("pk"), **shown)
    wrote_comment = Comment.objects.filter(author=OuterRef("pk"), **shown, **on_shown)
    return Q(Exists(wrote_idea)) | Q(Exists(wrote_comment)) | voted()


def voted() -> Q:
    stands = {"idea__is_hidden": False, "idea__is_withdrawn": False}
    return Q(Exists(Vote.objects.filter(participant=OuterRef("pk"), **stands)))


def first_days(programme_id: UUID) -> dict[int, date]:
    """Three statements, however many people."""
    here = {"question__activity__programme_id": programme_id}
    there = {f"idea__{path}": value for path, value in here.items()}
    ideas = standing_ideas().filter(author__isnull=False, **here).values_list("author_id")
    comments = standing_comments().filter(author__isnull=False, **there).values_list("author_id")
    votes = visible_votes().filter(**there).values_list("participant_id")
    found: dict[int, date] = {}
    for person, day in chain(
        ideas.annotate(first=Min("said_on")).order_by().iterator(),
        comments.annotate(first=Min("said_on")).order_by().iterator(),
        votes.annotate(first=Min("cast_on")).order_by().iterator(),
    ):
        found[person] = min(day, found.get(person, day))
    return found


def tables(programme: Programme) -> list[Table]:
    return [
        Table(
            "ideas",
            (
                "idea",
                "question",
                "text",
                "month",
                "source",
                "agrees",
                "disagrees",
                "not_sure",
                "comments",
                "status",
            ),
            lambda: _ideas(programme),
        ),
        Table(
            "comments",
            ("comment", "idea", "number", "answers", "text", "month"),
            lambda: _comments(programme),
        ),
        Table(
            "votes",
            ("idea", "stance", "month"),
            lambda: _votes(programme),
        ),
        Table("questions", ("question", "text", "ideas"), lambda: _questions(programme)),
    ]


def _questions(programme: Programme) -> Iterator[Row]:
    counts: dict[int, int] = {}
    for question_id in _ideas_of(programme).values_list("question_id", flat=True):
        counts[question_id] = counts.get(question_id, 0) + 1
    for question in ChallengeQuestion.objects.filter(activity__programme=programme):
        yield in_tables(question.pk), question.text, counts.get(question.pk, 0)


def _ideas(programme: Programme) -> Iterator[Row]:
    for idea in _ideas_of(programme).iterator(chunk_size=2000):
        yield (
            in_tables(idea.pk),
            in_tables(idea.question_id),
            idea.text,
            month_of(idea.said_on),
            idea.source,
            idea.agrees,
            idea.disagrees,
            idea.passes,
            idea.comment_count,
            idea.status,
        )


def _comments(programme: Programme) -> Iterator[Row]:
    here = visible_comments().filter(idea__question__activity__programme=programme)
    for comment in here.select_related("parent").iterator(chunk_size=2000):
        yield (
            in_tables(comment.pk),
            in_tables(comment.idea_id),
            comment.position,
            comment.parent.position if comment.parent else None,
            comment.text,
            month_of(comment.said_on),
        )


def _votes(programme: Programme) -> Iterator[Row]:
    here = visible_votes().filter(idea__question__activity__programme=programme)
    found = here.values_list("idea_id", "stance", "cast_on")
    for idea, stance, day in found.iterator(chunk_size=5000):
        yield in_tables(idea), stance, month_of(day)


def _ideas_of(programme: Programme) -> QuerySet[Idea]:
    return visible_ideas().filter(question__activity__programme=programme)


def _as_text(idea: Idea) -> Text:
    return Text(
        id=idea.pk,
        text=idea.text,
        question=idea.question.text,
        is_comment=False,
        is_hidden=idea.is_hidden,
        is_withdrawn=idea.is_withdrawn,
        agrees=idea.agrees,
        votes=idea.votes_cast,
    )


def _comment_as_text(comment: Comment) -> Text:
    # A comment on an idea that was taken away goes with it: its words may repeat the idea's.
    return Text(
        id=comment.pk,
        text=comment.text,
        question=comment.idea.question.text,
        is_comment=True,
        is_hidden=comment.is_hidden or comment.idea.is_hidden,
        is_withdrawn=comment.is_withdrawn or comment.idea.is_withdrawn,
        agrees=0,
        votes=0,
    )


READING = Reading(
    texts=texts,
    stances=stances,
    live=live,
    cast=cast,
    spoke=spoke,
    voted=voted,
    first_days=first_days,
    texts_by_id=texts_by_id,
    search=search,
    kept_ids=kept_ids,
    words_of=words_of,
    all_words=all_words,
    hidden=hidden,
    tables=tables,
)
