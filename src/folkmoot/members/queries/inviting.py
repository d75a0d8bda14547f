"""Who is invited to a programme: for letters, one by one; for everything else, as figures."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from folkmoot.members.models import EmailDomain, Invitee, MemberList, PopulationTotal
from folkmoot.members.queries.addresses import BadAddress, clean_address
from folkmoot.members.queries.publishable_values import too_rare
from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class ToWrite:
    invitee_id: int
    member_id: int
    address: str


@dataclass(frozen=True, slots=True)
class Turnout:
    """Not how many can be reached, nor how many have joined: erasing a person, or stopping their
    letters, would tell by what moves whether they had."""

    invited: int
    written_to: int


@dataclass(frozen=True, slots=True)
class Share:
    value: str
    number: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """How the invited divide by one attribute, the most frequent value first.

    ``rest`` is how many hold a value that is not told; None: so few that it is not told either.
    """

    name: str
    shares: tuple[Share, ...]
    rest: int | None = 0


@dataclass(frozen=True, slots=True)
class ListCard:
    """A list as the page of a programme shows it."""

    id: UUID
    name: str
    state: str
    invited: int
    added_on: str


def not_written_to(programme: Programme) -> int:
    """How many no invitation was written to yet, whether they can be reached or not."""
    return Invitee.objects.filter(programme=programme, invited_on=None).count()


def turnout(programme: Programme) -> Turnout:
    counts = Invitee.objects.filter(programme=programme).aggregate(
        invited=Count("pk"), written_to=Count("pk", filter=~Q(invited_on=None))
    )
    return Turnout(**counts)


def population(programme: Programme) -> list[Attribute]:
    """The invited by attribute and value: what reach compares those who joined with."""
    found: dict[str, list[Share]] = {}
    totals = PopulationTotal.objects.filter(programme=programme, number__gt=0)
    for one in totals.order_by("attribute", "-number", "value"):
        found.setdefault(one.attribute, []).append(Share(one.value, one.number))
    return [Attribute(name, tuple(shares)) for name, shares in found.items()]


def publishable_population(programme: Programme) -> list[Attribute]:
    """The same as a page may tell it: rare values stand together, as how many people they are."""
    k, told = programme.organisation.smallest_group, []
    for attribute in population(programme):
        hidden = too_rare({share.value: share.number for share in attribute.shares}, k)
        shares = tuple(share for share in attribute.shares if share.value not in hidden)
        rest = sum(share.number for share in attribute.shares if share.value in hidden)
        told.append(Attribute(attribute.name, shares, rest if rest >= k else None if rest else 0))
    return told


def domains_of(programme: Programme) -> list[EmailDomain]:
    return list(EmailDomain.objects.filter(programme=programme).order_by("domain"))


def accepts_domain_of(programme: Programme, address: str) -> bool:
    """Whether somebody with this address may ask for an invitation."""
    try:
        domain = clean_address(address).rpartition("@")[2]
    except BadAddress:
        return False
    return EmailDomain.objects.filter(programme=programme, domain=domain).exists()


def lists_of(programme: Programme | None, organisation_id: UUID) -> list[ListCard]:
    """The latest lists of a programme, or of the address book alone."""
    found = MemberList.objects.filter(organisation=organisation_id, programme=programme)
    return [
        ListCard(
            id=one.pk,
            name=one.name,
            state=one.state,
            invited=one.counts.get("invited" if programme else "new_in_book", 0),
            added_on=one.added_on.isoformat(),
        )
        for one in found.order_by("-added_on", "name")[:20]
    ]


def programmes_with_people(programme: Programme) -> list[tuple[UUID, str]]:
    """(id, name) of other programmes of the organisation to which people were invited."""
    others = Programme.objects.filter(organisation=programme.organisation_id).exclude(
        pk=programme.pk
    )
    invited = Invitee.objects.values("programme").distinct()
    return list(others.filter(pk__in=invited).order_by("name").values_list("pk", "name"))


def invited_to(programme: Programme) -> int:
    """How many are on the list."""
    return Invitee.objects.filter(programme=programme).count()
