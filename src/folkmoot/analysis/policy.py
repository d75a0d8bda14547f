"""Who may see and run an analysis. Pure functions of the roles a person holds.

Stages do not matter here: people look while a programme runs, and long after it closed.
"""

from folkmoot.accounts.policy import Role

Roles = frozenset[Role]
READERS = frozenset(
    {Role.ADMINISTRATOR, Role.SPONSOR, Role.FACILITATOR, Role.MODERATOR, Role.ANALYST}
)
ANALYSTS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR, Role.ANALYST})


def can_see(roles: Roles) -> bool:
    return bool(roles & READERS)


def can_run(roles: Roles) -> bool:
    return bool(roles & ANALYSTS)


def can_shape_themes(roles: Roles) -> bool:
    """Rename, accept and merge themes."""
    return bool(roles & ANALYSTS)
