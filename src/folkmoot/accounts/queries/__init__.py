"""Everything that reads accounts."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.db.models import Q

from folkmoot.accounts import registry
from folkmoot.accounts.models import Appointment, AuditEntry, Organisation, User
from folkmoot.accounts.policy import Actor, Role
from folkmoot.accounts.queries.copying import audit_copy

__all__ = ["audit_copy"]
AUDIT_PAGE = 50
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the list of people. ``roles`` are those in the whole organisation."""

    user_id: int
    name: str
    email: str
    roles: tuple[Role, ...]
    is_active: bool
    has_two_step: bool
    has_temporary_password: bool


@dataclass(frozen=True, slots=True)
class AuditRow:
    at: datetime
    actor_name: str
    act: str
    detail: str
    programme_slug: str


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Newest first; ``older`` is the cursor of the next page, empty at the end."""

    rows: tuple[AuditRow, ...]
    older: str


def organisations_of(user: User) -> list[Organisation]:
    """Where this person holds a role, be it in one programme only."""
    elsewhere: set[UUID] = set()
    for belonging in registry.belongings():
        elsewhere |= belonging.organisations_of(user.pk)
    here = Q(appointments__user=user) | Q(pk__in=elsewhere)
    return list(Organisation.objects.filter(here).distinct().order_by("name"))


def actor_in(*, organisation: Organisation, user: User) -> Actor:
    held = Appointment.objects.filter(organisation=organisation, user=user)
    roles = frozenset(Role(role) for role in held.values_list("role", flat=True))
    return Actor(organisation=organisation, user=user, roles=roles)


def people_of(organisation: Organisation) -> list[Person]:
    """Everybody with a role in the whole organisation, by name."""
    users = User.objects.filter(appointments__organisation=organisation).distinct()
    held: dict[int, set[str]] = {}
    for user_id, role in Appointment.objects.filter(organisation=organisation).values_list(
        "user_id", "role"
    ):
        held.setdefault(user_id, set()).add(role)
    guarded = set(
        Authenticator.objects.filter(
            type=Authenticator.Type.TOTP, user__appointments__organisation=organisation
        ).values_list("user_id", flat=True)
    )
    return [
        Person(
            user_id=user.pk,
            name=user.name,
            email=user.email,
            roles=tuple(role for role in Role if role.value in held.get(user.pk, set())),
            is_active=user.is_active,
            has_two_step=user.pk in guarded,
            has_temporary_password=user.has_temporary_password,
        )
        for user in users.order_by("name", "email")
    ]


def has_two_step(user: User) -> bool:
    found = Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP)
    return bool(found.exists())


def works_elsewhere(*, user: User, organisation: Organisation) -> bool:
    return any(found.pk != organisation.pk for found in organisations_of(user))


def administers_all(*, administrator: User, organisations: list[Organisation]) -> bool:
    held = Appointment.objects.filter(
        user=administrator, role=Role.ADMINISTRATOR.value, organisation__in=organisations
    )
    return held.values("organisation").distinct().count() == len(organisations)


def audit_page(
    *,
    organisation: Organisation,
    programme_slug: str = "",
    before: str = "",
    size: int = AUDIT_PAGE,
) -> AuditPage:
    """Pages by key, not by number: as quick at the millionth entry as at the first.

    A cursor that cannot be read means the first page.
    """
    entries = AuditEntry.objects.filter(organisation=organisation).order_by("-at", "-id")
    if programme_slug:
        entries = entries.filter(programme_slug=programme_slug)
    place = _place(before)
    if place:
        at, last = place
        entries = entries.filter(Q(at__lt=at) | Q(at=at, id__lt=last))
    found = list(entries[: size + 1])
    older = _cursor(found[size - 1]) if len(found) > size else ""
    known = registry.acts()
    rows = tuple(
        AuditRow(
            e.at,
            e.actor_name,
            str(registry.act_of(e.act, known).words),
            e.detail,
            e.programme_slug,
        )
        for e in found[:size]
    )
    return AuditPage(rows=rows, older=older)


def promised_to(organisation: Organisation) -> list[str]:
    """Names of what people were told the smallest group for; none where nobody was."""
    return registry.promised_to(organisation.pk)


def audited_programmes(organisation: Organisation) -> list[str]:
    """The addresses of programmes that the audit tells of, those since removed included."""
    entries = AuditEntry.objects.filter(organisation=organisation).exclude(programme_slug="")
    return sorted(set(entries.values_list("programme_slug", flat=True).distinct()))


def _cursor(entry: AuditEntry) -> str:
    return f"{(entry.at - EPOCH) // timedelta(microseconds=1)}-{entry.pk}"


def _place(cursor: str) -> tuple[datetime, int] | None:
    moment, _, last = cursor.partition("-")
    if not (moment.isascii() and moment.isdigit() and last.isascii() and last.isdigit()):
        return None
    if len(moment) > 16 or len(last) > 18:
        return None
    return EPOCH + timedelta(microseconds=int(moment)), int(last)
