"""Of those who joined, who said something: by link, day and answer, and nobody by subtraction."""

import csv
import io
from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.joining import services as joining
from folkmoot.joining.queries import contributed
from folkmoot.outreach.models import Ambassador
from folkmoot.outreach.presenting.reach_sentences import reach_in_words
from folkmoot.outreach.queries.reach import reach
from folkmoot.participants.queries import contributed_by_channel
from folkmoot.programmes.models import Channel
from folkmoot.workshops.models import Comment, Idea, Vote
from tests.conftest import NOON
from tests.opening import asks

HOME = "/staff/northmoor/safer-wards/reach/"
ASKED = "Which region do you work in?"
REGIONS = ["London", "Midlands", "Wales"]


@pytest.fixture
def region(programme):
    return asks(programme, ASKED, REGIONS, "Region")


@pytest.fixture
def come(programme, region, question):
    """``come(30, 20, "London")``: 30 join and answer so, 20 of them vote on an idea."""

    def make(joined, speaking, answer="", *, channel=None, day=NOON):
        idea, _ = Idea.objects.get_or_create(
            question=question, text="From a flipchart", defaults={"said_on": day.date()}
        )
        answers = {region.pk: answer} if answer else {}
        voices = [
            joining.join(programme=programme, at=day, channel=channel, answers=answers).participant
            for _ in range(joined)
        ]
        Vote.objects.bulk_create(
            Vote(idea=idea, participant=voice, stance=1, cast_on=day.date())
            for voice in voices[:speaking]
        )
        return voices

    return make


def shown(programme):
    (asked,) = reach(programme).segments
    return {kind.name: kind.contributed for kind in asked.kinds}


def test_contributed_by_answer_in_whole_groups(programme, come):
    come(45, 25, "London")
    come(40, 27, "Midlands")
    come(60, 31, "Wales")

    assert shown(programme) == {"London": 20, "Midlands": 20, "Wales": 30}


def test_where_a_few_were_silent_nobody_learns_it_by_subtraction(programme, come):
    come(45, 42, "London")
    come(60, 30, "Midlands")
    come(60, 30, "Wales")

    assert shown(programme)["London"] is None


def test_where_a_few_spoke_it_is_not_shown(programme, come):
    come(45, 3, "London")
    come(60, 30, "Midlands")
    come(60, 30, "Wales")

    assert shown(programme)["London"] is None
    assert reach(programme).segments[0].kinds[0].joined == 40


def test_a_person_counts_on_the_first_day_they_said_something(programme, come, question):
    first, *_ = come(12, 12, "London")
    later = (NOON + timedelta(days=3)).date()
    idea = Idea.objects.create(question=question, author=first, text="Again", said_on=later)
    Comment.objects.create(idea=idea, author=first, text="And again", said_on=later, position=1)
    come(10, 10, "Wales", day=NOON + timedelta(days=1))

    said = contributed(programme)
    assert said.by_day == {NOON.date(): 12, NOON.date() + timedelta(days=1): 10}
    assert reach(programme).contributed_days == ((NOON.date(), 10), (later - timedelta(days=2), 10))


def test_what_was_hidden_or_taken_back_is_no_contribution(programme, come, question):
    come(5, 5, "London")
    Idea.objects.update(is_hidden=True)

    assert contributed(programme).total == 0


def test_answers_and_links_count_the_same_people(programme, come):
    poster = Channel.objects.create(programme=programme, name="Poster", code="poster")
    come(20, 12, "London", channel=poster)
    come(15, 11)
    said = contributed(programme)

    assert said.by_channel == contributed_by_channel(programme.pk) == {poster.pk: 12, None: 11}
    assert (said.total, sum(said.by_day.values())) == (23, 23)
    assert list(said.by_segment.values()) == [12]
    assert list(said.answers.values()) == [20]


def test_counting_costs_the_same_however_many_spoke(programme, come, django_assert_max_num_queries):
    come(30, 30, "London")
    with django_assert_max_num_queries(10):  # one looks for a batch, one whether ties have gone
        contributed(programme)


def test_the_page_and_the_csv_say_the_same(signed_in, programme, come):
    come(45, 25, "London")
    come(40, 27, "Midlands")
    come(60, 31, "Wales")
    client = signed_in(Role.SPONSOR)
    page = client.get(HOME).content.decode()
    rows = list(csv.reader(io.StringIO(client.get(f"{HOME}reach.csv").content.decode())))

    assert "When people first said something" in page
    assert ["contributed first by day, in whole groups", "2030-05-01", "80", "", ""] in rows
    assert [f"{ASKED} contributed, in whole groups", "Wales", "30", "", ""] in rows
    assert "30 or more" in page


def test_the_page_renews_itself_while_people_can_join(signed_in, programme, come):
    come(12, 12, "London")
    client = signed_in(Role.SPONSOR)
    page = client.get(HOME)
    part = client.get(HOME, headers={"HX-Request": "true"})
    again = client.get(HOME, headers={"HX-Request": "true", "If-None-Match": part["ETag"]})
    come(10, 10, "London")
    changed = client.get(HOME, headers={"HX-Request": "true", "If-None-Match": part["ETag"]})

    assert 'hx-trigger="every 60s"' in page.content.decode()
    assert "<html" not in part.content.decode()
    assert (again.status_code, again.content) == (304, b"")
    assert changed.status_code == 200


def test_the_page_of_a_closed_programme_stands_still(signed_in, programme, come):
    come(12, 12, "London")
    programme.closes_at = NOON.replace(year=2021)
    programme.save()

    assert "hx-trigger" not in signed_in(Role.SPONSOR).get(HOME).content.decode().split("<main")[1]


def test_a_guide_tells_links_and_months_but_no_ambassador(programme, come):
    poster = Channel.objects.create(programme=programme, name="Poster", code="poster")
    theirs = Channel.objects.create(programme=programme, name="Sam on ward 4", code="sam")
    Ambassador.objects.create(programme=programme, name="Sam", channel=theirs)
    come(24, 13, "London", channel=poster)
    come(31, 22, "Wales", channel=theirs, day=NOON + timedelta(days=40))
    told = " ".join(reach_in_words(programme))

    assert "By link, at least: Poster 20 joined and 10 contributed" in told
    assert "ambassadors together 30 joined and 20 contributed" in told
    assert "Sam" not in told
    assert "May 2030 20 joined and 10 contributed; June 2030 30 joined and 20 contributed" in told


def test_a_letter_names_those_who_are_missing(signed_in, programme):
    there = "/staff/northmoor/safer-wards/letters/new/?attribute=&value=Mid{link}lands"
    page = signed_in(Role.FACILITATOR).get(there).content.decode()

    assert "We have heard too little so far from: Midlinklands." in page
    assert "We have not heard from you yet" in page
