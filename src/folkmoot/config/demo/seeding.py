"""Fill an empty installation by way of the product's own services, dated in the past."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

import numpy as np
from django.db import transaction

from folkmoot.accounts.models import Organisation, User
from folkmoot.accounts.policy import Actor, Role, command_line
from folkmoot.accounts.services import add_person, create_organisation
from folkmoot.analysis.services import analyse_now
from folkmoot.config.demo import framework as drafted
from folkmoot.config.demo.content import DemoIdea, DemoQuestion, read_question
from folkmoot.config.demo.mandates import MANDATES
from folkmoot.config.demo.simulation import Crowd, simulate
from folkmoot.config.demo.states import ARRIVALS, add_channels, count_visits, show_states
from folkmoot.frameworks import services as frameworks
from folkmoot.frameworks.queries import latest_figures
from folkmoot.guides.services import publish_guide
from folkmoot.participants.models import Participant
from folkmoot.programmes import services as programmes
from folkmoot.programmes.models import Programme
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import ChallengeQuestion, Idea

SLUG = "harrowmere"
SEED = 20_260
Progress = Callable[[str, int], None]

STAFF = {
    "admin": ("Demo administrator", {Role.ADMINISTRATOR}),
    "facilitator": ("Demo facilitator", {Role.FACILITATOR}),
    "analyst": ("Demo analyst", {Role.ANALYST}),
    "sponsor": ("Demo sponsor", {Role.SPONSOR}),
    "moderator": ("Demo moderator", {Role.MODERATOR}),
}


def seed_demo(*, password: str, at: datetime, progress: Progress) -> Organisation:
    """Four programmes, one in every state; what the crowd said is simulated, the rest is real."""
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    with transaction.atomic():
        progress("People and their roles", 2)
        organisation = create_organisation(name="Harrowmere Health", slug=SLUG)
        people = _staff(organisation, password, midnight - timedelta(days=60))
        progress("A programme that has run its course", 8)
        finished = _finished(people, midnight)
        progress("A programme that opened yesterday", 30)
        _just_opened(people, midnight)
        progress("One that is about to open, one still being written", 35)
        _to_come(people, midnight)
    progress("Analysing what the crowd said", 40)
    closed = midnight - timedelta(days=8)
    run = analyse_now(actor=people["analyst"], programme=finished, at=closed, seed=SEED)
    if run.problem:
        raise RuntimeError(run.problem)
    progress("Drafting the framework and publishing the guide", 85)
    with transaction.atomic():
        _publish(people, finished, closed + timedelta(days=2))
    progress("Done", 100)
    return organisation


def _staff(organisation: Organisation, password: str, at: datetime) -> dict[str, Actor]:
    actors = {}
    for key, (name, roles) in STAFF.items():
        user: User = add_person(
            actor=command_line(organisation),
            email=f"{key}@example.org",
            name=name,
            password=password,
            roles=roles,
            at=at,
        )
        actors[key] = Actor(organisation=organisation, user=user, roles=frozenset(roles))
    return actors


def _programme(
    people: dict[str, Actor], name: str, slug: str, summary: str, at: datetime, signed: bool = True
) -> Programme:
    """A draft with its mandate, by the facilitator, signed by the sponsor."""
    programme = programmes.create_programme(
        actor=people["facilitator"], name=name, slug=slug, summary=summary, at=at
    )
    words = {"pain_points": "", "promise": "", "invited": "", "answers_for": ""} | MANDATES[slug]
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
    people: dict[str, Actor], programme: Programme, asked: list[DemoQuestion], at: datetime
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


def _finished(people: dict[str, Actor], midnight: datetime) -> Programme:
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
    add_channels(people["facilitator"], programme, before)
    asked = [read_question(name) for name in ("care", "reach", "career")]
    questions = _workshop(people, programme, asked, before)
    programmes.launch(
        actor=people["facilitator"],
        programme=programme,
        opens_at=opened + timedelta(hours=7),
        closes_at=opened + timedelta(days=days - 1, hours=18),
        at=opened - timedelta(days=1),
    )
    ideas = _crowd(people, questions, asked, opened.date(), voices=300, votes=6600, days=days)
    show_states(people, programme, ideas, opened + timedelta(days=days - 1))
    return programme


def _just_opened(people: dict[str, Actor], midnight: datetime) -> None:
    opened = midnight - timedelta(days=1)
    programme = _programme(
        people,
        "Safer nights",
        "safer-nights",
        "What would make a night shift safer, for patients and for you?",
        opened - timedelta(days=20),
    )
    add_channels(people["facilitator"], programme, opened - timedelta(days=10))
    asked = [read_question("night")]
    questions = _workshop(people, programme, asked, opened - timedelta(days=10))
    programmes.launch(
        actor=people["facilitator"],
        programme=programme,
        opens_at=opened + timedelta(hours=7),
        closes_at=opened + timedelta(days=14, hours=18),
        at=opened - timedelta(hours=5),
    )
    _crowd(people, questions, asked, opened.date(), voices=34, votes=190, days=2)


def _to_come(people: dict[str, Actor], midnight: datetime) -> None:
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
    programmes.launch(
        actor=people["facilitator"],
        programme=programme,
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


def _crowd(
    people: dict[str, Actor],
    questions: list[ChallengeQuestion],
    asked: list[DemoQuestion],
    opened: date,
    *,
    voices: int,
    votes: int,
    days: int,
) -> dict[str, int]:
    """Bring the simulated voices in with what they say; returns idea ids by their text."""
    actor, activity = people["facilitator"], questions[0].activity
    channels = list(activity.programme.channels.order_by("code"))
    said = [idea for question in asked for idea in question.ideas]
    leanings = np.array([idea.leaning for idea in said])
    appeals = np.array([idea.appeal for idea in said])
    crowd = simulate(leanings, appeals, voices=voices, votes=votes, days=days, seed=SEED)
    arrived = np.random.default_rng(SEED + 2).choice(
        len(ARRIVALS), size=voices, p=[share for *_, share in ARRIVALS]
    )
    participants = [
        Participant(
            programme=activity.programme,
            joined_on=opened + timedelta(days=int(day)),
            channel=channels[way] if way < len(channels) else None,
        )
        for day, way in zip(crowd.joined, arrived, strict=True)
    ]
    count_visits(participants)
    Participant.objects.bulk_create(sorted(participants, key=lambda voice: voice.pk))
    ids: list[int] = []
    start = 0
    for question, content in zip(questions, asked, strict=True):
        stop = start + len(content.ideas)
        ids += workshops.import_ideas(
            actor=actor,
            question=question,
            texts=[idea.text for idea in content.ideas],
            said_on=[opened + timedelta(days=int(day)) for day in crowd.idea_days[start:stop]],
            authors=[participants[author].pk for author in crowd.idea_authors[start:stop]],
        )
        start = stop
    workshops.import_votes(
        actor=actor,
        activity=activity,
        ideas=[ids[idea] for idea in crowd.ideas],
        participants=[participants[voter].pk for voter in crowd.voters],
        stances=[int(stance) for stance in crowd.stances],
        cast_on=[opened + timedelta(days=int(day)) for day in crowd.days],
    )
    _comments(actor, questions, said, ids, crowd, participants, opened, days)
    return {idea.text: id_ for idea, id_ in zip(said, ids, strict=True)}


def _comments(
    actor: Actor,
    questions: list[ChallengeQuestion],
    said: list[DemoIdea],
    ids: list[int],
    crowd: Crowd,
    participants: list[Participant],
    opened: date,
    days: int,
) -> None:
    """Each comment comes from somebody who had joined, on or after the day of its idea."""
    random = np.random.default_rng(SEED + 1)
    ideas, texts, dates, authors = [], [], [], []
    parents: list[int | None] = []
    for place, idea in enumerate(said):
        day = int(crowd.idea_days[place])
        top = None
        for comment in idea.comments:
            day = min(days - 1, day + int(random.integers(0, 3)))
            present = np.flatnonzero(crowd.joined <= day)
            ideas.append(ids[place])
            texts.append(comment.text)
            dates.append(opened + timedelta(days=day))
            authors.append(participants[int(random.choice(present))].pk)
            parents.append(top if comment.is_reply else None)
            if not comment.is_reply:
                top = len(texts) - 1
    workshops.import_comments(
        actor=actor,
        activity=questions[0].activity,
        ideas=ideas,
        texts=texts,
        said_on=dates,
        authors=authors,
        parents=parents,
    )


def _publish(people: dict[str, Actor], programme: Programme, at: datetime) -> None:
    actor = people["analyst"]
    framework = frameworks.create_framework(
        actor=actor, programme=programme, at=at, title=drafted.TITLE, from_analysis=False
    )
    frameworks.edit_framework(
        actor=actor,
        framework=framework,
        title=drafted.TITLE,
        introduction=drafted.INTRODUCTION,
        edition=framework.edition,
        at=at,
    )
    known = dict(
        Idea.objects.filter(question__activity__programme=programme).values_list("text", "pk")
    )
    figures = {figure.key for figure in latest_figures(programme)}
    for title, introduction, statements in drafted.SECTIONS:
        section = frameworks.add_section(
            actor=actor, framework=framework, title=title, introduction=introduction, at=at
        )
        for text, explanation, starts in statements:
            statement = frameworks.add_statement(
                actor=actor, section=section, text=text, explanation=explanation, at=at
            )
            cited = [pk for said, pk in known.items() if said.startswith(tuple(starts))]
            frameworks.cite_ideas(actor=actor, statement=statement, idea_ids=cited, at=at)
            keys = [key for key in (f"support:{pk}" for pk in cited) if key in figures]
            if keys:
                frameworks.cite_figures(actor=actor, statement=statement, keys=keys, at=at)
    publish_guide(actor=people["facilitator"], framework=framework, at=at + timedelta(days=1))
