"""The address book: finding a person, and telling them all that is known of them."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import connection

from folkmoot.accounts.models import Organisation
from folkmoot.members.models import Invitee, Member, Suppressed

PAGE = 50
NEW_CODE = ("not asked for", "asked for", "sent")  # by Invitee.NewCode

OWN = ("joined", "reminders", "new_code")
LEFT_OUT = (
    "Whether this person joined, how often they were reminded, and whether they asked for "
    "another joining code: nobody of staff may learn it. It goes to their own address alone.",
)
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

    The last three are for the person alone, and None in what staff are handed: whether they
    joined (known in the confidential mode until its key is destroyed), how often they were
    reminded (there it stops with joining), and what became of asking for another code.
    """

    programme: str
    written_to_first_on: str | None
    attributes: dict[str, str] | None
    joined: bool | None = None
    reminders: int | None = None
    new_code: str | None = None

    def as_dict(self) -> dict[str, object]:
        held = asdict(self)
        return {name: held[name] for name in held if name not in OWN or held[name] is not None}


@dataclass(frozen=True, slots=True)
class Known:
    """``left_out`` says in words what staff may not hand out; empty in the person's letter."""

    organisation: str
    address: str
    asked_to_be_left_alone: bool
    letters_came_back: bool
    invitations: tuple[Invitation, ...]
    left_out: tuple[str, ...] = ()
    cannot_know: tuple[str, ...] = CANNOT_KNOW

    def as_dict(self) -> dict[str, object]:
        held = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return held | {"invitations": [one.as_dict() for one in self.invitations]}

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
            rows.append(
                (one.programme, "First written to on", one.written_to_first_on or "not yet")
            )
            rows += [(one.programme, name, value) for name, value in (one.attributes or {}).items()]
        rows += [("Left out here", "", reason) for reason in self.left_out]
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


def programmes_of(member: Member) -> list[tuple[str, bool]]:
    """(name, has been written to) of the programmes this person is invited to."""
    invited = Invitee.objects.filter(member=member).order_by("programme__name")
    return [
        (name, day is not None)
        for name, day in invited.values_list("programme__name", "invited_on")
    ]


def known_of(member: Member) -> Known:
    """What staff may hand out: the columns that are the person's own are not even read."""
    invited = Invitee.objects.filter(member=member).order_by("programme__name")
    found = invited.values_list("programme__name", "invited_on", "attributes")
    return _known(
        member, [Invitation(name, _day(on), held) for name, on, held in found], left_out=LEFT_OUT
    )


def all_of(member: Member) -> Known:
    """Everything, for a letter to the person's own address and for nothing else."""
    invited = Invitee.objects.filter(member=member).select_related("programme")
    return _known(
        member,
        [
            Invitation(
                programme=one.programme.name,
                written_to_first_on=_day(one.invited_on),
                attributes=one.attributes,
                joined=one.has_joined,
                reminders=one.reminders,
                new_code=NEW_CODE[one.new_code],
            )
            for one in invited.order_by("programme__name")
        ],
    )


def _known(
    member: Member, invitations: list[Invitation], *, left_out: tuple[str, ...] = ()
) -> Known:
    return Known(
        organisation=member.organisation.name,
        address=member.address,
        asked_to_be_left_alone=member.is_opted_out,
        letters_came_back=member.has_bounced,
        invitations=tuple(invitations),
        left_out=left_out,
    )


def _day(on: date | None) -> str | None:
    return on.isoformat() if on else None
