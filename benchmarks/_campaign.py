"""A finished programme of 500 people who joined in a known order, through the real services."""

import io
import logging
import random
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from string import ascii_lowercase
from unittest import mock

from benchmarks._dumps import Dump, back_up, read

PEOPLE, INVITED = 500, 700
DAYS = 2  # on which people join: whoever knows the day of each hits so many by that alone
SITES = ["North", "South", "East", "Island"]
ROLES = ["Nurse", "Doctor", "Porter", "Manager"]
ASKS = (("Where do you work?", SITES), ("What do you do?", ROLES))
WEIGHTS = [60, 25, 12, 3]
LINKS = ["poster", "e-mail", "card", None]  # by which people come


@dataclass(frozen=True)
class Told:
    """What somebody who knows everybody knows of one person."""

    said: tuple[tuple[int, str], ...]  # places of the questions, and answers
    channel: str | None
    day: date


@dataclass
class Finished:
    """``order`` holds (address, participant id) as people joined: what no dump may tell."""

    order: list[tuple[str, int]]
    final: Dump
    before: Dump
    """The same database before its programme ended: what the ending must do away with."""
    backups: list[Dump] = field(default_factory=list)
    logs: str = ""
    export: Path | None = None
    told: dict[str, Told] = field(default_factory=dict)


def run(mode: str, folder: Path, at: datetime, *, seed: int = 1) -> Finished:
    """Needs a database of its own, outside any transaction."""
    from folkmoot.accounts.policy import command_line
    from folkmoot.guides.exporting import write_export
    from folkmoot.joining import services as joining
    from folkmoot.members.models import Invitee
    from folkmoot.members.services.inviting import mark_invited, mark_reminded

    random_ = random.Random(seed)
    programme = _launched(mode, at)
    list_ = _import_list(programme, random_)
    invited = dict(Invitee.objects.filter(programme=programme).values_list("member__address", "pk"))
    mark_invited(programme, invited.values(), at.date())
    addresses = sorted(list_)
    random_.shuffle(addresses)
    codes = _ways_in(joining, programme, mode, addresses, invited)
    joiners = addresses[:PEOPLE]
    order, backups, told = [], [], {}
    links = _links(programme)
    with _logs() as log:
        for day in range(DAYS):
            now = at + timedelta(days=day)
            for place in range(day * PEOPLE // DAYS, (day + 1) * PEOPLE // DAYS):
                address = joiners[place]
                answers = _answers(programme, list_[address], random_)
                link = links[random_.choices(LINKS, WEIGHTS)[0]]
                by_page = place % 20 == 0
                voice = _enter(programme, codes[address], answers, now, link, by_page=by_page)
                told[address] = _told(programme, answers, link, now)
                order.append((address, voice))
                _speak(programme, voice, place, now)
            backups.append(back_up(folder))
            if day == 0:
                joining.mark_joined(programme)
                late = Invitee.objects.filter(programme=programme, has_joined=False)
                mark_reminded(programme, list(late.values_list("pk", flat=True)))
                backups.append(back_up(folder))
        logs = log.getvalue()
    before = read()
    end = at + timedelta(days=DAYS + 2)
    joining.keep_dates(at=end)
    joining.rewrite_order(at=end)
    export = folder / "export"
    write_export(programme, command_line(programme.organisation), export, at=end)
    return Finished(
        order=order,
        final=read(),
        before=before,
        backups=backups,
        logs=logs,
        export=export,
        told=told,
    )


def _launched(mode, at, lasts=DAYS, asks=ASKS):
    from folkmoot.accounts.models import Organisation
    from folkmoot.accounts.policy import command_line
    from folkmoot.joining import services as joining
    from folkmoot.programmes import services as programmes
    from folkmoot.workshops.models import ChallengeQuestion

    organisation = Organisation.objects.create(name="Northmoor", slug=f"northmoor-{mode}")
    actor = command_line(organisation)
    early = at - timedelta(days=2)
    programme = programmes.create_programme(actor=actor, name="Wards", slug="wards", at=early)
    programmes.edit_mandate(
        actor=actor,
        programme=programme,
        pain_points="Falls",
        promise="We answer.",
        invited="All",
        answers_for="Us",
        based_on=0,
        at=early,
    )
    activity = programmes.add_activity(
        actor=actor, programme=programme, kind="workshop", title="Wards", summary="", at=early
    )
    ChallengeQuestion.objects.create(activity=activity, text="What would help?")
    joining.choose_mode(actor=actor, programme=programme, mode=joining.Mode(mode), at=early)
    for text, options in asks:
        joining.add_question(
            actor=actor, programme=programme, text=text, options=list(options), at=early
        )
    programmes.set_notice(
        actor=actor,
        programme=programme,
        controller="Northmoor",
        contact="privacy@northmoor.example.org",
        basis="public_task",
        source="The staff list",
        at=early,
    )
    joining.set_retention(
        actor=actor, programme=programme, destroy_on=None, release_on=None, erase_on=None, at=early
    )
    return programmes.launch(
        actor=actor,
        programme=programme,
        opens_at=at - timedelta(days=1),
        closes_at=at + timedelta(days=lasts, hours=1),
        at=early,
    )


def _import_list(programme, random_):
    from folkmoot.members.services.adding import ListRow, add_people

    people = {
        f"person{place:04}@example.org": {
            "Site": random_.choices(SITES, WEIGHTS)[0],
            "Role": random_.choices(ROLES, WEIGHTS)[0],
        }
        for place in range(INVITED)
    }
    add_people(ListRow(programme.organisation, programme), people)
    return people


def _ways_in(joining, programme, mode, addresses, invited):
    if mode == "open":
        return dict.fromkeys(addresses, "")
    if mode == "anonymous":
        return dict(zip(addresses, joining.draw_codes(programme, len(addresses)), strict=True))
    links = joining.personal_links(programme, invited.values())
    return {address: links[invited[address]] for address in addresses}


def _answers(programme, person, random_):
    from folkmoot.joining.queries import questions_of

    said = zip(_asked(programme, questions_of), (person["Site"], person["Role"]), strict=True)
    return {question.pk: value for question, value in said if random_.random() < 0.9}


def _links(programme):
    from folkmoot.programmes.models import Channel

    return {None: None} | {
        code: Channel.objects.create(programme=programme, name=code, code=code)
        for code in LINKS
        if code
    }


def _told(programme, answers, link, now):
    said = tuple(
        (place, answers[question.pk])
        for place, question in enumerate(programme.asked_here)
        if question.pk in answers
    )
    return Told(said=said, channel=link.code if link else None, day=now.date())


def _asked(programme, questions_of):
    if not hasattr(programme, "asked_here"):
        programme.asked_here = questions_of(programme)
    return programme.asked_here


def _enter(programme, code, answers, now, link, *, by_page):
    """Most by the service; some through the pages, so that there are logs to attack."""
    from folkmoot.joining import services as joining

    if not by_page and not code:
        joined = joining.join(programme=programme, at=now, answers=answers, channel=link)
        return joined.participant.pk
    if not by_page:
        joined = joining.redeem(
            programme=programme, code=code, at=now, answers=answers, channel=link
        )
        return joined.participant.pk
    from django.test import Client, RequestFactory

    from folkmoot.joining import access
    from folkmoot.joining.queries import questions_of

    asked = questions_of(programme)
    form = {"code": code, "answered": "yes", "via": link.code if link else "", "counted": "1"}
    form |= {f"q{place}": answers.get(q.pk, "-") for place, q in enumerate(asked)}
    browser = Client()
    front = programme.front_path
    with mock.patch("django.utils.timezone.now", return_value=now):
        browser.get(f"{front}code/" if code else front)
        answer = browser.post(f"{front}join/", form, HTTP_HOST="localhost", secure=False)
    assert answer.status_code == 200, answer.status_code
    back = RequestFactory().get(front)
    back.COOKIES = {name: kept.value for name, kept in browser.cookies.items()}
    voice = access.voice_in(back, programme)
    assert voice is not None
    return voice.pk


def _speak(programme, voice, place, now):
    """An idea and a vote each at once, written in the order of joining: the worst case.

    The idea is long, of words that no compression shortens: databases keep such texts apart.
    """
    from folkmoot.workshops.models import ChallengeQuestion, Idea, Vote

    if not hasattr(programme, "question_here"):
        here = ChallengeQuestion.objects.filter(activity__programme=programme)
        programme.question_here = here.get()
    question = programme.question_here
    text = f"Thought of {voice % 9973}: {long_text(random.Random(voice))}"
    idea = Idea.objects.create(question=question, author_id=voice, text=text, said_on=now.date())
    Vote.objects.create(idea=idea, participant_id=voice, stance=1, cast_on=now.date())


def long_text(random_, length=4_800):
    words = (
        "".join(random_.choices(ascii_lowercase, k=random_.randint(3, 9))) for _ in range(1_600)
    )
    return " ".join(words)[:length].strip()


@contextmanager
def _logs():
    from folkmoot.web.logs import JsonFormatter

    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger("folkmoot")
    level, root.level = root.level, logging.INFO
    root.addHandler(handler)
    try:
        yield written
    finally:
        root.removeHandler(handler)
        root.level = level
