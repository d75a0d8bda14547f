"""A facilitator brings a list; an administrator answers a person. On a phone and on a desktop."""

import pytest
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from folkmoot.members.models import Invitee, Member
from tests.journeys.browser import assert_accessible, from_menu

LIST = (
    "Staff of May,,\nName,E-mail,Site\nAna,ana@example.org,North\nBob,bob@example.org,South\n"
    "Eve,eve,North\nAna again,ANA@example.org,North\n"
)


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture
def list_file(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text(LIST)
    return path


def walk(page, list_file):
    page.goto("/staff/northmoor/safer-wards/invited/")
    expect(page.get_by_role("heading", name="Who is invited?")).to_be_visible()
    assert_accessible(page)

    # Nothing chosen: said beside the form.
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a file first.")
    assert_accessible(page)

    # What is in the list, before anything is kept.
    page.get_by_label("File with the list").set_input_files(list_file)
    page.get_by_role("button", name="Look at the list").click()
    expect(page.get_by_role("heading", name="Would you invite these 2 people?")).to_be_visible()
    expect(page.get_by_text("Column names come from row 2")).to_be_visible()
    expect(page.get_by_text("Row 5: the address has no @.")).to_be_visible()
    assert_accessible(page)
    assert not Member.objects.exists()

    # Which columns are kept, then invite.
    page.get_by_label("Site (too few people share a value)").check()
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_label("Site (too few people share a value)")).to_be_checked()
    page.get_by_role("button", name="Invite them").click()
    expect(page.get_by_role("heading", name="2 people are newly invited")).to_be_visible()
    assert_accessible(page)
    assert Invitee.objects.filter(attributes={"Site": "North"}).count() == 1

    page.get_by_role("link", name="All who are invited").click()
    expect(page.get_by_text("2 people are invited; 0 have been written to.")).to_be_visible()
    page.get_by_label("E-mail domain").fill("gmail.com")
    page.get_by_role("button", name="Allow this domain").click()
    expect(page.get_by_role("alert")).to_contain_text("Anybody can have")
    assert_accessible(page)


def test_a_list_on_a_phone(page, sign_in, staff, programme, list_file):
    sign_in(page, staff(Role.FACILITATOR))
    walk(page, list_file)


def test_a_list_on_a_desktop(wide_page, sign_in, staff, programme, list_file):
    wide_page.scripted = True
    sign_in(wide_page, staff(Role.FACILITATOR))
    walk(wide_page, list_file)


def test_a_person_asks_and_is_forgotten(page, sign_in, staff, programme, organisation):
    member = Member.objects.create(organisation=organisation, address="ana@example.org")
    Invitee.objects.create(programme=programme, member=member, attributes={"Site": "North"})
    sign_in(page, staff(Role.ADMINISTRATOR))
    page.goto("/staff/northmoor/address-book/")
    expect(page.get_by_role("heading", name="Whom can we write to?")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Find an address").fill("ana")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name="ana@example.org").click()
    expect(page.get_by_role("heading", name="May we write to this person?")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="A page to print").click()
    expect(page.get_by_role("heading", name="What we cannot know")).to_be_visible()
    assert_accessible(page)
    page.goto(f"/staff/northmoor/address-book/{member.ref}/")
    page.get_by_text("Forget this person").click()
    page.get_by_role("button", name="Forget them").click()
    expect(page.get_by_text("That person is forgotten")).to_be_visible()
    assert not Member.objects.exists()


def test_a_person_gets_the_whole_answer_and_the_audit_can_be_shown(
    page, sign_in, staff, programme, organisation, settings, tmp_path
):
    settings.EMAIL_IS_CONFIGURED, settings.KEYS = True, tmp_path
    member = Member.objects.create(organisation=organisation, address="ana@example.org")
    sign_in(page, staff(Role.ADMINISTRATOR))
    page.goto(f"/staff/northmoor/address-book/{member.ref}/")
    page.get_by_role("button", name="Send it to their address").click()
    expect(page.get_by_text("on its way to their own address")).to_be_visible()
    assert_accessible(page)

    from_menu(page, "Audit")
    page.get_by_role("link", name="A copy to show, without names").click()
    expect(page.get_by_role("heading", name="What did staff do?")).to_be_visible()
    expect(page.get_by_text("staff did not see the answer")).to_be_visible()
    assert_accessible(page)
