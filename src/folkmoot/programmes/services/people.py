"""Roles in one programme alone."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.models import Appointment, User
from folkmoot.accounts.policy import Actor, Role
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.programmes import acts, policy
from folkmoot.programmes.models import Programme, ProgrammeAppointment


@transaction.atomic
def appoint(
    *, actor: Actor, programme: Programme, user_id: int, role: Role, at: datetime
) -> ProgrammeAppointment:
    """Give somebody of the organisation a role in this programme alone."""
    _check(actor)
    user = User.objects.filter(pk=user_id).first()
    of_the_organisation = Appointment.objects.filter(
        organisation=programme.organisation, user_id=user_id
    )
    if user is None or not of_the_organisation.exists():
        raise DomainError(_("Choose somebody who belongs to your organisation."))
    if of_the_organisation.filter(role=role.value).exists():
        raise DomainError(
            _("%(name)s is %(role)s in every programme already.")
            % {"name": user, "role": role.label}
        )
    appointment, is_new = ProgrammeAppointment.objects.get_or_create(
        programme=programme, user=user, role=role.value
    )
    if is_new:
        _record(actor, acts.ROLE_GIVEN, appointment, at)
    return appointment


@transaction.atomic
def end_appointment(
    *, actor: Actor, programme: Programme, user_id: int, role: Role, at: datetime
) -> None:
    _check(actor)
    held = ProgrammeAppointment.objects.filter(
        programme=programme, user_id=user_id, role=role.value
    ).select_related("user")
    for appointment in held:
        _record(actor, acts.ROLE_ENDED, appointment, at)
        appointment.delete()


def _record(actor: Actor, act: Act, appointment: ProgrammeAppointment, at: datetime) -> None:
    record_audit(
        actor,
        act,
        at,
        lambda: f"{appointment.user}: {Role(appointment.role).label}",
        programme=appointment.programme,
    )


def leave_programmes(organisation_id: UUID, user_id: int) -> None:
    """End every role that somebody holds in single programmes of an organisation they leave.

    The act and its trace are the accounts room's; this runs inside its transaction.
    """
    ProgrammeAppointment.objects.filter(
        programme__organisation_id=organisation_id, user_id=user_id
    ).delete()


def _check(actor: Actor) -> None:
    if not policy.can_appoint(actor.roles):
        raise NotAllowed(_("Only an administrator can give roles."))
