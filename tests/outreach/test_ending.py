"""With the key, and when everything is erased, letters that still wait go."""

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.joining import registry as endings
from folkmoot.joining import services as joining
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.services import answering_requests, queueing
from folkmoot.outreach.services import campaigns as acts
from folkmoot.post import queries as letters
from folkmoot.post import services as post
from folkmoot.post.models import Letter
from folkmoot.post.services import sealing
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
K = 10
DAY = NOON.date()


@pytest.fixture
def write(draft, facilitator):
    def make(kind):
        campaign = draft(kind)
        acts.schedule_campaign(actor=facilitator, campaign=campaign, on=DAY, at=NOON)
        queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
        return campaign

    return make


def post_report(campaign):
    """What the post knows; of some letters no page tells it."""
    return letters.reports([campaign.pk])[campaign.pk]


@pytest.mark.parametrize("way", ["confidential", "anonymous"])
@pytest.mark.parametrize("kind", ["invitation", "reminder"])
def test_with_the_key_go_letters_that_wait_and_are_counted_as_taken_back(
    way, kind, mode, invite, write, programme
):
    mode(way)
    invite(K, invited_on=None if kind == "invitation" else DAY)
    campaign = write(kind)
    endings.key_gone(programme, NOON)

    report = post_report(campaign)
    assert (report.queued, report.dropped, report.waiting) == (K, K, 0)
    assert report.is_over
    assert not Letter.objects.exists()


def test_their_batch_has_no_key_after_the_next_round(mode, invite, write, programme):
    mode("confidential")
    invite(K)
    write("invitation")
    assert any(sealing.folder().iterdir())
    endings.key_gone(programme, NOON)
    post.tidy_keys()

    assert not any(sealing.folder().iterdir())


def test_letters_that_were_asked_for_go_as_well(mode, invite, programme):
    mode("anonymous")
    invite(K, invited_on=DAY)
    for n in range(K):
        joining.ask_for_invitation(programme=programme, address=f"p{n}@example.org", at=NOON)
    assert answering_requests.send_new_codes_everywhere(at=NOON) == K
    endings.key_gone(programme, NOON)

    assert not Letter.objects.exists()


def test_what_is_scheduled_is_stopped_and_its_page_says_why(
    mode, invite, draft, facilitator, programme, signed_in
):
    mode("confidential")
    invite(K)
    campaign = draft()
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=DAY, at=NOON)
    endings.key_gone(programme, NOON)

    assert Campaign.objects.get().state == Campaign.State.STOPPED
    assert queueing.due(at=NOON) == []
    page = signed_in(Role.FACILITATOR).get(f"/staff/northmoor/safer-wards/letters/{campaign.pk}/")
    assert "or its key was gone" in page.content.decode()


def test_news_outlive_the_key_and_go_when_everything_is_erased(mode, invite, write, programme):
    mode("confidential")
    invite(K, invited_on=DAY)
    news = write("news")
    endings.key_gone(programme, NOON)
    assert Letter.objects.count() == K

    endings.erased(programme, NOON)
    assert not Letter.objects.exists()
    assert post_report(news).dropped == K


def test_another_programmes_letters_stay(mode, invite, write, programme, organisation):
    from folkmoot.programmes.models import Programme

    invite(2)
    write("invitation")
    other = Programme.objects.create(
        organisation=organisation, name="Other", slug="other", created_on=DAY
    )
    endings.key_gone(other, NOON)
    endings.erased(other, NOON)

    assert Letter.objects.count() == 2
