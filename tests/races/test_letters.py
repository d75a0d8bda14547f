"""Several workers over the same letters, and letters stopped while they are written."""

from collections import Counter

import pytest
from benchmarks._sink import Sink

from folkmoot.accounts.policy import Role
from folkmoot.joining import keys
from folkmoot.joining.models import JoiningCode, JoiningSettings
from folkmoot.members.models import Invitee, Member
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.services import campaigns, queueing
from folkmoot.post import queries, services
from folkmoot.post.models import Letter
from folkmoot.post.services import sending
from tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 30


@pytest.fixture
def sink(settings):
    sink = Sink().start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
    settings.EMAIL_IS_CONFIGURED = True
    sending._left_at.clear()
    yield sink
    sink.stop()


@pytest.fixture(params=["open", "anonymous"])
def scheduled(request, programme, facilitator):
    """A letter to everybody that is due: at least once, or at most once with codes."""
    JoiningSettings.objects.create(programme=programme, mode=request.param, is_fixed=True)
    keys.create(programme.pk)
    for n in range(PEOPLE):
        member = Member.objects.create(
            organisation=programme.organisation, address=f"p{n}@example.org"
        )
        Invitee.objects.create(programme=programme, member=member)
    campaign = campaigns.draft_campaign(
        actor=facilitator,
        programme=programme,
        kind="invitation",
        subject="Come in",
        text="Take part: {link}",
        at=NOON,
    )
    return campaigns.schedule_campaign(
        actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON
    )


def write(campaign):
    return queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)


def send():
    return services.send_waiting(limit=1000, rate=10_000, at=NOON)


def report(campaign):
    return queries.reports([campaign.pk])[campaign.pk]


def test_two_workers_write_one_letter_to_each(at_once, scheduled, monkeypatch):
    monkeypatch.setattr(queueing, "STEP", 7)

    doers = at_once(*[lambda: write(scheduled)] * 3)

    assert [one.error for one in doers] == [None] * 3
    assert sum(one.result for one in doers) == PEOPLE == Letter.objects.count()
    assert report(scheduled).queued == PEOPLE
    scheduled.refresh_from_db()
    assert scheduled.state == Campaign.State.QUEUED
    if campaigns.carries_codes(scheduled):
        assert JoiningCode.objects.count() == PEOPLE


def test_two_senders_send_each_letter_once(at_once, scheduled, sink):
    write(scheduled)

    doers = at_once(send, send, send)

    assert [one.error for one in doers] == [None] * 3
    assert sorted(one.result.is_busy for one in doers)[0] is False
    send()
    assert set(Counter(to for to, _ in sink.received).values()) == {1}
    assert len(sink.received) == report(scheduled).sent == PEOPLE
    assert report(scheduled).possible_repeats == 0


def test_a_second_sender_leaves_what_is_under_way_to_the_first(meanwhile, scheduled, sink):
    write(scheduled)

    one, other = meanwhile("folkmoot.post.registry.is_wanted", send, send)

    assert other.result.is_busy
    assert one.result.sent == PEOPLE


def test_a_letter_that_is_stopped_while_it_is_written_does_not_leave(
    meanwhile, actor, scheduled, sink, monkeypatch
):
    monkeypatch.setattr(queueing, "STEP", 10)
    chief = actor(Role.ADMINISTRATOR)

    doers = meanwhile(
        "folkmoot.outreach.services.queueing.write_letters",
        lambda: write(scheduled),
        lambda: campaigns.stop_campaign(actor=chief, campaign=scheduled, at=NOON),
    )

    assert doers[0].error is None
    write(scheduled)
    send()
    scheduled.refresh_from_db()
    if scheduled.state == Campaign.State.STOPPED:
        assert sink.received == []
        assert report(scheduled).waiting == 0
        assert not Letter.objects.exists()
        assert not JoiningCode.objects.exists()


def test_a_letter_that_is_stopped_while_it_leaves_is_counted(
    meanwhile, actor, scheduled, sink, outcomes
):
    write(scheduled)
    chief = actor(Role.ADMINISTRATOR)

    doers = meanwhile(
        "folkmoot.post.registry.is_wanted",
        send,
        lambda: campaigns.stop_campaign(actor=chief, campaign=scheduled, at=NOON),
    )

    assert outcomes(doers) == ["done", "done"]
    send()
    found = report(scheduled)
    assert found.waiting == 0
    assert found.sent == len(sink.received)
    assert found.sent + found.dropped == PEOPLE
