"""A nurse on a phone with three minutes: join, vote, say something, come back, take it back."""

import re

import pytest
from playwright.sync_api import expect

from folkmoot.joining import access
from folkmoot.participants.services import add_voices
from folkmoot.programmes.models import MandateVersion, Programme
from folkmoot.workshops.models import Idea, Vote
from tests.batches import publish
from tests.conftest import NOON
from tests.journeys.browser import assert_accessible

FRONT = "/p/northmoor/safer-wards/"
WORDS = [
    "Warm lights on the floor",
    "A second porter at night",
    "One phone that is answered",
    "Breaks covered by neighbours",
    "A trolley for every fall",
]


@pytest.fixture(autouse=True)
def ideas(question):
    access.JOINING.forget()
    access.WRONG_KEYS.forget()
    MandateVersion.objects.update(pain_points="Falls happen at night.", invited="Everybody")
    voices = add_voices(programme=question.activity.programme, joined_on=[NOON.date()] * 3)
    ideas = [Idea(question=question, text=text, said_on=NOON.date()) for text in WORDS]
    Idea.objects.bulk_create(ideas)
    Vote.objects.bulk_create(
        Vote(idea=idea, participant_id=voice, stance=1, cast_on=NOON.date())
        for idea in ideas
        for voice in voices
    )
    Idea.objects.update(agrees=3, exposures=3)
    return ideas


def enter(page):
    page.goto(FRONT)
    page.get_by_role("button", name="Join anonymously").click()
    key = page.get_by_label("Your return key").input_value()
    page.get_by_role("button", name="Go to the first question").click()
    return key


def test_two_taps_lead_from_the_front_page_to_the_first_idea(page, question):
    page.goto(FRONT)
    assert_accessible(page)
    page.get_by_role("button", name="Join anonymously").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nobody knows it is you")
    assert_accessible(page)
    page.get_by_role("button", name="Go to the first question").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(question.text)
    expect(page.get_by_role("article")).to_contain_text(re.compile("|".join(WORDS)))
    assert_accessible(page)


def test_voting_through_three_ideas(page):
    enter(page)
    article = page.get_by_role("article")
    for number, stance in enumerate(["Agree", "Not sure", "Disagree"], start=1):
        words = article.locator(".idea__words").inner_text()
        page.get_by_role("button", name=stance, exact=True).click()
        latest = page.locator(".line--latest")
        expect(latest).to_contain_text(words[:20])
        expect(latest).to_contain_text("of 3 agree")
        expect(article).not_to_contain_text(words)
        if page.scripted:
            expect(page.locator("#announcer")).to_contain_text("of 3 agree")
            page.wait_for_timeout(450)  # longer than a double tap
        assert Vote.objects.filter(participant__key_hash__isnull=False).count() == number
    page.locator(".line--latest a").click()
    disagree = page.get_by_role("button", name="Disagree", exact=True)
    expect(disagree).to_have_attribute("aria-pressed", "true")
    assert_accessible(page)
    page.wait_for_timeout(450)
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.locator(".line--latest")).to_contain_text("You agreed · 3 of 3 agree")
    expect(page.get_by_text("Votes are added up for everybody at once")).to_be_visible()
    publish(Programme.objects.get())
    page.reload()
    expect(page.locator(".line--latest")).to_contain_text("You agreed · 4 of 4 agree")


def test_the_three_buttons_are_large_and_stand_still(open_page):
    page = open_page()
    enter(page)
    for name in ("Agree", "Not sure", "Disagree"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box["height"] >= 44
        assert box["width"] >= 44
        page.get_by_role("button", name="Agree", exact=True)
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.locator(".line--latest")).to_be_visible()
    page.wait_for_timeout(450)
    before = page.locator(".idea__words").bounding_box()["y"]
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.locator(".meta").filter(has_text="Idea 3 of 5")).to_be_visible()

    assert abs(page.locator(".idea__words").bounding_box()["y"] - before) <= 2


def test_saying_something_coming_back_and_taking_it_all_back(page, open_page, question):
    key = enter(page)
    page.get_by_role("link", name="Comment").click()
    page.get_by_label("Your comment").fill("On our ward too 🌙")
    page.get_by_role("button", name="Send the comment").click()
    expect(page.locator(".comment")).to_contain_text("On our ward too 🌙")
    assert_accessible(page)

    page.get_by_role("link", name="Back to the ideas").first.click()
    page.get_by_role("link", name="Add your idea").click()
    assert_accessible(page)
    page.get_by_label("Your idea").fill("Warm lights along the floor")
    page.get_by_role("button", name="Look for similar ideas").click()
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    expect(page.get_by_label("Your idea")).to_have_value("Warm lights along the floor")
    page.get_by_role("button", name="Add this idea").click()
    expect(page.get_by_text("Your idea is in.")).to_be_visible()
    assert_accessible(page)

    other = open_page(scripted=page.scripted)
    other.goto(FRONT)
    other.get_by_role("link", name="I have joined before").click()
    assert_accessible(other)
    other.get_by_label("Your return key").fill("7k2mx-9qxrw")
    other.get_by_role("button", name="Carry on").click()
    expect(other.get_by_role("alert")).to_contain_text("14 letters and digits")
    other.get_by_label("Your return key").fill(key)
    other.get_by_role("button", name="Carry on").click()
    expect(other.get_by_role("main")).to_contain_text("Warm lights along the floor")
    expect(other.get_by_role("main")).to_contain_text("On our ward too")
    assert_accessible(other)

    other.get_by_role("link", name="Take everything back").click()
    expect(other.get_by_role("main")).to_contain_text("your ideas (1) and your comments (1)")
    assert_accessible(other)
    other.get_by_role("button", name="Take everything back").click()
    expect(other.get_by_role("main")).to_contain_text("has been taken back")
    assert not Idea.objects.filter(text__contains="along the floor").exists()
    page.reload()
    page.goto(FRONT + "voice/")
    expect(page.get_by_role("main")).to_contain_text("We do not recognise this browser")


def test_a_draft_survives_a_closed_page(open_page, question):
    page = open_page()
    enter(page)
    address = f"{FRONT}questions/{question.ref}/add/"
    page.goto(address)
    page.get_by_label("Your idea").press_sequentially("Half a thought")
    page.goto("about:blank")
    page.goto(address)

    expect(page.get_by_label("Your idea")).to_have_value("Half a thought")


def test_on_a_desktop_keys_are_enough(wide_page):
    page = wide_page
    enter(page)
    assert_accessible(page)
    first = page.locator(".idea__words").inner_text()
    page.keyboard.press("1")
    expect(page.locator(".idea__words")).not_to_have_text(first)
    page.wait_for_timeout(450)
    second = page.locator(".idea__words").inner_text()
    page.keyboard.press("n")
    expect(page.locator(".idea__words")).not_to_have_text(second)
    page.keyboard.press("c")
    page.wait_for_url(re.compile("/ideas/.*#comments"))

    assert Vote.objects.filter(participant__key_hash__isnull=False).count() == 1


def test_a_double_tap_votes_once(open_page):
    page = open_page()
    enter(page)
    page.get_by_role("button", name="Agree", exact=True).dblclick()
    expect(page.locator(".line--latest")).to_be_visible()
    page.wait_for_timeout(600)

    assert Vote.objects.filter(participant__key_hash__isnull=False).count() == 1


def test_a_facilitator_finds_and_answers_an_idea(wide_page, sign_in, staff, workshop, ideas):
    from folkmoot.accounts.policy import Role

    page = wide_page
    sign_in(page, staff(Role.FACILITATOR))
    page.goto(f"/staff/northmoor/safer-wards/workshops/{workshop.pk}/")
    assert_accessible(page)
    page.get_by_role("link", name="A second porter at night").click()
    assert_accessible(page)
    page.get_by_role("combobox", name="Status").select_option("exploring")
    page.get_by_label("Why, in words").fill("We are asking for a second porter.")
    page.get_by_role("button", name="Tell everybody").click()
    expect(page.get_by_text("The status is shown to everybody now.")).to_be_visible()
    page.goto(f"/staff/northmoor/safer-wards/workshops/{workshop.pk}/questions/")
    page.get_by_label("The question").fill("What keeps you from your break?")
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_role("heading", name="What keeps you from your break?")).to_be_visible()
    assert_accessible(page)

    assert Idea.objects.get(text="A second porter at night").status == "exploring"


def test_what_a_search_finds_or_does_not_find_is_accessible_in_the_dark(open_page, question):
    page = open_page(dark=True)
    enter(page)
    for query in ("?q=porter", "?q=zebra"):
        page.goto(f"{FRONT}questions/{question.ref}/{query}")
        assert_accessible(page)
