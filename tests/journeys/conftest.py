"""Browsers for journeys: a phone with and without JavaScript, and a desktop."""

import os

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import PASSWORD
from tests.journeys.browser import ARGUMENTS, CHROMIUM, DESKTOP, PHONE, assert_accessible

__all__ = ["assert_accessible"]  # journeys may import it from here, too

# Playwright keeps an event loop in this thread; Django takes it for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


def pytest_collection_modifyitems(items):
    """The longest first, so that no process is left waiting for it at the end."""
    for item in items:
        if "tests/journeys" in str(item.path):
            item.add_marker(pytest.mark.django_db(transaction=True))
    items.sort(key=lambda item: item.name != "test_every_page_fits_everybody_who_sees_it")


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server, transactional_db):
    """``open_page(scripted=False, viewport=DESKTOP, dark=True)``: one more browser window.

    The page has ``scripted`` and ``complaints``: what the console and failed requests said.
    """
    contexts = []

    def make(*, scripted=True, viewport=PHONE, dark=False, **options):
        context = browser.new_context(
            java_script_enabled=scripted,
            viewport=viewport,
            color_scheme="dark" if dark else "light",
            base_url=live_server.url,
            locale="en-GB",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.scripted, page.complaints = scripted, []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on(
            "console",
            lambda said: (
                page.complaints.append(said.text)
                if said.type == "error" and "422" not in said.text
                else None
            ),
        )
        return page

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(params=[True, False], ids=["with-js", "without-js"])
def page(request, open_page):
    """A phone, 360 px wide; ``page.goto("/p/...")`` is relative to the live server."""
    page = open_page(scripted=request.param)
    yield page
    assert not page.complaints, page.complaints


@pytest.fixture
def wide_page(open_page):
    """A desktop, 1280 px wide, with JavaScript."""
    page = open_page(viewport=DESKTOP)
    yield page
    assert not page.complaints, page.complaints


@pytest.fixture
def sign_in():
    """``sign_in(page, user)`` through the real form."""

    def enter(page, user):
        page.goto("/accounts/login/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/staff/**")

    return enter
