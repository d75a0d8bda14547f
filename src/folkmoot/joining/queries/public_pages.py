"""What the public pages of a programme show."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from folkmoot.activities.registry import Said, kinds
from folkmoot.core.pasted_addresses import JUNK, tidy
from folkmoot.participants import registry as voices
from folkmoot.participants.models import Participant
from folkmoot.programmes import registry
from folkmoot.programmes.models import Activity, Channel, MandateVersion, Programme, Stage
from folkmoot.programmes.queries import acts_now

CODE = re.compile(r"[-\w]{1,20}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PhaseLine:
    name: str
    meaning: str
    opens_at: datetime
    closes_at: datetime
    is_now: bool
    is_over: bool


@dataclass(frozen=True, slots=True)
class ActivityLine:
    title: str
    summary: str
    url: str
    phases: list[PhaseLine]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Signatory:
    name: str
    job_title: str


@dataclass(frozen=True, slots=True)
class FrontPage:
    stage: Stage
    mandate: MandateVersion | None
    sponsors: list[Signatory]
    timeline: list[ActivityLine]
    has_dates: bool  # of the whole or of a part: there is something for a calendar


def front_page(*, programme: Programme, at: datetime) -> FrontPage:
    """The latest mandate, who signed just that version, and what happens when."""
    mandate = programme.mandates.order_by("-number").first()
    signed = mandate.signatures.select_related("sponsor").order_by("at") if mandate else ()
    lines = timeline(programme=programme, at=at)
    is_dated = programme.opens_at is not None and programme.closes_at is not None
    return FrontPage(
        stage=programme.stage(at),
        mandate=mandate,
        sponsors=[Signatory(str(s.sponsor), s.job_title) for s in signed],
        timeline=lines,
        has_dates=is_dated or any(line.phases for line in lines),
    )


def timeline(*, programme: Programme, at: datetime) -> list[ActivityLine]:
    return [_line(activity, at) for activity in _activities(programme)]


def first_to_do(*, programme: Programme, at: datetime) -> str | None:
    """The address of the first activity that is open now, else of the first there is."""
    activities = _activities(programme)
    now = next((a for a in activities if acts_now(activity=a, at=at)), None)
    chosen = now or next(iter(activities), None)
    return home_of(chosen) if chosen else None


def home_of(activity: Activity) -> str:
    programme = activity.programme
    name = registry.kind(activity.kind).home
    return programme.address(name, activity.pk)


def channel_named(*, programme: Programme, code: str) -> Channel | None:
    """One that counts: by a retired link people come as by the plain one."""
    code = tidy(code).rstrip(JUNK)
    if not CODE.fullmatch(code):
        return None
    return programme.channels.filter(code=code, retired_on=None).first()


@dataclass(frozen=True, slots=True)
class SaidInActivity:
    """Everything of one kind that a voice said, the latest first."""

    name: str
    said: list[Said]


def said_by(participant: Participant) -> list[SaidInActivity]:
    said = [thing for voice in voices.voices() for thing in voice.said(participant.owner)]
    became = voices.outcomes(participant.programme, {thing.id for thing in said if thing.id})
    said = [replace(thing, outcomes=became.get(thing.id, ())) for thing in said]
    names = {key: name for kind in kinds() for key, name in kind.voicing.names.items()}
    names |= {key: key.capitalize() for key in sorted({s.kind for s in said} - names.keys())}
    piles = (
        SaidInActivity(str(name), [s for s in said if s.kind == key]) for key, name in names.items()
    )
    return [pile for pile in piles if pile.said]


def _activities(programme: Programme) -> list[Activity]:
    found = programme.activities.select_related("programme__organisation")
    known = {kind.key for kind in registry.kinds()}
    return [a for a in found.prefetch_related("phases") if a.kind in known]


def _line(activity: Activity, at: datetime) -> ActivityLine:
    kind = registry.kind(activity.kind)
    phases = []
    for phase in activity.phases.all():
        about = kind.phase(phase.key)
        phases.append(
            PhaseLine(
                name=str(about.name),
                meaning=str(about.meaning),
                opens_at=phase.opens_at,
                closes_at=phase.closes_at,
                is_now=phase.opens_at <= at < phase.closes_at,
                is_over=phase.closes_at <= at,
            )
        )
    return ActivityLine(
        title=activity.title,
        summary=activity.summary or str(kind.meaning),
        url=home_of(activity),
        phases=phases,
        is_open=bool(acts_now(activity=activity, at=at)),
    )
