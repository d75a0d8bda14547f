"""The demonstration with what it lacks, and everybody who walks through it."""

from django.test import Client

from folkmoot.accounts.models import User
from folkmoot.accounts.policy import Actor, Role
from folkmoot.demo.seeding import SLUG
from folkmoot.mailbox.models import Thread
from folkmoot.members import services as members
from folkmoot.members.models import Member
from folkmoot.outreach.services import campaigns, links, unsubscribing
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import start_programme
from tests.conftest import speak_as

OPEN, CLOSED = f"/p/{SLUG}/safer-nights/", f"/p/{SLUG}/allied-and-heard/"
RUNS = frozenset({Role.FACILITATOR})


def as_voice() -> Client:
    """Joined by the front page's own forms."""
    client = Client()
    client.post(f"{OPEN}join/", {"answered": "yes"})
    client.post(f"{OPEN}begin/")
    board = Client.get(client, f"{OPEN}take-part/")
    assert board.status_code == 200
    return client


def as_author() -> Client:
    """Somebody to whom we have written about what they said."""
    client = Client()
    speak_as(client, Thread.objects.select_related("participant__programme").first().participant)
    return client


def as_staff(key: str) -> Client:
    client = Client()
    client.force_login(User.objects.get(email=f"{key}@example.org"))
    return client


def more(now) -> list[str]:
    """What the demonstration lacks: a draft, people invited, a letter, a list, an ambassador.

    Answers with the addresses that only their holders know.
    """
    programme = Programme.objects.get(slug="safer-nights")
    organisation = programme.organisation
    facilitator = Actor(organisation, User.objects.get(email="facilitator@example.org"), RUNS)
    start_programme(actor=facilitator, name="Not yet", slug="not-yet", at=now)
    place = members.ListRow(organisation, programme)
    members.add_people(place, {f"p{n}@example.org": {"Work": "Nurse"} for n in range(12)})
    known = {"actor": facilitator, "programme": programme, "at": now}
    members.receive_typed(text="new@example.org, no address, p1@example.org", **known)
    campaigns.draft_campaign(
        kind="invitation", subject="{programme}", text="Come in: {link}", **known
    )
    ambassador = links.add_ambassador(name="Ward 7", **known)
    return [
        links.ambassador_path(ambassador),
        f"{CLOSED}mailbox/",
        unsubscribing.path_for(Member.objects.order_by("pk").first().pk),
    ]
