"""An administrator signs in, protects the account, and lets a colleague in."""

import re

import pytest
from allauth.mfa.totp.internal import auth
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from tests.conftest import PASSWORD
from tests.journeys.browser import assert_accessible, from_menu


def code_for(secret):
    counters = list(auth.yield_hotp_counters_from_time())
    counter = counters[len(counters) // 2]  # of now: the first would be too old in a moment
    return auth.format_hotp_value(auth.hotp_value(secret, counter))


def test_from_signing_in_to_a_colleague_at_work(page, staff, organisation, open_page):
    administrator = staff(Role.ADMINISTRATOR)

    # A wrong password is said, and takes the focus.
    page.goto("/staff/northmoor/people/")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("E-mail address").fill(administrator.email)
    page.get_by_label("Password", exact=True).fill("not this one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)

    # The right one leads to the page that was asked for.
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Who works here?")).to_be_visible()
    assert_accessible(page)

    # A second step: the password once more, the picture, the code.
    from_menu(page, "Your account")
    assert_accessible(page)
    page.get_by_role("link", name="Set up a second step").click()
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    picture = page.get_by_alt_text("QR code")
    expect(picture).to_be_visible()
    if page.scripted:
        assert picture.evaluate("image => image.naturalWidth") > 0
    assert_accessible(page)
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Code from the app").fill("000000")
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Code from the app").fill(code_for(secret))
    page.get_by_role("button", name="Switch it on").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert_accessible(page)

    # A colleague.
    page.goto("/staff/northmoor/people/")
    page.get_by_role("button", name="Add this person").click()
    if page.scripted:
        expect(page.get_by_label("Name", exact=True)).to_be_focused()  # the browser's own check
    page.get_by_label("Name", exact=True).fill("Mirjam Tolland")
    page.get_by_label("E-mail address").fill("mirjam@example.org")
    page.get_by_label(re.compile("^Analyst")).check()
    page.get_by_role("button", name="Add this person").click()
    expect(page.get_by_text("It is shown this once")).to_be_visible()
    assert_accessible(page)
    password = page.locator("code.secret").inner_text()
    page.goto("/staff/northmoor/audit/")
    expect(page.get_by_text("Mirjam Tolland: analyst")).to_be_visible()
    assert_accessible(page)

    # The colleague, on their own phone, first chooses a password of their own.
    theirs = open_page(scripted=page.scripted)
    theirs.goto("/staff/")
    theirs.get_by_label("E-mail address").fill("mirjam@example.org")
    theirs.get_by_label("Password", exact=True).fill(password)
    theirs.get_by_role("button", name="Sign in").click()
    expect(theirs.get_by_text("Choose your own")).to_be_visible()
    assert_accessible(theirs)
    theirs.get_by_label("The password you have now").fill(password)
    theirs.get_by_label("New password", exact=True).fill("four quiet words here")
    theirs.get_by_label("The new password again").fill("four quiet words here")
    theirs.get_by_role("button", name="Change the password").click()
    theirs.goto("/accounts/you/")
    expect(theirs.get_by_label("Your name")).to_have_value("Mirjam Tolland")


def test_signing_in_with_the_second_step(page, staff, organisation):
    from allauth.mfa.totp.internal.auth import TOTP

    user = staff(Role.ANALYST)
    secret = auth.generate_totp_secret()
    TOTP.activate(user, secret)

    page.goto("/accounts/login/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Your second step")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Code", exact=True).fill(code_for(secret))
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/staff/northmoor/")


def test_an_administrator_raises_the_smallest_group(page, staff, programme):
    user = staff(Role.ADMINISTRATOR)
    page.goto("/staff/northmoor/organisation/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How is your organisation set up?")
    assert_accessible(page)

    page.get_by_role("spinbutton", name="Smallest group").fill("5")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("It stays at 10 or more")
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)
    page.get_by_role("spinbutton", name="Smallest group").fill("15")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text("People were told 15 in")).to_be_visible()
    assert_accessible(page)


def test_pages_of_staff_begin_at_one_edge(wide_page, staff, programme, sign_in):
    sign_in(wide_page, staff(Role.ADMINISTRATOR))
    here = "/staff/northmoor/"
    pages = ["", "new/", "people/", "organisation/", "address-book/", "audit/", "safer-wards/"]
    edges = set()
    for page in [*pages, "safer-wards/mandate/", "safer-wards/live/", "safer-wards/reach/"]:
        wide_page.goto(here + page)
        edges.add(wide_page.locator("h1").evaluate("it => it.getBoundingClientRect().left"))

    assert len(edges) == 1


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_design_page_is_accessible_in_both_modes(open_page, settings, dark):
    settings.DEBUG = True
    page = open_page(dark=dark)
    page.goto("/design/")
    expect(page.locator("canvas")).to_have_count(1)
    assert_accessible(page)
    assert not page.complaints


def test_right_to_left_pages_do_not_scroll_sideways(open_page, settings):
    settings.DEBUG = True
    page = open_page()
    page.goto("/design/")
    page.evaluate("document.documentElement.dir = 'rtl'")

    assert_accessible(page)


def test_a_missing_page_is_accessible(page):
    page.goto("/nothing/here/")
    page.complaints.clear()  # the browser reports the 404 itself

    expect(page.get_by_role("heading", name="There is no such page")).to_be_visible()
    assert_accessible(page)
