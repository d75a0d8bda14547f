"""Who waits for an invitation they asked for: on the list already, or sealed."""

from dataclasses import dataclass

from folkmoot.joining.queries import invitation_requests
from folkmoot.members.models import Invitee
from folkmoot.members.queries.invitation_requests import askers
from folkmoot.outreach.queries.addressees import Addressee
from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Sealed:
    """What people asked, opened and sorted. ``newcomers`` by the ids of their requests: they are
    on no list yet, and may have an invitation. ``done`` are the requests of everybody else.
    """

    written: list[Addressee]
    listed: list[int]  # invitees, not written to yet
    newcomers: dict[int, str]
    done: list[int]

    def __repr__(self) -> str:
        return "people who asked"


def sealed(programme: Programme) -> Sealed:
    asked = invitation_requests.opened_requests(programme)
    found = askers(programme, [one.address for one in asked])
    return Sealed(
        written=[
            Addressee(one.invitee_id, one.member_id, one.address) for one in found.written.values()
        ],
        listed=[one.invitee_id for one in found.listed.values()],
        newcomers={
            one.id: found.newcomers[one.address] for one in asked if one.address in found.newcomers
        },
        done=[one.id for one in asked if one.address not in found.newcomers],
    )


def waiting_on_the_list(programme: Programme) -> int:
    """How many on the list asked and can be written to. For the product, not for pages: how many
    wait, even whether anybody does, would tell who asked."""
    return Invitee.objects.filter(
        programme=programme,
        new_code=Invitee.NewCode.ASKED,
        member__is_opted_out=False,
        member__has_bounced=False,
    ).count()
