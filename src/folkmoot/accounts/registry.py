"""What higher rooms tell this one: roles of their own that bind a person to an organisation,
promises of theirs that bind the organisation to its smallest group, and what the audit keeps."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from folkmoot.core.rooms import declared

Words = str | Promise
EVERYDAY = _("Part of running the programme. It touches nothing about people.")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that the audit keeps for good.

    ``key`` is what is stored, and stays as it is once it was; the words beside it may be put
    better, and are translated. ``meaning`` tells somebody outside in a sentence or two what was
    done; without one it is everyday work on the programme itself.
    """

    key: str
    words: Words
    meaning: Words = EVERYDAY


@dataclass(frozen=True, slots=True)
class Acts:
    """The acts of a room, which it names in its module ``acts``."""

    acts: tuple[Act, ...]

    @classmethod
    def of(cls, module: ModuleType) -> "Acts":
        return cls(tuple(one for one in vars(module).values() if isinstance(one, Act)))


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
    return declared(Belonging)


def promised_to(organisation_id: UUID) -> list[str]:
    return sorted({name for one in declared(Promises) for name in one.promised_to(organisation_id)})


def acts() -> dict[str, Act]:
    """Every act by its key; raises ValueError where one is declared twice."""
    every = [act for room in declared(Acts) for act in room.acts]
    found = {act.key: act for act in every}
    if len(found) < len(every):
        for act in found.values():
            every.remove(act)
        raise ValueError(f"declared twice: {', '.join(act.key for act in every)}")
    return found


def act_of(key: str, known: dict[str, Act]) -> Act:
    """What was stored under no key that is known stays in the words in which it stands."""
    return known.get(key) or Act(key, key, meaning="")
