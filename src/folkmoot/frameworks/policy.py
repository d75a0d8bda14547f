"""Who may read and write a framework. Pure functions."""

from folkmoot.accounts.policy import Role

Roles = frozenset[Role]
WRITERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR, Role.ANALYST})
READERS = WRITERS | {Role.SPONSOR, Role.MODERATOR}


def can_read(roles: Roles) -> bool:
    return bool(roles & READERS)


def can_edit(roles: Roles) -> bool:
    """In every stage: a framework may be sketched from the mandate before anybody has spoken."""
    return bool(roles & WRITERS)
