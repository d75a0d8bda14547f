"""Whether the moment permits an act, and what to tell a person when it does not."""

from datetime import datetime

from folkmoot.core.days import closing, opening
from folkmoot.core.errors import DomainError
from folkmoot.programmes.models import Stage
from folkmoot.programmes.queries import acts_now
from folkmoot.workshops import policy
from folkmoot.workshops.models import ChallengeQuestion
from folkmoot.workshops.policy import Act

NAMES = {Act.VOTE: "Voting", Act.COMMENT: "Commenting", Act.ADD_IDEA: "Adding ideas"}


class Closed(DomainError):
    """The act is not permitted at this moment; ``str()`` says since or until when."""


def acts_on(question: ChallengeQuestion, at: datetime) -> frozenset[Act]:
    activity = question.activity
    return policy.acts_on_question(
        frozenset(map(Act, acts_now(activity=activity, at=at))),
        activity.programme.stage(at),
        question.opens_at,
        question.closes_at,
        at,
    )


def require(act: Act, question: ChallengeQuestion, at: datetime) -> None:
    if act not in acts_on(question, at):
        raise Closed(refusal(act, question, at))


def refusal(act: Act, question: ChallengeQuestion, at: datetime) -> str:
    """Why an act is not permitted now, in one or two sentences with the next step."""
    name, programme = NAMES[act], question.activity.programme
    stage = programme.stage(at)
    if stage in {Stage.DRAFT, Stage.SCHEDULED}:
        when = f" on {opening(programme.opens_at)}" if programme.opens_at else " later"
        return f"{name} opens{when}. Please come back then."
    if stage is Stage.CLOSED:
        assert programme.closes_at is not None
        return (
            f"{name} closed on {closing(programme.closes_at)}. "
            "You can still read everything, and take back what you said."
        )
    if question.closes_at and at >= question.closes_at:
        since = closing(question.closes_at)
        return f"{name} on this question closed on {since}. You can still read."
    if question.opens_at and at < question.opens_at:
        return f"This question opens on {opening(question.opens_at)}. Please come back then."
    return _refused_by_phase(act, question, at)


def _refused_by_phase(act: Act, question: ChallengeQuestion, at: datetime) -> str:
    phases = [p for p in question.activity.phases.all() if act in policy.PHASE_ACTS[p.key]]
    name = NAMES[act]
    ahead = min((p.opens_at for p in phases if p.opens_at > at), default=None)
    if ahead:
        return f"{name} opens on {opening(ahead)}. Until then you can read."
    past = max((p.closes_at for p in phases if p.closes_at <= at), default=None)
    if past:
        return f"{name} closed on {closing(past)}. You can still read everything."
    return f"{name} is not part of this workshop."
