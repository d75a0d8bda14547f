"""A porter with an invitation and a small phone; and whoever sets joining up."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from folkmoot.joining import access, services
from folkmoot.joining.models import JoiningCode, Mode
from folkmoot.members.models import Invitee, Member
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Activity, MandateVersion
from folkmoot.programmes.services import launch
from folkmoot.workshops.models import ChallengeQuestion
from tests.journeys.browser import assert_accessible
from tests.opening import ready_to_open

FRONT, STAFF = "/p/northmoor/not-yet/", "/staff/northmoor/not-yet/joining/"


@pytest.fixture(autouse=True)
def keys_here(tmp_path, settings):
    settings.KEYS = tmp_path
    for limit in (access.JOINING, access.WRONG_KEYS, access.WRONG_CODES):
        limit.forget()


@pytest.fixture
def launched(draft_programme, actor):
    def make(mode):
        programme, now, runner = draft_programme, timezone.now(), actor(Role.FACILITATOR)
        MandateVersion.objects.create(
            programme=programme, number=1, promise="We answer.", edited_at=now
        )
        workshop = Activity.objects.create(programme=programme, kind="workshop", title="Nights")
        ChallengeQuestion.objects.create(activity=workshop, text="What would help at night?")
        services.choose_mode(actor=runner, programme=programme, mode=mode, at=now)
        ready_to_open(programme, runner, now)
        services.add_question(
            actor=runner,
            programme=programme,
            text="Where do you work?",
            options=["North", "South"],
            at=now,
        )
        return launch(
            actor=runner,
            programme=programme,
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=9),
            at=now,
        )

    return make


def answer_and_arrive(page):
    expect(page.get_by_role("heading", level=1)).to_have_text("A few questions about you")
    assert_accessible(page)
    page.get_by_label("South").check()
    page.get_by_role("button", name="Join", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("nobody knows it is you")
    assert_accessible(page)
    assert Participant.objects.count() == 1


def test_a_code_is_typed_mistyped_and_lets_in(page, launched):
    programme = launched(Mode.ANONYMOUS)
    (code,) = services.draw_codes(programme, 1)
    page.goto(FRONT)
    assert_accessible(page)
    wrong = code[:-1] + ("2" if code[-1] != "2" else "3")
    page.get_by_label("Your joining code").fill(wrong)
    page.get_by_role("button", name="Join anonymously").click()
    expect(page.get_by_role("alert")).to_contain_text("not right")
    assert_accessible(page)
    page.get_by_label("Your joining code").fill(code.upper())
    page.get_by_role("button", name="Join anonymously").click()
    answer_and_arrive(page)


def test_a_link_with_a_code_is_opened_by_a_scanner_and_then_by_a_person(page, launched, open_page):
    programme = launched(Mode.ANONYMOUS)
    (code,) = services.draw_codes(programme, 1)
    scanner = open_page(scripted=True)
    scanner.goto(f"{FRONT}code/#{code}")
    assert JoiningCode.objects.count() == 1
    page.goto(f"{FRONT}code/#{code}")
    if not page.scripted:
        page.get_by_label("Your joining code").fill(code)
    else:
        assert "#" not in page.url
    assert_accessible(page)
    page.get_by_role("button", name="Join anonymously").click()
    answer_and_arrive(page)


def test_choosing_a_language_keeps_the_code_from_the_letter_for_that_one_page(open_page, launched):
    (code,) = services.draw_codes(launched(Mode.ANONYMOUS), 1)
    page = open_page(scripted=True)
    page.goto(f"{FRONT}code/#{code}")
    expect(page.locator("input[name=code]")).to_have_value(code)
    page.get_by_role("button", name="Cymraeg").click()

    expect(page.locator("html")).to_have_attribute("lang", "cy")
    expect(page.locator("input[name=code]")).to_have_value(code)
    assert code not in page.url
    assert code not in page.evaluate("JSON.stringify([sessionStorage, localStorage])")
    page.reload()
    expect(page.locator("input[name=code]")).to_have_value("")


def test_a_code_that_was_kept_for_another_page_is_forgotten_unread(open_page, launched):
    launched(Mode.ANONYMOUS)
    page = open_page(scripted=True)
    page.goto(f"{FRONT}code/")
    page.evaluate("sessionStorage.setItem('joining-code', '/p/elsewhere/code/ 12345')")
    page.reload()

    expect(page.locator("input[name=code]")).to_have_value("")
    assert page.evaluate("sessionStorage.getItem('joining-code')") is None


def test_a_personal_link_needs_a_tap_and_works_once(page, launched, organisation, open_page):
    programme = launched(Mode.CONFIDENTIAL)
    member = Member.objects.create(organisation=organisation, address="porter@example.org")
    person = Invitee.objects.create(programme=programme, member=member).pk
    path = services.personal_links(programme, [person])[person].partition("8000")[2]
    page.goto(path)
    expect(page.get_by_text("Opening this page has not used it")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Join confidentially").click()
    answer_and_arrive(page)

    other = open_page(scripted=False)
    other.goto(path)
    other.get_by_role("button", name="Join confidentially").click()
    expect(other.get_by_role("alert")).to_contain_text("has been used")


def test_the_page_about_anonymity_reads_well(page, launched):
    launched(Mode.CONFIDENTIAL)
    page.goto(FRONT)
    page.get_by_role("link", name="How your anonymity works", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How your anonymity works")
    assert_accessible(page)


def test_staff_choose_ask_and_date(page, draft_programme, staff, sign_in):
    sign_in(page, staff(Role.FACILITATOR))
    page.goto(STAFF)
    assert_accessible(page)
    page.get_by_role("link", name="Choose how people join").click()
    expect(page.locator("input[name=mode]:checked")).to_have_count(0)
    assert_accessible(page)
    page.get_by_role("button", name="Join this way").click()  # nothing is chosen by silence
    expect(page.get_by_role("alert")).to_contain_text("Choose how people join")
    assert_accessible(page)
    page.get_by_label("Invited, anonymous by code").check()
    page.get_by_role("button", name="Join this way").click()
    page.get_by_text("Add a question", exact=True).click()
    page.get_by_label("Question", exact=True).fill("Where do you work?")
    page.get_by_label("Answers").fill("North\nSouth")
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_role("heading", name="Where do you work?")).to_be_visible()
    expect(page.get_by_text("Anonymous.", exact=True)).to_be_visible()
    page.get_by_role("link", name="See what we propose").click()
    assert_accessible(page)
    page.get_by_label("Erase everything on").fill("2048-05-31")
    page.get_by_role("button", name="Accept these dates").click()
    expect(page.get_by_text("31 May 2048")).to_be_visible()
    assert_accessible(page)


def test_a_new_return_key_signs_other_devices_out(page, launched, open_page):
    """Somebody saw the key over a shoulder: its owner takes the voice back."""
    launched(Mode.OPEN)
    page.goto(FRONT)
    page.get_by_role("button", name="Join anonymously").click()
    answer_and_arrive(page)
    seen = page.get_by_label("Your return key").input_value()
    other = open_page()
    other.goto(f"{FRONT}return/")
    other.get_by_label("Your return key").fill(seen)
    other.get_by_role("button", name="Carry on").click()
    expect(other.get_by_role("heading", level=1)).to_contain_text("What you said")

    page.goto(f"{FRONT}voice/")
    expect(page.get_by_text("Every other browser and device")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Get a new return key").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your new return key")
    assert_accessible(page)

    other.reload()
    expect(other.get_by_text("We do not recognise this browser")).to_be_visible()
    page.goto(f"{FRONT}voice/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("What you said")


def test_a_filter_that_rewrites_the_sign_before_the_code_loses_nothing(open_page, launched):
    code = services.draw_codes(launched(Mode.ANONYMOUS), 1)[0]
    page = open_page()
    page.goto(f"{FRONT}code/?via=e-mail%23{code}")

    expect(page.get_by_label("Your joining code")).to_have_value(code)
    assert code not in page.url
