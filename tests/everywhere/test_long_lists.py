"""No list is cut off in silence: every row is on some page, and each page says which it shows."""

import re
from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.core import paging
from folkmoot.mailbox.models import Note, Thread
from folkmoot.mailbox.queries import authors
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import campaigns
from folkmoot.programmes import registry
from folkmoot.programmes.models import MandateComment, Programme
from folkmoot.programmes.queries import lists, mandate
from tests.conftest import CLOSES, NOON, OPENS

STAFF, FRONT = "/staff/northmoor/safer-wards/", "/p/northmoor/safer-wards/"


def walked(client, address, pattern):
    """What the pattern finds on each page of a list, until no page follows."""
    pages, name = [], r'href="\?(\w+=\d+)#[\w-]+">[^<]* after number'
    link: str | None = ""
    while link is not None:
        page = client.get(f"{address}?{link}").content.decode()
        pages.append((re.findall(pattern, page), page))
        found = re.search(name, page)
        link = found[1] if found else None
    return pages


def assert_all_there(pages, words):
    assert len(pages) == 3
    found = [row for rows, _ in pages for row in rows]
    assert sorted(found) == sorted(words)
    assert "1 to 2 of 5." in pages[0][1]
    assert "5 to 5 of 5." in pages[2][1]
    assert "Back to the first" in pages[2][1]


@pytest.fixture
def further(organisation):
    """``further(4)``: that many more programmes that are open."""

    def make(count):
        return [
            Programme.objects.create(
                organisation=organisation,
                name=f"Programme {number}",
                slug=f"programme-{number}",
                opens_at=OPENS,
                closes_at=CLOSES - timedelta(days=number % 2),
                is_launched=True,
                created_on=OPENS.date(),
            )
            for number in range(count)
        ]

    return make


def test_every_comment_on_the_mandate_is_reached_page_by_page(programme, signed_in, monkeypatch):
    monkeypatch.setattr(mandate, "COMMENTS", 2)
    for number in range(5):
        MandateComment.objects.create(programme=programme, number=1, text=f"Word {number}", at=NOON)
    pages = walked(signed_in(Role.FACILITATOR), f"{STAFF}mandate/", r"Word \d")

    assert_all_there(pages, [f"Word {number}" for number in range(5)])


def test_every_open_programme_is_reached_page_by_page(further, client, monkeypatch):
    monkeypatch.setattr(lists, "OPEN_ONES", 2)
    further(5)
    pages = walked(client, "/", r"<bdi>(Programme \d)</bdi>")

    assert_all_there(pages, [f"Programme {number}" for number in range(5)])
    assert all("5 conversations are" in page for _, page in pages)


def test_every_earlier_result_is_reached_page_by_page(further, client, monkeypatch):
    monkeypatch.setattr(lists, "RESULTS", 2)
    made = {one.pk: "joining:front" for one in further(5)}
    Programme.objects.update(closes_at=NOON - timedelta(days=2000))
    monkeypatch.setattr(registry, "results", lambda of=None: made)
    pages = walked(client, "/", r"<bdi>(Programme \d)</bdi>")

    assert_all_there(pages, [f"Programme {number}" for number in range(5)])


def test_every_letter_is_reached_page_by_page(programme, signed_in, monkeypatch):
    monkeypatch.setattr(campaigns, "LETTERS", 2)
    for number in range(5):
        Campaign.objects.create(
            programme=programme,
            kind="invitation",
            subject=f"Letter {number}",
            text="Join: {link}",
            created_on=NOON.date(),
        )
    pages = walked(signed_in(Role.FACILITATOR), f"{STAFF}letters/", r"<bdi>(Letter \d)</bdi>")

    assert_all_there(pages, [f"Letter {number}" for number in range(5)])


class TestOwnConversations:
    @pytest.fixture
    def author(self, programme, join):
        author = join()
        for number in range(5):
            thread = Thread.objects.create(
                programme=programme,
                participant=author,
                subject_kind="idea",
                subject_ref=str(number),
                subject_label=f"About {number}",
                last_on=NOON.date() - timedelta(days=number),
                last_from_us=1 if number == 4 else 0,
                last_position=1,
            )
            Note.objects.create(
                thread=thread,
                position=1,
                is_from_us=True,
                text="Tell us",
                written_on=NOON.date(),
            )
        return author

    def test_are_all_on_some_page(self, author, voice, monkeypatch):
        monkeypatch.setattr(authors, "CONVERSATIONS", 2)
        pages = walked(voice(author), f"{FRONT}mailbox/", r">(About \d)</a>")

        assert_all_there(pages, [f"About {number}" for number in range(5)])

    def test_begin_with_the_unread_however_old(self, author, voice, monkeypatch):
        monkeypatch.setattr(authors, "CONVERSATIONS", 2)
        first = voice(author).get(f"{FRONT}mailbox/").content.decode()

        assert re.findall(r">(About \d)</a>", first) == ["About 4", "About 0"]


@pytest.mark.parametrize("count", [0, 2, 3])
def test_a_list_that_fits_costs_one_query_and_says_nothing_of_pages(
    count, further, django_assert_num_queries
):
    further(count)
    with django_assert_num_queries(1):
        page = paging.paged(Programme.objects.order_by("pk"), size=3)

    assert (len(page), page.total, page.after) == (count, count, None)


def test_a_page_beyond_the_end_says_so(further, client, monkeypatch):
    further(1)
    page = paging.paged(Programme.objects.order_by("pk"), size=3, after=9)

    assert (len(page), page.total, page.after) == (0, 1, None)


@pytest.mark.parametrize("typed", ["", "-1", "x", "²", "9" * 30, "1e3", " 1"])
def test_what_is_no_place_is_the_beginning(typed):
    assert paging.place(typed) == 0
