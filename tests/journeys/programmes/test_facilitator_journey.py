"""From a blank page to an open workshop: with and without JavaScript, on a phone and a desktop."""

import io
import re

from PIL import Image
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from folkmoot.programmes import queries, services
from folkmoot.programmes.models import Programme
from tests.conftest import NOON
from tests.journeys.browser import assert_accessible, from_menu

PROMISE = "By the end of June the board will answer every theme in public."


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def next_step(page):
    """The overview names one thing to do, and one button goes there."""
    from_menu(page, "Overview")
    expect(page.get_by_role("heading", name="What needs you today?")).to_be_visible()
    assert_accessible(page)
    expect(page.locator(".next-step .button")).to_have_count(1)
    page.locator(".next-step .button").click()


def logo():
    file = io.BytesIO()
    Image.new("RGB", (1200, 400), "teal").save(file, "PNG")
    return {"name": "logo.png", "mimeType": "image/png", "buffer": file.getvalue()}


def test_from_a_blank_page_to_an_open_workshop_and_closed_again(page, open_page, staff, sign_in):
    sponsor = staff(Role.SPONSOR)
    sign_in(page, staff(Role.FACILITATOR))
    page.goto("/staff/northmoor/")
    assert_accessible(page)

    follow(page, "Start a programme")
    assert_accessible(page)
    page.get_by_label("Name").fill("Safer nights")
    press(page, "Start")

    next_step(page)  # the mandate
    assert_accessible(page)
    page.get_by_label(re.compile("What hurts")).fill("Nobody senior can be found at night.")
    page.get_by_label(re.compile("What you promise")).fill(PROMISE)
    press(page, "Save the mandate")
    expect(page.get_by_text(PROMISE)).to_be_visible()
    assert_accessible(page)

    next_step(page)  # the workshop
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)
    page.get_by_label("The question").fill("What would make nights safer?")
    press(page, "Add the question")
    expect(page.get_by_text("What would make nights safer?").first).to_be_visible()

    next_step(page)  # the dates
    assert_accessible(page)
    page.get_by_label("Opens").fill("2049-03-01T09:00")
    page.get_by_label("Closes").fill("2049-03-22T17:00")
    press(page, "Save the dates")
    expect(page.get_by_text("1 March 2049 at 9:00").first).to_be_visible()
    assert_accessible(page)

    signing = open_page(scripted=page.scripted)
    sign_in(signing, sponsor)
    signing.goto("/staff/northmoor/safer-nights/mandate/")
    signing.get_by_label(re.compile("Your post")).fill("Chief nurse")
    press(signing, "Sign version 1")
    expect(signing.get_by_text("Chief nurse")).to_be_visible()
    assert_accessible(signing)

    from_menu(page, "Branding")
    page.get_by_label("Your colour").fill("#7a1f5c")
    press(page, "Save and see")
    page.get_by_label("Logo").set_input_files(logo())
    press(page, "Upload")
    expect(page.get_by_alt_text("The logo now")).to_be_visible()
    assert_accessible(page)
    follow(page, "Preview the front page")  # a large picture must not push it sideways
    shown = page.locator(".cover__logo")
    expect(shown).to_be_visible()
    assert shown.bounding_box()["height"] < 80
    assert_accessible(page)
    page.go_back()

    next_step(page)  # how people join: nothing is chosen by silence
    expect(page.locator("input[name=mode]:checked")).to_have_count(0)
    assert_accessible(page)
    page.get_by_label("Open link").check()
    press(page, "Join this way")
    assert_accessible(page)

    next_step(page)  # open it
    expect(page.get_by_text("By an open link: anybody who has it.")).to_be_visible()
    expect(page.get_by_text("1 sponsor has signed it.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Now", exact=True).check()
    press(page, "Open the programme")
    expect(page.get_by_text("Nobody has joined yet")).to_be_visible()
    assert_accessible(page)
    assert Programme.objects.get().is_launched

    follow(page, "Close early")
    expect(page.get_by_role("heading", name="What ends with the close")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Now", exact=True).check()
    press(page, "Go on")
    assert_accessible(page)
    press(page, "Close it now")
    expect(page.get_by_text("It closed on")).to_be_visible()
    assert_accessible(page)
    follow(page, "Reopen it")
    page.get_by_label("New closing").fill("2049-04-01T17:00")
    press(page, "Move the closing")
    expect(page.get_by_text("until 1 April 2049 at 17:00")).to_be_visible()


def test_a_stale_mandate_shows_both_texts_and_loses_nothing(
    page, staff, sign_in, draft_programme, facilitator
):
    sign_in(page, staff(Role.FACILITATOR))
    page.goto("/staff/northmoor/not-yet/mandate/edit/")
    page.get_by_label(re.compile("What you promise")).fill("Mine")
    services.edit_mandate(
        actor=facilitator,
        programme=draft_programme,
        pain_points="",
        promise="A colleague's",
        invited="",
        answers_for="",
        based_on=0,
        at=NOON,
    )

    press(page, "Save the mandate")

    expect(page.get_by_role("alert")).to_contain_text("Nothing is lost")
    expect(page.get_by_text("A colleague's")).to_be_visible()
    expect(page.get_by_label(re.compile("What you promise"))).to_have_value("Mine")
    assert_accessible(page)
    page.get_by_label(re.compile("What you promise")).fill("Both")
    press(page, "Save the mandate")
    expect(page.get_by_role("heading", name="What do you promise?")).to_be_visible()
    assert queries.newest_version(draft_programme).promise == "Both"
