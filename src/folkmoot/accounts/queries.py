"""Everything that reads accounts."""

from folkmoot.accounts.models import Appointment, Organisation, User
from folkmoot.accounts.policy import Actor, Role


def organisations_of(user: User) -> list[Organisation]:
    return list(Organisation.objects.filter(appointments__user=user).distinct().order_by("name"))


def actor_in(*, organisation: Organisation, user: User) -> Actor:
    held = Appointment.objects.filter(organisation=organisation, user=user)
    roles = frozenset(Role(role) for role in held.values_list("role", flat=True))
    return Actor(organisation=organisation, user=user, roles=roles)
