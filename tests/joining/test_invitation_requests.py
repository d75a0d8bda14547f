"""Asking for an invitation: whoever asks, the same work and the same answer."""

import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from folkmoot.accounts.models import Organisation
from folkmoot.joining import access, keys, presenting, queries, services
from folkmoot.joining.models import InvitationRequest, Mode
from folkmoot.joining.queries import invitation_requests
from folkmoot.joining.services import invitation_requests as acts
from folkmoot.members.models import EmailDomain, Invitee, Member
from folkmoot.members.services import opt_out
from folkmoot.programmes.models import Programme

pytestmark = pytest.mark.django_db
PAGE = "/p/northmoor/not-yet/invitation/"
NETWORK = RequestFactory().get("/")
INVITED = [Mode.CONFIDENTIAL, Mode.ANONYMOUS]
ADDRESSES = {
    "written to": "ana@ward.example.org",
    "on the list": "bob@ward.example.org",
    "asked to be left alone": "eve@ward.example.org",
    "at an allowed domain": "new@ward.example.org",
    "a stranger": "x@elsewhere.example.org",
    "no mailbox": "x@[127.0.0.1]",
}


@pytest.fixture(autouse=True)
def fresh_limit():
    access.NEW_CODES.forget()
    access.INVITATION_REQUESTS.forget()


@pytest.fixture(params=INVITED, ids=str)
def programme(request, launched, organisation, now):
    programme = launched(request.param)
    EmailDomain.objects.create(programme=programme, domain="ward.example.org")
    for name, day in (("ana", now.date()), ("bob", None), ("eve", now.date())):
        member = Member.objects.create(
            organisation=organisation, address=f"{name}@ward.example.org"
        )
        Invitee.objects.create(programme=programme, member=member, invited_on=day)
    opt_out(organisation=organisation, address="eve@ward.example.org", at=now)
    return programme


def words(response):
    """The page without what is different each time for everybody."""
    return re.sub(r"[A-Za-z0-9]{64}", "token", response.content.decode())


def test_every_address_gets_the_same_answer_for_the_same_work(programme, client):
    answers, work = set(), set()
    for address in ADDRESSES.values():
        with CaptureQueriesContext(
            connection,
        ) as ran:
            response = client.post(PAGE, {"address": address})
        answers.add((response.status_code, words(response)))
        work.add(tuple(one["sql"].split(" ")[0] for one in ran.captured_queries))

    assert len(answers) == 1
    assert len(work) == 1
    assert InvitationRequest.objects.count() == len(ADDRESSES)


def test_asking_again_is_answered_alike_and_noted_once(programme, client):
    first, second = (client.post(PAGE, {"address": "new@ward.example.org"}) for _ in range(2))

    assert words(first) == words(second)
    assert InvitationRequest.objects.count() == 1


def test_one_mailbox_asks_once_whatever_follows_a_plus(programme, now):
    for address in ("New@ward.example.org", "new+1@ward.example.org", "new+2@WARD.example.org"):
        services.ask_for_invitation(programme=programme, address=address, at=now)

    assert [one.address for one in invitation_requests.opened_requests(programme)] == [
        "new@ward.example.org"
    ]


def test_nothing_that_is_stored_says_who_asked_or_when(programme, now):
    services.ask_for_invitation(programme=programme, address="a@ward.example.org", at=now)
    services.ask_for_invitation(programme=programme, address="b" * 60 + "@x.org", at=now)

    short, long = InvitationRequest.objects.all()
    assert len(short.sealed) == len(long.sealed)
    assert b"ward" not in bytes(short.sealed) + bytes(long.sealed)
    assert {field.name for field in InvitationRequest._meta.concrete_fields} == {
        "id",
        "programme",
        "sealed",
    }
    assert not Invitee.objects.exclude(new_code=Invitee.NewCode.NEVER).exists()
    assert Member.objects.count() == 3


def test_what_was_asked_opens_with_the_programmes_key_alone(programme, now):
    services.ask_for_invitation(programme=programme, address="a@x.example.org", at=now)
    assert [one.address for one in invitation_requests.opened_requests(programme)] == [
        "a@x.example.org"
    ]
    assert "a@x" not in repr(invitation_requests.opened_requests(programme))
    keys.destroy(programme.pk)
    keys.create(programme.pk)

    assert [one.address for one in invitation_requests.opened_requests(programme)] == [""]


def test_what_still_waits_goes_with_the_key(programme, now):
    services.ask_for_invitation(programme=programme, address="a@x.example.org", at=now)
    services.destroy_key(programme, now)

    assert not InvitationRequest.objects.exists()


def test_looking_at_the_page_notes_no_address(programme, client):
    assert client.get(f"{PAGE}?address=ana@ward.example.org").status_code == 200
    assert not InvitationRequest.objects.exists()


@pytest.mark.parametrize("typed", ["", "x", "a@b", "a@example.org\nBcc: b@example.org", "a" * 999])
def test_what_cannot_be_an_address_is_refused_with_the_reason(programme, client, typed):
    response = client.post(PAGE, {"address": typed})

    assert response.status_code == 422
    assert not InvitationRequest.objects.exists()


def test_a_flood_from_one_network_waits_ten_minutes(programme, client):
    most = 61  # of three thousand
    for _ in range(access.INVITATION_REQUESTS.most - most):
        access.INVITATION_REQUESTS.count(NETWORK)
    for n in range(most):
        assert client.post(PAGE, {"address": f"guess{n}@ward.example.org"}).status_code == 200
    refused = client.post(PAGE, {"address": "ana@ward.example.org"})

    assert refused.status_code == 422
    assert InvitationRequest.objects.count() == most


def test_one_persons_sixty_addresses_lock_no_colleague_out(programme, client):
    for n in range(60):
        client.post(PAGE, {"address": f"guess{n}@ward.example.org"})

    assert client.post(PAGE, {"address": "ana@ward.example.org"}).status_code == 200


def test_repeating_one_address_soon_waits_however_it_is_spelled(programme, client):
    spelled = ["ana@ward.example.org", " ANA@ward.example.org"]
    answers = [
        client.post(PAGE, {"address": spelled[n % 2]}).status_code
        for n in range(access.NEW_CODES.most + 1)
    ]

    assert answers == [200] * access.NEW_CODES.most + [422]


def test_where_too_many_wait_everybody_is_told_alike(programme, client, monkeypatch):
    monkeypatch.setattr(acts, "MOST_WAITING", 1)
    client.post(PAGE, {"address": "somebody@elsewhere.example.org"})
    answers = {
        (one.status_code, "Try again tomorrow" in one.content.decode())
        for one in (client.post(PAGE, {"address": a}) for a in ADDRESSES.values())
    }

    assert answers == {(422, True)}


def test_a_foreign_form_is_refused(programme):
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(PAGE, {"address": "ana@ward.example.org"}).status_code == 403


def test_the_old_address_of_the_page_leads_here(programme, client):
    found = client.get("/p/northmoor/not-yet/new-code/")

    assert (found.status_code, found.url) == (301, PAGE)


@pytest.mark.parametrize("page", ["", "code/", "anonymity/"])
def test_the_pages_where_people_look_for_a_way_in_lead_here(programme, client, page):
    assert PAGE in client.get(f"/p/northmoor/not-yet/{page}").content.decode()


def test_the_page_says_which_domains_may_ask(programme, client):
    assert "@ward.example.org" in client.get(PAGE).content.decode()


def test_without_its_key_and_after_the_close_there_is_nothing_to_ask(programme, client, now):
    Programme.objects.filter(pk=programme.pk).update(closes_at=now)
    assert client.get(PAGE).status_code == 302
    Programme.objects.filter(pk=programme.pk).update(closes_at=now.replace(year=now.year + 1))
    assert client.get(PAGE).status_code == 200
    keys.destroy(programme.pk)
    assert client.post(PAGE, {"address": "ana@ward.example.org"}).status_code == 302
    with pytest.raises(services.NotOpen):
        services.ask_for_invitation(programme=programme, address="a@x.org", at=now)


def test_an_open_programme_has_no_such_page(launched, client):
    programme = launched(Mode.OPEN)

    assert client.get(PAGE).status_code == 302
    assert PAGE not in client.get("/p/northmoor/not-yet/").content.decode()
    assert not queries.can_ask_for_invitation(programme, programme.opens_at)


def test_a_programme_that_is_only_drafted_has_none_for_strangers(set_up, client):
    set_up(Mode.ANONYMOUS)

    assert client.get(PAGE).status_code == 404


def test_what_one_organisation_was_asked_is_not_seen_by_another(programme, now):
    other = Organisation.objects.create(name="Other", slug="other")
    theirs = Programme.objects.create(
        organisation=other, name="Theirs", slug="theirs", created_on=now.date()
    )
    services.ask_for_invitation(programme=programme, address="a@x.example.org", at=now)
    keys.create(theirs.pk)

    assert invitation_requests.opened_requests(theirs) == []


def test_whoever_reads_the_promise_is_told_what_is_kept(programme):
    assert any(
        "encrypted, without a day" in line for line in presenting.promise_of(programme).known
    )
