"""Ideas and comments by participants."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.activities.models import ShownTo
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.core.text import usable_text
from folkmoot.mailbox import services as mailbox
from folkmoot.participants import registry as voices
from folkmoot.participants.models import Participant
from folkmoot.participants.services import counted_out, lock_voice
from folkmoot.workshops import policy
from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea
from folkmoot.workshops.policy import Act
from folkmoot.workshops.queries.own_rows import COMMENT, IDEA
from folkmoot.workshops.queries.similar import forget_vectors
from folkmoot.workshops.services.author_messages import label_of
from folkmoot.workshops.services.permitted_acts import acts_on, require
from folkmoot.workshops.services.publishing import (
    count_comments,
    next_position,
    unplaced,
)
from folkmoot.workshops.services.texts import (
    LONGEST_COMMENT,
    LONGEST_IDEA,
    id_from_token,
)
from folkmoot.workshops.services.voting import current, lock, same_programme


class NotEditable(DomainError):
    pass


@transaction.atomic
def add_idea(
    *,
    question: ChallengeQuestion,
    participant: Participant,
    text: str,
    at: datetime,
    token: str = "",
) -> Idea:
    """Put an idea to everybody. The same form (``token``) sent twice makes one idea."""
    same_programme(participant, question)
    words = usable_text(text, LONGEST_IDEA)
    idea = Idea(
        question=question,
        author=participant,
        text=words,
        said_on=day_of(at),
        shown_to=ShownTo.at_first(question.activity.programme),
    )
    if token:
        idea.pk = id_from_token("idea", participant.pk, question.pk, token, words)
        sent = Idea.objects.filter(pk=idea.pk, author=participant).first()
        if sent is not None:
            return sent
    require(Act.ADD_IDEA, question, at)
    lock_voice(participant)
    # Two copies of one form at the same moment: the second insert finds the first.
    Idea.objects.bulk_create([idea], ignore_conflicts=bool(token))
    return idea


@transaction.atomic
def edit_idea(*, idea: Idea, participant: Participant, text: str, at: datetime) -> Idea:
    """Put it better, until others can see it: nobody shall find other words under their vote."""
    locked = _own(lock(idea), participant)
    if not policy.can_edit_idea(acts_on(idea.question, at), is_own=True, is_seen=not locked.waits):
        raise NotEditable(
            _(
                "Others can see this idea, or adding ideas has closed, so its words stand. "
                "You can take it back and add another."
            )
        )
    locked.text = usable_text(text, LONGEST_IDEA)
    locked.save(update_fields=["text"])
    mailbox.relabel(kind="idea", ref=locked.ref, label=label_of(locked))
    return locked


@transaction.atomic
def withdraw_idea(*, idea: Idea, participant: Participant, at: datetime) -> None:
    """Erase one's own words, whenever. Others' comments keep their place; votes stop counting."""
    own = _own(idea, participant)
    # Copies go first: the rooms that hold them find them by the words, too.
    voices.forget(participant.programme, [own.pk], at)
    forget_vectors()
    mailbox.forget_subject(kind="idea", refs=[own.ref])
    with counted_out(participant):
        Idea.objects.filter(pk=own.pk).update(
            text="", is_withdrawn=True, status_reason="", hidden_reason="", author=None
        )


@transaction.atomic
def add_comment(
    *,
    idea: Idea,
    participant: Participant,
    text: str,
    at: datetime,
    parent: Comment | None = None,
    token: str = "",
) -> Comment:
    """Answer an idea, or a comment on it. A reply to a reply joins the same thread."""
    same_programme(participant, idea.question)
    words = usable_text(text, LONGEST_COMMENT)
    pk = id_from_token("comment", participant.pk, idea.pk, token, words)
    sent = Comment.objects.filter(pk=pk, author=participant).first() if token else None
    if sent is not None:
        return sent
    require(Act.COMMENT, idea.question, at)
    lock_voice(participant)
    shown_to = ShownTo.at_first(idea.question.activity.programme)
    is_at_once = shown_to == ShownTo.EVERYBODY
    (lock if is_at_once else current)(idea)
    if token and Comment.objects.filter(pk=pk).exists():
        return Comment.objects.get(pk=pk)  # its twin was written while we waited
    if parent is not None and parent.idea_id != idea.pk:
        raise ValueError("the comment replied to is on another idea")
    comment = Comment(
        idea=idea,
        parent=parent.parent or parent if parent else None,
        author=participant,
        text=words,
        said_on=day_of(at),
        # At once: under the idea's lock nobody else can take the same place.
        position=next_position(idea) if is_at_once else unplaced(),
        shown_to=shown_to,
    )
    if token:
        comment.pk = pk
    comment.save(force_insert=True)
    if is_at_once:
        count_comments(Idea.objects.filter(pk=idea.pk))
    return comment


@transaction.atomic
def withdraw_comment(*, comment: Comment, participant: Participant, at: datetime) -> None:
    """Erase one's own comment, whenever; replies of others keep their place under it."""
    Idea.objects.select_for_update().filter(pk=comment.idea_id).first()
    locked = Comment.objects.filter(pk=comment.pk).first()
    if locked is None or not participant.owner.owns(COMMENT, locked.pk, locked.author_id):
        raise DomainError(_("Only its author can take a comment back."))
    voices.forget(participant.programme, [locked.pk], at)
    mailbox.forget_subject(kind="comment", refs=[locked.ref])
    with counted_out(participant):
        Comment.objects.filter(pk=comment.pk).update(
            text="", is_withdrawn=True, hidden_reason="", author=None
        )
    count_comments(Idea.objects.filter(pk=comment.idea_id))


def _own(idea: Idea, participant: Participant) -> Idea:
    if not participant.owner.owns(IDEA, idea.pk, idea.author_id):
        raise DomainError(_("Only its author can change an idea or take it back."))
    return idea
