"""The audit as somebody outside may be shown it: acts and days, in plain words, without names."""

from importlib import import_module

import pytest

from folkmoot.accounts import acts as accounts
from folkmoot.accounts import queries, services
from folkmoot.accounts.policy import Role
from folkmoot.accounts.queries import copying
from folkmoot.accounts.registry import EVERYDAY, Acts
from folkmoot.joining import acts as joining
from folkmoot.members import acts as members
from folkmoot.programmes import acts as running
from folkmoot.programmes.models import Programme
from folkmoot.workshops import acts as workshops
from tests.conftest import NOON

PEOPLES_ROOMS = ("accounts", "members", "joining", "mailbox", "outreach")
# Of these rooms, this alone touches nobody: the day follows the closing date by itself.
EVERYDAY_WORK = {"joining": ["joining.destruction_moved"]}
PAGE, CSV = "/staff/northmoor/audit/copy/", "/staff/northmoor/audit/copy.csv"


@pytest.fixture
def record(actor, staff):
    by = actor(Role.ADMINISTRATOR, user=staff(Role.ADMINISTRATOR))

    def make(act, detail="", slug="safer-wards"):
        services.record_audit(by, act, NOON, detail, programme=Programme(slug=slug))

    make.by = by  # type: ignore[attr-defined]
    return make


@pytest.mark.parametrize("room", PEOPLES_ROOMS)
def test_every_act_that_may_touch_people_is_explained(room):
    acts = Acts.of(import_module(f"folkmoot.{room}.acts")).acts

    assert acts
    assert [act.key for act in acts if act.meaning == EVERYDAY] == EVERYDAY_WORK.get(room, [])


def test_acts_are_counted_and_what_touches_people_comes_first(record, organisation):
    record(running.CLOSING_MOVED)
    record(running.CLOSING_MOVED)
    record(joining.LINK_OPENED)
    copy = queries.audit_copy(organisation=organisation)

    assert [(one.act, one.times) for one in copy.kinds] == [
        ("opened a sealed link to relay a message", 1),
        ("moved the closing date", 2),
    ]
    assert [one.meaning == EVERYDAY for one in copy.kinds] == [False, True]
    assert len(copy.rows) == 3
    assert copy.is_whole


@pytest.mark.parametrize("address", [PAGE, CSV])
def test_no_name_and_no_detail_is_in_it(record, signed_in, address):
    record(accounts.ROLES_CHANGED, detail="Ana Wells: analyst")
    shown = signed_in(Role.SPONSOR).get(address).content.decode()

    assert "hanged roles" in shown
    assert "may do more, or less" in shown
    assert "Ana Wells" not in shown
    assert str(record.by.user) not in shown
    assert "12:00" not in shown


def test_one_programme_alone_can_be_shown(record, signed_in):
    record(members.PEOPLE_INVITED)
    record(workshops.IDEA_HIDDEN, slug="other")
    browser = signed_in(Role.SPONSOR)

    for address in (PAGE, CSV):
        shown = browser.get(address, {"programme": "other"}).content.decode()
        assert "id an idea" in shown
        assert "nvited people" not in shown


@pytest.mark.parametrize("role", list(Role))
def test_a_copy_of_the_audit_is_for_those_who_may_read_it(role, signed_in):
    expected = 200 if role in {Role.ADMINISTRATOR, Role.SPONSOR} else 404
    browser = signed_in(role)

    assert {browser.get(address).status_code for address in (PAGE, CSV)} == {expected}


def test_another_organisations_audit_is_not_there(signed_in, organisation):
    from folkmoot.accounts.models import Organisation

    Organisation.objects.create(name="Elsewhere", slug="elsewhere")

    assert signed_in(Role.SPONSOR).get("/staff/elsewhere/audit/copy/").status_code == 404


def test_a_long_audit_says_that_it_is_cut(record, organisation, monkeypatch):
    monkeypatch.setattr(copying, "COPIED", 2)
    for _ in range(3):
        record(members.PEOPLE_INVITED)
    copy = queries.audit_copy(organisation=organisation)

    assert len(copy.rows) == 2
    assert not copy.is_whole
