"""A moderator asks, the author answers, and neither learns who the other is."""

import pytest
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from folkmoot.joining import access, services
from folkmoot.mailbox.models import Note, Thread
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import Idea
from tests.batches import publish
from tests.conftest import NOON
from tests.journeys.browser import DESKTOP, assert_accessible

FRONT = "/p/northmoor/safer-wards/"
WORDS = "A quiet hour for rounds"


@pytest.fixture(autouse=True)
def no_limits():
    access.JOINING.forget()
    access.WRONG_KEYS.forget()


@pytest.fixture
def said(programme, question):
    """An idea, and the return key of whoever said it."""
    joined = services.join(programme=programme, at=NOON)
    idea = Idea.objects.create(
        question=question, author=joined.participant, text=WORDS, said_on=NOON.date()
    )
    return idea, joined.return_key


def come_back(page, key):
    page.goto(f"{FRONT}return/")
    page.get_by_label("Your return key").fill(key)
    page.get_by_role("button", name="Carry on").click()


@pytest.mark.parametrize("scripted", [True, False], ids=["with-js", "without-js"])
def test_a_question_and_its_answer(open_page, sign_in, staff, said, scripted):
    idea, key = said
    moderator = open_page(scripted=scripted, viewport=DESKTOP)
    sign_in(moderator, staff(Role.MODERATOR))
    activity = idea.question.activity_id
    moderator.goto(f"/staff/northmoor/safer-wards/workshops/{activity}/ideas/{idea.ref}/")
    assert_accessible(moderator)
    moderator.get_by_role("link", name="Tell us more").click()
    assert_accessible(moderator)
    field = moderator.get_by_label("Your message")
    expect(field).to_contain_text(WORDS)
    field.fill("When does it happen?")
    moderator.get_by_role("button", name="Send to the author").click()
    expect(moderator.get_by_text("When does it happen?")).to_be_visible()
    assert_accessible(moderator)

    phone = open_page(scripted=scripted)
    come_back(phone, key)
    assert_accessible(phone)
    phone.get_by_role("link", name="There is a message for you.").click()
    assert_accessible(phone)
    phone.get_by_role("link", name=WORDS).click()
    assert_accessible(phone)
    phone.get_by_label("Your answer").fill("At the change of shifts")
    phone.get_by_role("button", name="Send the answer").click()
    expect(phone.get_by_text("Your answer has been sent")).to_be_visible()
    expect(phone.get_by_text("At the change of shifts", exact=True)).to_be_visible()

    moderator.goto("/staff/northmoor/safer-wards/mailbox/")
    expect(moderator.get_by_text("Nobody waits for an answer from you.")).to_be_visible()
    publish(idea.question.activity.programme)
    moderator.reload()
    expect(moderator.get_by_role("link", name=WORDS)).to_be_visible()
    expect(moderator.get_by_text("At the change of shifts")).to_be_visible()
    assert_accessible(moderator)
    assert not moderator.complaints, moderator.complaints
    assert not phone.complaints, phone.complaints


def test_a_hidden_idea_explains_itself_and_the_author_has_the_last_word(page, said, actor):
    idea, key = said
    workshops.hide_idea(
        actor=actor(Role.MODERATOR), idea=idea, reason="It names a colleague.", at=NOON
    )
    come_back(page, key)
    page.get_by_role("link", name="There is a message for you.").click()
    page.get_by_role("link", name=WORDS).click()
    expect(page.get_by_text("It names a colleague.")).to_be_visible()
    page.get_by_label("Your answer").fill("I meant the trolley")
    page.get_by_role("button", name="Send the answer").click()
    page.get_by_role("link", name="Take it back").click()
    assert_accessible(page)
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("Taken back by its author.")).to_be_visible()
    page.get_by_role("button", name="No more messages about this").click()
    expect(page.get_by_text("You closed this conversation")).to_be_visible()
    assert_accessible(page)
    assert Thread.objects.get().closed_by == "author"
    assert not Note.objects.filter(text__contains="trolley").exists()


def test_a_message_half_written_is_still_there_after_a_reload(open_page, said, actor):
    idea, key = said
    workshops.write_to_author(actor=actor(Role.MODERATOR), said=idea, text="Tell us more", at=NOON)
    page = open_page()
    come_back(page, key)
    page.goto(f"{FRONT}mailbox/{Thread.objects.get().ref}/")
    page.get_by_label("Your answer").fill("Half a thou")
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Half a thou")
