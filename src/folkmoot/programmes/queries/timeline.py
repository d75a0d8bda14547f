"""What happens when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from folkmoot.accounts.models import Organisation
from folkmoot.programmes import registry
from folkmoot.programmes.models import Activity, Programme, Stage
from folkmoot.programmes.registry import Kind


class InactiveReason(StrEnum):
    """Why nobody can do anything in an activity just now."""

    OVER = "over"
    BETWEEN = "between"
    TO_COME = "to-come"


def zone_of(organisation: Organisation) -> ZoneInfo:
    """Where the organisation's clocks are: one installation has one time zone so far."""
    return ZoneInfo(settings.TIME_ZONE)


def acts_now(*, activity: Activity, at: datetime) -> frozenset[str]:
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


@dataclass(frozen=True, slots=True)
class PhaseCard:
    """A phase that the kind knows, with its dates where it has been given some."""

    key: str
    name: str
    meaning: str
    opens_at: datetime | None
    closes_at: datetime | None

    @property
    def is_dated(self) -> bool:
        return self.opens_at is not None


@dataclass(frozen=True, slots=True)
class ActivityCard:
    id: UUID
    title: str
    summary: str
    kind_name: str
    staff_home: str
    prepare: str
    phases: tuple[PhaseCard, ...]

    @property
    def has_dated_phases(self) -> bool:
        return any(phase.is_dated for phase in self.phases)


def activity_cards(programme: Programme) -> list[ActivityCard]:
    activities = programme.activities.prefetch_related("phases")
    known = {kind.key: kind for kind in registry.kinds()}
    return [_card(activity, known[activity.kind]) for activity in activities]


def _card(activity: Activity, kind: Kind) -> ActivityCard:
    dated = {phase.key: phase for phase in activity.phases.all()}
    phases = []
    for phase in kind.phases:
        given = dated.get(phase.key)
        phases.append(
            PhaseCard(
                key=phase.key,
                name=str(phase.name),
                meaning=str(phase.meaning),
                opens_at=given.opens_at if given else None,
                closes_at=given.closes_at if given else None,
            )
        )
    return ActivityCard(
        id=activity.pk,
        title=activity.title,
        summary=activity.summary,
        kind_name=str(kind.name),
        staff_home=kind.staff_home,
        prepare=kind.prepare,
        phases=tuple(phases),
    )


def dates_of_phases(activity: Activity) -> dict[str, datetime | None]:
    """When each phase that its kind knows opens and closes, as the form of them has it."""
    dated = {phase.key: (phase.opens_at, phase.closes_at) for phase in activity.phases.all()}
    return flat({phase.key: dated.get(phase.key) for phase in registry.kind(activity.kind).phases})


def flat(
    dates: Mapping[str, tuple[datetime, datetime] | None],
) -> dict[str, datetime | None]:
    found: dict[str, datetime | None] = {}
    for key, given in dates.items():
        found[f"{key}-opens"], found[f"{key}-closes"] = given or (None, None)
    return found


def inactive_activities(
    programme: Programme, *, at: datetime
) -> list[tuple[ActivityCard, InactiveReason]]:
    """Activities of an open programme in which nobody can do anything just now, and why."""
    if programme.stage(at) is not Stage.OPEN:
        return []
    still = []
    for card in activity_cards(programme):
        dated = [(p.opens_at, p.closes_at) for p in card.phases if p.opens_at and p.closes_at]
        if not dated or any(opens <= at < closes for opens, closes in dated):
            continue
        later = [opens for opens, _ in dated if opens > at]
        if not later:
            why = InactiveReason.OVER
        else:
            why = InactiveReason.BETWEEN if len(later) < len(dated) else InactiveReason.TO_COME
        still.append((card, why))
    return still


def phases_outside(programme: Programme) -> list[str]:
    """Phases that begin or end when the programme is not open, by name."""
    if not programme.opens_at or not programme.closes_at:
        return []
    return [
        f"{card.title}: {phase.name}"
        for card in activity_cards(programme)
        for phase in card.phases
        if phase.opens_at
        and phase.closes_at
        and (phase.opens_at < programme.opens_at or phase.closes_at > programme.closes_at)
    ]


@dataclass(frozen=True, slots=True)
class TimelineBar:
    """A stretch of time in the picture; ``start`` and ``width`` are parts of 100."""

    name: str
    opens_at: datetime
    closes_at: datetime
    start: float
    width: float
    is_programme: bool = False


@dataclass(frozen=True, slots=True)
class TimelinePicture:
    bars: tuple[TimelineBar, ...]
    today: float | None


def timeline_picture(programme: Programme, *, at: datetime) -> TimelinePicture:
    """Everything that has dates, on one scale; empty while nothing has."""
    stretches: list[tuple[str, datetime, datetime, bool]] = []
    if programme.opens_at and programme.closes_at:
        stretches.append((programme.name, programme.opens_at, programme.closes_at, True))
    for activity in activity_cards(programme):
        stretches += [
            (f"{activity.title}: {phase.name}", phase.opens_at, phase.closes_at, False)
            for phase in activity.phases
            if phase.opens_at and phase.closes_at
        ]
    if not stretches:
        return TimelinePicture(bars=(), today=None)
    first = min(opens for _, opens, _, _ in stretches)
    last = max(closes for _, _, closes, _ in stretches)
    whole = (last - first).total_seconds()
    bars = tuple(
        TimelineBar(
            name=name,
            opens_at=opens,
            closes_at=closes,
            start=round(100 * (opens - first).total_seconds() / whole, 2),
            width=round(max(100 * (closes - opens).total_seconds() / whole, 0.5), 2),
            is_programme=is_programme,
        )
        for name, opens, closes, is_programme in stretches
    )
    today = round(100 * (at - first).total_seconds() / whole, 2)
    return TimelinePicture(bars=bars, today=today if 0 <= today <= 100 else None)
