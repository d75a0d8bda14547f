"""A round that is stopped: as if what had not left had never been written."""

import logging

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError
from folkmoot.joining import services as joining
from folkmoot.joining.models import JoiningCode, JoiningSettings
from folkmoot.members.models import EmailDomain, Invitee
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.services import answering_requests, queueing
from folkmoot.outreach.services import campaigns as acts
from folkmoot.post import queries as post
from folkmoot.post import services as letters
from folkmoot.post.models import Letter
from folkmoot.post.services import sealing
from tests.conftest import NOON
from tests.outreach.test_letters import bodies, code_in, got

pytestmark = pytest.mark.django_db
K = 10
DAY = NOON.date()


@pytest.fixture
def write(facilitator):
    """The letters of a campaign wait, none has left."""

    def make(campaign):
        acts.schedule_campaign(actor=facilitator, campaign=campaign, on=DAY, at=NOON)
        queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
        return campaign

    return make


@pytest.fixture
def stop(facilitator):
    return lambda campaign: acts.stop_campaign(actor=facilitator, campaign=campaign, at=NOON)


def leave(number):
    return letters.send_waiting(limit=number, rate=10_000, at=NOON)


def invited():
    return Invitee.objects.exclude(invited_on=None).count()


def report(campaign):
    return post.reports([campaign.pk])[campaign.pk]


@pytest.mark.parametrize("way", ["open", "confidential", "anonymous"])
def test_whose_letter_is_taken_back_can_be_invited_again(
    way, mode, invite, draft, write, stop, sink, send
):
    mode(way)
    invite(K)
    campaign = write(draft())

    assert stop(campaign) == K
    assert invited() == 0
    assert report(campaign).dropped == K
    assert not JoiningCode.objects.exists()
    send(draft())
    assert len(got(sink)) == K


def test_whoever_got_theirs_stays_invited(invite, draft, write, stop, sink, send):
    invite(5)
    campaign = write(draft())
    leave(2)

    assert stop(campaign) == 3
    assert invited() == 2
    send(draft())
    assert got(sink) == [f"p{n}@example.org" for n in range(5)]


def test_a_reminder_that_was_taken_back_does_not_count(invite, draft, write, stop):
    invite(3, invited_on=DAY, reminders=1)
    stop(write(draft("reminder")))

    assert {one.reminders for one in Invitee.objects.all()} == {1}
    assert invited() == 3


def test_news_change_no_marks(invite, draft, write, stop):
    invite(3, invited_on=DAY, reminders=2)
    assert stop(write(draft("news"))) == 3
    assert {(one.invited_on, one.reminders) for one in Invitee.objects.all()} == {(DAY, 2)}


class TestCodes:
    def test_what_left_goes_on_opening_and_what_was_taken_back_is_gone(
        self, mode, programme, invite, draft, write, stop, sink
    ):
        mode("anonymous")
        invite(2 * K)
        campaign = write(draft())
        leave(K + 2)
        taken = stop(campaign)

        assert taken == K - 2
        assert JoiningCode.objects.count() == K + 2
        assert invited() == K + 2
        for body in bodies(sink):
            joining.redeem(programme=programme, code=code_in(body), at=NOON)

    def test_where_a_few_have_left_the_rest_of_their_group_leaves_too(
        self, mode, invite, draft, write, stop, sink
    ):
        mode("anonymous")
        invite(K + 5)
        campaign = write(draft())
        leave(2)

        assert stop(campaign) == 5
        assert report(campaign).waiting == K - 2
        assert JoiningCode.objects.count() == invited() == K
        leave(100)
        assert len(got(sink)) == K
        assert report(campaign).is_over

    def test_those_who_asked_wait_again_and_are_not_counted_as_having_two(
        self, mode, programme, invite, stop
    ):
        mode("anonymous")
        EmailDomain.objects.create(programme=programme, domain="ward.example.org")
        invite(6, invited_on=DAY)
        for n in range(6):
            joining.ask_for_invitation(programme=programme, address=f"p{n}@example.org", at=NOON)
        for n in range(4):
            address = f"w{n}@ward.example.org"
            joining.ask_for_invitation(programme=programme, address=address, at=NOON)
        answering_requests.send_new_codes_everywhere(at=NOON)
        assert JoiningSettings.objects.get(pk=programme.pk).second_codes == 6

        assert stop(Campaign.objects.get()) == K
        assert JoiningSettings.objects.get(pk=programme.pk).second_codes == 0
        assert not JoiningCode.objects.exists()
        assert {one.new_code for one in Invitee.objects.all()} == {Invitee.NewCode.ASKED}
        assert invited() == 6
        assert answering_requests.send_new_codes_everywhere(at=NOON) == K
        assert JoiningSettings.objects.get(pk=programme.pk).second_codes == 6

    def test_whoever_was_dealt_another_since_keeps_that_one(
        self, mode, programme, invite, draft, write, stop
    ):
        mode("anonymous")
        invite(K)
        campaign = write(draft())
        Invitee.objects.update(new_code=Invitee.NewCode.DEALT)
        stop(campaign)

        assert invited() == K


def test_letters_that_cannot_be_opened_are_taken_back_all_the_same(invite, draft, write, stop):
    invite(3)
    campaign = write(draft())
    sealing.destroy_key(post.batch_of(campaign.pk, "campaign").pk)

    assert stop(campaign) == 3
    assert not Letter.objects.exists()


def test_nothing_is_half_undone(invite, draft, write, stop, monkeypatch):
    from folkmoot.outreach.services import recalling

    invite(3)
    campaign = write(draft())
    monkeypatch.setattr(recalling.members, "unmark_invited", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        stop(campaign)

    assert Letter.objects.count() == invited() == 3
    assert Campaign.objects.get().state == Campaign.State.QUEUED


def test_stopping_a_letter_says_no_address_to_the_log(mode, invite, draft, write, stop, caplog):
    mode("anonymous")
    invite(K)
    with caplog.at_level(logging.DEBUG):
        stop(write(draft()))

    assert "@example.org" not in caplog.text


def test_a_large_round_is_undone_in_few_queries(
    invite, draft, write, stop, django_assert_max_num_queries
):
    invite(600)
    campaign = write(draft())
    with django_assert_max_num_queries(30):
        assert stop(campaign) == 600
    assert invited() == 0


def test_other_programmes_marks_stay(programme, organisation, invite, draft, write, stop):
    from folkmoot.programmes.models import Programme

    invite(3)
    other = Programme.objects.create(organisation=organisation, name="O", slug="o", created_on=DAY)
    for person in Invitee.objects.all():
        Invitee.objects.create(programme=other, member=person.member, invited_on=DAY)
    stop(write(draft()))

    assert invited() == 3


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("invitation", "3 letters were taken back. Those people can be invited again."),
        ("reminder", "3 letters were taken back. Those people count as not reminded."),
        ("news", "3 letters were taken back."),
    ],
)
def test_the_page_says_what_stopping_did(invite, draft, write, signed_in, kind, words):
    invite(3, invited_on=None if kind == "invitation" else DAY)
    campaign = write(draft(kind))
    page = signed_in(Role.FACILITATOR).post(
        f"/staff/northmoor/safer-wards/letters/{campaign.pk}/stop/", follow=True
    )

    assert words in page.content.decode()


def test_the_page_says_why_a_few_still_leave(mode, invite, draft, write, stop, sink, signed_in):
    mode("anonymous")
    invite(K + 1)
    campaign = write(draft())
    leave(1)
    stop(campaign)
    page = signed_in(Role.FACILITATOR).get(f"/staff/northmoor/safer-wards/letters/{campaign.pk}/")

    assert "The rest of a group of 10 still leaves" in page.content.decode()


def test_what_is_stopped_cannot_be_stopped_again(invite, draft, write, stop):
    invite(1)
    campaign = write(draft())
    stop(campaign)
    with pytest.raises(DomainError, match="nothing to stop"):
        stop(campaign)
