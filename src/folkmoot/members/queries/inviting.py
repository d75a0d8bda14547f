"""Who is invited to a programme: for letters, one by one; for everything else, as figures."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from folkmoot.members import registry
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
    """``can_be_written`` leaves out who opted out and whose letters come back.

    ``joined`` moves in steps of the organisation's smallest group: two looks must not name
    the one who joined in between. None below the first step, where the mode does not know
    it, and where it was forgotten with the key.
    """

    invited: int
    can_be_written: int
    written_to: int
    opted_out: int
    bounced: int
    joined: int | None


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
    """How many an invitation would go to now."""
    found = Invitee.objects.filter(programme=programme, invited_on=None)
    return found.filter(member__is_opted_out=False, member__has_bounced=False).count()


def turnout(programme: Programme) -> Turnout:
    reachable = Q(member__is_opted_out=False, member__has_bounced=False)
    counts = Invitee.objects.filter(programme=programme).aggregate(
        invited=Count("pk"),
        can_be_written=Count("pk", filter=reachable),
        written_to=Count("pk", filter=~Q(invited_on=None)),
        opted_out=Count("pk", filter=Q(member__is_opted_out=True)),
        bounced=Count("pk", filter=Q(member__has_bounced=True)),
        joined=Count("pk", filter=Q(has_joined=True)),
    )
    step = programme.organisation.smallest_group
    knows = registry.mode_of(programme.pk) == registry.CONFIDENTIAL
    counts["joined"] = counts["joined"] // step * step or None if knows else None
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
