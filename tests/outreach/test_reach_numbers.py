"""The numbers and the map that staff enter: read as meant, refused in words, taken back."""

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.outreach.forms import PopulationForm
from folkmoot.outreach.models import Population, TileLayout
from tests.opening import asks

pytestmark = pytest.mark.django_db
HOME = "/staff/northmoor/safer-wards/reach/"
ASKED = "What is your work?"


@pytest.fixture
def work(programme):
    return asks(programme, ASKED, ["Nurse", "Porter"], "Job")


def read(line):
    form = PopulationForm({"attribute": ASKED, "rows": f"{line}\nOthers, 1"}, current={})
    return form.cleaned_data["rows"] if form.is_valid() else None


@pytest.mark.parametrize(
    ("line", "name", "number"),
    [
        ("Nurses, 1,200", "Nurses", 1200),
        ("Nurses,1200", "Nurses", 1200),
        ("Nurses\t1 200", "Nurses", 1200),
        ("Nurses: 1\u00a0234\u202f567", "Nurses", 1234567),
        ("Nurses; 12", "Nurses", 12),
        ("Doctors, junior, 300", "Doctors, junior", 300),
        ("Ward 3, 40", "Ward 3", 40),
    ],
)
def test_a_line_is_read_as_it_is_meant(line, name, number):
    assert read(line) == {name: number, "Others": 1}


@pytest.mark.parametrize("line", ["Nurses, 12,00", "Nurses, 1, 200", "Nurses 1200", "Nurses, 1.5"])
def test_a_number_that_can_be_read_two_ways_is_refused(line):
    assert read(line) is None


def test_a_kind_that_is_no_answer_is_refused_by_its_name(signed_in, work):
    rows = {"attribute": ASKED, "rows": "Nurse, 5\nPorters, 6"}
    answer = signed_in(Role.SPONSOR).post(f"{HOME}population/", rows)

    assert answer.status_code == 422
    assert "“Porters” is not an answer to" in answer.content.decode()
    assert not Population.objects.exists()


def test_other_capitals_are_the_same_question_and_answers(signed_in, work):
    rows = {"attribute": "what is your WORK?", "rows": "nurse, 5\nPORTER, 6"}
    signed_in(Role.SPONSOR).post(f"{HOME}population/", rows)

    assert list(Population.objects.order_by("value").values_list("attribute", "value")) == [
        (ASKED, "Nurse"),
        (ASKED, "Porter"),
    ]


def test_numbers_that_no_question_asks_for_are_saved_and_it_is_said(signed_in, work):
    rows = {"attribute": "Profession", "rows": "A, 5\nB, 6"}
    answer = signed_in(Role.SPONSOR).post(f"{HOME}population/", rows, follow=True)

    assert "no question on joining asks for this" in answer.content.decode()


def test_entered_numbers_can_be_removed_and_it_is_on_record(signed_in, work):
    client = signed_in(Role.SPONSOR)
    client.post(f"{HOME}population/", {"attribute": ASKED, "rows": "Nurse, 5\nPorter, 6"})
    assert "Remove these numbers" in client.get(HOME).content.decode()

    assert client.post(f"{HOME}population/remove/", {"attribute": ASKED}).status_code == 302
    assert not Population.objects.exists()
    assert AuditEntry.objects.filter(act="population.removed").count() == 1
    assert "Remove these numbers" not in client.get(HOME).content.decode()


def test_a_map_without_one_of_the_answers_is_refused(signed_in, work):
    answer = signed_in(Role.SPONSOR).post(f"{HOME}tiles/", {"attribute": ASKED})

    assert answer.status_code == 422
    assert "None of the answers is a region on this map" in answer.content.decode()
    assert not TileLayout.objects.exists()


def test_a_map_can_be_removed_and_it_is_on_record(signed_in, work):
    client = signed_in(Role.SPONSOR)
    TileLayout.objects.create(programme=work.programme, attribute=ASKED, tiles=[])
    assert "Remove the map" in client.get(HOME).content.decode()

    assert client.post(f"{HOME}tiles/remove/").status_code == 302
    assert not TileLayout.objects.exists()
    assert AuditEntry.objects.filter(act="region_map.removed").count() == 1


@pytest.mark.parametrize("place", ["population", "tiles"])
def test_who_only_looks_removes_nothing(place, signed_in, work):
    Population.objects.create(programme=work.programme, attribute=ASKED, value="Nurse", number=5)
    TileLayout.objects.create(programme=work.programme, attribute=ASKED, tiles=[])
    signed_in(Role.ANALYST).post(f"{HOME}{place}/remove/", {"attribute": ASKED})

    assert Population.objects.exists()
    assert TileLayout.objects.exists()
