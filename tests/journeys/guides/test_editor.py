"""An analyst drafts a framework, ties it to evidence, and a facilitator publishes it."""

import re

from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from tests.journeys.browser import assert_accessible, from_menu

EDITOR = "/staff/northmoor/safer-wards/framework/"


def test_from_the_analysis_to_a_published_guide(page, sign_in, staff, theme):
    sign_in(page, staff(Role.ANALYST, Role.FACILITATOR))
    page.goto(EDITOR)
    assert_accessible(page)
    page.get_by_role("button", name="Draft it from the analysis").click()
    expect(page.get_by_role("heading", name="Calm <wards>")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("link", name="Add a statement").first.click()
    page.get_by_label("Statement", exact=True).fill("Night shifts have enough porters.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".lead")).to_have_text("Nothing supports this yet.")
    assert_accessible(page)

    page.get_by_label("Search the ideas").fill("porters")
    page.get_by_role("button", name="Search").click()
    page.get_by_label("More porters at night").first.check()
    page.get_by_role("button", name="Quote those chosen").first.click()
    expect(page.locator(".lead")).to_have_text("1 piece of evidence.")
    assert_accessible(page)

    from_menu(page, "Guide")
    assert_accessible(page)
    page.get_by_role("button", name="Publish the guide").click()
    page.get_by_role("link", name="Read the published guide").click()
    expect(page.get_by_role("heading", name="Night shifts have enough porters.")).to_be_visible()
    page.wait_for_load_state()  # or its style sheets are asked for after the guide is gone


def test_two_editors_at_once_lose_nothing(open_page, sign_in, staff, framework):
    first, second = open_page(), open_page(scripted=False)
    sign_in(first, staff(Role.ANALYST))
    sign_in(second, staff(Role.FACILITATOR))
    for page in (first, second):
        page.goto(EDITOR)
        page.get_by_role("link", name=re.compile("Edit and cite.*Nothing under it")).click()

    first.get_by_label("Statement", exact=True).fill("First to save")
    first.get_by_role("button", name="Save").click()
    second.get_by_label("Statement", exact=True).fill("Second, typed with care")
    second.get_by_role("button", name="Save").click()

    expect(second.get_by_label("Statement", exact=True)).to_have_value("Second, typed with care")
    expect(second.get_by_text("First to save")).to_be_visible()
    second.get_by_role("button", name="Save").click()
    expect(second.get_by_label("Statement", exact=True)).to_have_value("Second, typed with care")
