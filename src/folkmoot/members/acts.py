"""Who is invited, and what people asked of their own data, for the audit."""

from django.utils.translation import gettext_lazy as _

from folkmoot.accounts.registry import Act

PEOPLE_INVITED = Act(
    "invitations.added",
    _("invited people"),
    _("People were put on the list of those who are invited."),
)
INVITATIONS_WITHDRAWN = Act(
    "invitations.withdrawn",
    _("took back invitations"),
    _("People who had not been written to were taken off the list."),
)
PEOPLE_ADDED = Act(
    "address_book.added",
    _("added people to the address book"),
    _("People can be invited from now on. None was yet."),
)
DOMAIN_ALLOWED = Act(
    "domain.allowed",
    _("allowed an e-mail domain"),
    _("People with an address there may ask for an invitation."),
)
DOMAIN_ENDED = Act(
    "domain.ended",
    _("ended an e-mail domain"),
    _("People with an address there may not ask any more."),
)
LETTERS_STOPPED = Act(
    "member.letters_stopped",
    _("stopped letters to a member"),
    _("Somebody asked to be left alone. It holds everywhere. Kept is how they asked, not who."),
)
LETTERS_ALLOWED = Act(
    "member.letters_allowed",
    _("allowed letters to a person again"),
    _("Somebody asked to be written to again."),
)
MEMBER_ERASED = Act(
    "member.erased",
    _("erased a person"),
    _("Somebody asked to be forgotten: their address and invitations went."),
)
DATA_SENT = Act(
    "member.data_sent",
    _("had a person sent what is known of them"),
    _(
        "Somebody asked what is known of them. The machine wrote to their own address; staff did "
        "not see the answer."
    ),
)
DATA_SHOWN = Act(
    "member.data_exported",
    _("exported what is known of a person"),
    _("Staff printed or downloaded a person's entry. Whether they joined is not in it."),
)
