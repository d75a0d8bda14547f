"""What happens when."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.formats import closing, opening
from folkmoot.core.revisions import check, claim
from folkmoot.core.text import clean_line, usable_line
from folkmoot.programmes import acts, policy, registry
from folkmoot.programmes.models import Activity, Phase, Programme, Stage
from folkmoot.programmes.queries.timeline import dates_of_phases, flat
from folkmoot.programmes.services.locking import lock
from folkmoot.programmes.services.notice import forget_carried

Dates = tuple[datetime, datetime] | None


@transaction.atomic
def add_activity(
    *, actor: Actor, programme: Programme, kind: str, title: str, at: datetime, summary: str = ""
) -> Activity:
    if not policy.can_set_up(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Activities can be added by facilitators until the programme closes."))
    lock(programme.pk)  # two presses take turns
    title, summary = _words(title, summary)
    if programme.activities.filter(kind=kind, title=title).exists():
        raise DomainError(_("There is an activity of this title already. Give this one another."))
    position = programme.activities.count()
    activity = Activity.objects.create(
        programme=programme, kind=kind, title=title, summary=summary, position=position
    )
    record_audit(actor, acts.ACTIVITY_ADDED, at, title, programme=programme)
    return activity


@transaction.atomic
def change_activity(
    *,
    actor: Actor,
    activity: Activity,
    title: str,
    summary: str,
    at: datetime,
    revision: str | None = None,
) -> Activity:
    if not policy.can_set_up(actor.roles, activity.programme.stage(at)):
        raise NotAllowed(_("Activities can be changed by facilitators until the programme closes."))
    title, summary = _words(title, summary)
    if not claim(activity, revision, title=title, summary=summary):
        return activity
    activity.title, activity.summary = title, summary
    activity.save(update_fields=["title", "summary"])
    record_audit(actor, acts.ACTIVITY_CHANGED, at, title, programme=activity.programme)
    return activity


@transaction.atomic
def remove_activity(*, actor: Actor, activity: Activity, at: datetime) -> None:
    """Only before the launch: afterwards it holds what people said."""
    stage = activity.programme.stage(at)
    if not policy.can_set_up(actor.roles, stage) or stage not in {Stage.DRAFT, Stage.PRACTICE}:
        raise NotAllowed(_("An activity can be removed only before the programme opens."))
    forget_carried(activity.programme, f"activity:{activity.pk}")
    record_audit(actor, acts.ACTIVITY_REMOVED, at, activity.title, programme=activity.programme)
    activity.delete()


@transaction.atomic
def set_phases(
    *,
    actor: Actor,
    activity: Activity,
    dates: Mapping[str, Dates],
    at: datetime,
    revision: str | None = None,
) -> None:
    """Date all phases of an activity at once; None leaves a phase out.

    Raises DomainError naming every phase that lies outside the programme's dates.
    """
    _check_phases_may_change(actor, activity, at)
    names = {phase.key: str(phase.name) for phase in registry.kind(activity.kind).phases}
    wrong = [
        problem
        for key, given in dates.items()
        if given is not None
        for problem in _phase_problems(names[key], given, activity.programme)
    ]
    if wrong:
        raise DomainError(" ".join(wrong))
    Activity.objects.select_for_update().get(pk=activity.pk)
    if not check(dates_of_phases(activity), revision, flat(dates)):
        return
    activity.phases.exclude(key__in=[key for key, given in dates.items() if given]).delete()
    for key, given in dates.items():
        if given is not None:
            Phase.objects.update_or_create(
                activity=activity, key=key, defaults={"opens_at": given[0], "closes_at": given[1]}
            )
    record_audit(actor, acts.PHASES_DATED, at, activity.title, programme=activity.programme)


@transaction.atomic
def set_dates(
    *,
    actor: Actor,
    programme: Programme,
    opens_at: datetime,
    closes_at: datetime,
    at: datetime,
    revision: str | None = None,
) -> Programme:
    """Plan the opening and the closing; after the launch only the closing moves (move_closing)."""
    stage = programme.stage(at)
    if not policy.can_change_dates(actor.roles, stage):
        raise NotAllowed(_("Only a facilitator or an administrator can change the dates."))
    if stage in {Stage.OPEN, Stage.CLOSED}:
        raise NotAllowed(_("People have been let in already. Only the closing can move now."))
    if opens_at >= closes_at:
        raise DomainError(_("The programme must open before it closes."))
    if closes_at <= at:
        raise DomainError(_("The closing must lie in the future."))
    if stage is Stage.SCHEDULED and opens_at <= at:
        raise DomainError(_("The opening must lie in the future. To open now, use “Open now”."))
    if not claim(programme, revision, opens_at=opens_at, closes_at=closes_at):
        return programme
    programme.opens_at, programme.closes_at = opens_at, closes_at
    programme.save(update_fields=["opens_at", "closes_at"])
    record_audit(
        actor,
        acts.DATES_CHOSEN,
        at,
        lambda: (
            _("%(opens)s to %(closes)s")
            % {"opens": opening(opens_at), "closes": closing(closes_at)}
        ),
        programme=programme,
    )
    return programme


def _words(title: str, summary: str) -> tuple[str, str]:
    return usable_line(title, 120, empty=_("Write a title.")), clean_line(summary)[:500]


def _phase_problems(name: str, dates: tuple[datetime, datetime], programme: Programme) -> list[str]:
    opens_at, closes_at = dates
    found = []
    if opens_at >= closes_at:
        found.append(_("%(phase)s must open before it closes.") % {"phase": name})
    if programme.opens_at and opens_at < programme.opens_at:
        found.append(_("%(phase)s opens before the programme does.") % {"phase": name})
    if programme.closes_at and closes_at > programme.closes_at:
        found.append(_("%(phase)s closes after the programme does.") % {"phase": name})
    return found


def _check_phases_may_change(actor: Actor, activity: Activity, at: datetime) -> None:
    if not policy.can_set_up(actor.roles, activity.programme.stage(at)):
        raise NotAllowed(_("Phases can be changed by facilitators until the programme closes."))
