"""Two looks at pages around each session of somebody known: what can be read from what moved?

The watcher knows when each person has the browser in hand (they sit beside them). They look at
every page before and after: as an administrator, and as a participant who has voted on all that
can be voted on. Where no more has moved than one person can have done, they take it for that
person's: totals that rose by one, and texts that were not there. People join by real services,
answer ideas of others that were there when they came, and write their own; the worker looks for
batches every five minutes.

``acts_read`` is the share of all acts that the watcher tied to whose they are; ``moved`` the
sessions around which any page changed although no batch was due.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html import unescape
from statistics import median
from typing import Any
from unittest import mock

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from benchmarks._oracles import ORGANISATION, STAFF, _browser, _lines

SEEDS, VOTES = 5, 6
EVERY, SESSION = timedelta(minutes=5), timedelta(minutes=3)
MOST = VOTES + 4  # things that one session moves: votes, an idea, a comment, joining
ROW = re.compile(
    r'/ideas/([0-9a-z]{13})/"[^>]*>.*?((?:<td class="number">[\d,]+</td>\s*){4})', re.S
)
NUMBER = re.compile(r">([\d,]+)<")
SAID = re.compile(r"(?:Idea|Comment) \d+ of [0-9a-f]{6}")

Act = tuple[str, ...]
AfterEach = Callable[[Any, datetime], None]


@dataclass
class Seen:
    """What all pages tell at one moment."""

    totals: dict[tuple[str, int], int] = field(default_factory=dict)  # by idea and column
    texts: set[str] = field(default_factory=set)
    pages: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Watched:
    acts: int
    read: int
    sessions: int
    moved: int
    batches: int
    waits: list[float]  # minutes until others could read a text

    @property
    def acts_read(self) -> float:
        return round(self.read / max(self.acts, 1), 4)

    @property
    def median_wait(self) -> float | None:
        return round(median(self.waits), 1) if self.waits else None


def watch(
    mode: str,
    at: datetime,
    *,
    people: int = 40,
    pause: timedelta = timedelta(minutes=4),
    after_each: AfterEach | None = None,
    seed: int = 5,
) -> Watched:
    """``after_each(programme, now)`` runs after what each person did: for a planted leak."""
    from folkmoot.published import services as published

    lots = random.Random(seed)
    programme, question, come = _programme(mode, at, people + 1)
    admin, now = _browser(programme, at), at + timedelta(hours=2)
    watcher, own = Client(HTTP_HOST="localhost"), come(now)
    found, looked_at = Watched(0, 0, 0, 0, 0, []), now
    waiting: dict[str, datetime] = {}
    for _ in range(people):
        now += pause * lots.uniform(0.5, 1.5)
        looked_at = _work(published, looked_at, now, found, programme, waiting)
        _vote_on_all(own, question, now)
        if after_each is not None:
            after_each(programme, now)
        before = _look(admin, watcher, programme, own, now)
        moved_before = found.batches, len(found.waits)
        acts = _session(come(now), question, lots, now)
        waiting |= {words: now for kind, *_, words in acts if kind != "vote"}
        if after_each is not None:
            after_each(programme, now)
        now += SESSION
        looked_at = _work(published, looked_at, now, found, programme, waiting)
        after = _look(admin, watcher, programme, own, now)
        is_quiet = moved_before == (found.batches, len(found.waits))
        claims = _read(before, after)
        found.acts += len(acts)
        found.sessions += 1
        found.read += len(acts & claims)
        found.moved += is_quiet and before.pages != after.pages
    return found


def _work(
    published: Any,
    since: datetime,
    now: datetime,
    found: Watched,
    programme: Any,
    waiting: dict[str, datetime],
) -> datetime:
    """The worker, every five minutes."""
    from folkmoot.workshops.models import Comment, Idea

    while since + EVERY <= now:
        since += EVERY
        found.batches += published.look_at_all(at=since)
        shown = [
            *Idea.objects.filter(shown_to=2, text__in=waiting).values_list("text", flat=True),
            *Comment.objects.filter(shown_to=2, text__in=waiting).values_list("text", flat=True),
        ]
        found.waits += [(since - waiting.pop(words)).total_seconds() / 60 for words in shown]
    return since


def _session(voice: Any, question: Any, lots: random.Random, now: datetime) -> set[Act]:
    from folkmoot.workshops import services
    from folkmoot.workshops.queries import assign_ideas

    acts: set[Act] = set()
    ids = assign_ideas(question=question, participant=voice).ids[:VOTES]
    there = question.ideas.filter(pk__in=ids).select_related("question__activity__programme")
    ideas = {idea.pk: idea for idea in there}
    for pk in ids:
        stance = lots.choice([1, 1, 0, -1])
        services.cast_vote(idea=ideas[pk], participant=voice, stance=stance, at=now)
        acts.add(("vote", ideas[pk].ref, str(stance)))
    tag = f"{lots.getrandbits(24):06x}"
    if lots.random() < 0.6:
        words = f"Idea 1 of {tag}"
        services.add_idea(question=question, participant=voice, text=words, at=now)
        acts.add(("idea", words))
    if lots.random() < 0.5:
        words = f"Comment 1 of {tag}"
        seeds = question.ideas.filter(author=None).order_by("pk")
        on = lots.choice(list(seeds.select_related("question__activity__programme")))
        services.add_comment(idea=on, participant=voice, text=words, at=now)
        acts.add(("comment", words))
    return acts


def _vote_on_all(own: Any, question: Any, now: datetime) -> None:
    """Who has voted sees totals."""
    from folkmoot.workshops import services
    from folkmoot.workshops.models import Vote
    from folkmoot.workshops.queries import visible_ideas

    met = Vote.objects.filter(participant=own).values("idea_id")
    there = visible_ideas(question).exclude(pk__in=met)
    for idea in there.select_related("question__activity__programme"):
        services.cast_vote(idea=idea, participant=own, stance=Vote.Stance.PASS, at=now)


def _read(before: Seen, after: Seen) -> set[Act]:
    """What may be one person's."""
    stances = {0: "1", 1: "0", 2: "-1"}
    claims: set[Act] = {
        ("vote", idea, stances[column])
        for (idea, column), number in after.totals.items()
        if column in stances and number == before.totals.get((idea, column), 0) + 1
    }
    changed = sum(
        number != before.totals.get(place, 0) for place, number in after.totals.items()
    ) + len(after.texts - before.texts)
    for words in after.texts - before.texts:
        claims.add((words.partition(" ")[0].lower(), words))
    return claims if changed <= MOST else set()


def _look(admin: Client, watcher: Client, programme: Any, own: Any, now: datetime) -> Seen:
    _speak_as(watcher, own)
    with mock.patch("django.utils.timezone.now", return_value=now):
        seen = Seen()
        for name, url in _addresses(programme).items():
            client = watcher if name.startswith("p ") else admin
            answer = client.get(url)
            assert answer.status_code == 200, (name, answer.status_code)
            page = unescape(answer.content.decode())
            seen.pages[name] = _lines(page)
            seen.texts |= set(SAID.findall(page))
            for ref, numbers in ROW.findall(page):
                for column, number in enumerate(NUMBER.findall(numbers)[:3]):
                    seen.totals[ref, column] = int(number.replace(",", ""))
        return seen


def _addresses(programme: Any) -> dict[str, str]:
    from folkmoot.programmes.models import Activity
    from folkmoot.workshops.models import ChallengeQuestion, Idea

    organisation, slug = programme.organisation.slug, programme.slug
    activity = Activity.objects.get(programme=programme)
    question = ChallengeQuestion.objects.get(activity=activity)
    urls = {name: reverse(name, args=[organisation, slug]) for name in STAFF}
    urls |= {name: reverse(name, args=[organisation]) for name in ORGANISATION}
    urls |= {
        name: reverse(name, args=[organisation, slug])
        for name in ("analysis:live", "analysis:insight")
    }
    board = programme.address("workshops:board", question.pk)
    staff = programme.address("workshops:staff", activity.pk)
    urls |= {"ideas": staff, "ideas by support": f"{staff}?sort=support"}
    urls |= {f"p {order}": f"{board}?sort={order}" for order in ("newest", "top")}
    urls |= {
        "p front": programme.front_path,
        "p anonymity": f"{programme.front_path}anonymity/",
        "p home": programme.address("workshops:home", activity.pk),
    }
    seeds = Idea.objects.filter(question=question, author=None).order_by("pk")
    return urls | {
        f"p idea {pk}": programme.address("workshops:idea", pk)
        for pk in seeds.values_list("pk", flat=True)
    }


def _speak_as(client: Client, voice: Any) -> None:
    from folkmoot.joining.access import cookie_name
    from folkmoot.joining.access.sealed_cookies import put_cookie

    given, name = HttpResponse(), cookie_name(voice.programme)
    put_cookie(given, voice.programme, name, str(voice.pk))
    client.cookies[name] = given.cookies[name].value


def _programme(mode: str, at: datetime, people: int) -> tuple[Any, Any, Callable[[datetime], Any]]:
    """With a few ideas of the facilitators, and how the next one joins."""
    from benchmarks._campaign import _launched
    from folkmoot.accounts.policy import command_line
    from folkmoot.joining import services as joining
    from folkmoot.members.models import Invitee
    from folkmoot.members.services.adding import ListRow, add_people
    from folkmoot.outreach.services import campaigns, queueing
    from folkmoot.workshops import services as workshops
    from folkmoot.workshops.models import ChallengeQuestion

    programme = _launched(mode, at, lasts=30)
    actor = command_line(programme.organisation)
    question = ChallengeQuestion.objects.get(activity__programme=programme)
    question.activity.programme = programme
    workshops.import_ideas(
        actor=actor,
        question=question,
        texts=[f"A seed, number {number}" for number in range(SEEDS)],
        said_on=[at.date()] * SEEDS,
    )
    if mode == "open":
        return (
            programme,
            question,
            lambda now: joining.join(programme=programme, at=now).participant,
        )
    add_people(
        ListRow(programme.organisation, programme),
        {f"person{number:03}@example.org": {"Site": "North"} for number in range(people + 20)},
    )
    letter = campaigns.draft_campaign(
        actor=actor, programme=programme, kind="invitation", subject="Come", text="{link}", at=at
    )
    campaigns.schedule_campaign(actor=actor, campaign=letter, on=at.date(), at=at)
    queueing.queue_campaign(campaign_id=letter.pk, at=at)
    if mode == "anonymous":
        ways = iter(joining.draw_codes(programme, people))
    else:
        invited = Invitee.objects.filter(programme=programme).values_list("pk", flat=True)
        ways = iter(joining.personal_links(programme, list(invited)).values())
    return (
        programme,
        question,
        lambda now: joining.redeem(programme=programme, code=next(ways), at=now).participant,
    )
