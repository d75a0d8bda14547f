"""Everything that changes members. One public function per thing a person does."""

from folkmoot.members.services.adding import Added, Place, add_people
from folkmoot.members.services.answering import answer_member, export_member
from folkmoot.members.services.batches import Tally
from folkmoot.members.services.files import report_of, tidy
from folkmoot.members.services.inviting import (
    MOST_NEW,
    add_domain,
    invite_askers,
    mark_address_bounced,
    mark_asked,
    mark_dealt,
    mark_invited,
    mark_reminded,
    remove_domain,
    take_back_unsent,
    unmark_dealt,
    unmark_invited,
    unmark_reminded,
)
from folkmoot.members.services.lists import (
    acting_for,
    choose_columns,
    confirm,
    discard,
    import_list,
    invite_again,
    preview_of,
    receive,
    receive_typed,
)
from folkmoot.members.services.people import (
    erase_member,
    opt_out,
    opt_out_by_token,
    stop_writing,
    write_again,
)
from folkmoot.members.services.running import abandon, add, add_file, check, dry_run

__all__ = [
    "MOST_NEW",
    "Added",
    "Place",
    "Tally",
    "abandon",
    "acting_for",
    "add",
    "add_domain",
    "add_file",
    "add_people",
    "answer_member",
    "check",
    "choose_columns",
    "confirm",
    "discard",
    "dry_run",
    "erase_member",
    "export_member",
    "import_list",
    "invite_again",
    "invite_askers",
    "mark_address_bounced",
    "mark_asked",
    "mark_dealt",
    "mark_invited",
    "mark_reminded",
    "opt_out",
    "opt_out_by_token",
    "preview_of",
    "receive",
    "receive_typed",
    "remove_domain",
    "report_of",
    "stop_writing",
    "take_back_unsent",
    "tidy",
    "unmark_dealt",
    "unmark_invited",
    "unmark_reminded",
    "write_again",
]
