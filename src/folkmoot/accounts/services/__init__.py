"""Everything that changes accounts. One public function per thing a person does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts import acts, presenting, queries, registry
from folkmoot.accounts.models import Appointment, AuditEntry, Organisation, User
from folkmoot.accounts.policy import (
    GROUP_STEP,
    LEAST_GROUP,
    MOST_GROUP,
    Actor,
    Role,
    can_change_organisation,
    can_manage_people,
)
from folkmoot.accounts.registry import Act
from folkmoot.core.days import day_of, start_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.ids import read_aloud
from folkmoot.core.revisions import check, shown
from folkmoot.core.text import usable_line
from folkmoot.web.languages import in_language


class LastAdministrator(DomainError):
    """Nobody would be left who can let people in."""


class BadSmallestGroup(DomainError):
    """No number may be that small, or this small now."""


class NoRole(DomainError):
    """The person has no role in this organisation."""


class Addressed(Protocol):
    """What an act may have been done in: a programme, by its address."""

    @property
    def slug(self) -> str: ...


@dataclass(frozen=True, slots=True)
class NewAccount:
    """``temporary_password`` is shown once; None for somebody who has an account already."""

    user: User
    temporary_password: str | None


def record_audit(
    actor: Actor,
    act: Act,
    at: datetime,
    detail: str | Callable[[], str] = "",
    *,
    programme: Addressed | None = None,
    by_day: bool = False,
) -> None:
    """Keep what staff, or the machine, did; call it inside the act's own transaction.

    A ``detail`` with words of ours is handed in as a function: it is kept, as whoever acted is
    named, in the installation's language, and so never in the one that somebody reads.
    ``by_day`` keeps the day alone, where people are: for what a time beside it would give away.
    """
    if registry.acts().get(act.key) is not act:
        raise ValueError(f"“{act.key}” is declared by no room")
    with in_language(settings.LANGUAGE_CODE):
        name, told = actor.name, detail() if callable(detail) else detail
    AuditEntry.objects.create(
        organisation=actor.organisation,
        programme_slug=programme.slug if programme else "",
        actor=actor.user,
        actor_name=name[:120],
        act=act.key,
        detail=told[:300],
        at=start_of(day_of(at)) if by_day else at,
    )


@transaction.atomic
def create_organisation(*, name: str, slug: str, smallest_group: int = 10) -> Organisation:
    if smallest_group < LEAST_GROUP:
        raise BadSmallestGroup(
            _("The smallest group shown cannot be under %(least)s people.") % {"least": LEAST_GROUP}
        )
    name = usable_line(name, 120, empty=_("Write the organisation's name."))
    if Organisation.objects.filter(slug=slug).exists():
        raise DomainError(
            _("An organisation with the address “%(address)s” exists already.") % {"address": slug}
        )
    return Organisation.objects.create(name=name, slug=slug, smallest_group=smallest_group)


@transaction.atomic
def change_organisation(
    *, actor: Actor, name: str, smallest_group: int, at: datetime, revision: str | None = None
) -> None:
    """Its name, and how few people a number may tell of; BadSmallestGroup says why not."""
    if not can_change_organisation(actor.roles):
        raise NotAllowed(_("Only an administrator can change the organisation."))
    name = usable_line(name, 120, empty=_("Write the organisation's name."))
    found = Organisation.objects.select_for_update().get(pk=actor.organisation.pk)
    wanted = {"name": name, "smallest_group": smallest_group}
    check(shown(found, wanted), revision, wanted)
    before = {"name": found.name, "smallest_group": found.smallest_group}
    if smallest_group != found.smallest_group:
        _check_smallest_group(found, smallest_group)
    if wanted == before:
        return
    found.name, found.smallest_group = name, smallest_group
    found.save(update_fields=["name", "smallest_group"])
    record_audit(actor, acts.ORGANISATION_CHANGED, at, lambda: _what_changed(before, wanted))


def _what_changed(before: Mapping[str, object], after: Mapping[str, object]) -> str:
    told = {
        "name": _("name: %(before)s to %(after)s"),
        "smallest_group": _("smallest group: %(before)s to %(after)s"),
    }
    return "; ".join(
        words % {"before": before[key], "after": after[key]}
        for key, words in told.items()
        if before[key] != after[key]
    )


def _check_smallest_group(organisation: Organisation, wanted: int) -> None:
    """It grows at any time. It shrinks only while nobody was promised the number it has: two
    looks at two sizes would show what was hidden, and answers are stored by the old one."""
    if not LEAST_GROUP <= wanted <= MOST_GROUP or wanted % GROUP_STEP:
        raise BadSmallestGroup(
            _(
                "Choose a number from %(least)s to %(most)s in steps of %(step)s: two "
                "looks at sizes close to each other would tell more than either."
            )
            % {"least": LEAST_GROUP, "most": MOST_GROUP, "step": GROUP_STEP}
        )
    if wanted > organisation.smallest_group:
        return
    if promised := queries.promised_to(organisation):
        raise BadSmallestGroup(
            _(
                "It stays at %(smallest)s or more. People were told this number in "
                "%(programme)s, and a smaller one would show what it hid."
            )
            % {"smallest": organisation.smallest_group, "programme": presenting.some_of(promised)}
        )


@transaction.atomic
def add_person(
    *, actor: Actor, email: str, name: str, password: str, roles: set[Role], at: datetime
) -> User:
    """Give somebody an account and roles here; a known e-mail address keeps its password.

    An account that was closed opens again, with the new password.
    """
    if not can_manage_people(actor.roles):
        raise NotAllowed(_("Only an administrator can add people."))
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        name = usable_line(name, 120, empty=_("Write their name."))
        user = User(email=email.lower(), name=name, created_on=day_of(at))
    if user.pk is None or not user.is_active:
        user.is_active, user.has_temporary_password = True, False
        user.set_password(password)
        user.save()
    for role in sorted(roles):
        Appointment.objects.get_or_create(
            organisation=actor.organisation, user=user, role=role.value
        )
    record_audit(actor, acts.PERSON_ADDED, at, lambda: f"{user.name}: {in_words(roles)}")
    return user


@transaction.atomic
def add_person_with_password(
    *, actor: Actor, email: str, name: str, roles: set[Role], at: datetime
) -> NewAccount:
    """Add somebody with a password made up here, which they must change when they sign in."""
    if not roles:
        raise DomainError(_("Choose at least one role: without one they could open nothing."))
    known = User.objects.filter(email__iexact=email, is_active=True).first()
    password = new_password()
    user = add_person(actor=actor, email=email, name=name, password=password, roles=roles, at=at)
    if known:
        return NewAccount(user=user, temporary_password=None)
    user.has_temporary_password = True
    user.save(update_fields=["has_temporary_password"])
    return NewAccount(user=user, temporary_password=password)


@transaction.atomic
def set_roles(
    *, actor: Actor, user: User, roles: set[Role], at: datetime, revision: str | None = None
) -> None:
    """The roles a person holds in the whole organisation, replacing earlier ones."""
    Organisation.objects.select_for_update().get(pk=actor.organisation.pk)
    held = _held_by(actor=actor, user=user)
    if not roles:
        raise DomainError(_("Choose at least one role, or remove the person."))
    check({"roles": sorted(held)}, revision, {"roles": sorted(roles)})
    if roles == held:
        return
    _keep_an_administrator(actor=actor, user=user, roles=roles)
    Appointment.objects.filter(organisation=actor.organisation, user=user).exclude(
        role__in=[role.value for role in roles]
    ).delete()
    for role in sorted(roles - held):
        Appointment.objects.create(organisation=actor.organisation, user=user, role=role.value)
    record_audit(actor, acts.ROLES_CHANGED, at, lambda: f"{user.name}: {in_words(roles)}")


@transaction.atomic
def remove_person(*, actor: Actor, user: User, at: datetime) -> None:
    """End every role a person has here; without one anywhere, their account is closed."""
    _held_by(actor=actor, user=user)
    _keep_an_administrator(actor=actor, user=user, roles=set())
    Appointment.objects.filter(organisation=actor.organisation, user=user).delete()
    for belonging in registry.belongings():
        belonging.leave(actor.organisation.pk, user.pk)
    if not queries.organisations_of(user):
        user.is_active = False
        user.save(update_fields=["is_active"])
    record_audit(actor, acts.PERSON_REMOVED, at, user.name)


@transaction.atomic
def give_new_password(*, actor: Actor, user: User, at: datetime) -> str:
    """A temporary password for somebody who lost theirs; shown once."""
    _held_by(actor=actor, user=user)
    if actor.user == user:
        raise NotAllowed(_("Change your own password under “Your account”."))
    if actor.user and queries.works_elsewhere(user=user, organisation=actor.organisation):
        raise NotAllowed(
            _(
                "This person works for another organisation here, too. Ask them to use "
                "“Forgotten your password?” on the page where they sign in."
            )
        )
    password = new_password()
    user.set_password(password)
    user.has_temporary_password = True
    user.save(update_fields=["password", "has_temporary_password"])
    record_audit(actor, acts.PASSWORD_GIVEN, at, user.name)
    return password


@transaction.atomic
def switch_off_second_step(*, actor: Actor, user: User, at: datetime) -> None:
    """For a colleague who has neither their phone nor a recovery code any more.

    Never one's own: that takes the password, under "Your account". Whoever works for several
    organisations is guarded for all of them, so only who administers them all may do it.
    """
    _held_by(actor=actor, user=user)
    if actor.user == user:
        raise NotAllowed(_("Switch your own second step off under “Your account”."))
    if actor.user and not queries.administers_all(
        administrator=actor.user, organisations=queries.organisations_of(user)
    ):
        raise NotAllowed(
            _(
                "This person works for another organisation here, too. Only an administrator of "
                "both can switch their second step off."
            )
        )
    if not queries.has_two_step(user):
        raise DomainError(_("They have no second step: their password alone opens their account."))
    Authenticator.objects.filter(user=user).delete()  # the app, and the recovery codes
    record_audit(actor, acts.SECOND_STEP_OFF, at, user.name)


def change_own_name(*, user: User, name: str) -> None:
    user.name = usable_line(name, 120, empty=_("Write your name."))
    user.save(update_fields=["name"])


def new_password() -> str:
    """Four groups of four: 79 bits, easy to read over the telephone."""
    return "-".join(read_aloud(4) for _ in range(4))


def in_words(roles: set[Role]) -> str:
    return ", ".join(sorted(role.label for role in roles)) or _("no role")


def _held_by(*, actor: Actor, user: User) -> set[Role]:
    if not can_manage_people(actor.roles):
        raise NotAllowed(_("Only an administrator can change people."))
    # One change of people at a time, or two administrators could remove each other.
    Organisation.objects.select_for_update().get(pk=actor.organisation.pk)
    held = Appointment.objects.filter(organisation=actor.organisation, user=user)
    roles = {Role(role) for role in held.values_list("role", flat=True)}
    if not roles:
        raise NoRole(_("This person has no role here any more."))
    return roles


def _keep_an_administrator(*, actor: Actor, user: User, roles: set[Role]) -> None:
    others = Appointment.objects.filter(
        organisation=actor.organisation, role=Role.ADMINISTRATOR.value, user__is_active=True
    ).exclude(user=user)
    if Role.ADMINISTRATOR not in roles and not others.exists():
        raise LastAdministrator(
            _("An organisation needs an administrator. Make somebody else one first.")
        )
