"""What staff see of a list shows no value that fewer than k people share."""

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.members import queries
from folkmoot.members.models import PopulationTotal
from folkmoot.members.queries.lists import preview
from folkmoot.members.queries.publishable_values import too_rare

K = 10


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"Nurse": 40, "Doctor": 12}, set()),
        ({"Nurse": 40, "Chaplain": 1, "Porter": 3}, {"Nurse", "Chaplain", "Porter"}),
        ({"Nurse": 40, "Doctor": 12, "Chaplain": 1}, {"Doctor", "Chaplain"}),
        ({"Nurse": 40, "Porter": 6, "Cook": 5}, {"Porter", "Cook"}),
        ({"Chaplain": 3}, {"Chaplain"}),
        ({}, set()),
    ],
)
def test_who_is_left_unnamed_is_k_people_or_nobody(counts, hidden):
    assert too_rare(counts, K) == hidden


@pytest.fixture
def list_of(tmp_path):
    def make(*jobs):
        path = tmp_path / "list.csv"
        rows = [f"p{n}@example.org,{job},Person {n}" for n, job in enumerate(jobs)]
        path.write_text("\n".join(["Address,Job,Name", *rows]))
        return preview(path, k=K)

    return make


def test_a_rare_value_stands_neither_in_the_rows_nor_among_the_examples(list_of):
    seen = list_of("Chaplain", *["Nurse"] * 30, *["Doctor"] * 12)

    assert "Chaplain" not in repr(seen)
    assert "Doctor" not in repr(seen)  # alone with the chaplain it would tell who is left
    assert seen.columns[1].examples == ("Nurse",)
    assert seen.rows[0] == (2, ("p0@example.org", None, None))
    assert seen.is_hidden


def test_names_and_numbers_that_nobody_shares_are_never_shown(list_of):
    seen = list_of(*["Nurse"] * 30)

    assert seen.columns[2].examples == ()
    assert "Person" not in repr(seen)


def test_what_many_share_is_shown_and_addresses_are_there_to_be_checked(list_of):
    seen = list_of(*["Nurse", "Doctor"] * 15)

    assert seen.columns[1].examples == ("Nurse", "Doctor")
    assert [cells[0] for _, cells in seen.rows] == [f"p{n}@example.org" for n in range(5)]


def test_how_the_invited_divide_tells_no_small_group(programme, signed_in):
    for value, number in (("Nurse", 40), ("Porter", 6), ("Cook", 5)):
        PopulationTotal.objects.create(
            programme=programme, attribute="Job", value=value, number=number
        )
    (job,) = queries.publishable_population(programme)
    page = signed_in(Role.FACILITATOR).get("/staff/northmoor/safer-wards/invited/")

    assert [share.value for share in job.shares] == ["Nurse"]
    assert job.rest == 11
    assert b"Porter" not in page.content
    assert b"Other values: 11 people together" in page.content


def test_so_few_others_that_even_their_number_would_tell(programme):
    PopulationTotal.objects.create(programme=programme, attribute="Job", value="Cook", number=3)

    assert [(one.shares, one.rest) for one in queries.publishable_population(programme)] == [
        ((), None)
    ]
