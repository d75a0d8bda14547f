"""Somebody of staff acts on one person, looks at what moves, and holds nine mailboxes of their own.

They see every page that an administrator sees, and what arrives in their own mailboxes. For
each person of whom they want to know something (whether they joined, asked for an invitation,
wrote an idea) they stop their letters, erase them, or ask in their name, let the machine do its
hourly and daily work, and compare what they see before and after. Each try is undone, so that
they have as many as they like. To push rounded figures over a step, they stop letters to some
of their own mailboxes first.

A fact is told where two people who differ in nothing else are not seen alike.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from html import unescape
from typing import Any
from unittest import mock

from django.db import transaction
from django.test import Client
from django.urls import reverse

OWN, OTHERS = 9, 24  # mailboxes of the attacker's own; people whom they ask nothing about
# Two people each who differ in nothing else.
PAIRS = {
    "joined": ("joined", "nothing"),
    "asked": ("asked", "nothing"),
    "wrote": ("wrote", "joined"),
}
LATER = timedelta(days=1)
ACTS = ("stop", "erase", "ask")
STAFF = (
    "outreach:letters",
    "outreach:reach",
    "outreach:kits",
    "members:invited",
    "joining:staff",
    "programmes:overview",
    "mailbox:staff",
)
ORGANISATION = ("members:book", "accounts:audit", "programmes:list")
HIDDEN = re.compile(r"<script.*?</script>|<style.*?</style>|<[^>]*>", re.S)
ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+")


View = dict[str, list[str]]  # lines of each page, by its name


@dataclass
class Told:
    """Of how many people something is told, and by which act; of how many it was tried."""

    facts: int
    tried: int
    by: dict[str, int]


@dataclass
class Place:
    """A running programme, as the attacker finds it."""

    mode: str
    programme: Any
    client: Client
    at: datetime
    draft: Any  # the next reminder; the letters of an earlier one still wait


def attack(
    mode: str, at: datetime, *, steps: Iterable[int] = range(OWN), acts: Iterable[str] = ACTS
) -> Told:
    """Needs a database of its own, or a transaction that is taken back."""
    place, steps = _place(mode, at), list(steps)
    before = {step: _before(place, step) for step in steps}
    by: dict[str, int] = {}
    for act in acts:
        if mode == "open" and act == "ask":
            continue  # nobody can ask there, and nobody need
        seen = {
            who: [_try(place, act, who, step, before[step]) for step in steps]
            for who in ("nothing", "joined", "asked", "wrote")
        }
        for secret, (one, other) in PAIRS.items():
            if seen[one] != seen[other]:
                by[f"{secret} by {act}"] = 2
    told = {how.partition(" ")[0] for how in by}
    return Told(2 * len(told), 2 * len(PAIRS), by)


def address(who: str) -> str:
    return f"{who}@example.org"


@contextmanager
def _undone(place: Place, step: int) -> Iterator[datetime]:
    """A day later, with letters to so many of one's own mailboxes stopped; then as it was."""
    from folkmoot.members.models import Member

    now = place.at + LATER
    with transaction.atomic(), mock.patch("django.utils.timezone.now", return_value=now):
        mine = [own(number) for number in range(step)]
        Member.objects.filter(address__in=mine).update(is_opted_out=True)
        yield now
        transaction.set_rollback(True)


def _before(place: Place, step: int) -> View:
    with _undone(place, step):
        return _look(place)


def _try(place: Place, act: str, who: str, step: int, before: View) -> Any:
    """What moves on any page, and what arrives in mailboxes of one's own."""
    from folkmoot.joining import services as joining
    from folkmoot.mailbox import services as mailbox
    from folkmoot.members.models import Member
    from folkmoot.outreach.services import answering_requests, campaigns, queueing

    with _undone(place, step) as now:
        letters = _arrived()
        if act == "ask":
            joining.ask_for_invitation(programme=place.programme, address=address(who), at=now)
        else:
            member = Member.objects.get(address=address(who))
            where = [place.programme.organisation.slug, member.pk]
            url = reverse(f"members:member-{act}", args=where)
            done = place.client.post(url, {"how": "telephone"})
            assert done.status_code == 302, (act, done.status_code)
        if place.mode != "open":
            answering_requests.send_new_codes_everywhere(at=now)
        at_once = _look(place)
        campaigns.schedule_campaign(
            actor=_actor(place.programme), campaign=place.draft, on=now.date(), at=now
        )
        queueing.queue_campaign(campaign_id=place.draft.pk, at=now)
        mailbox.tell_by_email(at=now)
        return _moved(before, at_once), _moved(before, _look(place)), _arrived() - letters


def _moved(before: View, after: View) -> Any:
    """What stands there now and did not, and the other way round, page by page."""
    return tuple(
        (
            name,
            tuple(line for line in before[name] if line not in after[name]),
            tuple(line for line in after[name] if line not in before[name]),
        )
        for name in before
        if before[name] != after[name]
    )


def _look(place: Place) -> View:
    """Every page in plain lines, without addresses: which of them stand there is no secret."""
    from folkmoot.outreach.models import Campaign

    organisation, programme = place.programme.organisation.slug, place.programme.slug
    urls = {name: reverse(name, args=[organisation, programme]) for name in STAFF}
    urls |= {name: reverse(name, args=[organisation]) for name in ORGANISATION}
    urls |= {"anonymity": f"{place.programme.front_path}anonymity/"}
    for letter in Campaign.objects.filter(programme=place.programme).exclude(kind="again"):
        for page in ("letter", "progress"):
            args = [organisation, programme, letter.pk]
            urls[f"{page} {letter.subject}"] = reverse(f"outreach:{page}", args=args)
    found = {}
    for name, url in urls.items():
        answer = place.client.get(url)
        assert answer.status_code == 200, (name, answer.status_code)
        marks = [
            answer[header] for header in ("ETag", "Last-Modified") if answer.has_header(header)
        ]
        found[name] = [*_lines(answer.content.decode()), *marks]
    return found


def _lines(page: str) -> list[str]:
    text = ADDRESS.sub("", unescape(HIDDEN.sub("\n", page)))
    return [line for one in text.splitlines() if (line := " ".join(one.split()))]


def _arrived() -> int:
    """Letters to the attacker's own mailboxes, on their way or there."""
    from folkmoot.post.models import Letter
    from folkmoot.post.services import sealing

    letters = Letter.objects.all()
    opened = [
        sealing.unseal(sealing.key_of(one.batch_id), one.pk, bytes(one.sealed)) for one in letters
    ]
    return sum(letter.to.startswith("own") for letter in opened)


def own(number: int) -> str:
    return address(f"own{number}")


def _actor(programme: Any) -> Any:
    from folkmoot.accounts.policy import command_line

    return command_line(programme.organisation)


def _place(mode: str, at: datetime) -> Place:
    from benchmarks._campaign import _launched
    from folkmoot.members.models import Invitee
    from folkmoot.members.services.adding import ListRow, add_people
    from folkmoot.outreach.services import answering_requests, campaigns, queueing

    programme = _launched(mode, at)
    others = [address(f"other{number}") for number in range(OTHERS)]
    mailboxes = [own(number) for number in range(OWN)]
    wanted = [address(who) for who in ("nothing", "joined", "asked", "wrote")]
    listed = [*wanted, *mailboxes, *others]
    add_people(
        ListRow(programme.organisation, programme),
        {who: {"Site": "South" if who.startswith("other1") else "North"} for who in listed},
    )

    def write(kind: str, subject: str) -> Any:
        return campaigns.draft_campaign(
            actor=_actor(programme),
            programme=programme,
            kind=kind,
            subject=subject,
            text="Hello {link}",
            at=at,
        )

    def send(campaign: Any) -> Any:
        campaigns.schedule_campaign(actor=_actor(programme), campaign=campaign, on=at.date(), at=at)
        queueing.queue_campaign(campaign_id=campaign.pk, at=at)
        return campaign

    send(write("invitation", "Invitation"))
    invited = dict(Invitee.objects.filter(programme=programme).values_list("member__address", "pk"))
    joiners = [address("joined"), address("wrote"), *mailboxes, *others[: OTHERS // 2]]
    voices = _join(mode, programme, joiners, invited, at)
    _write_to_authors(
        programme, [voices[address("wrote")], *(voices[who] for who in mailboxes)], at
    )
    if mode != "open":
        from folkmoot.joining import services as joining

        joining.ask_for_invitation(programme=programme, address=address("asked"), at=at)
        answering_requests.answer_all_requests(at=at)
    send(write("reminder", "First reminder"))
    return Place(mode, programme, _browser(programme, at), at, write("reminder", "Next"))


def _join(
    mode: str, programme: Any, joiners: list[str], invited: dict[str, int], at: datetime
) -> dict[str, Any]:
    from folkmoot.joining import services as joining

    if mode == "open":
        return {who: joining.join(programme=programme, at=at).participant for who in joiners}
    if mode == "anonymous":
        codes = dict(zip(joiners, joining.draw_codes(programme, len(joiners)), strict=True))
    else:
        links = joining.personal_links(programme, invited.values())
        codes = {who: links[invited[who]] for who in joiners}
    return {
        who: joining.redeem(programme=programme, code=codes[who], at=at).participant
        for who in joiners
    }


def _write_to_authors(programme: Any, voices: list[Any], at: datetime) -> None:
    """All of these said something, staff wrote to them, and they wish to be told by e-mail."""
    from folkmoot.mailbox import services as mailbox
    from folkmoot.workshops import services as workshops
    from folkmoot.workshops.models import ChallengeQuestion, Idea

    question = ChallengeQuestion.objects.get(activity__programme=programme)
    for number, voice in enumerate(voices):
        idea = Idea.objects.create(
            question=question, author=voice, text=f"An idea, {number}", said_on=at.date()
        )
        workshops.write_to_author(actor=_actor(programme), said=idea, text="Tell us more?", at=at)
        mailbox.choose(participant=voice, is_muted=False, wants_email=True)


def _browser(programme: Any, at: datetime) -> Client:
    from folkmoot.accounts.models import Appointment, User

    user = User.objects.create(email="insider@staff.invalid", name="Insider", created_on=at.date())
    Appointment.objects.create(organisation=programme.organisation, user=user, role="administrator")
    client = Client(HTTP_HOST="localhost")
    with mock.patch("django.utils.timezone.now", return_value=at + LATER):
        client.force_login(user)
    return client
