"""What stands in a workshop, as plain arrays.

Hidden and withdrawn ideas leave, and the votes and comments on them with them; hidden and
withdrawn comments leave; nobody's rehearsal counts.
"""

from uuid import UUID

import numpy as np
from django.db.models import Q, QuerySet

from folkmoot.activities.models import ShownTo
from folkmoot.activities.registry import Speaker, Stances, TextKind, Texts
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea, Vote

# Rehearsing staff are no participants, even before their practice is erased.
# Said so that a row counts whose author is nobody we know, or, once ties have gone, no voice.
REAL_AUTHOR = ~Q(author__is_practice=True)


# Said of an idea that a comment belongs to: joined, because PostgreSQL may run a subquery a row.
REAL_IDEA = ~Q(idea__author__is_practice=True)


LEFT_OUT = Q(idea__is_hidden=True) | Q(idea__is_withdrawn=True)


def texts(activity_id: UUID) -> Texts:
    ideas = visible_ideas().filter(question__activity_id=activity_id)
    comments = visible_comments().filter(idea__question__activity_id=activity_id)
    rows = [
        *ideas.order_by("pk").values_list("pk", "text", "question_id", "author_id", "said_on"),
        *comments.order_by("pk").values_list(
            "pk", "text", "idea__question_id", "author_id", "said_on"
        ),
    ]
    parents = [0] * (len(rows) - comments.count())
    parents += comments.order_by("pk").values_list("idea_id", flat=True)
    names = ChallengeQuestion.objects.filter(activity_id=activity_id)
    sources = list(ideas.order_by("pk").values_list("source", flat=True))
    ids, texts, questions, authors, days = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    return Texts(
        ids=np.array(ids, dtype=np.int64),
        texts=list(texts),
        questions=np.array(questions, dtype=np.int64),
        authors=np.array([author or 0 for author in authors], dtype=np.int64),
        parents=np.array(parents, dtype=np.int64),
        days=np.array([day.toordinal() for day in days], dtype=np.int64),
        kinds=np.array(
            [TextKind.COMMENT if parent else TextKind.IDEA for parent in parents], np.int64
        ),
        speakers=np.array(
            [Speaker.PERSON if author else Speaker.UNKNOWN for author in authors], np.int64
        ),
        sources=sources + [""] * (len(rows) - len(sources)),
        question_names=dict(names.values_list("pk", "text")),
        meta=frozenset(ideas.filter(is_meta=True).values_list("pk", flat=True)),
    )


def stances(activity_id: UUID) -> Stances:
    votes = visible_votes().filter(idea__question__activity_id=activity_id)
    rows = votes.order_by("idea_id", "participant_id").values_list(
        "participant_id", "idea_id", "stance", "cast_on"
    )
    # numpy walks the database's rows itself: no Python statement runs for each vote.
    kinds = [("participant", "i8"), ("idea", "i8"), ("stance", "i1"), ("day", "datetime64[D]")]
    table = np.fromiter(rows.iterator(chunk_size=20_000), dtype=np.dtype(kinds))
    epoch = np.datetime64("0001-01-01", "D")
    cast = real_votes().filter(idea__question__activity_id=activity_id)
    return Stances(
        participants=table["participant"].astype(np.int64),
        ideas=table["idea"].astype(np.int64),
        stances=table["stance"].astype(np.int8),
        days=(table["day"] - epoch).astype(np.int64) + 1,
        left_out=cast.filter(LEFT_OUT).count(),
    )


def visible_comments() -> QuerySet[Comment]:
    """Those of them that everybody can read."""
    return standing_comments().filter(shown_to=ShownTo.EVERYBODY, idea__shown_to=ShownTo.EVERYBODY)


def standing_comments() -> QuerySet[Comment]:
    """Comments that count: neither they nor their idea hidden, taken back or a rehearsal's."""
    return Comment.objects.filter(
        REAL_AUTHOR,
        REAL_IDEA,
        is_hidden=False,
        is_withdrawn=False,
        idea__is_hidden=False,
        idea__is_withdrawn=False,
    )


def visible_votes() -> QuerySet[Vote]:
    """Votes that count, by the same rule."""
    return real_votes().filter(idea__is_hidden=False, idea__is_withdrawn=False)


def real_votes() -> QuerySet[Vote]:
    """Every vote that is no rehearsal's, on ideas that stand and on those that do not."""
    practised = Participant.objects.filter(is_practice=True)
    return Vote.objects.filter(REAL_IDEA).exclude(participant__in=practised.values("pk"))


def visible_ideas() -> QuerySet[Idea]:
    """Those of them that everybody can read."""
    return standing_ideas().filter(shown_to=ShownTo.EVERYBODY)


def standing_ideas() -> QuerySet[Idea]:
    """Ideas that count: not hidden, not taken back, no rehearsal."""
    return Idea.objects.filter(REAL_AUTHOR, is_hidden=False, is_withdrawn=False)
