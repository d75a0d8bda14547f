"""Who may act on a programme."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.accounts.models import Appointment, Organisation, User
from folkmoot.accounts.policy import Actor, Role
from folkmoot.accounts.queries import actor_in
from folkmoot.programmes.models import Programme, ProgrammeAppointment


def actor_on(*, programme: Programme, user: User) -> Actor:
    """A person with the roles of the organisation and those of this programme alone."""
    actor = actor_in(organisation=programme.organisation, user=user)
    here = ProgrammeAppointment.objects.filter(programme=programme, user=user)
    own = frozenset(Role(role) for role in here.values_list("role", flat=True))
    return Actor(organisation=programme.organisation, user=user, roles=actor.roles | own)


def has_a_role_in(*, organisation: Organisation, user: User) -> bool:
    """In the organisation, or in one of its programmes alone."""
    return (
        Appointment.objects.filter(organisation=organisation, user=user).exists()
        or ProgrammeAppointment.objects.filter(
            programme__organisation=organisation, user=user
        ).exists()
    )


def organisations_with_a_programme_role(user_id: int) -> set[UUID]:
    held = ProgrammeAppointment.objects.filter(user_id=user_id)
    return set(held.values_list("programme__organisation_id", flat=True))


@dataclass(frozen=True, slots=True)
class ProgrammePerson:
    """``everywhere`` are roles in the whole organisation, ``here`` in this programme alone."""

    id: int
    name: str
    email: str
    everywhere: tuple[Role, ...]
    here: tuple[Role, ...]


def people_of(programme: Programme) -> list[ProgrammePerson]:
    """Everybody of the organisation, those with something to do in this programme first."""
    people = User.objects.filter(appointments__organisation=programme.organisation).distinct()
    everywhere = _roles(Appointment.objects.filter(organisation=programme.organisation))
    here = _roles(programme.appointments.all())
    cards = [
        ProgrammePerson(
            id=user.pk,
            name=str(user),
            email=user.email,
            everywhere=tuple(sorted(everywhere.get(user.pk, ()))),
            here=tuple(sorted(here.get(user.pk, ()))),
        )
        for user in people.order_by("name", "email")
    ]
    return sorted(cards, key=lambda card: not card.here)


def _roles(
    held: QuerySet[Appointment] | QuerySet[ProgrammeAppointment],
) -> dict[int, list[Role]]:
    found: dict[int, list[Role]] = {}
    for user_id, role in held.values_list("user_id", "role"):
        found.setdefault(user_id, []).append(Role(role))
    return found
