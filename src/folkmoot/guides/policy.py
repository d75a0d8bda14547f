"""Who may publish a guide, and who may take an analysis away. Pure functions."""

from folkmoot.accounts.policy import Role
from folkmoot.programmes.models import Stage

Roles = frozenset[Role]
PUBLISHERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})
READERS = PUBLISHERS | {Role.ANALYST, Role.SPONSOR, Role.MODERATOR}
UNHEARD = frozenset({Stage.DRAFT, Stage.PRACTICE})


def can_preview(roles: Roles) -> bool:
    return bool(roles & READERS)


def can_publish(roles: Roles, stage: Stage, *, is_imported: bool = False) -> bool:
    """Only what people really said: a rehearsal is no evidence, an imported conversation is."""
    return bool(roles & PUBLISHERS) and (is_imported or stage not in UNHEARD)


def can_unpublish(roles: Roles) -> bool:
    return bool(roles & PUBLISHERS)


def can_export(roles: Roles) -> bool:
    """Row by row, people re-keyed: for those who must defend the numbers."""
    return bool(roles & {Role.ADMINISTRATOR, Role.ANALYST})
