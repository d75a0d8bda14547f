"""The address book: finding a person."""

from dataclasses import dataclass

from django.db import connection

from folkmoot.accounts.models import Organisation
from folkmoot.members.models import Invitee, Member

PAGE = 50


@dataclass(frozen=True, slots=True)
class Card:
    """One line of the address book."""

    ref: str
    id: int
    address: str
    is_opted_out: bool
    has_bounced: bool


@dataclass(frozen=True, slots=True)
class Book:
    """By address; ``after`` is the ref after which the next page starts, empty at the end."""

    cards: tuple[Card, ...]
    after: str


def people_in(organisation: Organisation) -> int:
    """How many the book holds. Not how many of them asked for something: each who asked to be left
    alone is marked, and who was forgotten is not even counted."""
    return Member.objects.filter(organisation=organisation).count()


def book_page(organisation: Organisation, *, after: int | None = None) -> Book:
    """Pages by key. The key in the address is a random id: an address has no place in a URL."""
    members = Member.objects.filter(organisation=organisation).order_by("address")
    if after is not None:
        last = members.filter(pk=after).values_list("address", flat=True).first()
        if last is not None:
            members = members.filter(address__gt=last)
    return _page(members)


def search(organisation: Organisation, text: str) -> Book:
    """Whose address begins with the text."""
    members = Member.objects.filter(organisation=organisation).order_by("address")
    start = text.strip().lower()[:254].replace("\0", "")
    if connection.vendor == "sqlite":
        members = members.filter(address__gte=start)  # there LIKE alone would read every row
    return _page(members.filter(address__startswith=start))


def _page(members) -> Book:  # type: ignore[no-untyped-def]
    found = list(members[: PAGE + 1])
    cards = tuple(
        Card(one.ref, one.pk, one.address, one.is_opted_out, one.has_bounced)
        for one in found[:PAGE]
    )
    return Book(cards=cards, after=cards[-1].ref if len(found) > PAGE else "")


def programmes_of(member: Member) -> list[tuple[str, bool]]:
    """(name, has been written to) of the programmes this person is invited to."""
    invited = Invitee.objects.filter(member=member).order_by("programme__name")
    return [
        (name, day is not None)
        for name, day in invited.values_list("programme__name", "invited_on")
    ]
