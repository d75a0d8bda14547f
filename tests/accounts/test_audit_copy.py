"""The audit as somebody outside may be shown it: acts and days, in plain words, without names."""

import ast
from pathlib import Path

import pytest

from folkmoot.accounts import queries, services
from folkmoot.accounts.policy import Role
from folkmoot.accounts.queries import copying
from folkmoot.accounts.queries.acts import MEANINGS, RUNNING, meaning_of
from tests.conftest import NOON

SOURCES = Path(__file__).resolve().parents[2] / "src" / "folkmoot"
PEOPLES_ROOMS = ("accounts", "members", "joining", "mailbox", "outreach")
PAGE, CSV = "/staff/northmoor/audit/copy/", "/staff/northmoor/audit/copy.csv"


@pytest.fixture
def record(actor, staff):
    by = actor(Role.ADMINISTRATOR, user=staff(Role.ADMINISTRATOR))

    def make(act, detail="", slug="safer-wards"):
        services.record_audit(actor=by, act=act, at=NOON, detail=detail, programme_slug=slug)

    make.by = by
    return make


def acts_in(room):
    """The words of an act that a room hands to the audit, wherever they are written whole."""
    for path in (SOURCES / room).rglob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            name = ast.unparse(call.func) if isinstance(call, ast.Call) else ""
            if name.endswith(("record_audit", "_audit")):
                words = [one.value for one in call.keywords if one.arg == "act"] or call.args[1:]
                first = next((one for one in words if isinstance(one, ast.Constant)), None)
                if first is not None and isinstance(first.value, str):
                    yield first.value


@pytest.mark.parametrize("room", PEOPLES_ROOMS)
def test_every_act_that_may_touch_people_is_explained(room):
    acts = set(acts_in(room))

    assert acts
    assert not acts - MEANINGS.keys()


def test_everyday_work_is_called_so():
    assert meaning_of("moved the closing date") == RUNNING
    assert "idea" in meaning_of("set an idea to planned")


def test_acts_are_counted_and_what_touches_people_comes_first(record, organisation):
    record("moved the closing date")
    record("moved the closing date")
    record("opened a sealed link to relay a message")
    copy = queries.audit_copy(organisation=organisation)

    assert [(one.act, one.times) for one in copy.kinds] == [
        ("opened a sealed link to relay a message", 1),
        ("moved the closing date", 2),
    ]
    assert len(copy.rows) == 3
    assert copy.is_whole


@pytest.mark.parametrize("address", [PAGE, CSV])
def test_no_name_and_no_detail_is_in_it(record, signed_in, address):
    record("changed roles", detail="Ana Wells: analyst")
    shown = signed_in(Role.SPONSOR).get(address).content.decode()

    assert "hanged roles" in shown
    assert "may do more, or less" in shown
    assert "Ana Wells" not in shown
    assert str(record.by.user) not in shown
    assert "12:00" not in shown


def test_one_programme_alone_can_be_shown(record, signed_in):
    record("invited people")
    record("hid an idea", slug="other")
    browser = signed_in(Role.SPONSOR)

    for address in (PAGE, CSV):
        shown = browser.get(address, {"programme": "other"}).content.decode()
        assert "id an idea" in shown
        assert "nvited people" not in shown


@pytest.mark.parametrize("role", list(Role))
def test_it_is_for_those_who_may_read_the_audit(role, signed_in):
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
        record("invited people")
    copy = queries.audit_copy(organisation=organisation)

    assert len(copy.rows) == 2
    assert not copy.is_whole
