"""Who wants to come in, whose voice a browser carries, and how often somebody tries."""

from folkmoot.joining.access.cookie_paths import cookie_home, cookie_path
from folkmoot.joining.access.join_attempts import attempt_of, end_attempt, offer_attempt
from folkmoot.joining.access.limits import (
    INVITATION_REQUESTS,
    JOINING,
    NEW_CODES,
    VISITS,
    WRONG_CODES,
    WRONG_KEYS,
)
from folkmoot.joining.access.shared_pages import forget_shared, shared_page
from folkmoot.joining.access.voices import (
    ParticipantRequest,
    VisitorRequest,
    cookie_name,
    forget_everything_here,
    forget_voice,
    has_released_voices,
    is_unconfirmed,
    mark_confirmed,
    mark_unconfirmed,
    participant_required,
    remember_voice,
    voice_here,
    voice_in,
    voice_mark,
)

__all__ = [
    "INVITATION_REQUESTS",
    "JOINING",
    "NEW_CODES",
    "VISITS",
    "WRONG_CODES",
    "WRONG_KEYS",
    "ParticipantRequest",
    "VisitorRequest",
    "attempt_of",
    "cookie_home",
    "cookie_name",
    "cookie_path",
    "end_attempt",
    "forget_everything_here",
    "forget_shared",
    "forget_voice",
    "has_released_voices",
    "is_unconfirmed",
    "mark_confirmed",
    "mark_unconfirmed",
    "offer_attempt",
    "participant_required",
    "remember_voice",
    "shared_page",
    "voice_here",
    "voice_in",
    "voice_mark",
]
