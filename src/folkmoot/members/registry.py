"""What higher rooms tell this one: how people join a programme decides what may be kept."""

from collections.abc import Callable
from uuid import UUID

OPEN, CONFIDENTIAL, ANONYMOUS = "open", "confidential", "anonymous"

Mode = Callable[[UUID], str]
Lifted = Callable[[UUID], None]
_modes: list[Mode] = []
_modes_of_lists: list[Mode] = []
_lifted: list[Lifted] = []


def register_mode(mode: Mode, *, of_list: Mode | None = None) -> None:
    """``mode(programme_id)`` is "open", "confidential" or "anonymous"; the last one registered.

    ``of_list`` says the same of what a list may keep: "anonymous" once a key is destroyed.
    """
    _modes[:], _modes_of_lists[:] = [mode], [of_list or mode]


def mode_of(programme_id: UUID) -> str:
    """How people join this programme; "open" where no room says otherwise."""
    return _modes[0](programme_id) if _modes else OPEN


def mode_of_list(programme_id: UUID) -> str:
    """Which mode's rules hold for people who are added now."""
    return _modes_of_lists[0](programme_id) if _modes_of_lists else OPEN


def register_lifted(hook: Lifted) -> None:
    """``hook(organisation_id)`` runs where an erasure is lifted, in the same transaction.

    Nobody can tell any more whether the person who comes back was invited before.
    """
    _lifted[:] = [hook]


def erasure_lifted(organisation_id: UUID) -> None:
    for hook in _lifted:
        hook(organisation_id)
