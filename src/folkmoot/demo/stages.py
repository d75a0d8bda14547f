"""The demonstration's programmes: one that has closed, one open, one to come, one in draft."""

from datetime import datetime, timedelta
from typing import Any

from folkmoot.accounts.policy import Actor
from folkmoot.core.days import day_of
from folkmoot.demo import showing
from folkmoot.demo.content import DemoQuestion, read_question
from folkmoot.demo.crowd import bring_in
from folkmoot.demo.mandates import MANDATES
from folkmoot.demo.states import add_channels, show_states
from folkmoot.joining import services as joining
from folkmoot.joining.queries import proposed_dates, settings_of
from folkmoot.programmes import services as programmes
from folkmoot.programmes.models import Programme
from folkmoot.published import services as published
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import ChallengeQuestion

People = dict[str, Actor]


def finished(people: People, midnight: datetime) -> Programme:
    days, opened = 21, midnight - timedelta(days=30)
    before = opened - timedelta(days=14)
    programme = _programme(
        people,
        "Allied and heard",
        "allied-and-heard",
        "What would let our allied health professionals do what they trained for?",
        before,
    )
    programmes.set_branding(
        actor=people["facilitator"],
        programme=programme,
        colour="#1d5b8f",
        partners="the staff council and the University of Harrowmere",
        at=before,
    )
    showing.ask_on_joining(people["facilitator"], programme, before)
    add_channels(people["facilitator"], programme, before)
    asked = [read_question(name) for name in ("care", "reach", "career")]
    questions = _workshop(people, programme, asked, before)
    _open(
        people,
        programme,
        opens_at=opened + timedelta(hours=7),
        closes_at=opened + timedelta(days=days - 1, hours=18),
        at=opened - timedelta(days=1),
    )
    ideas = bring_in(
        people["facilitator"], questions, asked, day_of(opened), voices=300, votes=6600, days=days
    )
    showing.answer_on_joining(programme)
    show_states(people, programme, ideas, opened + timedelta(days=days - 1))
    published.look(programme.pk, at=opened + timedelta(days=days))
    showing.talk(people, programme, opened + timedelta(days=days + 1))
    return programme


def just_opened(people: People, midnight: datetime) -> None:
    opened = midnight - timedelta(days=1)
    programme = _programme(
        people,
        "Safer nights",
        "safer-nights",
        "What would make a night shift safer, for patients and for you?",
        opened - timedelta(days=20),
    )
    showing.ask_on_joining(people["facilitator"], programme, opened - timedelta(days=10))
    add_channels(people["facilitator"], programme, opened - timedelta(days=10))
    asked = [read_question("night")]
    questions = _workshop(people, programme, asked, opened - timedelta(days=10))
    _open(
        people,
        programme,
        opens_at=opened + timedelta(hours=7),
        closes_at=opened + timedelta(days=14, hours=18),
        at=opened - timedelta(hours=5),
    )
    bring_in(people["facilitator"], questions, asked, day_of(opened), voices=34, votes=190, days=2)
    showing.answer_on_joining(programme)
    published.look(programme.pk, at=midnight)


def to_come(people: People, midnight: datetime) -> None:
    programme = _programme(
        people,
        "The first hundred days",
        "first-hundred-days",
        "What made you stay, and what nearly made you leave?",
        midnight - timedelta(days=9),
    )
    asked = DemoQuestion(
        "What did nobody tell you in your first week?",
        "Think of the thing that you now tell every new colleague.",
    )
    _workshop(people, programme, [asked], midnight - timedelta(days=8))
    opens = midnight + timedelta(days=9)
    _open(
        people,
        programme,
        opens_at=opens + timedelta(hours=7),
        closes_at=opens + timedelta(days=21, hours=18),
        at=midnight - timedelta(days=2),
    )
    draft = _programme(
        people,
        "Letters people can read",
        "clinic-letters",
        "How should we write to patients?",
        midnight - timedelta(days=1),
        signed=False,
    )
    programmes.comment_on_mandate(
        actor=people["sponsor"],
        programme=draft,
        text="Could the promise name a date? Last time we said “soon”.",
        at=midnight,
    )


def _open(
    people: People, programme: Programme, *, opens_at: datetime, closes_at: datetime, at: datetime
) -> None:
    """With the days on which it ends, as the product proposes them."""
    programme.closes_at = closes_at
    proposed: dict[str, Any] = proposed_dates(programme, settings_of(programme))
    joining.set_retention(actor=people["facilitator"], programme=programme, at=at, **proposed)
    programmes.launch(
        actor=people["facilitator"],
        programme=programme,
        opens_at=opens_at,
        closes_at=closes_at,
        at=at,
    )


def _programme(
    people: People, name: str, slug: str, summary: str, at: datetime, signed: bool = True
) -> Programme:
    """A draft with its mandate, by the facilitator, signed by the sponsor."""
    programme = programmes.create_programme(
        actor=people["facilitator"], name=name, slug=slug, summary=summary, at=at
    )
    words = {"pain_points": "", "promise": "", "invited": "", "answers_for": ""} | MANDATES[slug]
    joining.choose_mode(
        actor=people["facilitator"], programme=programme, mode=joining.Mode.OPEN, at=at
    )
    programmes.set_notice(
        actor=people["facilitator"],
        programme=programme,
        controller="Harrowmere Health, 1 Market Square, Harrowmere",
        contact="data.protection@harrowmere.example.org",
        basis="public_task",
        reason="running health services well, with those who work in them",
        at=at,
    )
    version = programmes.edit_mandate(
        actor=people["facilitator"], programme=programme, based_on=0, at=at, **words
    )
    if signed:
        programmes.sign_mandate(
            actor=people["sponsor"],
            programme=programme,
            number=version.number,
            job_title="Chief allied health professional",
            at=at + timedelta(days=1),
        )
    return programme


def _workshop(
    people: People, programme: Programme, asked: list[DemoQuestion], at: datetime
) -> list[ChallengeQuestion]:
    activity = programmes.add_activity(
        actor=people["facilitator"],
        programme=programme,
        kind="workshop",
        title="Online workshop",
        summary="Read what others say, vote, comment and add your own ideas. No names, ever.",
        at=at,
    )
    return [
        workshops.add_question(
            actor=people["facilitator"],
            activity=activity,
            text=question.text,
            help_text=question.help_text,
            at=at,
        )
        for question in asked
    ]
