"""Whether the moment permits an act, and what to tell a person when it does not."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.core.errors import DomainError
from folkmoot.core.formats import closing, opening
from folkmoot.programmes.models import Stage
from folkmoot.programmes.queries import acts_now
from folkmoot.workshops import policy
from folkmoot.workshops.models import ChallengeQuestion
from folkmoot.workshops.policy import Act

NAMES = {
    Act.VOTE: gettext_lazy("Voting"),
    Act.COMMENT: gettext_lazy("Commenting"),
    Act.ADD_IDEA: gettext_lazy("Adding ideas"),
}


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
    if stage in {Stage.DRAFT, Stage.SCHEDULED} and programme.opens_at:
        return _("%(act)s opens on %(moment)s. Please come back then.") % {
            "act": name,
            "moment": opening(programme.opens_at),
        }
    if stage in {Stage.DRAFT, Stage.SCHEDULED}:
        return _("%(act)s opens later. Please come back then.") % {"act": name}
    if stage is Stage.CLOSED:
        assert programme.closes_at is not None
        return _(
            "%(act)s closed on %(moment)s. You can still read everything, and take back what you "
            "said."
        ) % {"act": name, "moment": closing(programme.closes_at)}
    if question.closes_at and at >= question.closes_at:
        return _("%(act)s on this question closed on %(moment)s. You can still read.") % {
            "act": name,
            "moment": closing(question.closes_at),
        }
    if question.opens_at and at < question.opens_at:
        return _("This question opens on %(moment)s. Please come back then.") % {
            "moment": opening(question.opens_at)
        }
    return _refused_by_phase(act, question, at)


def _refused_by_phase(act: Act, question: ChallengeQuestion, at: datetime) -> str:
    phases = [p for p in question.activity.phases.all() if act in policy.PHASE_ACTS[p.key]]
    name = NAMES[act]
    ahead = min((p.opens_at for p in phases if p.opens_at > at), default=None)
    if ahead:
        return _("%(act)s opens on %(moment)s. Until then you can read.") % {
            "act": name,
            "moment": opening(ahead),
        }
    past = max((p.closes_at for p in phases if p.closes_at <= at), default=None)
    if past:
        return _("%(act)s closed on %(moment)s. You can still read everything.") % {
            "act": name,
            "moment": closing(past),
        }
    return _("%(act)s is not part of this workshop.") % {"act": name}
