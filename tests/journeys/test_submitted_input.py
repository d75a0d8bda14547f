"""Cookies go and sessions end while people write: what they wrote is there, one press away."""

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from folkmoot.core.ids import to_ref
from folkmoot.joining import access
from folkmoot.workshops.models import Idea
from tests.conftest import PASSWORD
from tests.journeys.browser import assert_accessible

WORDS = "We wait four hours & nobody says why"
BOTH = pytest.mark.parametrize("scripted", [True, False], ids=["with-js", "without-js"])


@BOTH
def test_a_page_open_for_weeks_gives_the_idea_back(
    open_page, scripted, live_server, programme, question
):
    page = open_page(scripted=scripted)
    access.JOINING.forget()
    page.goto("/p/northmoor/safer-wards/")
    page.get_by_role("button", name="Join anonymously").click()
    expect(page.get_by_label("Your return key")).to_be_visible()
    page.goto(f"/p/northmoor/safer-wards/questions/{to_ref(question.pk)}/add/")
    page.locator("textarea[name=text]").fill(WORDS)
    page.context.clear_cookies(name="csrftoken")

    page.get_by_role("button", name="Add this idea", exact=True).click()

    expect(page.get_by_label("Your words")).to_have_value(WORDS)
    assert Idea.objects.count() == 0
    assert_accessible(page)
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("Your idea is in")).to_be_visible()
    assert [idea.text for idea in Idea.objects.all()] == [WORDS]
    if scripted:
        assert (
            page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('draft:'))") == []
        )


@BOTH
def test_an_ended_session_gives_a_staff_form_back(open_page, scripted, sign_in, staff, programme):
    user = staff(*Role)
    page = open_page(scripted=scripted)
    sign_in(page, user)
    page.goto("/staff/northmoor/organisation/")
    page.get_by_label("Name", exact=True).fill("Northmoor & South Trust")
    Session.objects.all().delete()

    page.locator("main form button[type=submit]").first.click()
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()

    expect(page.get_by_role("heading", name="Here is what you were writing")).to_be_visible()
    expect(page.get_by_label("Name")).to_have_value("Northmoor & South Trust")
    assert_accessible(page)
    page.get_by_role("button", name="Send it again").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    programme.organisation.refresh_from_db()
    assert programme.organisation.name == "Northmoor & South Trust"
