"""Who may decide how people join, and when. Pure functions: role x stage x act."""

from folkmoot.accounts.policy import Role
from folkmoot.programmes.models import Stage

Roles = frozenset[Role]
RUNNERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})
BEFORE = frozenset({Stage.DRAFT, Stage.PRACTICE})


def can_choose_mode(roles: Roles, stage: Stage) -> bool:
    """Only before the launch: people are told how they join, and it stays so."""
    return bool(roles & RUNNERS) and stage in BEFORE


def can_edit_gateway(roles: Roles, stage: Stage) -> bool:
    """Answers to other questions could not be laid beside those already given."""
    return bool(roles & RUNNERS) and stage in BEFORE


def can_set_retention(roles: Roles, stage: Stage) -> bool:
    """After the launch dates may only come nearer; the service sees to that."""
    return bool(roles & RUNNERS)


def can_destroy_key(roles: Roles, stage: Stage) -> bool:
    return bool(roles & RUNNERS) and stage is Stage.CLOSED
