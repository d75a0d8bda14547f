"""Everything that lets a person in, and everything that ends. One function per act."""

from folkmoot.joining.models import Mode
from folkmoot.joining.services.codes import (
    KEY_ALPHABET,
    KEY_CHARACTERS,
    check_character,
    clean_key,
    key_hash,
    new_return_key,
    show_key,
)
from folkmoot.joining.services.doors import choose_mode, fix, set_retention
from folkmoot.joining.services.ending import (
    count_opening,
    crowd_tables,
    destroy_key,
    destroy_key_by_hand,
    erase_everything,
    keep_dates,
    release_voices,
    rewrite_order,
)
from folkmoot.joining.services.gateway import add_question, remove_question
from folkmoot.joining.services.invited import (
    AlreadyUsed,
    UnknownCode,
    check_code,
    draw_codes,
    mark_joined,
    personal_links,
    redeem,
)
from folkmoot.joining.services.voices import (
    Joined,
    NeedsCode,
    NotOpen,
    UnknownKey,
    count_visit,
    join,
    renew_key,
    restore,
    withdraw_everything,
)

__all__ = [
    "KEY_ALPHABET",
    "KEY_CHARACTERS",
    "AlreadyUsed",
    "Joined",
    "Mode",
    "NeedsCode",
    "NotOpen",
    "UnknownCode",
    "UnknownKey",
    "add_question",
    "check_character",
    "check_code",
    "choose_mode",
    "clean_key",
    "count_opening",
    "count_visit",
    "crowd_tables",
    "destroy_key",
    "destroy_key_by_hand",
    "draw_codes",
    "erase_everything",
    "fix",
    "join",
    "keep_dates",
    "key_hash",
    "mark_joined",
    "new_return_key",
    "personal_links",
    "redeem",
    "release_voices",
    "remove_question",
    "renew_key",
    "restore",
    "rewrite_order",
    "set_retention",
    "show_key",
    "withdraw_everything",
]
