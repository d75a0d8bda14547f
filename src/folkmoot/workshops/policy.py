"""Who may do what in a workshop, and when. Pure functions: role x stage x phase x act."""

from datetime import datetime
from enum import StrEnum

from folkmoot.accounts.policy import Role
from folkmoot.programmes.models import Stage


class Act(StrEnum):
    """What a phase may permit a participant to do. Reading is always permitted."""

    ADD_IDEA = "add-idea"
    COMMENT = "comment"
    VOTE = "vote"


Roles = frozenset[Role]
RUNNERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})
KEEPERS = RUNNERS | {Role.MODERATOR}

# What a participant may do in each phase, in the order the phases usually follow.
PHASE_ACTS: dict[str, frozenset[Act]] = {
    "understand": frozenset({Act.ADD_IDEA, Act.COMMENT}),
    "answer": frozenset({Act.ADD_IDEA, Act.COMMENT, Act.VOTE}),
    "prioritise": frozenset({Act.COMMENT, Act.VOTE}),
    "develop": frozenset({Act.COMMENT}),
}


def is_question_open(opens_at: datetime | None, closes_at: datetime | None, at: datetime) -> bool:
    return (opens_at is None or opens_at <= at) and (closes_at is None or at < closes_at)


def acts_on_question(
    acts: frozenset[Act],
    stage: Stage,
    opens_at: datetime | None,
    closes_at: datetime | None,
    at: datetime,
) -> frozenset[Act]:
    """The activity's acts while the question is open; a rehearsal ignores its dates."""
    if stage is Stage.PRACTICE or is_question_open(opens_at, closes_at, at):
        return acts
    return frozenset()


def can_read_question(stage: Stage, opens_at: datetime | None, at: datetime) -> bool:
    """Before its date a question and its ideas are for staff alone, rehearsals apart."""
    return stage is Stage.PRACTICE or opens_at is None or opens_at <= at


def can_edit_idea(acts: frozenset[Act], *, is_own: bool, is_seen: bool) -> bool:
    """Only until others see it: votes must not end up on words their voters never saw."""
    return is_own and Act.ADD_IDEA in acts and not is_seen


def can_set_questions(roles: Roles, stage: Stage) -> bool:
    return bool(roles & RUNNERS) and stage is not Stage.CLOSED


def can_read_facilitation(roles: Roles) -> bool:
    """Everybody who sees a programme's staff pages may read along."""
    return bool(roles - {Role.RESPONDER, Role.AMBASSADOR})


def can_set_status(roles: Roles, stage: Stage) -> bool:
    """Also after the close: that is when most answers come."""
    return bool(roles & RUNNERS) and stage is not Stage.DRAFT


def can_pin(roles: Roles, stage: Stage) -> bool:
    return bool(roles & RUNNERS) and stage is not Stage.CLOSED


def can_hide(roles: Roles, stage: Stage) -> bool:
    return bool(roles & KEEPERS)


def can_import(roles: Roles) -> bool:
    return bool(roles & RUNNERS)
