"""Those who asked for an invitation: in groups, once, and reached by ordinary letters, too."""

import re
from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError
from folkmoot.joining import keys
from folkmoot.joining import services as joining
from folkmoot.joining.models import InvitationRequest, JoiningCode, JoiningSettings
from folkmoot.members import services as members
from folkmoot.members.models import EmailDomain, Invitee, Member
from folkmoot.members.services import opt_out
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.queries import requesters
from folkmoot.outreach.services import admitting, answering_requests, queueing
from folkmoot.outreach.services import campaigns as acts
from folkmoot.post import queries as post
from folkmoot.post import services as letters
from folkmoot.programmes.models import Programme
from tests.conftest import NOON
from tests.outreach.test_letters import bodies, code_in, got

pytestmark = pytest.mark.django_db
K = 10
TOMORROW = NOON + timedelta(days=1)
INVITED = pytest.mark.parametrize("way", ["anonymous", "confidential"])


@pytest.fixture(autouse=True)
def fresh_counts():
    answering_requests._sent_again.clear()
    admitting._let_in.clear()


@pytest.fixture
def open_to(mode, programme):
    """``open_to("anonymous")``: people at ward.example.org may ask."""

    def make(way):
        mode(way)
        EmailDomain.objects.create(programme=programme, domain="ward.example.org")
        return programme

    return make


def ask(programme, *addresses, at=NOON):
    for address in addresses:
        joining.ask_for_invitation(programme=programme, address=address, at=at)
    answering_requests.answer_all_requests(at=at)


def ward(*numbers):
    return [f"w{n}@ward.example.org" for n in numbers]


def deliver():
    return letters.send_waiting(limit=1000, rate=10_000, at=NOON)


@INVITED
def test_fewer_than_a_group_wait_and_are_on_no_list(open_to, way):
    programme = open_to(way)
    ask(programme, *ward(*range(K - 1)))

    assert answering_requests.send_new_codes_everywhere(at=NOON) == 0
    assert not Invitee.objects.exists()
    assert not Member.objects.exists()
    assert not JoiningCode.objects.exists()


@INVITED
def test_a_whole_group_gets_letters_that_let_in(
    open_to, way, sink, django_capture_on_commit_callbacks
):
    programme = open_to(way)
    ask(programme, *ward(*range(K)))

    assert answering_requests.send_new_codes_everywhere(at=NOON) == K
    deliver()
    assert got(sink) == sorted(ward(*range(K)))
    assert not InvitationRequest.objects.exists()
    assert {str(one.invited_on) for one in Invitee.objects.all()} == {str(NOON.date())}
    assert {one.new_code for one in Invitee.objects.all()} == {Invitee.NewCode.NEVER}
    code = code_in(bodies(sink)[0]) if way == "anonymous" else link_in(bodies(sink)[0])
    assert joining.redeem(programme=programme, code=code, at=NOON)


def link_in(body):
    return re.search(r"/link/([a-z2-7]{39})/", body)[1]


@INVITED
def test_letters_to_those_who_asked_are_in_the_programmes_language(open_to, way, sink):
    programme = open_to(way)
    Programme.objects.filter(pk=programme.pk).update(language="cy")
    ask(programme, *ward(*range(K)))
    answering_requests.send_new_codes_everywhere(at=NOON)
    deliver()

    assert Campaign.objects.get().subject == "Eich gwahoddiad: {programme}"
    assert all("Cymerwch ran yma:" in body for body in bodies(sink))
    if way == "anonymous":
        assert all("(eich cod:" in body for body in bodies(sink))


def test_a_link_that_is_sent_again_comes_in_the_programmes_language(open_to, sink, invite):
    programme = open_to("confidential")
    Programme.objects.filter(pk=programme.pk).update(language="cy")
    invite(1, invited_on=NOON.date())
    ask(programme, "p0@example.org")
    deliver()

    assert "Cymerwch ran yma:" in bodies(sink)[0]


def test_who_never_had_a_code_is_not_counted_among_those_with_two(open_to, invite):
    programme = open_to("anonymous")
    invite(3, invited_on=NOON.date())
    ask(programme, *[f"p{n}@example.org" for n in range(3)], *ward(*range(K - 3)))

    assert answering_requests.send_new_codes_everywhere(at=NOON) == K
    assert JoiningSettings.objects.get(pk=programme.pk).second_codes == 3
    assert JoiningCode.objects.count() == K


@INVITED
def test_an_ordinary_invitation_reaches_those_who_wait_and_they_wait_no_more(
    open_to, way, sink, invite, draft, send
):
    programme = open_to(way)
    invite(K)
    ask(programme, *ward(0, 1))
    send(draft())

    assert len(got(sink)) == K + 2
    assert not InvitationRequest.objects.exists()
    ask(programme, *ward(*range(2, K)))
    assert answering_requests.send_new_codes_everywhere(at=NOON) == 0  # eight wait, not ten
    send(draft("news"))
    assert sorted(got(sink)).count("w0@ward.example.org") == 2  # one invitation, one piece of news


def test_whether_an_invitation_can_leave_tells_nothing_of_who_asked(open_to, invite, draft, send):
    programme = open_to("anonymous")
    invite(4)
    ask(programme, *ward(*range(6)))
    with pytest.raises(DomainError, match="10 people or more at once"):
        send(draft())

    assert InvitationRequest.objects.count() == 6


def test_a_letter_to_a_part_of_the_list_leaves_them_waiting(open_to, invite, draft, send, sink):
    from folkmoot.members.models import PopulationTotal

    programme = open_to("confidential")
    invite(K, attributes={"Site": "North"})
    PopulationTotal.objects.create(programme=programme, attribute="Site", value="North", number=K)
    ask(programme, *ward(0))
    send(draft(attribute="Site", value="North"))

    assert len(got(sink)) == K
    assert InvitationRequest.objects.count() == 1


@INVITED
def test_on_the_list_and_not_written_to_waits_there(open_to, way, invite, organisation):
    programme = open_to(way)
    member = Member.objects.create(organisation=organisation, address=ward(0)[0])
    Invitee.objects.create(programme=programme, member=member)
    ask(programme, *ward(*range(K)))
    assert InvitationRequest.objects.count() == K - 1

    assert answering_requests.send_new_codes_everywhere(at=NOON) == K
    assert Invitee.objects.count() == K


def test_whoever_opts_out_while_waiting_makes_up_no_number(open_to, organisation):
    programme = open_to("anonymous")
    ask(programme, *ward(*range(K)))
    opt_out(organisation=organisation, address=ward(0)[0], at=NOON)

    assert answering_requests.send_new_codes_everywhere(at=NOON) == 0
    answering_requests.answer_all_requests(at=NOON)
    assert InvitationRequest.objects.count() == K - 1


def test_ending_a_domain_turns_away_those_who_wait(open_to, facilitator):
    programme = open_to("anonymous")
    ask(programme, *ward(*range(K)))
    domain = EmailDomain.objects.get()
    members.remove_domain(actor=facilitator, programme=programme, domain_id=domain.pk, at=NOON)

    assert answering_requests.send_new_codes_everywhere(at=NOON) == 0
    assert not InvitationRequest.objects.exists()


def test_strangers_leave_nothing_behind(open_to):
    programme = open_to("anonymous")
    ask(programme, "x@elsewhere.org", "no mailbox", "x@[127.0.0.1]")

    assert not InvitationRequest.objects.exists()
    assert not Member.objects.exists()


def test_so_many_of_a_domain_come_in_a_day_and_the_others_the_next(
    open_to, monkeypatch, django_capture_on_commit_callbacks
):
    programme = open_to("anonymous")
    monkeypatch.setattr(members, "MOST_NEW", K)
    ask(programme, *ward(*range(2 * K + 3)))
    with django_capture_on_commit_callbacks(execute=True):
        assert answering_requests.send_new_codes_everywhere(at=NOON) == K
    assert answering_requests.send_new_codes_everywhere(at=NOON) == 0

    assert answering_requests.send_new_codes_everywhere(at=TOMORROW) == K
    assert InvitationRequest.objects.count() == 3


def test_a_flood_of_made_up_addresses_leaves_room_for_others_to_ask(open_to, monkeypatch):
    programme = open_to("anonymous")
    monkeypatch.setattr(members, "MOST_NEW", 2)
    ask(programme, *ward(*range(13)))

    assert InvitationRequest.objects.count() == 10


def test_nothing_is_half_done_when_writing_dies(open_to, monkeypatch):
    programme = open_to("confidential")
    ask(programme, *ward(*range(K)))
    monkeypatch.setattr(answering_requests.queueing, "write_letters", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answering_requests.send_new_codes_everywhere(at=NOON)

    assert not Invitee.objects.exists()
    assert InvitationRequest.objects.count() == K


def test_one_programme_that_fails_stops_no_other(open_to, organisation, monkeypatch):
    broken = open_to("anonymous")
    well = Programme.objects.create(
        organisation=organisation,
        name="Well",
        slug="well",
        opens_at=broken.opens_at,
        closes_at=broken.closes_at,
        is_launched=True,
        created_on=NOON.date(),
    )
    JoiningSettings.objects.create(programme=well, mode="anonymous", is_fixed=True)
    keys.create(well.pk)
    done = []

    def deal(programme_id, *, at):
        done.append(programme_id)
        return 1 // (len(done) - 1)  # the first of them fails

    monkeypatch.setattr(answering_requests, "send_new_codes", deal)
    with pytest.raises(ZeroDivisionError):
        answering_requests.send_new_codes_everywhere(at=NOON)

    assert set(done) == {broken.pk, well.pk}


def test_nothing_leaves_for_those_who_wait_when_the_programme_has_closed(open_to):
    programme = open_to("confidential")
    ask(programme, *ward(*range(K)))
    later = programme.closes_at + timedelta(days=1)

    assert answering_requests.send_new_codes_everywhere(at=later) == 0
    assert answering_requests.send_new_codes(programme.pk, at=later) == 0
    answering_requests.answer(programme.pk, at=later)
    assert InvitationRequest.objects.count() == K


class TestAPersonalLinkOnceMore:
    def test_it_is_the_same_link_and_leaves_at_once(self, open_to, invite, sink):
        programme = open_to("confidential")
        (person,) = invite(1, invited_on=NOON.date())
        ask(programme, "P0@example.org")
        deliver()

        assert got(sink) == ["p0@example.org"]
        link = joining.personal_links(programme, [person.pk])[person.pk]
        assert link in bodies(sink)[0]
        assert sink.letters[0][1]["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert not Campaign.objects.exists()
        assert not InvitationRequest.objects.exists()

    def test_used_or_not_the_letter_is_the_same(self, open_to, invite, sink):
        programme = open_to("confidential")
        used, _ = invite(2, invited_on=NOON.date())
        code = link_in(joining.personal_links(programme, [used.pk])[used.pk])
        joining.redeem(programme=programme, code=code, at=NOON)
        ask(programme, "p0@example.org", "p1@example.org")
        deliver()

        first, second = (
            re.sub(r"/(link|unsubscribe)/[^/]+/", "/…/", body) for body in bodies(sink)
        )
        assert first == second
        assert "return key" in first

    def test_at_most_one_letter_a_day(
        self, open_to, invite, sink, django_capture_on_commit_callbacks
    ):
        programme = open_to("confidential")
        invite(1, invited_on=NOON.date())
        for at in (NOON, NOON, TOMORROW):
            with django_capture_on_commit_callbacks(execute=True):
                ask(programme, "p0@example.org", at=at)
        letters.send_waiting(limit=100, rate=10_000, at=TOMORROW)

        assert len(sink.received) == 2

    def test_nothing_is_marked_or_counted(self, open_to, invite, sink):
        programme = open_to("confidential")
        invite(1, invited_on=NOON.date())
        ask(programme, "p0@example.org")

        assert Invitee.objects.get().new_code == Invitee.NewCode.NEVER
        assert JoiningSettings.objects.get(pk=programme.pk).second_codes == 0

    def test_an_opt_out_counts_until_it_leaves(self, open_to, invite, sink):
        programme = open_to("confidential")
        invite(1, invited_on=NOON.date())
        ask(programme, "p0@example.org")
        Member.objects.update(is_opted_out=True)
        deliver()

        assert not sink.received
        assert post.report(post.batch_of(programme.pk, "links")).dropped == 1

    def test_what_waits_goes_with_the_key(self, open_to, invite):
        programme = open_to("confidential")
        invite(1, invited_on=NOON.date())
        ask(programme, "p0@example.org")
        joining.destroy_key(programme, NOON)

        assert not post.letters_wait()


@INVITED
def test_staff_read_the_same_however_many_wait(open_to, signed_in, way):
    programme, browser, seen = open_to(way), signed_in(Role.SPONSOR), []
    for number in (0, 1, 9, 10):
        for address in ward(*range(number)):
            joining.ask_for_invitation(programme=programme, address=address, at=NOON)
        page = browser.get("/staff/northmoor/safer-wards/letters/").content.decode()
        seen.append(page.partition("<main")[2].partition("</main")[0])

    assert len(set(seen)) == 1
    assert "Nobody is told how many wait" in seen[0]


def test_the_address_book_does_not_know_who_waits(open_to, signed_in):
    programme = open_to("anonymous")
    ask(programme, *ward(0, 1))
    browser = signed_in(Role.ADMINISTRATOR, Role.FACILITATOR)
    for page in ("address-book/", "safer-wards/invited/", "safer-wards/letters/"):
        assert "w0@" not in browser.get(f"/staff/northmoor/{page}").content.decode()


def test_a_due_letter_that_finds_too_few_leaves_everybody_waiting(
    open_to, draft, facilitator, organisation, invite
):
    programme = open_to("anonymous")
    invite(K)
    ask(programme, *ward(0, 1))
    campaign = draft()
    acts.schedule_campaign(actor=facilitator, campaign=campaign, on=NOON.date(), at=NOON)
    opt_out(organisation=organisation, address="p0@example.org", at=NOON)
    queueing.queue_campaign(campaign_id=campaign.pk, at=NOON)

    assert Campaign.objects.get().state == Campaign.State.STOPPED
    assert not JoiningCode.objects.exists()
    assert len(requesters.sealed(programme).newcomers) == 2
