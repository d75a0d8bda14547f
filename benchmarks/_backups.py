"""One backup of a programme that is running, and no key: whom does it narrow to fewer than k?

The thief reads the list of the invited (who is marked as joined, reminders, day of the letter,
attributes), the days of the rounds of letters, and the voices (day of joining, stored answers).
They know our source, that rounds leave early in the day, and that people answer truthfully or
not at all. Somebody is narrowed where

- fewer than k voices can be theirs: whoever is marked joined before the round that marked them,
  and after the last one that they were reminded by;
- or a voice that is theirs can be fewer than k people's: one that came after the last round
  that marked anybody is of somebody who is not marked.

Only what is right counts: their own voice, or they, must be among those few.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks._dumps import Dump, back_up

PEOPLE, FIRST, EACH_DAY, MOMENTS, K = 150, 110, 24, 5, 10
SITES, ROLES = ("North", "South", "East"), ("Nurse", "Doctor", "Porter")
WEIGHTS = (60, 28, 12)


@dataclass(frozen=True)
class Person:
    key: int
    is_marked: bool
    first: date  # the earliest day on which they can have joined, and the last
    last: date
    attributes: dict[str, str]


@dataclass(frozen=True)
class Voice:
    key: int
    day: date
    answers: dict[str, str]


def below_k(mode: str, folder: Path, at: datetime) -> list[int]:
    """How many people each of five backups narrows to fewer than k."""
    return [len(narrowed(dump, truth)) for dump, truth in moments(mode, folder, at)]


def narrowed(dump: Dump, truth: dict[int, int]) -> set[int]:
    """Invitees, by ``truth`` (voice by invitee)."""
    people, voices = list(_people(dump)), list(_voices(dump))
    owner = {voice: invitee for invitee, voice in truth.items()}
    found = set()
    for person in people:
        if person.is_marked:
            theirs = {voice.key for voice in voices if _fits(person, voice)}
            if len(theirs) < K and truth.get(person.key) in theirs:
                found.add(person.key)
    for voice in voices:
        whose = {person.key for person in people if _fits(person, voice)}
        if len(whose) < K and owner[voice.key] in whose:
            found.add(owner[voice.key])
    return found


def _fits(person: Person, voice: Voice) -> bool:
    if not person.first <= voice.day <= person.last:
        return False
    known = person.attributes
    return all(known.get(name, said) == said for name, said in voice.answers.items())


def _people(dump: Dump) -> Iterator[Person]:
    rows = _rows(dump, "members_invitee")
    rounds = sorted(
        _day(row["scheduled_on"])
        for row in _rows(dump, "outreach_campaign")
        if row["kind"] == "reminder" and row["state"] == "queued"
    )
    end = max((voice.day for voice in _voices(dump)), default=date.max)
    are_counted = any(row["reminders"] for row in rows)
    were_marked = any(row["has_joined"] for row in rows)
    for row in rows:
        if row["invited_on"] is None:
            continue  # nobody joins without a letter
        first, last = _day(row["invited_on"]), end
        had = [day for day in rounds if day >= first]
        if row["has_joined"] and had:
            place = min(row["reminders"], len(had) - 1) if are_counted else len(had) - 1
            last = had[place] - timedelta(days=1)
            first = max(first, had[place - 1]) if are_counted and place else first
        elif not row["has_joined"] and rounds and were_marked:
            first = max(first, rounds[-1])
        kept = row["attributes"]
        attributes = json.loads(kept) if isinstance(kept, str) else kept
        yield Person(row["id"], bool(row["has_joined"]), first, last, attributes or {})


def _voices(dump: Dump) -> Iterator[Voice]:
    names = {_plain(row["id"]): row["text"] for row in _rows(dump, "joining_gatewayquestion")}
    answers: dict[int, dict[str, str]] = {}
    for row in _rows(dump, "participants_segment"):
        answers.setdefault(row["participant_id"], {})[names[_plain(row["question"])]] = row["value"]
    for row in _rows(dump, "participants_participant"):
        yield Voice(row["id"], _day(row["joined_on"]), answers.get(row["id"], {}))


def _rows(dump: Dump, name: str) -> list[dict[str, Any]]:
    table = dump.tables[name]
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def _day(value: Any) -> date:
    return date.fromisoformat(value[:10]) if isinstance(value, str) else value


def _plain(key: Any) -> str:
    return str(key).replace("-", "")


def moments(
    mode: str, folder: Path, at: datetime, *, seed: int = 3
) -> Iterator[tuple[Dump, dict[int, int]]]:
    """A backup at the end of each day, and whose voice is whose by then."""
    from benchmarks._campaign import _launched
    from folkmoot.joining import services as joining
    from folkmoot.joining.queries import questions_of
    from folkmoot.members.models import Invitee

    random_ = random.Random(seed)
    programme = _launched(mode, at, lasts=MOMENTS + 1, asks=(("Site", SITES), ("Role", ROLES)))
    list_ = {
        f"person{number:03}@example.org": {
            "Site": random_.choices(SITES, WEIGHTS)[0],
            "Role": random_.choices(ROLES, WEIGHTS)[0],
        }
        for number in range(PEOPLE)
    }
    addresses, truth, questions = sorted(list_), {}, questions_of(programme)
    _invite(programme, addresses[:FIRST], list_, at)
    for day in range(MOMENTS):
        now = at + timedelta(days=day)
        if day == 1:
            _invite(programme, addresses[FIRST:], list_, now)
        if day:
            _send(programme, "reminder", now)
        invited = dict(
            Invitee.objects.filter(programme=programme).values_list("member__address", "pk")
        )
        left = [who for who in addresses if who in invited and invited[who] not in truth]
        joiners = random_.sample(left, EACH_DAY)
        ways_in = _ways_in(mode, programme, invited, joiners)
        for who in joiners:
            said = {
                question.pk: list_[who][question.text]
                for question in questions
                if random_.random() < 0.9
            }
            if mode == "open":
                joined = joining.join(programme=programme, at=now, answers=said)
            else:
                joined = joining.redeem(
                    programme=programme, code=ways_in[who], at=now, answers=said
                )
            truth[invited[who]] = joined.participant.pk
        yield back_up(folder), dict(truth)


def _ways_in(mode: str, programme: Any, invited: dict[str, int], who: list[str]) -> dict[str, str]:
    from folkmoot.joining import services as joining

    if mode == "open":
        return {}
    if mode == "anonymous":
        return dict(zip(who, joining.draw_codes(programme, len(who)), strict=True))
    links = joining.personal_links(programme, [invited[one] for one in who])
    return {one: links[invited[one]] for one in who}


def _invite(programme: Any, addresses: list[str], list_: dict[str, Any], at: datetime) -> None:
    from folkmoot.members.services.adding import ListRow, add_people

    people = {who: list_[who] for who in addresses}
    add_people(ListRow(programme.organisation, programme), people)
    _send(programme, "invitation", at)


def _send(programme: Any, kind: str, at: datetime) -> None:
    from folkmoot.accounts.policy import command_line
    from folkmoot.outreach.services import campaigns, queueing

    actor = command_line(programme.organisation)
    campaign = campaigns.draft_campaign(
        actor=actor,
        programme=programme,
        kind=kind,
        subject=f"{kind} of {at:%d}",
        text="Hello {link}",
        at=at,
    )
    campaigns.schedule_campaign(actor=actor, campaign=campaign, on=at.date(), at=at)
    queueing.queue_campaign(campaign_id=campaign.pk, at=at)
