"""Everything that changes accounts. One public function per thing a person does."""

from datetime import datetime

from django.db import transaction

from folkmoot.accounts.models import Appointment, AuditEntry, Organisation, User
from folkmoot.accounts.policy import Actor, Role, can_manage_people
from folkmoot.core.errors import DomainError, NotAllowed


def record_audit(
    *, actor: Actor, act: str, at: datetime, detail: str = "", programme_slug: str = ""
) -> None:
    """Keep what a member of staff did, in words; call it inside the act's own transaction."""
    AuditEntry.objects.create(
        organisation=actor.organisation,
        programme_slug=programme_slug,
        actor=actor.user,
        actor_name=actor.name[:120],
        act=act[:60],
        detail=detail[:300],
        at=at,
    )


@transaction.atomic
def create_organisation(*, name: str, slug: str, smallest_group: int = 10) -> Organisation:
    if smallest_group < 5:
        raise DomainError("The smallest group shown cannot be under 5 people.")
    if Organisation.objects.filter(slug=slug).exists():
        raise DomainError(f"An organisation with the address “{slug}” exists already.")
    return Organisation.objects.create(name=name, slug=slug, smallest_group=smallest_group)


@transaction.atomic
def add_person(
    *, actor: Actor, email: str, name: str, password: str, roles: set[Role], at: datetime
) -> User:
    """Give somebody an account and roles here; a known e-mail address keeps its password."""
    if not can_manage_people(actor.roles):
        raise NotAllowed("Only an administrator can add people.")
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        user = User(email=email.lower(), name=name, created_on=at.date())
        user.set_password(password)
        user.save()
    for role in sorted(roles):
        Appointment.objects.get_or_create(
            organisation=actor.organisation, user=user, role=role.value
        )
    record_audit(
        actor=actor, act="added a person", at=at, detail=f"{name}: {', '.join(sorted(roles))}"
    )
    return user
