"""Who may write to people, hand out kits and say who there is. Role x stage x act."""

from folkmoot.accounts.policy import Role
from folkmoot.programmes.models import Stage

Roles = frozenset[Role]
RUNNERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})


def can_see_letters(roles: Roles) -> bool:
    return bool(roles & (RUNNERS | {Role.SPONSOR}))


def can_draft(roles: Roles) -> bool:
    return bool(roles & RUNNERS)


def can_send(roles: Roles, stage: Stage, kind: str) -> bool:
    """Once it is launched, because then the way of joining is fixed; reminders while it is open."""
    if not roles & RUNNERS:
        return False
    if kind == "news":
        return stage in {Stage.SCHEDULED, Stage.OPEN, Stage.CLOSED}
    if kind == "reminder":
        return stage is Stage.OPEN
    return stage in {Stage.SCHEDULED, Stage.OPEN}


def can_stop(roles: Roles) -> bool:
    return bool(roles & RUNNERS)


def can_report_bounces(roles: Roles) -> bool:
    return bool(roles & RUNNERS)


def can_manage_kits(roles: Roles, stage: Stage) -> bool:
    return bool(roles & RUNNERS) and stage is not Stage.CLOSED


def can_see_kits(roles: Roles) -> bool:
    return bool(roles & (RUNNERS | {Role.SPONSOR}))


def can_see_reach(roles: Roles) -> bool:
    return bool(roles & (RUNNERS | {Role.SPONSOR, Role.ANALYST, Role.MODERATOR}))


def can_describe_population(roles: Roles) -> bool:
    return bool(roles & (RUNNERS | {Role.SPONSOR}))
