"""Who is at the door, whose voice a browser carries, and how often somebody tries."""

from folkmoot.joining.access.limits import (
    ASKING,
    JOINING,
    NEW_CODES,
    VISITS,
    WRONG_CODES,
    WRONG_KEYS,
)
from folkmoot.joining.access.places import cookie_home, cookie_path
from folkmoot.joining.access.shared import forget_shared, shared_page
from folkmoot.joining.access.tries import end_try, offer_try, try_of
from folkmoot.joining.access.voices import (
    DoorRequest,
    ParticipantRequest,
    cookie_name,
    doubt,
    forget_everything_here,
    forget_voice,
    has_let_go,
    is_in_doubt,
    is_no_doubt,
    participant_required,
    remember_voice,
    voice_here,
    voice_in,
    voice_mark,
)

__all__ = [
    "ASKING",
    "JOINING",
    "NEW_CODES",
    "VISITS",
    "WRONG_CODES",
    "WRONG_KEYS",
    "DoorRequest",
    "ParticipantRequest",
    "cookie_home",
    "cookie_name",
    "cookie_path",
    "doubt",
    "end_try",
    "forget_everything_here",
    "forget_shared",
    "forget_voice",
    "has_let_go",
    "is_in_doubt",
    "is_no_doubt",
    "offer_try",
    "participant_required",
    "remember_voice",
    "shared_page",
    "try_of",
    "voice_here",
    "voice_in",
    "voice_mark",
]
