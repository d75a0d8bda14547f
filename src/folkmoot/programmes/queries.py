"""Everything that reads programmes, shaped for the page that asked."""

from datetime import datetime

from folkmoot.accounts.models import Organisation, User
from folkmoot.accounts.policy import Actor, Role
from folkmoot.accounts.queries import actor_in
from folkmoot.programmes import registry
from folkmoot.programmes.models import Activity, Programme, ProgrammeAppointment, Stage
from folkmoot.programmes.registry import Act


def actor_on(*, programme: Programme, user: User) -> Actor:
    """A person with the roles of the organisation and those of this programme alone."""
    actor = actor_in(organisation=programme.organisation, user=user)
    here = ProgrammeAppointment.objects.filter(programme=programme, user=user)
    own = frozenset(Role(role) for role in here.values_list("role", flat=True))
    return Actor(organisation=programme.organisation, user=user, roles=actor.roles | own)


def acts_now(*, activity: Activity, at: datetime) -> frozenset[Act]:
    """What participants may do in an activity at a moment: nothing unless the programme is open.

    While practising, everything that any phase permits, so that staff can rehearse it all.
    An activity without phases permits everything its kind knows while the programme is open.
    """
    stage = activity.programme.stage(at)
    kind = registry.kind(activity.kind)
    everything = frozenset(act for phase in kind.phases for act in phase.acts)
    if stage is Stage.PRACTICE:
        return everything
    if stage is not Stage.OPEN:
        return frozenset()
    phases = list(activity.phases.all())
    if not phases:
        return everything
    open_now = (phase for phase in phases if phase.opens_at <= at < phase.closes_at)
    return frozenset(act for phase in open_now for act in kind.phase(phase.key).acts)


def programmes_of(*, organisation: Organisation, user: User) -> list[Programme]:
    """Those this person has a role in: all of them for organisation-wide roles."""
    actor = actor_in(organisation=organisation, user=user)
    found = Programme.objects.filter(organisation=organisation).select_related("organisation")
    if not actor.roles:
        found = found.filter(appointments__user=user).distinct()
    return list(found.order_by("-created_on", "name"))
