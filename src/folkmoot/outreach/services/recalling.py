"""Taking letters back as if they had never been written, for the people they were to reach.

Opened in memory, in the transaction that deletes them: who they were for stands nowhere else.
"""

from folkmoot.joining.services import invitation_requests
from folkmoot.members import services as members
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.services.ways_in import code_in
from folkmoot.post import services as post
from folkmoot.post.models import Batch
from folkmoot.post.services import Message


def take_back(campaign: Campaign, batch: Batch, *, has_codes: bool, needs_company: bool) -> int:
    """How many. Where some ways in have left, a whole group of them does: those that fewer than
    k people can hold, because the others lost theirs, would name whose voices they open."""
    programme = campaign.programme

    def undo(letters: list[Message]) -> None:
        addresses = [letter.to for letter in letters]
        second = 0
        if campaign.kind == Campaign.Kind.INVITATION:
            members.unmark_invited(programme, addresses)
        elif campaign.kind == Campaign.Kind.REMINDER:
            members.unmark_reminded(programme, addresses)
        elif campaign.kind == Campaign.Kind.REQUESTED:
            second = members.unmark_answered(programme, addresses)
        if has_codes:
            found = [code for letter in letters if (code := code_in(letter.text))]
            invitation_requests.take_back_codes(programme, found, second=second)

    least = programme.organisation.smallest_group if needs_company else 0
    return post.take_back(batch, undo, least=least)
