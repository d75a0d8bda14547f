"""A porter without a letter asks for one; whoever runs the programme sees that people may."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from folkmoot.accounts.policy import Role
from folkmoot.joining import access, keys
from folkmoot.joining.models import InvitationRequest, JoiningSettings, Mode
from folkmoot.members.models import EmailDomain, Invitee, Member
from folkmoot.outreach.services import answering_requests, queueing
from folkmoot.outreach.services import campaigns as acts
from folkmoot.programmes.models import Programme
from tests.journeys.browser import assert_accessible

FRONT, STAFF = "/p/northmoor/safer-wards/", "/staff/northmoor/safer-wards/"
SHOTS = os.environ.get("FOLKMOOT_SHOTS", "")


def look(page, name):
    """Checked by axe; kept as a picture where somebody asks for pictures."""
    assert_accessible(page)
    if SHOTS:
        width, script = page.viewport_size["width"], "js" if page.scripted else "plain"
        page.screenshot(path=f"{SHOTS}/{name}-{width}-{script}.png", full_page=True)


@pytest.fixture(autouse=True)
def here(tmp_path, settings):
    settings.KEYS = tmp_path
    access.NEW_CODES.forget()
    access.INVITATION_REQUESTS.forget()


@pytest.fixture
def launched(programme):
    """People join in this way; those at ward.example.org may ask; the porter was written to."""

    def make(mode):
        JoiningSettings.objects.create(programme=programme, mode=mode, is_fixed=True)
        keys.create(programme.pk)
        now = timezone.now()
        Programme.objects.filter(pk=programme.pk).update(closes_at=now + timedelta(days=9))
        EmailDomain.objects.create(programme=programme, domain="ward.example.org")
        member = Member.objects.create(
            organisation=programme.organisation, address="porter@example.org"
        )
        return Invitee.objects.create(programme=programme, member=member, invited_on=now.date())

    return make


@pytest.mark.parametrize("mode", [Mode.ANONYMOUS, Mode.CONFIDENTIAL], ids=str)
def test_whoever_has_no_letter_asks_for_one(page, launched, mode):
    porter = launched(mode)
    page.goto(FRONT)
    look(page, f"asking-front-{mode}")
    page.get_by_role("link", name="Ask for your invitation").click()
    look(page, f"asking-{mode}")
    page.get_by_role("button", name="Ask for my invitation").click()
    expect(page.get_by_role("alert")).to_contain_text("Type your e-mail address")
    look(page, f"asking-refused-{mode}")
    page.get_by_label("Your e-mail address").fill("porter@example.org")
    page.get_by_role("button", name="Ask for my invitation").click()
    expect(page.get_by_text("it will come by e-mail")).to_be_visible()
    look(page, f"asked-{mode}")
    assert InvitationRequest.objects.count() == 1

    answering_requests.answer_all_requests(at=timezone.now())
    porter.refresh_from_db()
    assert (porter.new_code == Invitee.NewCode.ASKED) == (mode == Mode.ANONYMOUS)


def test_the_code_page_leads_there(page, launched):
    launched(Mode.ANONYMOUS)
    page.goto(f"{FRONT}code/")
    page.get_by_role("link", name="No letter, or is it lost?").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ask for your invitation")


def test_staff_allow_a_domain_and_read_what_it_means(page, launched, sign_in, staff):
    launched(Mode.CONFIDENTIAL)
    sign_in(page, staff(Role.FACILITATOR))
    page.goto(f"{STAFF}invited/")
    page.get_by_label("E-mail domain").fill("porters.example.org")
    page.get_by_role("button", name="Allow this domain").click()
    expect(page.get_by_text("at porters.example.org can ask")).to_be_visible()
    expect(page.get_by_role("link", name="/p/northmoor/safer-wards/invitation/")).to_be_visible()
    look(page, "asking-invited")
    page.goto(f"{STAFF}letters/")
    expect(page.get_by_text("Nobody is told how many wait")).to_be_visible()
    look(page, "asking-letters")


def test_a_round_is_stopped_and_the_page_says_what_that_did(page, programme, sign_in, staff, actor):
    facilitator, now = actor(Role.FACILITATOR), timezone.now()
    for n in range(3):
        member = Member.objects.create(
            organisation=programme.organisation, address=f"p{n}@example.org"
        )
        Invitee.objects.create(programme=programme, member=member)
    campaign = acts.draft_campaign(
        actor=facilitator,
        programme=programme,
        kind="invitation",
        subject="Come in",
        text="Here: {link}",
        at=now,
    )
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=now.date(), at=now)
    queueing.queue_campaign(campaign_id=campaign.pk, at=now)
    sign_in(page, staff(Role.FACILITATOR))
    page.goto(f"{STAFF}letters/{campaign.pk}/")
    page.get_by_role("button", name="Stop: take back").click()
    expect(page.get_by_text("3 letters were taken back")).to_be_visible()
    expect(page.get_by_text("can be invited again")).to_be_visible()
    look(page, "stopped")
    assert not Invitee.objects.exclude(invited_on=None).exists()
