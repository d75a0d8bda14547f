"""Hospital wifi: slow, and gone in the middle of a sentence."""

import pytest
from playwright.sync_api import expect

from folkmoot.joining import access
from folkmoot.workshops.models import Idea, Vote
from tests.conftest import NOON

FRONT = "/p/northmoor/safer-wards/"
SLOW = {
    "offline": False,
    "latency": 400,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
WATCH = """
  window.shifted = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => {
    if (!entry.hadRecentInput) window.shifted += entry.value;
  })).observe({type: "layout-shift", buffered: true});
"""
HEAVIEST = 160_000
"""Bytes of a first board with everything it loads, uncompressed: three seconds of 50 kB/s."""


@pytest.fixture
def phone(open_page, question):
    """Somebody who has joined, in front of the board of a question with three ideas."""
    access.JOINING.forget()
    Idea.objects.bulk_create(
        Idea(question=question, text=text, said_on=NOON.date())
        for text in ("Warm lights", "A second porter", "One phone that is answered")
    )
    page = open_page()
    page.add_init_script(WATCH)
    page.goto(FRONT)
    page.get_by_role("button", name="Join anonymously").click()
    page.get_by_role("button", name="Go to the first question").click()
    page.wait_for_load_state("networkidle")
    return page


def slow_down(page):
    """A fresh browser on a slow line; returns a list that fills with the bytes of each answer."""
    session, sizes = page.context.new_cdp_session(page), []
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.on("Network.loadingFinished", lambda e: sizes.append(e["encodedDataLength"]))
    return sizes


def test_a_first_board_is_light_and_stands_still(phone):
    sizes = slow_down(phone)
    phone.reload(wait_until="networkidle")

    assert sum(sizes) < HEAVIEST
    assert phone.evaluate("window.shifted") < 0.01


def test_a_vote_on_a_slow_line_counts_once(phone):
    slow_down(phone)
    for _ in range(2):
        phone.get_by_role("button", name="Agree", exact=True).click()
    expect(phone.locator(".line--latest")).to_be_visible()
    phone.wait_for_timeout(1500)

    assert Vote.objects.count() == 1


def test_an_idea_sent_without_a_network_stays_where_it_was_typed(phone, question):
    phone.goto(f"{FRONT}questions/{question.ref}/add/")
    phone.get_by_label("Your idea").fill("A heater in the night room")
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Add this idea").click()
    expect(phone.locator("#failed-notice")).to_contain_text("Nothing you wrote is lost")
    expect(phone.get_by_label("Your idea")).to_have_value("A heater in the night room")
    phone.context.set_offline(False)
    phone.get_by_role("button", name="Add this idea").click()
    expect(phone.get_by_text("Your idea is in.")).to_be_visible()

    assert Idea.objects.filter(text="A heater in the night room").count() == 1


def test_looking_for_similar_ideas_keeps_the_draft(phone, question):
    address = f"{FRONT}questions/{question.ref}/add/"
    phone.goto(address)
    phone.get_by_label("Your idea").press_sequentially("Warm lights at night")
    expect(phone.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    phone.goto("about:blank")
    phone.goto(address)

    expect(phone.get_by_label("Your idea")).to_have_value("Warm lights at night")


def test_an_idea_that_was_taken_in_leaves_no_draft(phone, question):
    address = f"{FRONT}questions/{question.ref}/add/"
    phone.goto(address)
    phone.get_by_label("Your idea").fill("A kettle")
    phone.get_by_role("button", name="Add this idea").click()
    expect(phone.get_by_text("Your idea is in.")).to_be_visible()
    phone.goto(address)

    expect(phone.get_by_label("Your idea")).to_have_value("")


def test_the_way_back_after_a_failure_finds_the_words(phone, question):
    address = f"{FRONT}questions/{question.ref}/add/"
    phone.goto(address)
    phone.get_by_label("Your idea").fill("A lamp that works")
    phone.route(
        "**/add/",
        lambda route: route.abort() if route.request.method == "POST" else route.continue_(),
    )
    phone.get_by_role("button", name="Add this idea").click(no_wait_after=True)
    phone.wait_for_timeout(1000)
    phone.goto(address)

    expect(phone.get_by_label("Your idea")).to_have_value("A lamp that works")


def test_a_vote_without_a_network_says_so_and_can_be_pressed_again(phone):
    phone.context.set_offline(True)
    phone.get_by_role("button", name="Agree", exact=True).click()
    expect(phone.locator("#failed-notice")).to_be_visible()
    phone.context.set_offline(False)
    phone.wait_for_timeout(500)
    phone.get_by_role("button", name="Agree", exact=True).click()
    expect(phone.locator(".line--latest")).to_be_visible()
    expect(phone.locator("#failed-notice")).to_have_count(0)

    assert Vote.objects.count() == 1
