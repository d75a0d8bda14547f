"""What higher rooms tell this one: how people join a programme decides what may be kept."""

from collections.abc import Callable
from uuid import UUID

OPEN, CONFIDENTIAL, ANONYMOUS = "open", "confidential", "anonymous"

Mode = Callable[[UUID], str]
_modes: list[Mode] = []


def register_mode(mode: Mode) -> None:
    """``mode(programme_id)`` is "open", "confidential" or "anonymous"; the last one registered."""
    _modes[:] = [mode]


def mode_of(programme_id: UUID) -> str:
    """How people join this programme; "open" where no room says otherwise."""
    return _modes[0](programme_id) if _modes else OPEN
