"""The address book: finding a person, and telling them all that is known of them."""

from dataclasses import asdict, dataclass

from django.db import connection

from folkmoot.accounts.models import Organisation
from folkmoot.members.models import Invitee, Member, Suppressed
from folkmoot.members.queries.addresses import BadAddress, clean_address, suppression_hash

PAGE = 50
NEW_CODE = ("not asked for", "asked for", "sent")  # by Invitee.NewCode

CANNOT_KNOW = (
    "What this person said, if they took part: voices are kept without names, and nothing here "
    "leads from an address to a voice.",
    "Letters on their way: they wait encrypted, are deleted once sent, and cannot be searched.",
    "Records of mail servers and of the network, which are kept by those who run them.",
    "Where a mailbox is: we know the address alone, not who reads it.",
)


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the address book."""

    ref: str
    id: int
    address: str
    is_opted_out: bool
    has_bounced: bool


@dataclass(frozen=True, slots=True)
class Book:
    """By address; ``after`` is the ref after which the next page starts, empty at the end."""

    cards: tuple[Card, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Totals:
    members: int
    opted_out: int
    bounced: int
    erased: int


@dataclass(frozen=True, slots=True)
class Invitation:
    """``attributes`` is None where there are none, or a mode forbids to keep them.

    ``joined`` can be true only in the confidential mode, until its key is destroyed.
    """

    programme: str
    written_to_first_on: str | None
    reminders: int
    attributes: dict[str, str] | None
    joined: bool
    new_code: str


@dataclass(frozen=True, slots=True)
class Known:
    organisation: str
    address: str
    asked_to_be_left_alone: bool
    letters_came_back: bool
    invitations: tuple[Invitation, ...]
    cannot_know: tuple[str, ...] = CANNOT_KNOW

    def as_dict(self) -> dict[str, object]:
        return asdict(self)

    def as_rows(self) -> list[tuple[str, str, str]]:
        """(about, what, value) for a table."""
        person = ("The person", self.organisation)
        rows = [
            ("About", "What", "Value"),
            (*person, self.address),
            (person[0], "Asked to be left alone", _yes(self.asked_to_be_left_alone)),
            (person[0], "Letters came back", _yes(self.letters_came_back)),
        ]
        for one in self.invitations:
            rows += [
                (one.programme, "First written to on", one.written_to_first_on or "not yet"),
                (one.programme, "Reminders", str(one.reminders)),
                (one.programme, "Recorded as joined", _yes(one.joined)),
                (one.programme, "New joining code", one.new_code),
            ]
            rows += [(one.programme, name, value) for name, value in (one.attributes or {}).items()]
        return rows + [("What we cannot know", "", reason) for reason in self.cannot_know]


def _yes(fact: bool) -> str:
    return "yes" if fact else "no"


def totals_of(organisation: Organisation) -> Totals:
    members = Member.objects.filter(organisation=organisation)
    suppressed = Suppressed.objects.filter(organisation=organisation)
    return Totals(
        members=members.count(),
        opted_out=suppressed.filter(is_erased=False).count(),
        bounced=members.filter(has_bounced=True).count(),
        erased=suppressed.filter(is_erased=True).count(),
    )


def book_page(organisation: Organisation, *, after: int | None = None) -> Book:
    """Pages by key. The key in the address is a random id: an address has no place in a URL."""
    members = Member.objects.filter(organisation=organisation).order_by("address")
    if after is not None:
        last = members.filter(pk=after).values_list("address", flat=True).first()
        if last is not None:
            members = members.filter(address__gt=last)
    return _page(members)


def search(organisation: Organisation, text: str) -> Book:
    """Whose address begins with the text."""
    members = Member.objects.filter(organisation=organisation).order_by("address")
    start = text.strip().lower()[:254].replace("\0", "")
    if connection.vendor == "sqlite":
        members = members.filter(address__gte=start)  # there LIKE alone would read every row
    return _page(members.filter(address__startswith=start))


def _page(members) -> Book:  # type: ignore[no-untyped-def]
    found = list(members[: PAGE + 1])
    cards = tuple(
        Card(one.ref, one.pk, one.address, one.is_opted_out, one.has_bounced)
        for one in found[:PAGE]
    )
    return Book(cards=cards, after=cards[-1].ref if len(found) > PAGE else "")


def is_suppressed(organisation: Organisation, address: str) -> bool:
    try:
        cleaned = clean_address(address)
    except BadAddress:
        return False
    hashed = suppression_hash(organisation.pk, cleaned)
    return Suppressed.objects.filter(organisation=organisation, address_hash=hashed).exists()


def programmes_of(member: Member) -> list[tuple[str, bool]]:
    """(name, has been written to) of the programmes this person is invited to."""
    invited = Invitee.objects.filter(member=member).order_by("programme__name")
    return [
        (name, day is not None)
        for name, day in invited.values_list("programme__name", "invited_on")
    ]


def known_of(member: Member) -> Known:
    invited = Invitee.objects.filter(member=member).select_related("programme")
    return Known(
        organisation=member.organisation.name,
        address=member.address,
        asked_to_be_left_alone=member.is_opted_out,
        letters_came_back=member.has_bounced,
        invitations=tuple(
            Invitation(
                programme=one.programme.name,
                written_to_first_on=one.invited_on.isoformat() if one.invited_on else None,
                reminders=one.reminders,
                attributes=one.attributes,
                joined=one.has_joined,
                new_code=NEW_CODE[one.new_code],
            )
            for one in invited.order_by("programme__name")
        ),
    )
