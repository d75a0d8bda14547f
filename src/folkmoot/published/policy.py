"""Who decides when others see what people write. Pure functions: role x stage x act."""

from folkmoot.accounts.policy import Role
from folkmoot.programmes.models import Stage

RUNNERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR})
BEFORE = frozenset({Stage.DRAFT, Stage.PRACTICE})


def can_choose(roles: frozenset[Role], stage: Stage) -> bool:
    """Only before the launch: people are told, and it stays so."""
    return bool(roles & RUNNERS) and stage in BEFORE
