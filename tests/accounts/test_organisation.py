"""An organisation's name, and how few people a number may tell of."""

import pytest

from folkmoot.accounts import services
from folkmoot.accounts.models import AuditEntry, Organisation
from folkmoot.accounts.policy import Role
from folkmoot.joining.models import JoiningSettings
from folkmoot.joining.presenting import promise_of
from folkmoot.joining.queries import joined_by_channel
from folkmoot.programmes.models import Programme
from tests.conftest import CLOSES, NOON, OPENS

HERE = "/staff/northmoor/organisation/"


@pytest.fixture
def change(actor, organisation):
    def make(number, name="Northmoor Trust"):
        services.change_organisation(
            actor=actor(Role.ADMINISTRATOR), name=name, smallest_group=number, at=NOON
        )
        organisation.refresh_from_db()
        return organisation

    return make


@pytest.fixture
def administrator(signed_in):
    return signed_in(Role.ADMINISTRATOR)


def test_the_number_can_be_raised_while_people_take_part(change, programme):
    assert change(15).smallest_group == 15


def test_before_the_first_launch_it_can_be_lowered(change, draft_programme):
    assert change(5).smallest_group == 5


@pytest.mark.parametrize("closes_at", [NOON, CLOSES], ids=["closed", "open"])
def test_while_people_were_promised_it_the_number_is_not_lowered(change, programme, closes_at):
    programme.closes_at = closes_at
    programme.save()

    with pytest.raises(services.BadSmallestGroup, match="“Safer wards”"):
        change(5)
    assert Organisation.objects.get().smallest_group == 10


def test_what_was_raised_by_mistake_is_not_lowered_either(change, programme):
    change(20)

    with pytest.raises(services.BadSmallestGroup, match="20 or more"):
        change(10)


def test_once_everything_is_erased_it_can_be_lowered(change, programme):
    JoiningSettings.objects.create(programme=programme, is_fixed=True, erased_on=NOON.date())

    assert change(5).smallest_group == 5


def test_one_programme_that_is_kept_holds_the_number(change, programme, organisation):
    JoiningSettings.objects.create(programme=programme, is_fixed=True, erased_on=NOON.date())
    Programme.objects.create(
        organisation=organisation,
        name="Quiet nights",
        slug="quiet-nights",
        opens_at=OPENS,
        closes_at=CLOSES,
        is_launched=True,
        created_on=OPENS.date(),
    )

    with pytest.raises(services.BadSmallestGroup, match="in “Quiet nights”"):
        change(5)


def test_a_promise_of_another_organisation_binds_only_that_one(change, programme):
    programme.organisation = Organisation.objects.create(name="Southmoor", slug="southmoor")
    programme.save()

    assert change(5).smallest_group == 5


@pytest.mark.parametrize("number", [-5, 0, 4, 11, 12, 105, 10**9])
def test_too_small_too_large_and_too_close_are_refused(change, number):
    with pytest.raises(services.BadSmallestGroup, match="steps of 5"):
        change(number)


def test_a_number_between_the_steps_stays_while_the_name_changes(change, organisation):
    Organisation.objects.update(smallest_group=12)

    assert change(12, name="Northmoor").name == "Northmoor"


def test_the_change_is_audited_with_both_values(change):
    change(15, name="Northmoor")

    entry = AuditEntry.objects.get()
    assert entry.act == "organisation.changed"
    assert entry.detail == "name: Northmoor Trust to Northmoor; smallest group: 10 to 15"


def test_no_change_leaves_no_trace(change):
    change(10)

    assert not AuditEntry.objects.exists()


def test_what_people_are_told_follows_at_once(change, programme, join):
    for _ in range(17):
        join()
    change(15)
    programme = Programme.objects.select_related("organisation").get(pk=programme.pk)

    assert joined_by_channel(programme) == {None: 15}
    assert any("fewer than 15" in line for line in promise_of(programme).not_protected)


class TestThePage:
    def test_saves_the_name_and_the_smallest_group(self, administrator, organisation):
        answer = administrator.post(HERE, {"name": " Northmoor  Care ", "smallest_group": "20"})

        assert answer.url == HERE
        organisation.refresh_from_db()
        assert (organisation.name, organisation.smallest_group) == ("Northmoor Care", 20)

    def test_says_beside_the_number_why_it_is_not_lowered(self, administrator, programme):
        answer = administrator.post(HERE, {"name": "Northmoor", "smallest_group": "5"})

        assert answer.status_code == 422
        assert "10 or more" in answer.context["form"].errors["smallest_group"][0]
        assert Organisation.objects.get().name == "Northmoor Trust"

    def test_says_beforehand_where_the_number_was_promised(self, administrator, programme):
        assert "You cannot lower it now" in administrator.get(HERE).content.decode()

    def test_says_when_it_may_still_be_lowered(self, administrator, draft_programme):
        assert "You can lower it now" in administrator.get(HERE).content.decode()

    @pytest.mark.parametrize(
        "form",
        [
            {},
            {"name": "", "smallest_group": "10"},
            {"name": "\u200b", "smallest_group": "10"},
            {"name": "x" * 121, "smallest_group": "10"},
            {"name": "Northmoor", "smallest_group": "ten"},
            {"name": "Northmoor", "smallest_group": "9" * 5000},
        ],
    )
    def test_what_cannot_be_saved_changes_nothing(self, form, administrator, organisation):
        answer = administrator.post(HERE, form)

        assert answer.status_code == 422
        assert Organisation.objects.get().name == "Northmoor Trust"

    def test_other_roles_cannot_post_to_it(self, signed_in, organisation):
        client = signed_in(*(role for role in Role if role is not Role.ADMINISTRATOR))

        answer = client.post(HERE, {"name": "Mine", "smallest_group": "5"})
        assert answer.status_code == 404
        assert Organisation.objects.get().name == "Northmoor Trust"

    def test_administrators_find_it_from_every_page_of_staff(self, administrator, programme):
        page = administrator.get("/staff/northmoor/safer-wards/").content.decode()

        assert f'href="{HERE}"' in page

    def test_other_staff_are_not_led_to_it(self, signed_in, programme):
        page = signed_in(Role.FACILITATOR).get("/staff/northmoor/safer-wards/").content.decode()

        assert HERE not in page

    def test_many_programmes_are_named_in_part(self, administrator, organisation):
        for n in range(5):
            Programme.objects.create(
                organisation=organisation,
                name=f"P{n}",
                slug=f"p{n}",
                opens_at=OPENS,
                closes_at=CLOSES,
                is_launched=True,
                created_on=OPENS.date(),
            )

        assert "“P0”, “P1”, “P2” and 2 more" in administrator.get(HERE).content.decode()
