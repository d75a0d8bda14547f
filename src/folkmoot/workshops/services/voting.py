"""Votes, and what was put before whom: the hottest writes of the product."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils.translation import gettext as _

from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.participants.models import Participant
from folkmoot.participants.services import lock_voice
from folkmoot.workshops.models import ChallengeQuestion, Exposure, Idea, Vote
from folkmoot.workshops.policy import Act
from folkmoot.workshops.services.permitted_acts import require

COUNTER = {
    Vote.Stance.AGREE: "agrees",
    Vote.Stance.PASS: "passes",
    Vote.Stance.DISAGREE: "disagrees",
}


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
    locked = lock(idea, earlier=Subquery(mine.values("stance")))
    if locked.author_id == participant.pk:
        raise OwnIdea(_("This idea is yours, so it is for others to vote on."))
    # Read with the lock on the idea, and exact: only whoever holds the voice changes its votes.
    earlier: int | None = vars(locked)["earlier"]
    if earlier == stance:
        return stance  # a double click, or the same mind twice
    Vote.objects.bulk_create(
        [Vote(idea=idea, participant=participant, stance=stance, cast_on=day_of(at))],
        update_conflicts=True,
        unique_fields=["idea", "participant"],
        update_fields=["stance", "cast_on"],
    )
    if earlier is None:
        passed_over = Exposure.objects.filter(idea=idea, participant=participant).delete()[0]
        changes = {COUNTER[stance]: 1, "exposures": 0 if passed_over else 1}
    else:
        changes = {COUNTER[stance]: 1, COUNTER[Vote.Stance(earlier)]: -1}
    _add_to(idea, changes)
    return stance


@transaction.atomic
def withdraw_vote(*, idea: Idea, participant: Participant) -> bool:
    """Take one vote back, whenever: a person may always unsay something."""
    lock_voice(participant)
    Idea.objects.select_for_update().filter(pk=idea.pk).first()
    votes = Vote.objects.filter(idea=idea, participant=participant)
    earlier = votes.values_list("stance", flat=True).first()
    if earlier is None:
        return False
    votes.delete()
    # It was put before them all the same.
    Exposure.objects.create(idea=idea, participant=participant)
    _add_to(idea, {COUNTER[Vote.Stance(earlier)]: -1})
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
    ideas = Idea.objects.select_for_update().filter(question=question, pk__in=idea_ids)
    known = set(ideas.order_by("pk").values_list("pk", flat=True))
    for model in (Vote, Exposure):
        shown = model.objects.filter(participant=participant, idea_id__in=known)
        known -= set(shown.values_list("idea_id", flat=True))
    own = Idea.objects.filter(pk__in=known, author=participant)
    known -= set(own.values_list("pk", flat=True))
    Exposure.objects.bulk_create(
        [Exposure(participant=participant, idea_id=pk) for pk in sorted(known)]
    )
    Idea.objects.filter(pk__in=known).update(exposures=F("exposures") + 1)
    return len(known)


def lock(idea: Idea, **also: Subquery) -> Idea:
    """The idea as it is now, held until the transaction ends; raises Gone.

    Without the lock two first votes of one person could both find none and count twice.
    """
    rows = Idea.objects.select_for_update().annotate(**also)
    locked = rows.filter(pk=idea.pk).first()
    if locked is None or locked.is_withdrawn:
        raise Gone(_("Its author has taken this idea back. Please go on with the next one."))
    if locked.is_hidden:
        raise Gone(_("This idea is no longer shown. Please go on with the next one."))
    return locked


def same_programme(participant: Participant, question: ChallengeQuestion) -> None:
    if participant.programme_id != question.activity.programme_id:
        raise ValueError("participant and question belong to different programmes")


def _add_to(idea: Idea, changes: dict[str, int]) -> None:
    Idea.objects.filter(pk=idea.pk).update(
        **{name: F(name) + step for name, step in changes.items() if step}
    )
