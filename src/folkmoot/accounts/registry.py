"""What higher rooms tell this one: roles of their own that bind a person to an organisation,
and promises of theirs that bind the organisation to its smallest group."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from folkmoot.core.rooms import told


@dataclass(frozen=True, slots=True)
class Belonging:
    """Roles that a higher room hands out, in one programme say.

    ``organisations_of(user_id)`` are those in which the person holds such a role;
    ``leave(organisation_id, user_id)`` ends them all, inside the caller's transaction.
    """

    organisations_of: Callable[[int], set[UUID]]
    leave: Callable[[UUID, int], None]


@dataclass(frozen=True, slots=True)
class Promises:
    """Names of what people were told the smallest group for, while anything of theirs is kept."""

    promised_to: Callable[[UUID], list[str]]


def belongings() -> list[Belonging]:
    return told(Belonging)


def promised_to(organisation_id: UUID) -> list[str]:
    return sorted({name for one in told(Promises) for name in one.promised_to(organisation_id)})
