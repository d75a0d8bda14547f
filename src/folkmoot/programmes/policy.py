"""Who may do what to a programme, and when. Pure functions: role x stage x act."""

from folkmoot.accounts.policy import Role
from folkmoot.programmes.models import Stage

Roles = frozenset[Role]
RUNNERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})


def can_create(roles: Roles) -> bool:
    return bool(roles & RUNNERS)


def can_see_staff_pages(roles: Roles) -> bool:
    return bool(roles - {Role.RESPONDER, Role.AMBASSADOR})


def can_edit_mandate(roles: Roles, stage: Stage) -> bool:
    """Once people have been promised something, the promise stands."""
    return bool(roles & (RUNNERS | {Role.SPONSOR})) and stage in {Stage.DRAFT, Stage.PRACTICE}


def can_comment_on_mandate(roles: Roles, stage: Stage) -> bool:
    return can_edit_mandate(roles, stage)


def can_sign_mandate(roles: Roles, stage: Stage) -> bool:
    return Role.SPONSOR in roles and stage in {Stage.DRAFT, Stage.PRACTICE, Stage.SCHEDULED}


def can_appoint(roles: Roles) -> bool:
    """Who gives people roles in this programme alone."""
    return Role.ADMINISTRATOR in roles


def can_set_up(roles: Roles, stage: Stage) -> bool:
    """Name, branding, activities, questions, channels."""
    return bool(roles & RUNNERS) and stage is not Stage.CLOSED


def can_practise(roles: Roles, stage: Stage) -> bool:
    return bool(roles & RUNNERS) and stage in {Stage.DRAFT, Stage.PRACTICE}


def can_launch(roles: Roles, stage: Stage) -> bool:
    return bool(roles & RUNNERS) and stage in {Stage.DRAFT, Stage.PRACTICE}


def can_call_off(roles: Roles, stage: Stage) -> bool:
    """Take a scheduled opening back to draft, while nobody has been let in."""
    return bool(roles & RUNNERS) and stage is Stage.SCHEDULED


def can_change_dates(roles: Roles, stage: Stage) -> bool:
    """Before it opens any date; afterwards the closing may move: extending, closing, reopening."""
    return bool(roles & RUNNERS)
