"""Everything that changes members. One public function per thing a person does."""

from folkmoot.members.services.adding import Added, Place, add_people
from folkmoot.members.services.files import report_of, safe_cell, tidy
from folkmoot.members.services.inviting import (
    add_domain,
    forget_attributes,
    invite_address,
    mark_address_bounced,
    mark_bounced,
    mark_invited,
    mark_joined,
    mark_reminded,
    remove_domain,
    take_back_unsent,
)
from folkmoot.members.services.lists import (
    choose_columns,
    confirm,
    discard,
    invite_again,
    preview_of,
    receive,
    receive_typed,
)
from folkmoot.members.services.people import (
    erase_member,
    export_member,
    opt_out,
    opt_out_by_token,
    stop_writing,
    write_again,
)
from folkmoot.members.services.running import Tally, abandon, add, add_file, check, dry_run

__all__ = [
    "Added",
    "Place",
    "Tally",
    "abandon",
    "add",
    "add_domain",
    "add_file",
    "add_people",
    "check",
    "choose_columns",
    "confirm",
    "discard",
    "dry_run",
    "erase_member",
    "export_member",
    "forget_attributes",
    "invite_address",
    "invite_again",
    "mark_address_bounced",
    "mark_bounced",
    "mark_invited",
    "mark_joined",
    "mark_reminded",
    "opt_out",
    "opt_out_by_token",
    "preview_of",
    "receive",
    "receive_typed",
    "remove_domain",
    "report_of",
    "safe_cell",
    "stop_writing",
    "take_back_unsent",
    "tidy",
    "write_again",
]
