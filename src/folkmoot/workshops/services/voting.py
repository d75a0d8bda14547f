"""Votes, and what was put before whom: the hottest writes of the product."""

from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.participants.models import Participant
from folkmoot.participants.services import counted_out, lock_voice
from folkmoot.workshops.models import ChallengeQuestion, Exposure, Idea, Vote
from folkmoot.workshops.policy import Act
from folkmoot.workshops.queries.own_rows import EXPOSURE, VOTE
from folkmoot.workshops.services.permitted_acts import require
from folkmoot.workshops.services.publishing import recount


class OwnIdea(DomainError):
    pass


class Gone(DomainError):
    """What the person answered has been hidden or withdrawn since they opened the page."""


@transaction.atomic
def cast_vote(
    *, idea: Idea, participant: Participant, stance: Vote.Stance, at: datetime
) -> Vote.Stance:
    """Record a participant's stance on an idea; voting again changes their mind.

    Raises Closed outside the dates, Gone for hidden and withdrawn ideas, and OwnIdea
    when participants try to support themselves.
    """
    question = idea.question
    same_programme(participant, question)
    require(Act.VOTE, question, at)
    lock_voice(participant)
    mine = Vote.objects.filter(idea=OuterRef("pk"), participant=participant)
    found = current(idea, earlier=Subquery(mine.values("stance")))
    if found.author_id == participant.pk:
        raise OwnIdea(_("This idea is yours, so it is for others to vote on."))
    # Exact: only whoever holds the voice changes its votes.
    earlier: int | None = vars(found)["earlier"]
    if earlier == stance:
        return stance  # a double click, or the same mind twice
    Vote.objects.bulk_create(
        [Vote(idea=idea, participant=participant, stance=stance, cast_on=day_of(at))],
        update_conflicts=True,
        unique_fields=["idea", "participant"],
        update_fields=["stance", "cast_on"],
    )
    if earlier is None:
        Exposure.objects.filter(idea=idea, participant=participant).delete()
    _tell_rehearsal(question, idea.pk)
    return stance


@transaction.atomic
def withdraw_vote(*, idea: Idea, participant: Participant) -> bool:
    """Take one vote back, whenever: a person may always unsay something."""
    lock_voice(participant)
    owner = participant.owner
    votes = Vote.objects.filter(idea=idea, participant=owner.number_in(VOTE, idea.pk))
    with counted_out(participant):
        if not votes.delete()[0]:
            return False
    # It was put before them all the same.
    Exposure.objects.create(idea=idea, participant_id=owner.number_in(EXPOSURE, idea.pk))
    _tell_rehearsal(idea.question, idea.pk)
    return True


@transaction.atomic
def pass_over(
    *, question: ChallengeQuestion, participant: Participant, idea_ids: list[int], at: datetime
) -> int:
    """The participant read these and moved on: each counts as shown, once.

    Called only by a POST that the person made ("more ideas"), so that prefetchers and
    mail scanners, which only ever GET, cannot use up an idea's hearing.
    After the close nothing counts any more.
    """
    same_programme(participant, question)
    if not question.activity.programme.is_open(at):
        return 0
    lock_voice(participant)
    ideas = Idea.objects.filter(question=question, pk__in=idea_ids)
    known = set(ideas.values_list("pk", flat=True))
    for model in (Vote, Exposure):
        shown = model.objects.filter(participant=participant, idea_id__in=known)
        known -= set(shown.values_list("idea_id", flat=True))
    own = Idea.objects.filter(pk__in=known, author=participant)
    known -= set(own.values_list("pk", flat=True))
    Exposure.objects.bulk_create(
        [Exposure(participant=participant, idea_id=pk) for pk in sorted(known)]
    )
    _tell_rehearsal(question, *known)
    return len(known)


def current(idea: Idea, **also: Subquery) -> Idea:
    """The idea as it is now; raises Gone. Nobody waits for anybody: an idea that goes at this
    moment takes what is said of it along."""
    return _standing(Idea.objects.annotate(**also).filter(pk=idea.pk).first())


def lock(idea: Idea) -> Idea:
    """The same, held until the transaction ends."""
    return _standing(Idea.objects.select_for_update().filter(pk=idea.pk).first())


def _standing(found: Idea | None) -> Idea:
    if found is None or found.is_withdrawn:
        raise Gone(_("Its author has taken this idea back. Please go on with the next one."))
    if found.is_hidden:
        raise Gone(_("This idea is no longer shown. Please go on with the next one."))
    return found


def same_programme(participant: Participant, question: ChallengeQuestion) -> None:
    if participant.programme_id != question.activity.programme_id:
        raise ValueError("participant and question belong to different programmes")


def _tell_rehearsal(question: ChallengeQuestion, *ideas: int) -> None:
    """Staff who practise alone see totals move: what they do is erased at the launch."""
    if not question.activity.programme.is_launched:
        recount(Idea.objects.filter(pk__in=ideas))
