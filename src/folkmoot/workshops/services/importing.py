"""Bulk writers for imports and demonstrations: plain sequences in, one transaction each.

They skip the dates and the rule against voting on one's own idea, because what they bring
happened elsewhere; they keep every other fact (one vote a person and idea, one programme).
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.text import clean_line, usable_text
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Activity
from folkmoot.workshops import policy
from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea, Vote
from folkmoot.workshops.services.publishing import count_comments, recount_unless_batched
from folkmoot.workshops.services.texts import LONGEST_COMMENT, LONGEST_IMPORTED

BATCH = 5000


class NotOurs(DomainError):
    """An id in the import does not belong to the activity or its programme."""


@transaction.atomic
def import_ideas(  # noqa: PLR0913 - the facts of one import
    *,
    actor: Actor,
    question: ChallengeQuestion,
    texts: Sequence[str],
    said_on: Sequence[date],
    authors: Sequence[int | None] | None = None,
    sources: Sequence[str] | None = None,
    hidden_reasons: Sequence[str] | None = None,
    are_meta: Sequence[bool] | None = None,
) -> list[int]:
    """Add ideas (up to 5,000 characters) and return their ids in the order given.

    ``authors`` are participants' ids, None where nobody is known to have said it; a
    non-empty ``hidden_reasons[i]`` hides idea i. All sequences have one length.
    """
    _permitted(actor)
    programme_id = question.activity.programme_id
    authors = authors or [None] * len(texts)
    _participants_ours(programme_id, {author for author in authors if author is not None})
    ideas = [
        Idea(
            question=question,
            text=usable_text(text, LONGEST_IMPORTED),
            said_on=day,
            author_id=author,
            source=clean_line(source)[:80],
            is_hidden=bool(reason),
            hidden_reason=clean_line(reason)[:300],
            is_meta=is_meta,
        )
        for text, day, author, source, reason, is_meta in zip(
            texts,
            said_on,
            authors,
            sources or [""] * len(texts),
            hidden_reasons or [""] * len(texts),
            are_meta or [False] * len(texts),
            strict=True,
        )
    ]
    Idea.objects.bulk_create(ideas, batch_size=BATCH)
    return [idea.pk for idea in ideas]


@transaction.atomic
def import_votes(
    *,
    actor: Actor,
    activity: Activity,
    ideas: Sequence[int],
    participants: Sequence[int],
    stances: Sequence[int],
    cast_on: Sequence[date],
) -> int:
    """Add votes (1 agree, 0 pass, -1 disagree); returns how many people-and-idea pairs.

    Where a pair appears twice the later in the sequence counts. Replaces earlier votes.
    """
    _permitted(actor)
    _ideas_ours(activity, set(ideas))
    _participants_ours(activity.programme_id, set(participants))
    if not set(stances) <= {-1, 0, 1}:
        raise DomainError(_("A vote is 1 (agree), 0 (pass) or -1 (disagree)."))
    last = {
        (idea, participant): (stance, day)
        for idea, participant, stance, day in zip(
            ideas, participants, stances, cast_on, strict=True
        )
    }
    Vote.objects.bulk_create(
        (
            Vote(idea_id=idea, participant_id=participant, stance=stance, cast_on=day)
            for (idea, participant), (stance, day) in sorted(last.items())
        ),
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["idea", "participant"],
        update_fields=["stance", "cast_on"],
    )
    recount_unless_batched(activity.programme_id, Idea.objects.filter(question__activity=activity))
    return len(last)


@transaction.atomic
def import_comments(
    *,
    actor: Actor,
    activity: Activity,
    ideas: Sequence[int],
    texts: Sequence[str],
    said_on: Sequence[date],
    authors: Sequence[int | None] | None = None,
    parents: Sequence[int | None] | None = None,
) -> list[int]:
    """Add comments in the order given and return their ids.

    ``parents[i]`` is the place in this sequence of the earlier comment that comment i
    replies to, None for a comment on the idea itself. Replies go one level deep.
    """
    _permitted(actor)
    authors, parents = authors or [None] * len(texts), parents or [None] * len(texts)
    _ideas_ours(activity, set(ideas))
    _participants_ours(activity.programme_id, {a for a in authors if a is not None})
    taken = dict(
        Comment.objects.filter(idea__question__activity=activity, position__lt=Comment.UNPLACED)
        .values_list("idea_id")
        .annotate(last=Max("position"))
    )
    comments: list[Comment] = []
    rows = zip(ideas, texts, said_on, authors, parents, strict=True)
    for idea, text, day, author, parent in rows:
        above = comments[parent] if parent is not None else None
        if above is not None and (above.parent_id or above.idea_id != idea):
            raise DomainError(_("A reply goes to a comment on the same idea, one level deep."))
        taken[idea] = taken.get(idea, 0) + 1
        comments.append(
            Comment(
                idea_id=idea,
                text=usable_text(text, LONGEST_COMMENT),
                said_on=day,
                author_id=author,
                parent=above,
                position=taken[idea],
            )
        )
    # Parents come first in the sequence, so one pass satisfies the foreign keys.
    Comment.objects.bulk_create(comments, batch_size=BATCH)
    count_comments(Idea.objects.filter(question__activity=activity))
    return [comment.pk for comment in comments]


def _permitted(actor: Actor) -> None:
    if not policy.can_import(actor.roles):
        raise NotAllowed(_("Only a facilitator or an administrator can import contributions."))


def _ideas_ours(activity: Activity, wanted: set[int]) -> None:
    ours = Idea.objects.filter(question__activity=activity).values_list("pk", flat=True)
    if not wanted <= set(ours):
        raise NotOurs(_("An idea in this import does not belong to the activity."))


def _participants_ours(programme_id: UUID, wanted: set[int]) -> None:
    if not wanted:
        return
    ours = Participant.objects.filter(programme_id=programme_id).values_list("pk", flat=True)
    if not wanted <= set(ours):
        raise NotOurs(_("A participant in this import does not belong to the programme."))
