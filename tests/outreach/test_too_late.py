"""After the close a way in is of no use: what still waits does not leave, and is counted."""

from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.joining import keys
from folkmoot.joining import services as joining
from folkmoot.joining.models import JoiningCode
from folkmoot.members.models import Invitee, Member
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.services import answering_requests, queueing
from folkmoot.outreach.services import campaigns as acts
from folkmoot.post import queries as post
from folkmoot.post import services as letters
from folkmoot.post.models import Letter
from folkmoot.post.services import sealing
from folkmoot.programmes.models import Programme
from tests.conftest import NOON
from tests.outreach.test_letters import got

pytestmark = pytest.mark.django_db
K = 10
AFTER = NOON + timedelta(days=2)
MODES = pytest.mark.parametrize("way", ["open", "confidential", "anonymous"])


@pytest.fixture
def closing(programme):
    """The programme closes tomorrow."""
    Programme.objects.filter(pk=programme.pk).update(closes_at=NOON + timedelta(days=1))
    programme.refresh_from_db()
    return programme


@pytest.fixture
def write(facilitator):
    def make(campaign):
        acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
        queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
        return campaign

    return make


def deliver(at):
    return letters.send_waiting(limit=100, rate=10_000, at=at)


@MODES
@pytest.mark.parametrize("kind", ["invitation", "reminder"])
def test_ways_in_do_not_leave_after_the_close(way, kind, mode, closing, invite, draft, write, sink):
    mode(way)
    invite(K, invited_on=None if kind == "invitation" else NOON.date())
    campaign = write(draft(kind))
    deliver(AFTER)

    assert not sink.received
    report = post.reports([campaign.pk])[campaign.pk]
    assert (report.queued, report.dropped, report.waiting, report.sent) == (K, K, 0, 0)
    assert report.is_over


def test_letters_that_were_asked_for_do_not_leave_too_late(mode, closing, invite, sink):
    mode("anonymous")
    invite(K, invited_on=NOON.date())
    for n in range(K):
        joining.ask_for_invitation(programme=closing, address=f"p{n}@example.org", at=NOON)
    assert answering_requests.send_new_codes_everywhere(at=NOON) == K
    deliver(AFTER)

    assert not sink.received


def test_a_personal_link_does_not_leave_once_more_too_late(mode, closing, invite, sink):
    mode("confidential")
    invite(1, invited_on=NOON.date())
    answering_requests._sent_again.clear()
    joining.ask_for_invitation(programme=closing, address="p0@example.org", at=NOON)
    answering_requests.answer_all_requests(at=NOON)
    deliver(AFTER)

    assert not sink.received
    assert post.report(post.batch_of(closing.pk, "links")).dropped == 1


@MODES
def test_a_mail_server_that_is_down_keeps_none_of_them(
    way, mode, closing, invite, draft, write, sink
):
    mode(way)
    invite(K, invited_on=NOON.date())
    campaign = write(draft("reminder"))
    sink.stop()
    deliver(AFTER)

    assert not Letter.objects.exists()
    assert not any(sealing.folder().iterdir())
    assert post.reports([campaign.pk])[campaign.pk].dropped == K


def test_a_mail_server_that_was_taken_away_keeps_none_of_them(
    closing, invite, draft, write, settings
):
    invite(2)
    write(draft())
    settings.EMAIL_IS_CONFIGURED = False
    deliver(AFTER)

    assert not Letter.objects.exists()


def test_news_leave_after_the_close(closing, invite, draft, write, sink):
    invite(2)
    write(draft("news"))
    deliver(AFTER)

    assert len(got(sink)) == 2


@MODES
def test_a_round_that_comes_to_be_written_too_late_is_stopped_and_writes_nothing(
    way, mode, closing, invite, draft, facilitator
):
    mode(way)
    invite(K)
    campaign = draft()
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
    keys.destroy(closing.pk)

    assert queueing.queue_campaign(campaign_id=campaign.pk, at=AFTER) == 0
    assert Campaign.objects.get().state == Campaign.State.STOPPED
    assert queueing.due(at=AFTER) == []
    assert not JoiningCode.objects.exists()
    assert not Invitee.objects.exclude(invited_on=None).exists()


def test_the_page_says_what_became_of_them(closing, invite, draft, write, sink, signed_in):
    invite(2)
    campaign = write(draft())
    deliver(AFTER)
    page = signed_in(Role.FACILITATOR).get(f"/staff/northmoor/safer-wards/letters/{campaign.pk}/")

    assert "would have left after the close" in page.content.decode()


def test_an_opt_out_still_counts_before_the_close(closing, invite, draft, write, sink):
    invite(2)
    write(draft())
    Member.objects.filter(address="p0@example.org").update(is_opted_out=True)
    deliver(NOON)

    assert got(sink) == ["p1@example.org"]
