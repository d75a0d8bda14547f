"""Lists that arrive at once, and people who go while a list brings them."""

from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.members import services
from folkmoot.members.models import Invitee, Member, MemberList, PopulationTotal, Suppressed
from folkmoot.members.services import ListRow, batches
from folkmoot.programmes.models import Programme
from tests.conftest import CLOSES, NOON, OPENS

pytestmark = pytest.mark.django_db(transaction=True)
ADDING = "folkmoot.members.services.adding.members_of"


@pytest.fixture
def other_programme(organisation):
    return Programme.objects.create(
        organisation=organisation,
        name="Warmer wards",
        slug="warmer-wards",
        opens_at=OPENS,
        closes_at=CLOSES,
        is_launched=True,
        created_on=OPENS.date(),
    )


@pytest.fixture
def chief(actor):
    return actor(Role.ADMINISTRATOR)


def people(*numbers, **attributes):
    return {f"person{n}@example.org": dict(attributes) for n in numbers}


def adding(programme, *numbers, **attributes):
    place = ListRow(programme.organisation, programme)
    return lambda: services.add_people(place, people(*numbers, **attributes))


def test_overlapping_lists_for_two_programmes_at_once(at_once, programme, other_programme):
    here = adding(programme, *range(1500), Site="North")
    there = adding(other_programme, *reversed(range(500, 2000)), Site="South")

    doers = at_once(here, there, here, there)

    assert [one.error for one in doers] == [None] * 4
    assert Member.objects.count() == 2000
    assert Invitee.objects.count() == 3000
    assert sorted(t.number for t in PopulationTotal.objects.all()) == [1500, 1500]


def test_one_list_added_by_two_workers_at_once_counts_everybody_once(
    at_once, programme, facilitator, monkeypatch
):
    """As after a clock that jumped: the job of a living worker was given to another."""
    monkeypatch.setattr(batches, "BATCH", 40)
    monkeypatch.setattr(batches, "HELD_BACK", 10)
    rows = "".join(f"person{n}@example.org,North\n" for n in range(200))
    content = ("E-mail,Site\n" + rows).encode()
    listed = services.receive(
        actor=facilitator, programme=programme, name="staff.csv", content=[content], at=NOON
    )
    services.choose_columns(actor=facilitator, listed=listed, address=0, attributes=[1], at=NOON)
    MemberList.objects.filter(pk=listed.pk).update(state=MemberList.State.ADDING, counts={})

    doers = at_once(*[lambda: services.add(str(listed.pk))] * 2)

    assert [one.error for one in doers] == [None, None]
    listed.refresh_from_db()
    assert listed.problem == ""
    assert Invitee.objects.count() == 200
    assert PopulationTotal.objects.get().number == 200
    listed.refresh_from_db()
    assert listed.state == MemberList.State.DONE
    assert listed.counts["invited"] == 200


def test_whoever_is_forgotten_while_a_list_brings_them_stays_forgotten(meanwhile, programme, chief):
    adding(programme, 1)()

    doers = meanwhile(
        ADDING,
        adding(programme, 1, 2),
        lambda: services.erase_member(actor=chief, address="person1@example.org", at=NOON),
    )

    assert [one.error for one in doers] == [None, None]
    assert not Member.objects.filter(address="person1@example.org").exists()
    assert Invitee.objects.count() == 1


def test_whoever_is_forgotten_before_a_list_brings_them_stays_forgotten(
    meanwhile, programme, chief
):
    meanwhile(
        "folkmoot.members.services.adding._into_the_book",
        adding(programme, 1),
        lambda: services.erase_member(actor=chief, address="person1@example.org", at=NOON),
    )

    assert not Member.objects.exists()
    assert Suppressed.objects.get().is_erased


def test_whoever_opts_out_while_a_list_brings_them_is_left_alone(
    meanwhile, programme, organisation
):
    meanwhile(
        "folkmoot.members.services.adding._into_the_book",
        adding(programme, 1),
        lambda: services.opt_out(organisation=organisation, address="person1@example.org", at=NOON),
    )

    assert not Member.objects.filter(is_opted_out=False).exists()


def test_two_people_are_forgotten_twice_at_once(at_once, programme, chief):
    adding(programme, *range(20), Site="North")()

    doers = at_once(
        *[
            lambda n=n: services.erase_member(
                actor=chief, address=f"person{n}@example.org", at=NOON + timedelta(days=n)
            )
            for n in (1, 2, 1, 2)
        ]
    )

    assert [one.error for one in doers] == [None] * 4
    assert Member.objects.count() == PopulationTotal.objects.get().number == 18
    assert Suppressed.objects.filter(is_erased=True).count() == 2


def test_the_same_person_opts_out_twice_at_once(at_once, organisation):
    doers = at_once(
        *[
            lambda: services.opt_out(
                organisation=organisation, address="person1@example.org", at=NOON
            )
        ]
        * 4
    )

    assert [one.error for one in doers] == [None] * 4
    assert Suppressed.objects.count() == 1
