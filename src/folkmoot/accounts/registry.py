"""What higher rooms tell this one: roles of their own that bind a person to an organisation,
and promises of theirs that bind the organisation to its smallest group."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Belonging:
    """Roles that a higher room hands out, in one programme say.

    ``organisations_of(user_id)`` are those in which the person holds such a role;
    ``leave(organisation_id, user_id)`` ends them all, inside the caller's transaction.
    """

    room: str
    organisations_of: Callable[[int], set[UUID]]
    leave: Callable[[UUID, int], None]


_belongings: dict[str, Belonging] = {}


def register(belonging: Belonging) -> None:
    _belongings[belonging.room] = belonging


def belongings() -> list[Belonging]:
    return [_belongings[room] for room in sorted(_belongings)]


# Names of what people were told the smallest group for, while anything of theirs is kept.
PromisedTo = Callable[[UUID], list[str]]
_promises: dict[str, PromisedTo] = {}


def register_promises(room: str, promised_to: PromisedTo) -> None:
    _promises[room] = promised_to


def promised_to(organisation_id: UUID) -> list[str]:
    return sorted({name for told in _promises.values() for name in told(organisation_id)})
