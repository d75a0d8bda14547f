"""Everything that changes programmes. One public function per thing a person does."""

from folkmoot.programmes.services.branding import (
    BadLogo,
    remove_logo,
    set_branding,
    set_logo,
)
from folkmoot.programmes.services.channels import (
    add_channel,
    restore_channel,
    retire_channel,
)
from folkmoot.programmes.services.creating import (
    RESERVED_SLUGS,
    AddressTaken,
    create_programme,
    rename_programme,
    start_from,
    start_programme,
)
from folkmoot.programmes.services.locking import lock
from folkmoot.programmes.services.mandate import comment_on_mandate, edit_mandate, sign_mandate
from folkmoot.programmes.services.notice import (
    PARTS as NOTICE_PARTS,
)
from folkmoot.programmes.services.notice import confirm_carried, set_notice
from folkmoot.programmes.services.people import appoint, end_appointment, leave_programmes
from folkmoot.programmes.services.stages import (
    NotReady,
    call_off,
    close_now,
    launch,
    move_closing,
    start_practice,
    stop_practice,
)
from folkmoot.programmes.services.timeline import (
    add_activity,
    change_activity,
    remove_activity,
    set_dates,
    set_phases,
)

__all__ = [
    "NOTICE_PARTS",
    "RESERVED_SLUGS",
    "AddressTaken",
    "BadLogo",
    "NotReady",
    "add_activity",
    "add_channel",
    "appoint",
    "call_off",
    "change_activity",
    "close_now",
    "comment_on_mandate",
    "confirm_carried",
    "create_programme",
    "edit_mandate",
    "end_appointment",
    "launch",
    "leave_programmes",
    "lock",
    "move_closing",
    "remove_activity",
    "remove_logo",
    "rename_programme",
    "restore_channel",
    "retire_channel",
    "set_branding",
    "set_dates",
    "set_logo",
    "set_notice",
    "set_phases",
    "sign_mandate",
    "start_from",
    "start_practice",
    "start_programme",
    "stop_practice",
]
