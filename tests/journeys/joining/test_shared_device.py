"""Two colleagues and one computer on the ward; and a press whose answer never came."""

import pytest
from playwright.sync_api import expect

from folkmoot.joining import services
from folkmoot.joining.models import Mode
from folkmoot.members.models import Invitee, Member
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import Idea
from tests.journeys.browser import assert_accessible, from_menu
from tests.journeys.joining.test_joining import FRONT, keys_here, launched

__all__ = ["keys_here", "launched"]
IS_IT_YOU = "This device is already used by somebody who joined. Is that you?"
SECRET = "Nobody answers the phone at night"


def ways_in(programme, organisation, mode):
    """For each of two people: the address they open, and the code they type without a script."""
    if mode == Mode.OPEN:
        return [(FRONT, "")] * 2
    if mode == Mode.ANONYMOUS:
        return [(f"{FRONT}code/#{code}", code) for code in services.draw_codes(programme, 2)]
    people = []
    for name in ("porter", "nurse"):
        member = Member.objects.create(organisation=organisation, address=f"{name}@example.org")
        people.append(Invitee.objects.create(programme=programme, member=member).pk)
    links = services.personal_links(programme, people)
    return [(links[one].partition("8000")[2], links[one]) for one in people]


def press_join(page, code):
    field = page.locator("input[name=code]:not([type=hidden])")
    if field.count() and not field.input_value():
        field.fill(code)
    page.get_by_role("button", name="Join").first.click()


def answer_and_arrive(page):
    page.get_by_label("South").check()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nobody knows it is you")


@pytest.mark.parametrize("mode", list(Mode), ids=str)
def test_two_people_in_one_browser(page, launched, organisation, mode):
    programme = launched(mode)
    (first, code), (second, other_code) = ways_in(programme, organisation, mode)
    page.goto(first)
    press_join(page, code)
    answer_and_arrive(page)
    page.get_by_role("button", name="Go to the first question").click()
    author = Participant.objects.get()
    Idea.objects.create(
        question=programme.activities.get().questions.get(),
        author=author,
        text=SECRET,
        said_on=author.joined_on,
    )

    page.goto("about:blank")
    page.goto(second)
    expect(page.get_by_text(IS_IT_YOU)).to_be_visible()
    expect(page.get_by_text(SECRET)).to_have_count(0)
    assert_accessible(page)
    from_menu(page, "What I said")
    expect(page.get_by_text(IS_IT_YOU)).to_be_visible()
    expect(page.get_by_text(SECRET)).to_have_count(0)

    page.goto("about:blank")
    page.goto(second)
    page.get_by_role("button", name="No: leave, and join").click()
    expect(page.get_by_text("has forgotten who was here before")).to_be_visible()
    assert_accessible(page)
    press_join(page, other_code)
    answer_and_arrive(page)
    assert Participant.objects.count() == 2
    from_menu(page, "What I said")
    expect(page.get_by_text("You have not said anything yet")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Leave this device").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You have left this device")
    assert_accessible(page)


def test_whoever_is_the_same_person_carries_on(page, launched, organisation):
    ((link, code), _) = ways_in(launched(Mode.CONFIDENTIAL), organisation, Mode.CONFIDENTIAL)
    page.goto(link)
    press_join(page, code)
    answer_and_arrive(page)
    page.goto("about:blank")
    page.goto(link)
    page.get_by_role("button", name="Yes, it is me: carry on").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What can you do here?")
    from_menu(page, "What I said")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What you said, and what became of it"
    )


@pytest.mark.parametrize("mode", list(Mode), ids=str)
def test_the_answer_never_came(page, launched, organisation, mode):
    ((address, code), _) = ways_in(launched(mode), organisation, mode)
    page.goto(address)
    press_join(page, code)
    page.get_by_label("South").check()

    def lose(route):
        if route.request.method == "POST":
            route.fetch()  # the server does it all
            route.abort()
        else:
            route.continue_()

    page.route("**/join/", lose)
    page.get_by_role("button", name="Join", exact=True).click()
    page.wait_for_url("chrome-error://**")
    page.unroute("**/join/")
    assert Participant.objects.count() == 1
    for cookie in page.context.cookies():
        if cookie["name"].startswith("voice-"):
            page.context.clear_cookies(name=cookie["name"])

    page.goto("about:blank")
    page.goto(address)
    expect(page.get_by_text("Was that you?")).to_be_visible()
    assert_accessible(page)
    field = page.locator("input[name=code]:not([type=hidden])")
    if field.count() and not field.input_value():
        field.fill(code)
    page.get_by_role("button", name="Yes, show my return key").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nobody knows it is you")
    assert Participant.objects.count() == 1
    page.get_by_role("button", name="Go to the first question").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("mode", list(Mode), ids=str)
def test_back_from_the_first_question_never_asks_to_send_a_form_again(
    open_page, launched, organisation, mode
):
    page = open_page()
    ((address, code), _) = ways_in(launched(mode), organisation, mode)
    page.goto(address)
    press_join(page, code)
    answer_and_arrive(page)
    page.get_by_role("button", name="Go to the first question").click()
    page.wait_for_url("**/questions/**")
    for _ in range(2):
        page.go_back()
        expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_the_next_person_does_not_find_what_was_being_written(open_page, launched):
    launched(Mode.OPEN)
    page = open_page()
    page.goto(FRONT)
    press_join(page, "")
    answer_and_arrive(page)
    page.get_by_role("button", name="Go to the first question").click()
    page.get_by_role("link", name="Add your idea").click()
    add = page.url
    page.get_by_label("Your idea").fill(SECRET)

    page.goto("about:blank")
    page.goto(FRONT)
    page.get_by_role("button", name="No: leave").click()
    press_join(page, "")
    answer_and_arrive(page)
    page.goto(add)
    expect(page.get_by_label("Your idea")).to_have_value("")
    assert SECRET not in page.evaluate("JSON.stringify(localStorage)")
