"""Who is missing: figures in whole groups, compared with the people there are."""

import csv
import io
from collections import Counter

import pytest

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError
from folkmoot.core.formats import listed
from folkmoot.joining import queries as front_door
from folkmoot.joining import services as joining
from folkmoot.joining.queries import ContributorCounts
from folkmoot.outreach.models import Population
from folkmoot.outreach.presenting import reach as presenting
from folkmoot.outreach.presenting.reach_sentences import reach_in_words
from folkmoot.outreach.queries.reach import reach
from folkmoot.outreach.services import population_figures
from folkmoot.programmes.models import Channel, ChannelDay, Programme
from tests.batches import publish
from tests.conftest import NOON
from tests.opening import asks

pytestmark = pytest.mark.django_db
HOME = "/staff/northmoor/safer-wards/reach/"
ASKED = "Which region do you work in?"
REGIONS = ["London", "Midlands", "South West", "Wales"]


@pytest.fixture
def region(programme):
    return asks(programme, ASKED, REGIONS, "Region")


@pytest.fixture
def come(programme, region):
    """``come({"London": 30})``: that many join and answer so."""

    def make(numbers, channel=None):
        for answer, number in numbers.items():
            for _ in range(number):
                joining.join(
                    programme=programme,
                    at=NOON,
                    channel=channel,
                    answers={region.pk: answer},
                )

    return make


@pytest.fixture
def describe(programme, actor):
    def make(**numbers):
        numbers = {name.replace("_", " "): n for name, n in numbers.items()}
        population_figures.set_population(
            actor=actor(Role.SPONSOR),
            programme=programme,
            attribute=ASKED,
            numbers=numbers,
            at=NOON,
        )

    return make


def kinds(programme):
    (asked,) = reach(programme).segments
    return {kind.name: kind for kind in asked.kinds}


def test_who_is_missing_and_by_how_many(programme, come, describe):
    come({"London": 60, "Midlands": 20, "South West": 40, "Wales": 40})
    describe(London=100, Midlands=100, South_West=100, Wales=100)

    found = kinds(programme)

    assert found["London"].missing is None
    assert found["Midlands"].missing == 27  # 47 of 187 is a quarter
    assert "Above all Midlands: at least 27 more" in presenting.answer(reach(programme))


def test_kinds_too_small_to_show_are_missed_together(programme, come, describe):
    come({"London": 60, "Midlands": 60, "South West": 2, "Wales": 3})
    describe(London=100, Midlands=100, South_West=100, Wales=100)
    (asked,) = reach(programme).segments

    assert "South West and Wales" in listed(asked.hidden_names)
    assert asked.hidden_missing
    assert f"{listed(asked.hidden_names)} together: at least" in presenting.answer(reach(programme))


def test_small_groups_are_not_shown(programme, come, describe):
    come({"London": 60, "Midlands": 40, "South West": 4, "Wales": 3})
    describe(London=100, Midlands=100, South_West=100, Wales=100)

    found = kinds(programme)

    assert found["South West"].joined is None
    assert found["Wales"].joined is None
    assert found["Wales"].missing is None


def test_figures_move_by_whole_groups(programme, come):
    come({"London": 39, "Midlands": 50, "South West": 20, "Wales": 20})
    before = kinds(programme)["London"].joined
    come({"London": 1})

    assert (before, kinds(programme)["London"].joined) == (30, 40)


def test_channels_and_days_in_whole_groups(programme, come):
    poster = Channel.objects.create(programme=programme, name="Poster", code="poster")
    ChannelDay.objects.create(channel=poster, day=NOON.date(), visits=77)
    come({"London": 14}, channel=poster)
    come({"London": 12})
    seen = reach(programme)

    rows = {row.name: (row.visits, row.joined) for row in seen.channels}
    assert rows["Poster"] == (77, 10)
    assert Counter(dict(seen.joined_days)).total() == 20
    assert seen.visits == 77


def test_who_contributed_is_told_in_whole_groups(programme, come, monkeypatch):
    said = ContributorCounts(total=27, by_channel={None: 27})
    monkeypatch.setattr(front_door, "contributed", lambda programme_id: said)
    come({"London": 30})
    seen = reach(programme)

    assert seen.contributed == 20
    assert seen.channels[-1].contributed == 20


def test_people_who_said_something_are_counted_once(programme, idea):
    from folkmoot.participants.queries import contributed_by_channel

    assert contributed_by_channel(programme.pk) == {None: 1}


def test_the_page_answers_and_offers_a_letter(signed_in, programme, come, describe):
    come({"London": 60, "Midlands": 20, "South West": 60, "Wales": 60})
    describe(London=100, Midlands=100, South_West=100, Wales=100)
    page = signed_in(Role.FACILITATOR).get(HOME).content.decode()

    assert "Above all Midlands" in page
    assert "?attribute=Region&amp;value=Midlands" in page


def test_a_letter_is_drafted_by_one_click(signed_in, programme):
    answer = signed_in(Role.FACILITATOR).get(
        "/staff/northmoor/safer-wards/letters/new/?attribute=Region&value=Midlands"
    )
    assert "We have not heard from you yet" in answer.content.decode()


def test_the_csv_says_what_the_page_says(signed_in, programme, come, describe):
    come({"London": 60, "Midlands": 20, "Wales": 2, "South West": 3})
    describe(London=100, Midlands=100)
    answer = signed_in(Role.SPONSOR).get(f"{HOME}reach.csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode())))

    assert ["joined", "all", "85", "", ""] in rows
    assert [ASKED, "Wales", "under 10 or hidden", "", ""] in rows
    assert not any("85" in row[2] for row in rows if row[0] == ASKED)


def test_a_formula_in_a_name_stays_a_name(signed_in, programme):
    Channel.objects.create(programme=programme, name="=1+1", code="evil")
    Channel.objects.create(programme=programme, name="  @SUM(1)", code="worse")
    answer = signed_in(Role.SPONSOR).get(f"{HOME}reach.csv")

    assert "'=1+1" in answer.content.decode()
    assert "'  @SUM(1)" in answer.content.decode()


def test_tiles_show_each_region_with_its_figure(signed_in, programme, come):
    come({"London": 60, "Midlands": 20, "Wales": 2})
    client = signed_in(Role.SPONSOR)
    assert client.post(f"{HOME}tiles/", {"attribute": ASKED}).status_code == 302

    page = client.get(HOME).content.decode()
    assert page.count("<rect") >= 10
    assert "North East and Yorkshire" in page


@pytest.mark.parametrize(
    ("file", "why"),
    [
        (b"name,short\nA,B", "no column “column”"),
        (b"name,short,column,row\nA,B,x,1", "Line 2 needs"),
        (b"name,short,column,row\nA,B,1,1\nC,D,1,1", "another tile"),
        (b"name,short,column,row\n", "no tile"),
        (b"\xff\xfe\x00", "no text that can be read"),
        (b"name,short,column,row\n" + b"A,B,1\n", "Line 2 has 3 of 4 cells"),
        (b"x" * 60_000, "too large"),
    ],
)
def test_bad_layouts_are_refused_with_the_line(file, why):
    with pytest.raises(DomainError, match=why):
        population_figures.read_tiles(file)


@pytest.mark.parametrize(
    "rows",
    ["", "Nurses", "Nurses, 12\nNurses, 3", "A, 0\nB, 0", "A, 1\nB, -2", "A,1\nB,9999999999"],
)
def test_bad_populations_are_refused(signed_in, programme, rows):
    answer = signed_in(Role.SPONSOR).post(f"{HOME}population/", {"attribute": ASKED, "rows": rows})

    assert answer.status_code == 422
    assert not Population.objects.exists()


def test_a_population_is_entered_and_replaced(signed_in, programme):
    client = signed_in(Role.SPONSOR)
    for rows in ("Nurses, 1200\nDoctors\t300", "Nurses, 5\nMidwives, 6"):
        client.post(f"{HOME}population/", {"attribute": "Profession", "rows": rows})

    assert dict(Population.objects.values_list("value", "number")) == {"Nurses": 5, "Midwives": 6}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_who_sees_reach_and_who_describes_the_population(role, signed_in, programme):
    seers = {
        Role.ADMINISTRATOR,
        Role.FACILITATOR,
        Role.SPONSOR,
        Role.ANALYST,
        Role.MODERATOR,
    }
    client = signed_in(role)
    answer = client.post(f"{HOME}population/", {"attribute": "A", "rows": "B, 1\nC, 2"})

    assert client.get(HOME).status_code == (200 if role in seers else 404)
    assert client.get(f"{HOME}reach.csv").status_code == (200 if role in seers else 404)
    describers = {Role.ADMINISTRATOR, Role.FACILITATOR, Role.SPONSOR}
    assert answer.status_code == (302 if role in describers else 422 if role in seers else 404)


def test_another_tenants_reach_does_not_exist(signed_in):
    other = Organisation.objects.create(name="Other", slug="other")
    Programme.objects.create(organisation=other, name="T", slug="theirs", created_on=NOON.date())

    assert signed_in(Role.SPONSOR).get("/staff/other/theirs/reach/").status_code == 404


def test_the_page_costs_the_same_however_many_came(
    signed_in, programme, come, django_assert_max_num_queries
):
    come({"London": 60, "Midlands": 20})
    for n in range(20):
        Channel.objects.create(programme=programme, name=f"C{n}", code=f"c{n}")
    client = signed_in(Role.SPONSOR)
    publish(programme, NOON)

    with django_assert_max_num_queries(30):
        client.get(HOME)


def test_a_guide_tells_the_same_figures(programme, come, describe):
    come({"London": 60, "Midlands": 20, "South West": 60, "Wales": 65})
    describe(London=100, Midlands=100, South_West=100, Wales=100)
    told = " ".join(reach_in_words(programme))

    assert "205 people joined" in told
    assert "London 60 of 100, Midlands 20 of 100" in told
    assert "Wales 60 of 100" in told
    assert "more of Midlands were due" in told


@pytest.mark.parametrize(
    ("joined", "spoke", "told"),
    [
        (300, 300, "300 people joined; all or nearly all of them contributed"),
        (305, 300, "305 people joined; all or nearly all of them contributed"),
        (310, 305, "310 people joined; 300 or more of them contributed"),  # a group may be silent
        (19, 19, "19 people joined; 10 or more of them contributed"),  # so few: half may be silent
        (40, 27, "40 people joined; 20 or more of them contributed"),
    ],
)
def test_a_guide_says_how_many_contributed_without_counting_them_out(
    joined, spoke, told, programme, come, monkeypatch
):
    said = ContributorCounts(total=spoke, by_channel={None: spoke})
    monkeypatch.setattr(front_door, "contributed", lambda programme_id: said)
    come({"London": joined})

    assert told in " ".join(reach_in_words(programme))


def test_a_guide_says_nothing_of_a_reach_that_was_elsewhere(programme):
    assert reach_in_words(programme) == ()
