"""What higher rooms tell this one: how people join a programme decides what may be kept."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from folkmoot.core.rooms import declared

OPEN, CONFIDENTIAL, ANONYMOUS = "open", "confidential", "anonymous"


@dataclass(frozen=True, slots=True)
class InvitedPages:
    """``mode(programme_id)`` is "open", "confidential" or "anonymous".

    ``mode_of_list`` says the same of what a list may keep: "anonymous" once a key is destroyed.
    ``lifted(organisation_id)`` runs where an erasure is lifted, in the same transaction: nobody
    can tell any more whether the person who comes back was invited before.
    """

    mode: Callable[[UUID], str]
    mode_of_list: Callable[[UUID], str]
    lifted: Callable[[UUID], None]


def mode_of(programme_id: UUID) -> str:
    """How people join this programme; "open" where no room says otherwise."""
    return next((room.mode(programme_id) for room in declared(InvitedPages)), OPEN)


def mode_of_list(programme_id: UUID) -> str:
    """Which mode's rules hold for people who are added now."""
    return next((room.mode_of_list(programme_id) for room in declared(InvitedPages)), OPEN)


def forgets_traces(programme_id: UUID) -> bool:
    """Whether the list knows who joined, and so keeps nothing that says when: one day of letters
    for everybody, no count of reminders, and no attributes of whoever has joined. Nothing that
    staff see may then hang on the attributes of somebody who was written to."""
    return mode_of(programme_id) == CONFIDENTIAL


def erasure_lifted(organisation_id: UUID) -> None:
    for room in declared(InvitedPages):
        room.lifted(organisation_id)
