"""What the list says of people who ask for an invitation. For the machine, not for pages."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db.models import Q

from folkmoot.members.models import Invitee, Member, Suppressed
from folkmoot.members.queries.addresses import (
    BadAddress,
    clean_address,
    one_mailbox,
    suppression_hash,
)
from folkmoot.members.queries.inviting import ToWrite, accepts_domain_of
from folkmoot.programmes.models import Programme

AT_ONCE = 2_000


@dataclass(slots=True)
class Askers:
    """By what was asked. ``written`` were sent an invitation before; ``listed`` are on the list
    and were not; ``newcomers`` may be, at the address given. Everybody else is in none of them.
    """

    written: dict[str, ToWrite] = field(default_factory=dict)
    listed: dict[str, ToWrite] = field(default_factory=dict)
    newcomers: dict[str, str] = field(default_factory=dict)


def askers(programme: Programme, asked: Iterable[str]) -> Askers:
    """Nobody is in it who asked to be left alone, or whose letters come back."""
    found, accepted = Askers(), {}
    left = iter(asked)
    while some := list(islice(left, AT_ONCE)):
        cleaned = dict(_cleaned(some))
        for address in cleaned.values():
            domain = address.rpartition("@")[2]
            if domain not in accepted:
                accepted[domain] = accepts_domain_of(programme, address)
        _sort(programme, cleaned, accepted, found)
    return found


def _sort(
    programme: Programme, cleaned: dict[str, str], accepted: dict[str, bool], found: Askers
) -> None:
    """``cleaned`` by what was typed. On the list a mailbox may stand with what follows a +."""
    addresses = {*cleaned.values(), *map(one_mailbox, cleaned.values())}
    invited = {
        one.member.address: one
        for one in Invitee.objects.filter(
            programme=programme, member__address__in=addresses
        ).select_related("member")
    }
    silent = _left_alone(programme, addresses)
    for typed, address in cleaned.items():
        known = invited.get(address) or invited.get(one_mailbox(address))
        where = known.member.address if known else one_mailbox(address)
        if where in silent or address in silent:
            continue
        if known and known.invited_on:
            found.written[typed] = ToWrite(known.pk, known.member_id, where)
        elif not accepted[address.rpartition("@")[2]]:
            continue
        elif known:
            found.listed[typed] = ToWrite(known.pk, known.member_id, where)
        else:
            found.newcomers[typed] = where


def _left_alone(programme: Programme, addresses: set[str]) -> set[str]:
    organisation = programme.organisation_id
    hashes = {suppression_hash(organisation, address): address for address in addresses}
    marks = Suppressed.objects.filter(organisation=organisation, address_hash__in=list(hashes))
    silent = {hashes[bytes(one)] for one in marks.values_list("address_hash", flat=True)}
    here = Member.objects.filter(organisation=organisation, address__in=addresses)
    out = here.filter(Q(is_opted_out=True) | Q(has_bounced=True))
    return silent.union(out.values_list("address", flat=True))


def _cleaned(asked: Iterable[str]) -> Iterator[tuple[str, str]]:
    for typed in asked:
        try:
            yield typed, clean_address(typed)
        except BadAddress:
            continue
