"""Who may do what with the people who are invited. Pure functions: role x stage x act."""

from folkmoot.accounts.policy import Role
from folkmoot.programmes.models import Stage

Roles = frozenset[Role]
RUNNERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})


def can_see_invited(roles: Roles) -> bool:
    """Addresses are for those who write to them; sponsors see reach, which names nobody."""
    return bool(roles & RUNNERS)


def can_invite(roles: Roles, stage: Stage) -> bool:
    return bool(roles & RUNNERS) and stage is not Stage.CLOSED


def can_use_address_book(roles: Roles) -> bool:
    """With ``roles`` held in the whole organisation: the book is above programmes."""
    return bool(roles & RUNNERS)


def can_stop_writing(roles: Roles) -> bool:
    return bool(roles & RUNNERS)


def can_answer_for_data(roles: Roles) -> bool:
    """Erase a person, hand out what is known of them, lift what they asked for."""
    return Role.ADMINISTRATOR in roles
