"""The overview of a programme: letters first where letters let in, and what holds them up."""

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.outreach.services import campaigns, queueing
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
HOME = "/staff/northmoor/safer-wards/"
NO_SERVER = "This installation has no mail server yet."


@pytest.fixture
def overview(signed_in):
    clients = {}

    def read(role=Role.FACILITATOR):
        clients[role] = clients.get(role) or signed_in(role)
        return clients[role].get(HOME).content.decode()

    return read


@pytest.mark.parametrize("way", ["anonymous", "confidential"])
def test_where_letters_let_in_nobody_is_told_to_share_the_link(mode, overview, way):
    mode(way)
    page = overview()

    assert "share the link" not in page
    assert "the link alone lets nobody in" in page
    assert "Send the invitations" in page


def test_where_the_link_lets_in_it_is_to_be_shared(mode, overview):
    mode("open")

    assert "share the link" in overview()
    assert "Send the invitations" not in overview(Role.SPONSOR)


def test_who_may_not_see_letters_gets_no_link_to_them(mode, overview):
    mode("anonymous")
    page = overview(Role.MODERATOR)

    assert "the link alone lets nobody in" in page
    assert "Send the invitations" not in page


def test_once_the_invitations_have_their_day_nobody_is_told_to_send_them(
    mode, overview, invite, draft, facilitator
):
    mode("anonymous")
    invite(10)
    letter = draft()
    assert "Send the invitations" in overview()

    campaigns.schedule_campaign(actor=facilitator, campaign=letter, on=NOON.date(), at=NOON)
    assert "Send the invitations" not in overview()
    assert "See the letters" in overview()


def test_a_missing_mail_server_is_told_only_while_letters_wait(
    overview, invite, draft, facilitator, settings
):
    settings.EMAIL_IS_CONFIGURED = False
    invite(2)
    letter = draft()
    assert NO_SERVER not in overview()

    campaigns.schedule_campaign(actor=facilitator, campaign=letter, on=NOON.date(), at=NOON)
    assert NO_SERVER in overview()
    queueing.queue_campaign(campaign_id=letter.pk, at=NOON)
    assert NO_SERVER in overview()
    assert NO_SERVER not in overview(Role.MODERATOR)


def test_letters_that_have_left_wait_for_no_server(overview, invite, draft, send, sink, settings):
    invite(2)
    send(draft())
    settings.EMAIL_IS_CONFIGURED = False

    assert NO_SERVER not in overview()
