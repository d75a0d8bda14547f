"""A facilitator writes, hands out kits and sees who is missing; a person leaves the list."""

import os

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from folkmoot.joining import services as joining
from folkmoot.members.models import Invitee, Member
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import kits
from folkmoot.outreach.services import links, queueing, unsubscribing
from folkmoot.post import services as post
from folkmoot.programmes.models import Channel
from tests.conftest import NOON
from tests.journeys.browser import DESKTOP, assert_accessible
from tests.opening import asks

HOME = "/staff/northmoor/safer-wards/"
ASKED = "Which region do you work in?"
SHOTS = os.environ.get("FOLKMOOT_SHOTS", "")


def look(page, name):
    """Checked by axe; kept as a picture where somebody asks for pictures."""
    assert_accessible(page)
    if SHOTS:
        width = page.viewport_size["width"]
        page.screenshot(path=f"{SHOTS}/{name}-{width}.png", full_page=True)


@pytest.fixture
def invited(programme):
    people = [
        Member.objects.create(organisation=programme.organisation, address=f"p{n}@example.org")
        for n in range(12)
    ]
    return [Invitee.objects.create(programme=programme, member=member) for member in people]


@pytest.fixture
def came(programme):
    """People who joined, unevenly."""
    names = ["London", "Midlands", "South West", "Wales"]
    question = asks(programme, ASKED, names, "Region")
    poster = Channel.objects.create(programme=programme, name="Poster", code="poster")
    for name, number in zip(names, (24, 11, 21, 12), strict=True):
        for _ in range(number):
            answers = {question.pk: name}
            joining.join(programme=programme, at=NOON, channel=poster, answers=answers)


def test_a_letter_from_its_first_word_to_the_last_count(page, sign_in, staff, invited, settings):
    settings.EMAIL_IS_CONFIGURED = True
    sign_in(page, staff(Role.FACILITATOR))
    page.goto(f"{HOME}letters/")
    expect(page.get_by_text("12 people are on the list")).to_be_visible()
    look(page, "letters-empty")
    page.get_by_role("link", name="Write an invitation").click()
    look(page, "letter-new")
    page.get_by_label("Subject").fill("Come in {name}")
    page.get_by_role("button", name="Save the draft").click()
    expect(page.get_by_text("We do not know {name}").first).to_be_visible()
    look(page, "letter-refused")
    page.get_by_label("Subject").fill("You are invited: {programme}")
    page.get_by_role("button", name="Save the draft").click()

    expect(page.get_by_text("It would go to at most 12 people now")).to_be_visible()
    expect(page.get_by_text("?via=e-mail")).to_be_visible()
    look(page, "letter-draft")
    page.get_by_role("button", name="Send a test to myself").click()
    expect(page.get_by_text("on its way to your own address")).to_be_visible()
    page.get_by_label("On which day?").fill(timezone.localdate().isoformat())
    page.get_by_role("button", name="Schedule it").click()
    expect(page.get_by_text("It leaves on")).to_be_visible()
    look(page, "letter-scheduled")

    now, campaign = timezone.now(), Campaign.objects.get()
    queueing.queue_campaign(campaign_id=campaign.pk, at=now)
    post.send_waiting(limit=5, rate=1000, at=now)
    if not page.scripted:
        page.reload()
    expect(page.locator("dl.figures")).to_contain_text("waiting")
    look(page, "letter-sending")
    post.send_waiting(limit=50, rate=1000, at=now)
    if not page.scripted:
        page.reload()
    expect(page.locator("#progress .tag")).to_have_text("Done")
    look(page, "letter-done")
    page.goto(f"{HOME}letters/")
    look(page, "letters")


def test_a_member_leaves_the_list_by_their_letter(page, invited):
    page.goto(unsubscribing.path_for(invited[0].member_id))
    look(page, "unsubscribe")
    page.get_by_role("button", name="Send me no more letters").click()
    expect(page.get_by_role("heading", name="You will get no more letters")).to_be_visible()
    look(page, "unsubscribed")
    assert Member.objects.filter(is_opted_out=True).count() == 1


def test_a_facilitator_marks_the_addresses_that_came_back(page, sign_in, staff, invited):
    sign_in(page, staff(Role.FACILITATOR))
    page.goto(f"{HOME}letters/bounces/")
    look(page, "bounces")
    page.get_by_label("Addresses that came back").fill("550 <P3@example.org> and p4@example.org")
    page.get_by_role("button", name="Mark them").click()
    expect(page.get_by_text("2 addresses in the list; 2 newly marked")).to_be_visible()


@pytest.mark.parametrize("wide", [False, True], ids=["phone", "desktop"])
def test_a_facilitator_sees_who_is_missing_and_writes_to_them(
    open_page, sign_in, staff, programme, came, wide
):
    page = open_page(viewport=DESKTOP) if wide else open_page()
    sign_in(page, staff(Role.FACILITATOR))
    page.goto(f"{HOME}reach/")
    look(page, "reach-bare")
    page.get_by_label("What do people differ by?").fill(ASKED)
    rows = "London, 900\nMidlands, 1100\nSouth West, 500\nWales, 300"
    page.get_by_label("How many people are there of each kind?").fill(rows)
    page.get_by_role("button", name="Compare with these").click()
    expect(page.get_by_text("Above all Midlands")).to_be_visible()
    page.get_by_role("button", name="Draw the map").click()
    expect(page.locator("svg.tile-map")).to_be_visible()
    look(page, "reach")
    page.get_by_role("link", name="Draft a letter").first.click()
    expect(page.get_by_label("Subject")).to_have_value(
        "We have not heard from you yet: {programme}"
    )


def test_an_ambassador_and_their_kit(page, sign_in, staff, programme, came):
    sign_in(page, staff(Role.FACILITATOR))
    page.goto(f"{HOME}kits/")
    page.get_by_role("button", name="Make its short link and kit").click()
    page.get_by_label("Name").fill("Night shift")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", name="Night shift")).to_be_visible()
    look(page, "kits")

    (card,) = kits.ambassador_cards(programme)
    page.goto(links.ambassador_path(card.ambassador))
    expect(page.get_by_role("heading", name="What has your link brought?")).to_be_visible()
    look(page, "ambassador")
    page.get_by_role("link", name="page to print the A4 poster").click()
    expect(page.get_by_role("heading", name="Safer wards")).to_be_visible()
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/poster.png", full_page=True)
