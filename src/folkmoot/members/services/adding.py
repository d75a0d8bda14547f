"""People into the address book and onto a programme's list, thousands at a time."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from folkmoot.accounts.models import Organisation
from folkmoot.members import registry
from folkmoot.members.models import Invitee, Member, Suppressed
from folkmoot.members.queries.addresses import suppression_hash
from folkmoot.members.services.bulk import add_totals, insert, new_ids, prepared
from folkmoot.programmes.models import Programme

Attributes = dict[str, str]
People = dict[str, Attributes]


@dataclass(frozen=True, slots=True)
class Place:
    """Where people go: an address book, and a programme of its organisation or None."""

    organisation: Organisation
    programme: Programme | None

    @property
    def keeps_attributes(self) -> bool:
        if self.programme is None:
            return False
        return registry.mode_of_list(self.programme.pk) != registry.ANONYMOUS


@dataclass(slots=True)
class Added:
    """What became of a batch; ``uncounted`` had attributes that too few shared to count."""

    new_in_book: int = 0
    invited: int = 0
    already_invited: int = 0
    suppressed: int = 0
    changed: int = 0
    uncounted: int = 0


@transaction.atomic
def add_people(place: Place, people: People) -> Added:
    """Cleaned addresses, each with its attributes (may be empty)."""
    added = Added()
    if place.programme:
        # One batch at a time, or two imports of one person would count them twice.
        Programme.objects.select_for_update().get(pk=place.programme.pk)
    left_alone = suppressed_among(place.organisation, people)
    added.suppressed = len(left_alone)
    if left_alone:
        people = {a: found for a, found in people.items() if a not in left_alone}
    if not people:
        return added
    members = dict(zip(people, new_ids(len(people)), strict=True))
    added.new_in_book = _into_the_book(place, members)
    if place.programme:
        are_new = added.new_in_book == len(people)
        if not are_new:
            members = members_of(place.organisation, people)
        _invite(place, members, people, added, are_new)
    return added


def suppressed_among(organisation: Organisation, addresses: People) -> set[str]:
    suppressed = Suppressed.objects.filter(organisation=organisation)
    if not suppressed.exists():
        return set()
    hashes = {suppression_hash(organisation.pk, address): address for address in addresses}
    found = suppressed.filter(address_hash__in=list(hashes)).values_list("address_hash", flat=True)
    return {hashes[bytes(one)] for one in found}


def members_of(organisation: Organisation, addresses: People) -> dict[str, int]:
    """The ids behind addresses that are in the book."""
    found = Member.objects.filter(organisation=organisation, address__in=list(addresses))
    return dict(found.values_list("address", "pk").iterator(chunk_size=10_000))


def _into_the_book(place: Place, members: dict[str, int]) -> int:
    organisation = prepared(Member, "organisation", place.organisation.pk)
    return insert(
        Member,
        ("organisation", "address", "is_opted_out", "has_bounced"),
        ((key, organisation, address, False, False) for address, key in members.items()),
        unless="organisation_id, address",
    )


def _invite(
    place: Place, members: dict[str, int], people: People, added: Added, are_new: bool
) -> None:
    assert place.programme is not None
    keeps = place.keeps_attributes
    invited: dict[int, Attributes | None] = {}
    if not are_new:
        known = Invitee.objects.filter(programme=place.programme, member__in=members.values())
        invited = dict(known.values_list("member_id", "attributes"))
    totals: Counter[tuple[str, str]] = Counter()
    kept: dict[tuple[tuple[str, str], ...], object] = {}
    rows = []
    programme = prepared(Invitee, "programme", place.programme.pk)
    nothing = prepared(Invitee, "attributes", None)
    for key, (address, member_id) in zip(new_ids(len(members)), members.items(), strict=True):
        if member_id in invited:
            continue
        found = people[address]
        attributes = nothing
        if found:
            values = tuple(found.items())
            totals.update(values)
            if keeps:
                if values not in kept:
                    kept[values] = prepared(Invitee, "attributes", found)
                attributes = kept[values]
        rows.append((key, programme, member_id, attributes, None, 0, False, 0))
    insert(
        Invitee,
        ("programme", "member", "attributes", "invited_on", "reminders", "has_joined", "new_code"),
        rows,
    )
    added.invited, added.already_invited = len(rows), len(invited)
    if keeps:
        _change_attributes(place.programme.pk, members, people, invited, totals, added)
    elif 0 < len(rows) < place.organisation.smallest_group:
        # Totals before and after would say who has which attribute.
        added.uncounted = sum(bool(people[a]) for a, m in members.items() if m not in invited)
        totals.clear()
    add_totals(place.programme.pk, totals)


def _change_attributes(
    programme_id: UUID,
    members: dict[str, int],
    people: People,
    invited: dict[int, Attributes | None],
    totals: Counter[tuple[str, str]],
    added: Added,
) -> None:
    """A later list knows better: its attributes replace those of people invited already."""
    changed = []
    for address, member_id in members.items():
        now = people[address]
        if not now or member_id not in invited:
            continue
        before = invited[member_id] or {}
        after = before | now
        if after != before:
            totals.subtract(before.items())
            totals.update(after.items())
            changed.append((prepared(Invitee, "attributes", after), member_id))
    if not changed:
        return
    table = Invitee._meta.db_table
    programme = prepared(Invitee, "programme", programme_id)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {table} SET attributes = %s WHERE member_id = %s AND programme_id = %s",  # nosec B608
            [(*change, programme) for change in changed],
        )
    added.changed = len(changed)
