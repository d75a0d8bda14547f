"""Who may write to the authors of ideas, and when. Pure functions: role x stage x act."""

from folkmoot.accounts.policy import Role
from folkmoot.programmes.models import Stage

Roles = frozenset[Role]
KEEPERS = frozenset({Role.ADMINISTRATOR, Role.FACILITATOR, Role.MODERATOR})

LONGEST = 2000  # characters of a message
UNANSWERED = 3  # messages of staff in a row that one conversation takes
STAFF_A_DAY = 100  # messages that one person of staff may send in a programme
THREAD_A_DAY = 10  # answers in one conversation
AUTHOR_A_DAY = 40  # answers of one author; only the author is told when it is reached


def can_read(roles: Roles) -> bool:
    return bool(roles & KEEPERS)


def can_write(roles: Roles, stage: Stage) -> bool:
    """Also after the close: that is when most questions come."""
    return bool(roles & KEEPERS) and stage is not Stage.DRAFT


def can_answer(stage: Stage) -> bool:
    """The author's side."""
    return stage is not Stage.DRAFT
