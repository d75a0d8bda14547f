"""A new code on request: for groups only, once for each person, and nobody learns who asked."""

from datetime import timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils.timezone import localtime

from folkmoot.accounts.models import AuditEntry, Organisation
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError
from folkmoot.joining import access, keys, presenting, queries
from folkmoot.joining import services as joining
from folkmoot.joining.models import InvitationRequest, JoiningCode
from folkmoot.members.models import Invitee, Member
from folkmoot.outreach.models import Campaign
from folkmoot.outreach.presenting.letters import requests_wait
from folkmoot.outreach.queries import campaigns
from folkmoot.outreach.services import answering_requests
from folkmoot.outreach.services import campaigns as acts
from folkmoot.post import services as letters
from folkmoot.programmes.models import Programme
from tests.conftest import NOON
from tests.outreach.test_letters import bodies, code_in, got

pytestmark = pytest.mark.django_db
K = 10
PAGE = "/p/northmoor/safer-wards/invitation/"
SAME = "If a letter can go to this address, it will come by e-mail"


@pytest.fixture(autouse=True)
def fresh_limit():
    access.NEW_CODES.forget()
    access.INVITATION_REQUESTS.forget()


@pytest.fixture
def anonymous(mode, programme):
    mode("anonymous")
    return programme


@pytest.fixture
def written_to(anonymous, invite):
    """``written_to(12)`` people were sent a letter that may not have come."""
    return lambda number, **more: invite(number, invited_on=NOON.date(), **more)


def ask(programme, *numbers):
    for n in numbers:
        joining.ask_for_invitation(programme=programme, address=f"P{n}@Example.org", at=NOON)
    answering_requests.answer_all_requests(at=NOON)


def flags():
    return sorted(Invitee.objects.values_list("new_code", flat=True))


def test_below_a_whole_group_everybody_waits(anonymous, written_to):
    written_to(K + 5)
    ask(anonymous, *range(K - 1))

    assert answering_requests.send_new_codes_everywhere(at=NOON) == 0
    assert not JoiningCode.objects.exists()
    assert not Campaign.objects.exists()


def test_a_whole_group_is_dealt_codes_that_let_in_and_nobody_else_is(anonymous, written_to, sink):
    written_to(K + 5)
    ask(anonymous, *range(K))

    assert answering_requests.send_new_codes_everywhere(at=NOON) == K
    letters.send_waiting(limit=100, rate=10_000, at=NOON)

    assert got(sink) == sorted(f"p{n}@example.org" for n in range(K))
    codes = {code_in(body) for body in bodies(sink)}
    assert len(codes) == JoiningCode.objects.count() == K
    assert joining.redeem(programme=anonymous, code=codes.pop(), at=NOON)


def test_letters_leave_at_most_once(anonymous, written_to):
    written_to(K)
    ask(anonymous, *range(K))
    answering_requests.send_new_codes_everywhere(at=NOON)

    card = campaigns.campaign_card(Campaign.objects.select_related("programme").get())
    assert letters.open_batch(owner=card.id, purpose="campaign", at_most_once=False).at_most_once
    assert card.kind == "again"


def test_earlier_codes_stay_valid_and_those_dealt_again_are_told(anonymous, written_to):
    (first,) = joining.draw_codes(anonymous, 1)
    written_to(K)
    ask(anonymous, *range(K))
    answering_requests.send_new_codes_everywhere(at=NOON)

    assert joining.redeem(programme=anonymous, code=first, at=NOON)
    assert queries.second_codes_at_most(anonymous) == K
    assert any("10 people" in line for line in presenting.promise_of(anonymous).short)


def test_nobody_gets_a_third_code(anonymous, written_to):
    written_to(K)
    for _ in range(2):
        ask(anonymous, *range(K))
        answering_requests.send_new_codes_everywhere(at=NOON)

    assert JoiningCode.objects.count() == K
    assert flags() == [2] * K


def test_nothing_is_half_done_when_writing_dies(anonymous, written_to, monkeypatch):
    written_to(K)
    ask(anonymous, *range(K))
    monkeypatch.setattr(answering_requests.queueing, "write_letters", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        answering_requests.send_new_codes_everywhere(at=NOON)

    assert flags() == [1] * K
    assert queries.second_codes_at_most(anonymous) == 0


def test_people_who_want_no_letters_make_up_no_number(anonymous, written_to):
    written_to(K)
    ask(anonymous, *range(K))
    Member.objects.filter(address="p0@example.org").update(is_opted_out=True)

    assert answering_requests.send_new_codes_everywhere(at=NOON) == 0


def test_people_not_written_to_yet_cannot_ask(anonymous, invite):
    invite(1)
    ask(anonymous, 0)

    assert flags() == [0]


def test_other_organisations_people_are_not_touched(anonymous, written_to):
    other = Organisation.objects.create(name="Other", slug="other")
    theirs = Programme.objects.create(
        organisation=other, name="Theirs", slug="theirs", created_on=NOON.date()
    )
    member = Member.objects.create(organisation=other, address="p0@example.org")
    Invitee.objects.create(programme=theirs, member=member, invited_on=NOON.date())
    ask(anonymous, 0)

    assert flags() == [0]


def test_single_codes_are_refused_whoever_asks_for_them(anonymous):
    with pytest.raises(DomainError, match="groups"):
        joining.count_second_codes(anonymous, K - 1, NOON)


def test_what_was_asked_for_goes_with_the_key(anonymous, written_to):
    written_to(2)
    ask(anonymous, 0)
    joining.destroy_key(anonymous, NOON)

    assert flags() == [0, 0]


def test_nothing_is_dealt_after_the_close(anonymous, written_to):
    written_to(K)
    ask(anonymous, *range(K))
    later = anonymous.closes_at + timedelta(days=1)

    assert answering_requests.send_new_codes_everywhere(at=later) == 0
    assert answering_requests.send_new_codes(anonymous.pk, at=later) == 0


def test_staff_cannot_write_such_a_letter(anonymous, draft):
    with pytest.raises(DomainError, match="by themselves"):
        draft("again")


def test_the_audit_names_nobody_and_no_time(anonymous, written_to):
    written_to(K)
    ask(anonymous, *range(K))
    answering_requests.send_new_codes_everywhere(at=NOON)

    entry = AuditEntry.objects.get(act="joining.codes_reissued")
    assert entry.detail == ""
    assert localtime(entry.at).hour == 0  # the beginning of people's day


def test_staff_learn_neither_how_many_wait_nor_whether_anybody_does(
    anonymous, written_to, signed_in
):
    written_to(12)
    browser, seen = signed_in(Role.SPONSOR), []
    for asked in (0, 1, 9, 12):
        ask(anonymous, *range(asked))
        page = browser.get("/staff/northmoor/safer-wards/letters/").content.decode()
        seen.append(page.partition("<main")[2].partition("</main")[0])

    assert len(set(seen)) == 1
    assert "@example.org" not in seen[0]


def test_how_many_may_hold_two_codes_is_told_in_whole_groups(anonymous, programme):
    settings = queries.settings_of(programme)
    told = []
    for dealt in (0, 1, 9, 10, 11):
        settings.second_codes = dealt
        settings.save()
        told.append(queries.second_codes_at_most(programme))

    assert told == [0, 10, 10, 10, 20]


def test_what_became_of_their_letters_is_on_no_page(anonymous, written_to, signed_in):
    written_to(K)
    ask(anonymous, *range(K))
    answering_requests.send_new_codes_everywhere(at=NOON)
    card = campaigns.campaign_card(Campaign.objects.select_related("programme").get())

    assert card.is_secret
    assert card.report is None
    assert card.is_moving


def test_the_number_of_second_codes_is_told_in_the_account_of_the_method(
    anonymous, written_to, monkeypatch
):
    from folkmoot.outreach.presenting import reach_sentences

    written_to(K)
    (first,) = joining.draw_codes(anonymous, 1)
    joining.redeem(programme=anonymous, code=first, at=NOON)
    ask(anonymous, *range(K))
    answering_requests.send_new_codes_everywhere(at=NOON)

    assert "Up to 10 people may hold two codes" in " ".join(
        reach_sentences.reach_in_words(anonymous)
    )


class TestThePage:
    @pytest.mark.parametrize(
        "address", ["p0@example.org", "p1@example.org", "nobody@example.org", "x@[127.0.0.1]"]
    )
    def test_every_address_is_answered_alike(self, written_to, anonymous, client, address):
        written_to(2)
        ask(anonymous, 1)
        page = client.post(PAGE, {"address": address})

        assert page.status_code == 200
        assert SAME in page.content.decode()
        assert address not in page.content.decode()

    def test_asking_is_noted_without_a_day(self, written_to, client):
        written_to(2)
        client.post(PAGE, {"address": " P0@Example.ORG "})
        answering_requests.answer_all_requests(at=NOON)

        assert flags() == [0, 1]

    def test_looking_at_the_page_asks_for_no_code(self, written_to, client):
        written_to(1)
        assert client.get(PAGE + "?address=p0@example.org").status_code == 200
        answering_requests.answer_all_requests(at=NOON)
        assert flags() == [0]

    @pytest.mark.parametrize("typed", ["", "x", "a@b", "a@example.org\nBcc: b@example.org"])
    def test_what_is_no_address_is_refused_with_the_reason(self, anonymous, client, typed):
        assert client.post(PAGE, {"address": typed}).status_code == 422

    def test_a_flood_is_stopped_without_keeping_addresses(self, written_to, client):
        written_to(1)
        client.post(PAGE, {"address": "guess@example.org"})
        for _ in range(access.INVITATION_REQUESTS.most):
            access.INVITATION_REQUESTS.count(RequestFactory().get("/"))
        refused = client.post(PAGE, {"address": "p0@example.org"})
        answering_requests.answer_all_requests(at=NOON)

        assert refused.status_code == 422
        assert "Wait ten minutes" in refused.content.decode()
        for limiter in (access.INVITATION_REQUESTS, access.NEW_CODES):
            assert "127.0.0.1" not in repr(vars(limiter))
            assert "guess" not in repr(vars(limiter))
        assert flags() == [0]

    def test_a_foreign_form_is_refused(self, anonymous):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(PAGE, {"address": "p0@example.org"}).status_code == 403

    def test_the_code_page_and_the_page_about_anonymity_lead_there(self, anonymous, client):
        for page in ("code/", "anonymity/"):
            found = client.get(f"/p/northmoor/safer-wards/{page}").content.decode()
            assert PAGE in found

    def test_without_the_key_there_is_nothing_to_ask_for(self, anonymous, client):
        keys.destroy(anonymous.pk)
        assert client.get(PAGE).status_code == 302


def test_with_an_open_link_there_is_nothing_to_ask_for(mode, programme, client):
    mode("open")

    assert client.get(PAGE).status_code == 302
    assert client.post(PAGE, {"address": "p0@example.org"}).status_code == 302
    assert requests_wait(programme, NOON) == ()
    assert not InvitationRequest.objects.exists()
    assert acts.PURPOSE == "campaign"
