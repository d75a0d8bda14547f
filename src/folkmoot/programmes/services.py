"""Everything that changes programmes. One public function per thing a person does."""

from datetime import datetime

from django.db import transaction

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.programmes import policy
from folkmoot.programmes.models import Activity, Phase, Programme, Stage

RESERVED_SLUGS = frozenset({"new", "people", "audit", "programmes"})


class AddressTaken(DomainError):
    pass


class NotReady(DomainError):
    """Something is missing before people can be let in."""


@transaction.atomic
def create_programme(
    *, actor: Actor, name: str, slug: str, at: datetime, summary: str = ""
) -> Programme:
    """A draft with an address of its own; raises AddressTaken and NotAllowed."""
    if not policy.can_create(actor.roles):
        raise NotAllowed("Only a facilitator or an administrator can create a programme.")
    taken = Programme.objects.filter(organisation=actor.organisation, slug=slug).exists()
    if taken or slug in RESERVED_SLUGS:
        raise AddressTaken(f"The address “{slug}” is taken. Choose another.")
    programme = Programme.objects.create(
        organisation=actor.organisation,
        name=name,
        slug=slug,
        summary=summary,
        created_on=at.date(),
    )
    record_audit(actor=actor, act="created the programme", at=at, programme_slug=slug)
    return programme


@transaction.atomic
def add_activity(
    *, actor: Actor, programme: Programme, kind: str, title: str, at: datetime, summary: str = ""
) -> Activity:
    if not policy.can_set_up(actor.roles, programme.stage(at)):
        raise NotAllowed("Activities can be added by facilitators until the programme closes.")
    position = programme.activities.count()
    activity = Activity.objects.create(
        programme=programme, kind=kind, title=title, summary=summary, position=position
    )
    record_audit(
        actor=actor,
        act="added an activity",
        at=at,
        detail=title,
        programme_slug=programme.slug,
    )
    return activity


@transaction.atomic
def set_phase(
    *,
    actor: Actor,
    activity: Activity,
    key: str,
    opens_at: datetime,
    closes_at: datetime,
    at: datetime,
) -> Phase:
    """Give a phase of an activity its dates, replacing earlier ones."""
    if not policy.can_set_up(actor.roles, activity.programme.stage(at)):
        raise NotAllowed("Phases can be changed by facilitators until the programme closes.")
    if opens_at >= closes_at:
        raise DomainError("A phase must open before it closes.")
    phase, _ = Phase.objects.update_or_create(
        activity=activity, key=key, defaults={"opens_at": opens_at, "closes_at": closes_at}
    )
    return phase


@transaction.atomic
def launch(
    *, actor: Actor, programme: Programme, opens_at: datetime, closes_at: datetime, at: datetime
) -> Programme:
    """Publish the front page; people can take part from ``opens_at`` to ``closes_at``."""
    if not policy.can_launch(actor.roles, programme.stage(at)):
        raise NotAllowed("Only a facilitator or an administrator can open a programme.")
    if opens_at >= closes_at or closes_at <= at:
        raise DomainError("The programme must open before it closes, and close in the future.")
    mandate = programme.mandates.order_by("-number").first()
    if mandate is None or not mandate.promise:
        raise NotReady("Write the promise in the mandate first: people join because of it.")
    if not programme.activities.exists():
        raise NotReady("Add an activity first: there is nothing yet for people to do.")
    programme.opens_at, programme.closes_at = opens_at, closes_at
    programme.is_launched, programme.is_practising = True, False
    programme.save()
    record_audit(actor=actor, act="launched the programme", at=at, programme_slug=programme.slug)
    return programme


@transaction.atomic
def move_closing(
    *, actor: Actor, programme: Programme, closes_at: datetime, at: datetime
) -> Programme:
    """Close now, extend, or reopen: the one date that may move while a programme runs."""
    if programme.stage(at) in {Stage.DRAFT, Stage.PRACTICE}:
        raise DomainError("The programme has not been launched yet.")
    if not policy.can_change_dates(actor.roles, programme.stage(at)):
        raise NotAllowed("Only a facilitator or an administrator can change the closing date.")
    if programme.opens_at and closes_at <= programme.opens_at:
        raise DomainError("The programme cannot close before it opens.")
    programme.closes_at = closes_at
    programme.save(update_fields=["closes_at"])
    record_audit(
        actor=actor,
        act="moved the closing date",
        at=at,
        detail=f"to {closes_at:%d %B %Y %H:%M}",
        programme_slug=programme.slug,
    )
    return programme
