"""People into the address book and onto a programme's list, thousands at a time."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter
from uuid import UUID

from django.db import connection, transaction

from folkmoot.accounts.models import Organisation
from folkmoot.members import registry
from folkmoot.members.models import Invitee, Member, Suppressed
from folkmoot.members.queries.addresses import suppression_hash
from folkmoot.members.services.address_book import lock_address_book
from folkmoot.members.services.bulk import add_totals, among, insert, new_ids, prepared, rows
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock

Attributes = dict[str, str]
People = dict[str, Attributes]
FEW = 1000  # asked for by name; of more, all are read and compared here


@dataclass(frozen=True, slots=True)
class ListRow:
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
def add_people(place: ListRow, people: People) -> Added:
    """Cleaned addresses, each with its attributes (may be empty)."""
    added = Added()
    if place.programme:
        # One batch at a time, or two imports of one person would count them twice.
        lock(place.programme.pk)
    lock_address_book(place.organisation.pk)
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
    if len(hashes) < FEW:
        suppressed = suppressed.filter(address_hash__in=list(hashes))
    found = suppressed.values_list("address_hash", flat=True).iterator(chunk_size=10_000)
    return {hashes[mark] for one in found if (mark := bytes(one)) in hashes}


def members_of(organisation: Organisation, addresses: People) -> dict[str, int]:
    """The ids behind addresses that are in the book."""
    is_one, listed = among("address", addresses)
    sql = f"SELECT address, id FROM {Member._meta.db_table} "  # nosec B608 # not for people: SQL
    book = prepared(Member, "organisation", organisation.pk)
    sql += f"WHERE organisation_id = %s AND {is_one}"  # not for people: SQL
    return dict(rows(sql, [book, listed]))


def invited_among(programme: Programme, members: Iterable[int]) -> dict[int, Attributes | None]:
    """Who of these is invited already, with their attributes."""
    return {member: held for member, held, _ in _invitations(programme, members)}


def _invitations(
    programme: Programme, members: Iterable[int]
) -> list[tuple[int, Attributes | None, bool]]:
    """(member, attributes, was written to) of those of these who are invited already."""
    is_one, listed = among("member_id", members)
    sql = f"SELECT member_id, attributes, invited_on FROM {Invitee._meta.db_table} "  # nosec B608 # not for people: SQL
    here = prepared(Invitee, "programme", programme.pk)
    sql += f"WHERE programme_id = %s AND {is_one}"  # not for people: SQL
    found = rows(sql, [here, listed])
    return [(member, held and json.loads(held), day is not None) for member, held, day in found]


def _into_the_book(place: ListRow, members: dict[str, int]) -> int:
    organisation = prepared(Member, "organisation", place.organisation.pk)
    return insert(
        Member,
        ("organisation", "address", "is_opted_out", "has_bounced"),
        [(key, organisation, address, False, False) for address, key in members.items()],
        unless="organisation_id, address",  # not for people: SQL
    )


def _invite(
    place: ListRow, members: dict[str, int], people: People, added: Added, are_new: bool
) -> None:
    assert place.programme is not None
    keeps = place.keeps_attributes
    already = [] if are_new else _invitations(place.programme, members.values())
    invited = {member: held for member, held, _ in already}
    new = [
        (member_id, people[address])
        for address, member_id in members.items()
        if member_id not in invited
    ]
    # New ids in the order of the members': the table and both its indexes are written in one
    # sweep each. Ids of members are random, and each row names its member anyway.
    new.sort(key=itemgetter(0))
    totals, stored = _counted([found for _, found in new], keeps=keeps)
    programme = prepared(Invitee, "programme", place.programme.pk)
    insert(
        Invitee,
        ("programme", "member", "attributes", "invited_on", "reminders", "has_joined", "new_code"),
        [
            (key, programme, member_id, stored[id(found)], None, 0, False, 0)
            for key, (member_id, found) in zip(sorted(new_ids(len(new))), new, strict=True)
        ],
    )
    added.invited, added.already_invited = len(new), len(invited)
    if keeps:
        stays = registry.forgets_traces(place.programme.pk)
        changing = {
            member: held for member, held, is_written in already if not (stays and is_written)
        }
        _change_attributes(place.programme.pk, members, people, changing, totals, added)
    elif 0 < len(new) < place.organisation.smallest_group:
        # Totals before and after would say who has which attribute.
        added.uncounted = sum(bool(found) for _, found in new)
        totals.clear()
    add_totals(place.programme.pk, totals)


def _counted(
    found: list[Attributes], *, keeps: bool
) -> tuple[Counter[tuple[str, str]], dict[int, object]]:
    """How many have each value, and by a dictionary's ``id`` what a row stores of it.

    Many people share one dictionary (`queries.lists.rows_of`): each is looked at once.
    """
    nothing = prepared(Invitee, "attributes", None)
    totals: Counter[tuple[str, str]] = Counter()
    stored: dict[int, object] = {}
    shared = {id(one): one for one in found}
    for key, number in Counter(map(id, found)).items():
        for pair in shared[key].items():
            totals[pair] += number
        is_kept = keeps and bool(shared[key])
        stored[key] = prepared(Invitee, "attributes", shared[key]) if is_kept else nothing
    return totals, stored


def _change_attributes(
    programme_id: UUID,
    members: dict[str, int],
    people: People,
    invited: dict[int, Attributes | None],
    totals: Counter[tuple[str, str]],
    added: Added,
) -> None:
    """A later list knows better: its attributes replace those of people invited already.

    But for those who may have joined, where that is a reason to forget them.
    """
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
            f"UPDATE {table} SET attributes = %s WHERE member_id = %s AND programme_id = %s",  # nosec B608 # not for people: SQL
            [(*change, programme) for change in changed],
        )
    added.changed = len(changed)
