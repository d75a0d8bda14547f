"""Who waits for an invitation they asked for: on the list already, or sealed."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from folkmoot.joining import queries as joining
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


class Waiting(StrEnum):
    NOBODY = "nobody"
    FEW = "few"
    ENOUGH = "enough"


@dataclass(frozen=True, slots=True)
class WaitingRequests:
    """``waiting`` in three steps: a number would tell when one more person asked. None where
    nobody can ask. ``dealt`` so many that people may hold two codes.
    """

    waiting: Waiting | None
    dealt: int


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
    """How many on the list asked and can be written to. For the product, not for pages."""
    return Invitee.objects.filter(
        programme=programme,
        new_code=Invitee.NewCode.ASKED,
        member__is_opted_out=False,
        member__has_bounced=False,
    ).count()


def waiting_requests(programme: Programme, at: datetime) -> WaitingRequests | None:
    """None where nobody can ask, and no second codes were dealt."""
    dealt = joining.second_codes_sent(programme)
    can_ask = invitation_requests.can_ask_for_invitation(programme, at)
    if not dealt and not can_ask:
        return None
    return WaitingRequests(_waiting(programme) if can_ask else None, dealt)


def _waiting(programme: Programme) -> Waiting:
    waiting = waiting_on_the_list(programme) + len(sealed(programme).newcomers)
    if not waiting:
        return Waiting.NOBODY
    return Waiting.FEW if waiting < programme.organisation.smallest_group else Waiting.ENOUGH
