"""No letter singles somebody out: first ways in, and parts of the list, go to k people or more."""

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError
from folkmoot.members.models import Invitee, Member, PopulationTotal
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import addressees
from folkmoot.outreach.services import campaigns as acts
from folkmoot.outreach.services import queueing
from folkmoot.post import services as letters
from folkmoot.post.models import Letter
from tests.conftest import NOON
from tests.outreach.test_letters import got

pytestmark = pytest.mark.django_db
K = 10
DAY = NOON.date()
MIDWIVES = {"attribute": "Job", "value": "Midwife"}


@pytest.fixture
def total(programme):
    def make(number):
        PopulationTotal.objects.create(
            programme=programme, attribute="Job", value="Midwife", number=number
        )

    return make


@pytest.fixture
def schedule(facilitator):
    def make(campaign):
        acts.schedule_campaign(actor=facilitator, campaign=campaign, on=DAY, at=NOON)
        return campaign

    return make


def test_a_confidential_invitation_to_fewer_than_k_is_refused_and_says_what_to_do(
    mode, invite, draft, schedule
):
    mode("confidential")
    invite(K - 1)
    with pytest.raises(DomainError, match=r"Invite more people first, or leave these to ask"):
        schedule(draft())


def test_a_second_confidential_invitation_to_one_is_refused(
    mode, invite, draft, send, schedule, sink
):
    mode("confidential")
    invite(K)
    send(draft())
    invite(1, start=K)

    with pytest.raises(DomainError, match="10 people or more at once"):
        schedule(draft())
    assert len(got(sink)) == K


def test_an_open_link_may_go_to_one(invite, draft, send, sink):
    invite(1)
    send(draft())
    assert got(sink) == ["p0@example.org"]


@pytest.mark.parametrize("way", ["confidential", "anonymous"])
def test_who_have_become_too_few_by_the_day_are_not_written_to(way, mode, invite, draft, schedule):
    mode(way)
    people = invite(K)
    campaign = schedule(draft())
    Member.objects.filter(pk=people[0].member_id).update(is_opted_out=True)

    assert queueing.queue_campaign(campaign_id=campaign.pk, at=NOON) == 0
    assert Campaign.objects.get().state == Campaign.State.STOPPED
    assert not Invitee.objects.exclude(invited_on=None).exists()
    assert queueing.due(at=NOON) == []


def test_the_page_says_why_nothing_was_written(mode, invite, draft, schedule, signed_in):
    mode("confidential")
    people = invite(K)
    campaign = schedule(draft())
    Member.objects.filter(pk=people[0].member_id).update(is_opted_out=True)
    queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
    page = signed_in(Role.FACILITATOR).get(f"/staff/northmoor/safer-wards/letters/{campaign.pk}/")

    assert "letters could reach fewer than 10 people together" in page.content.decode()


def test_no_step_of_a_confidential_invitation_leaves_fewer_than_k(
    mode, invite, draft, schedule, monkeypatch
):
    mode("confidential")
    monkeypatch.setattr(queueing, "STEP", 12)
    dealt = []
    whole = queueing.write_letters
    monkeypatch.setattr(
        queueing, "write_letters", lambda *args: dealt.append(len(args[2])) or whole(*args)
    )
    invite(33)
    queueing.queue_campaign(campaign_id=schedule(draft()).pk, at=NOON)

    assert dealt == [12, 21]


def test_where_a_few_personal_links_have_left_the_rest_of_their_group_leaves_too(
    mode, invite, draft, schedule, facilitator, sink
):
    mode("confidential")
    invite(K + 5)
    campaign = schedule(draft())
    queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)
    letters.send_waiting(limit=1, rate=10_000, at=NOON)

    assert acts.stop_campaign(actor=facilitator, campaign=campaign, at=NOON) == 5
    assert Letter.objects.count() == K - 1


@pytest.mark.parametrize("way", ["open", "confidential"])
def test_only_parts_of_k_or_more_are_offered_and_accepted(
    way, mode, programme, invite, total, draft
):
    mode(way)
    invite(K, attributes={"Job": "Midwife"})
    total(K - 1)

    assert addressees.values_of(programme) == []
    with pytest.raises(DomainError, match="10 people or more of that part"):
        draft(**MIDWIVES)
    PopulationTotal.objects.update(number=K)
    assert addressees.values_of(programme) == [("Job", "Midwife")]
    assert draft(**MIDWIVES).value == "Midwife"


@pytest.mark.parametrize("kind", ["invitation", "reminder", "news"])
def test_a_part_that_has_shrunk_is_not_scheduled(kind, mode, invite, total, draft, schedule):
    mode("open")
    total(K)
    people = invite(
        K, attributes={"Job": "Midwife"}, invited_on=None if kind == "invitation" else DAY
    )
    campaign = draft(kind, **MIDWIVES)
    people[0].delete()

    with pytest.raises(DomainError, match="A part is written to"):
        schedule(campaign)


@pytest.mark.parametrize("kind", ["reminder", "news"])
def test_a_part_that_shrinks_after_scheduling_is_not_written_to(
    kind, mode, invite, total, draft, schedule
):
    mode("open")
    total(K)
    people = invite(K, attributes={"Job": "Midwife"}, invited_on=DAY)
    campaign = schedule(draft(kind, **MIDWIVES))
    Member.objects.filter(pk=people[0].member_id).update(has_bounced=True)

    assert queueing.queue_campaign(campaign_id=campaign.pk, at=NOON) == 0
    assert not Letter.objects.exists()


def test_where_the_list_knows_who_joined_the_size_of_a_part_is_that_of_the_list(
    mode, invite, total, draft, schedule
):
    """Who joined or is out of reach decides nothing that staff see."""
    mode("confidential")
    total(K)
    people = invite(K, attributes={"Job": "Midwife"}, invited_on=DAY)
    Member.objects.filter(pk=people[0].member_id).update(is_opted_out=True)
    Invitee.objects.filter(pk=people[1].pk).update(has_joined=True)
    campaign = schedule(draft("reminder", **MIDWIVES))

    assert queueing.queue_campaign(campaign_id=campaign.pk, at=NOON) == K - 2
    PopulationTotal.objects.update(number=K - 1)
    assert addressees.too_few(campaign) is addressees.TooFew.PART


def test_news_go_to_no_part_where_whoever_joined_is_of_none(mode, invite, total, draft):
    mode("confidential")
    total(K)
    invite(K, attributes={"Job": "Midwife"}, invited_on=DAY)

    with pytest.raises(DomainError, match="news go to everybody on the list"):
        draft("news", **MIDWIVES)


def test_such_news_of_an_earlier_version_do_not_leave(mode, invite, total, draft, schedule):
    total(K)
    invite(K, attributes={"Job": "Midwife"}, invited_on=DAY)
    campaign = draft("news", **MIDWIVES)
    mode("confidential")

    with pytest.raises(DomainError, match="news go to everybody on the list"):
        schedule(campaign)


def test_a_reminder_to_a_crowd_of_whom_a_few_have_not_joined_leaves(
    mode, invite, total, draft, send, sink
):
    mode("confidential")
    total(K)
    about = {"attributes": {"Job": "Midwife"}, "invited_on": DAY}
    invite(1, **about)
    invite(K - 1, start=1, has_joined=True, **about)
    send(draft("reminder", **MIDWIVES))

    assert got(sink) == ["p0@example.org"]
