"""A kind of activity of our own: programmes know no higher room, and neither do its specs."""

from datetime import timedelta

import pytest

from folkmoot.programmes import registry, services
from folkmoot.programmes.models import Programme, Stage
from folkmoot.programmes.registry import Act, ActivityKind, PhaseKind, opening
from tests.conftest import NOON

DAY = timedelta(days=1)


class Workshop:
    """What the pretended room was asked, and what it says is missing."""

    def __init__(self):
        self.missing, self.copied, self.launched = [], [], []


@pytest.fixture(autouse=True)
def room(monkeypatch):
    room = Workshop()
    kind = ActivityKind(
        key="workshop",
        name="Online workshop",
        meaning="People answer challenge questions.",
        phases=(
            PhaseKind("answer", "Answer", "Ideas.", frozenset(Act)),
            PhaseKind("prioritise", "Prioritise", "Votes.", frozenset({Act.VOTE})),
        ),
        home="programmes:home",
        staff_home="programmes:activity_change",
        copy=lambda one, other: room.copied.append((one, other)),
        missing=lambda activity_id: list(room.missing),
        is_usual=True,
    )
    ours = {k: p for k, p in registry._pages.items() if k.startswith("programmes:")}
    monkeypatch.setattr(registry, "_kinds", {"workshop": kind})
    monkeypatch.setattr(registry, "_pages", ours)
    monkeypatch.setattr(registry, "_launch_hooks", [room.launched.append])
    for told in ("_preparations", "_facts", "_losses"):
        monkeypatch.setattr(opening, told, {})
    monkeypatch.setattr(opening, "_invites", [])
    return room


DATES = {
    Stage.DRAFT: (None, None, False, False),
    Stage.PRACTICE: (None, None, False, True),
    Stage.SCHEDULED: (NOON + DAY, NOON + 9 * DAY, True, False),
    Stage.OPEN: (NOON - DAY, NOON + 9 * DAY, True, False),
    Stage.CLOSED: (NOON - 9 * DAY, NOON - DAY, True, False),
}


@pytest.fixture
def at_stage(organisation):
    """``at_stage(Stage.OPEN)`` is a programme in that stage at NOON."""

    def make(stage, slug="at-a-stage"):
        opens_at, closes_at, launched, practising = DATES[stage]
        programme = Programme.objects.create(
            organisation=organisation,
            name="At a stage",
            slug=slug,
            opens_at=opens_at,
            closes_at=closes_at,
            is_launched=launched,
            is_practising=practising,
            created_on=NOON.date(),
        )
        assert programme.stage(NOON) is stage
        return programme

    return make


@pytest.fixture
def ready(draft_programme, facilitator):
    """A draft with all that a launch needs."""
    write(draft_programme, facilitator)
    services.add_activity(
        actor=facilitator, programme=draft_programme, kind="workshop", title="Talk", at=NOON
    )
    return draft_programme


def write(programme, actor, *, promise="We answer every theme.", based_on=0, at=NOON, **words):
    blank = {"pain_points": "", "invited": "", "answers_for": ""}
    return services.edit_mandate(
        actor=actor,
        programme=programme,
        promise=promise,
        based_on=based_on,
        at=at,
        **(blank | words),
    )
