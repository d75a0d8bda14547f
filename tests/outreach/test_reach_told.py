"""How many joined, as pages may tell it: of the invited in whole groups, until the close."""

import csv
import io
import re
from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.joining.queries import publishable_joined
from folkmoot.joining.services import join
from folkmoot.outreach.presenting.reach import answer
from folkmoot.outreach.presenting.reach_sentences import reach_in_words
from folkmoot.outreach.queries.reach import reach
from folkmoot.programmes.models import Channel, ChannelDay
from tests.conftest import CLOSES, NOON
from tests.opening import asks
from tests.pretended_rooms import beside

pytestmark = pytest.mark.django_db
OVERVIEW = "/staff/northmoor/safer-wards/"
HOME = f"{OVERVIEW}reach/"
AFTER = CLOSES + timedelta(days=1)


@pytest.fixture
def come(monkeypatch):
    """``come(81)``: so many have joined, whatever the way in."""

    def make(number):
        from folkmoot.participants import queries as participants
        from folkmoot.programmes import registry

        arrivals = lambda programme_id: {None: number}  # noqa: E731
        monkeypatch.setattr(participants, "arrivals", arrivals)
        beside(monkeypatch, registry.Lifecycle(arrivals=arrivals))

    return make


@pytest.mark.parametrize("name", ["confidential", "anonymous"])
@pytest.mark.parametrize(
    ("number", "running", "closed"),
    [
        (0, "fewer than 10", "fewer than 10"),
        (9, "fewer than 10", "fewer than 10"),
        (10, "10 or more", "10"),
        (81, "80 or more", "81"),
        (1234, "1,230 or more", "1,234"),
    ],
)
def test_the_invited_are_counted_in_whole_groups_until_the_close(
    name, number, running, closed, programme, mode, come
):
    mode(name)
    come(number)

    assert str(publishable_joined(programme, NOON)) == running
    assert str(publishable_joined(programme, AFTER)) == closed


def test_by_an_open_link_everybody_is_counted(programme, come):
    come(81)

    assert str(publishable_joined(programme, NOON)) == "81"


@pytest.mark.parametrize("name", ["confidential", "anonymous"])
def test_no_page_tells_one_more_of_the_invited(name, programme, mode, come, signed_in):
    mode(name)
    client = signed_in(Role.FACILITATOR)
    seen = []
    for number in (81, 82):
        come(number)
        pages = [client.get(f"{HOME}reach.csv").content.decode()]
        assert "80 or more people have joined" in client.get(OVERVIEW).content.decode()
        seen.append((pages, reach(programme, at=NOON), reach_in_words(programme, at=NOON)))

    assert seen[0] == seen[1]
    assert ["joined", "all", "80 or more", "", ""] in list(csv.reader(io.StringIO(seen[0][0][0])))
    assert "80 or more people joined" in seen[0][2][0]


def test_few_of_the_invited_are_not_nobody(programme, mode, come):
    mode("anonymous")
    come(3)

    assert answer(reach(programme, at=NOON)) == "Fewer than 10 people have joined so far."


def test_the_csv_tells_the_invited_and_small_channels_as_the_page_does(
    signed_in, programme, invite
):
    invite(12)
    for _ in range(3):
        join(programme=programme, at=NOON)
    answer = signed_in(Role.SPONSOR).get(f"{HOME}reach.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode())))

    assert ["invited", "all", "12", "", ""] in rows
    found = [row[2] for row in rows if row[0] == "joined by channel, in whole groups"]
    assert found == ["under 10"]


def test_sentences_about_a_table_stand_outside_what_scrolls(signed_in, programme):
    asks(programme, "Where?", ["Wales", "London"])
    page = signed_in(Role.SPONSOR).get(HOME).content.decode()

    captions = re.findall(r"<caption([^>]*)>", page)
    assert captions
    assert all("visually-hidden" in caption for caption in captions)
    assert '<p class="hint">The table counts the answers of those who joined.</p>' in page


def test_days_of_fewer_than_a_group_are_not_drawn_as_nobody(signed_in, programme):
    for _ in range(3):
        join(programme=programme, at=NOON)
    page = signed_in(Role.SPONSOR).get(HOME).content.decode()

    assert "Fewer than 10 people so far" in page
    assert "0 on 1 May" not in page


def test_one_visit_is_told_in_the_singular(programme):
    channel = Channel.objects.create(programme=programme, name="Poster", code="poster")
    ChannelDay.objects.create(channel=channel, day=NOON.date(), visits=1)
    join(programme=programme, at=NOON)

    assert "links were visited once, counted without cookies" in reach_in_words(programme)[0]
