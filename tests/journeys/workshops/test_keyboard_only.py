"""Nobody touches a mouse: joining, voting, writing, leaving; and opening a programme as staff."""

import pytest
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from folkmoot.joining import access
from folkmoot.programmes.models import MandateVersion, Programme
from folkmoot.workshops.models import Comment, Idea, Vote
from tests.batches import publish
from tests.conftest import NOON, PASSWORD
from tests.journeys.browser import DESKTOP, PHONE
from tests.journeys.keyboard import focused, press, tab_to, write

FRONT = "/p/northmoor/safer-wards/"
WORDS = ["Warm lights on the floor", "A second porter at night", "One phone that is answered"]


@pytest.fixture
def ideas(question):
    access.JOINING.forget()
    MandateVersion.objects.update(pain_points="Falls happen at night.", invited="Everybody")
    ideas = [Idea(question=question, text=text, said_on=NOON.date()) for text in WORDS]
    return Idea.objects.bulk_create(ideas)


def vote(page, stance):
    """Press a stance from the keyboard; the focus must be somewhere sensible afterwards."""
    words = page.locator(".idea__words").inner_text()
    press(page, stance, key="Space")
    expect(page.locator(".line--latest")).to_contain_text(words[:20])
    page.wait_for_timeout(450)  # longer than a double tap
    assert focused(page) is not None, "the focus fell out of the page"


def test_a_participant_does_everything(open_page, ideas, question):
    page = open_page(viewport=PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(FRONT)
    press(page, "Join anonymously")
    page.wait_for_url("**/join/")
    press(page, "Copy the key")
    expect(page.get_by_role("button", name="Copied")).to_be_focused()
    press(page, "Go to the first question")
    page.wait_for_url("**/questions/**")

    for stance in ("Agree", "Not sure", "Disagree"):
        vote(page, stance)
    assert focused(page)["name"] == "That was the last idea"
    assert Vote.objects.count() == 3

    press(page, "Add your idea")
    page.wait_for_url("**/add/")
    press(page, "Add this idea")
    page.wait_for_load_state()
    assert focused(page)["tag"] in {"DIV", "TEXTAREA"}  # our summary, or the browser's own words
    page.reload()
    write(page, "Your idea", "Warm lights along the floor")
    expect(page.get_by_role("heading", name="Is it one of these?")).to_be_visible()
    assert focused(page)["tag"] == "TEXTAREA"
    tab_to(page, "Warm lights on the floor")
    press(page, "Add this idea")
    expect(page.get_by_text("Your idea is in.")).to_be_visible()

    write(page, "Your comment", "On our ward too")
    press(page, "Send the comment")
    expect(page.locator(".comment")).to_contain_text("On our ward too")
    tab_to(page, "Take it back", most=20)
    expect(page.get_by_text("Your comment is in.")).to_be_visible()
    publish(Programme.objects.get())
    page.reload()
    press(page, "Reply to: On our ward too")
    page.wait_for_url("**?reply=*")
    expect(page.get_by_label("Your reply")).to_be_focused()
    page.keyboard.type("And on the next one")
    press(page, "Send the reply")
    expect(page.get_by_text("Your reply is in.")).to_be_visible()

    press(page, "Menu")
    press(page, "What I said")
    page.wait_for_url("**/voice/")
    press(page, "Take everything back")
    page.wait_for_url("**/withdraw/")
    press(page, "Take everything back")
    expect(page.get_by_role("main")).to_contain_text("has been taken back")
    assert not Comment.objects.filter(is_withdrawn=False).exists()
    assert not Vote.objects.exists()
    assert not page.complaints


def test_a_refusal_takes_the_focus(open_page, ideas, question):
    page = open_page(viewport=PHONE)
    page.goto(FRONT)
    press(page, "I have joined before")
    expect(page.get_by_label("Your return key")).to_be_visible()
    write(page, "Your return key", "7k2mx-9qxrw")
    press(page, "Carry on")
    expect(page.get_by_role("alert")).to_be_focused()


def test_more_comments_keep_ones_place(open_page, ideas, question):
    Comment.objects.bulk_create(
        Comment(idea=ideas[0], text=f"Comment {n}.", said_on=NOON.date(), position=n)
        for n in range(1, 131)
    )
    page = open_page(viewport=PHONE)
    page.goto(FRONT)
    press(page, "Join anonymously")
    page.wait_for_url("**/join/")
    page.goto(f"{FRONT}ideas/{ideas[0].ref}/")
    page.get_by_role("link", name="More comments").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Comment 130.", exact=True)).to_be_attached()

    assert focused(page)["name"].startswith("Comment 101.")
    assert page.get_by_role("link", name="More comments").count() == 0
    assert not page.complaints


def test_a_facilitator_opens_a_programme(open_page, staff, organisation):
    page = open_page(viewport=DESKTOP)
    page.goto("/accounts/login/")
    write(page, "E-mail address", staff(Role.FACILITATOR).email)
    write(page, "Password", PASSWORD)
    press(page, "Sign in")
    page.wait_for_url("**/staff/**")
    page.goto("/staff/northmoor/")
    press(page, "Start a programme")
    page.wait_for_url("**/new/")
    write(page, "Name", "Safer nights")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What needs you today?")).to_be_visible()

    page.goto("/staff/northmoor/safer-nights/mandate/edit/")
    write(page, "What hurts", "Nobody senior can be found at night.")
    write(page, "What you promise", "The board answers by June.")
    press(page, "Save the mandate")
    expect(page.get_by_text("The board answers by June.")).to_be_visible()

    page.goto("/staff/northmoor/safer-nights/")
    press(page, page.locator(".next-step .button").inner_text())
    page.wait_for_url("**/questions/")
    write(page, "The question", "What would make nights safer?")
    press(page, "Add the question")
    expect(page.get_by_text("What would make nights safer?").first).to_be_visible()

    page.goto("/staff/northmoor/safer-nights/joining/mode/")
    tab_to(page, "Open link")
    page.keyboard.press("Space")
    press(page, "Join this way")
    expect(page.get_by_text("How people join is chosen.")).to_be_visible()

    page.goto("/staff/northmoor/safer-nights/open/")
    press(page, "Open the programme")
    expect(page.locator(".error-summary")).to_be_focused()
    tab_to(page, "Now")
    page.keyboard.press("Space")
    tab_to(page, "Closes")
    page.keyboard.type("01042049")
    page.keyboard.press("Tab")  # from the year to the hour
    page.keyboard.type("1700")
    press(page, "Open the programme")
    expect(page.get_by_text("Nobody has joined yet")).to_be_visible()
    assert Programme.objects.get(slug="safer-nights").is_launched
