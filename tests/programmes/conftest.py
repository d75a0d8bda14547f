"""A kind of activity of our own: programmes know no higher room, and neither do its specs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest

from folkmoot.guides import queries as guides
from folkmoot.programmes import registry, services
from folkmoot.programmes.models import Programme, Stage
from folkmoot.programmes.registry import PhaseKind
from tests.conftest import NOON
from tests.pretended_rooms import instead, nobody

DAY = timedelta(days=1)


@dataclass
class Kind:
    """A kind of activity as far as programmes know one."""

    copy: Callable
    missing: Callable
    key: str = "workshop"
    name: str = "Online workshop"
    meaning: str = "People answer challenge questions."
    phases: tuple = (
        PhaseKind("answer", "Answer", "Ideas.", frozenset({"add-idea", "comment", "vote"})),
        PhaseKind("prioritise", "Prioritise", "Votes.", frozenset({"vote"})),
    )
    home: str = "programmes:home"
    staff_home: str = "programmes:activity_change"
    prepare: str = "programmes:activity_change"
    is_usual: bool = True

    def phase(self, key):
        return next(phase for phase in self.phases if phase.key == key)


class Workshop:
    """What the pretended room was asked, and what it says is missing."""

    def __init__(self):
        self.missing, self.copied, self.launched = [], [], []


@pytest.fixture(autouse=True)
def room(monkeypatch):
    room = Workshop()
    kind = Kind(
        copy=lambda one, other: room.copied.append((one, other)),
        missing=lambda activity_id: list(room.missing),
    )
    pages = tuple(p for p in registry.pages(frozenset()) if p.url_name.startswith("programmes:"))
    instead(
        monkeypatch,
        registry.Kinds((kind,)),
        registry.Pages(pages),
        registry.Lifecycle(before_launch=room.launched.append, results=guides.published_guides),
    )
    nobody(monkeypatch, registry.Opening)
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
