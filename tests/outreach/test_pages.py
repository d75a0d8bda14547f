"""Staff pages of outreach: who sees them, what they cost, what they do with hostile input."""

import pytest
from django.test import Client

from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Role
from folkmoot.outreach.models import Campaign
from folkmoot.programmes.models import Programme
from tests.conftest import NOON

pytestmark = pytest.mark.django_db
HOME = "/staff/northmoor/safer-wards/"
RUNNERS = {Role.ADMINISTRATOR, Role.FACILITATOR}


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_letters_are_for_those_who_write_and_those_who_answer(role, signed_in, programme):
    status = signed_in(role).get(f"{HOME}letters/").status_code

    assert status == (200 if role in RUNNERS | {Role.SPONSOR} else 404)


def test_strangers_are_asked_to_sign_in(programme, client):
    assert client.get(f"{HOME}letters/").status_code == 302


def test_another_tenants_letters_do_not_exist(signed_in, programme):
    other = Organisation.objects.create(name="Other", slug="other")
    theirs = Programme.objects.create(
        organisation=other, name="Theirs", slug="theirs", created_on=NOON.date()
    )
    letter = Campaign.objects.create(
        programme=theirs, kind="news", subject="S", text="T", created_on=NOON.date()
    )
    client = signed_in(Role.FACILITATOR)

    assert client.get("/staff/other/theirs/letters/").status_code == 404
    for part in ("", "progress/"):
        assert client.get(f"{HOME}letters/{letter.pk}/{part}").status_code == 404
    for part in ("", "schedule/", "stop/", "test/"):
        assert client.post(f"{HOME}letters/{letter.pk}/{part}").status_code == 404
    # As a second press on a letter of one's own that is gone: back to one's own letters.
    assert client.post(f"{HOME}letters/{letter.pk}/remove/").url == f"{HOME}letters/"
    assert Campaign.objects.filter(pk=letter.pk).exists()


def test_the_list_costs_the_same_however_long_it_is(
    signed_in, programme, draft, django_assert_max_num_queries, invite
):
    invite(5)
    for n in range(30):
        draft(subject=f"Letter {n}")
    client = signed_in(Role.FACILITATOR)

    with django_assert_max_num_queries(16):
        page = client.get(f"{HOME}letters/")
    assert "5 people are on the list" in page.content.decode()


def test_drafting_scheduling_and_watching_it_by_hand(signed_in, invite, sink):
    invite(2)
    client = signed_in(Role.FACILITATOR)
    words = {"kind": "invitation", "subject": "Come", "text": "Here: {link}"}
    where = client.post(f"{HOME}letters/new/", words)["Location"]
    page = client.get(where).content.decode()
    assert "It would go to at most 2 people now" in page
    assert "Here: http" in page

    refused = client.post(f"{where}schedule/", {"on": "2001-01-01"})
    assert refused.status_code == 422
    assert "That day is over" in refused.content.decode()
    from django.utils import timezone

    client.post(f"{where}schedule/", {"on": timezone.localdate().isoformat()})
    assert "It leaves on" in client.get(f"{where}progress/").content.decode()


def test_without_a_mail_server_the_page_says_so(signed_in, programme):
    page = signed_in(Role.SPONSOR).get(f"{HOME}letters/").content.decode()

    assert "no mail server yet" in page
    assert "Write an invitation" not in page


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"kind": "spam", "subject": "S", "text": "{link}"},
        {"kind": "news", "subject": "x" * 500, "text": "T"},
        {"kind": "news", "subject": "S", "text": "\x00" * 10},
        {"kind": "news", "subject": "S", "text": "T", "part": "99"},
    ],
)
def test_what_cannot_be_is_refused_on_the_page(signed_in, programme, form):
    answer = signed_in(Role.FACILITATOR).post(f"{HOME}letters/new/", form)

    assert answer.status_code in {302, 422}
    assert Campaign.objects.count() == (1 if answer.status_code == 302 else 0)


def test_bounces_need_an_address(signed_in, programme):
    answer = signed_in(Role.FACILITATOR).post(f"{HOME}letters/bounces/", {"text": "nothing"})

    assert answer.status_code == 422
    assert "no e-mail address" in answer.content.decode()


def test_sponsors_read_but_do_not_write(signed_in, programme, draft):
    letter = draft()
    client = signed_in(Role.SPONSOR)
    for part in ("stop/", "remove/", "test/"):
        assert client.post(f"{HOME}letters/{letter.pk}/{part}").status_code == 422
    assert client.post(f"{HOME}letters/bounces/", {"text": "a@b.org"}).status_code == 422
    assert Campaign.objects.get().state == "draft"


@pytest.mark.parametrize("way", ["open", "anonymous", "confidential"])
@pytest.mark.parametrize("kind", ["invitation", "reminder", "news"])
def test_each_kind_of_letter_begins_with_words_of_its_own(signed_in, mode, way, kind):
    mode(way)
    form = signed_in(Role.FACILITATOR).get(f"{HOME}letters/new/?kind={kind}").context["form"]
    words = form.initial

    assert words["kind"] == kind
    assert ("You are invited" in words["subject"]) == (kind == "invitation")
    assert ("code in our first letter" in words["text"]) == (
        (kind, way) == ("reminder", "anonymous")
    )
    assert ("nobody can tell" in words["text"]) == (kind == "reminder" and way != "confidential")
    assert "You give no name" not in words["text"] or way != "confidential"
    assert "{link}" in words["text"]


def test_another_kind_is_one_link_away_and_keeps_the_part(signed_in, programme):
    there = f"{HOME}letters/new/?attribute=Region&value=Wales"
    page = signed_in(Role.FACILITATOR).get(there).content.decode()

    assert "<h1>Write a reminder</h1>" in page
    assert "?attribute=Region&amp;value=Wales&amp;kind=news" in page


def test_an_unknown_kind_begins_an_invitation(signed_in, programme):
    page = signed_in(Role.FACILITATOR).get(f"{HOME}letters/new/?kind=again").content.decode()

    assert "<h1>Write an invitation</h1>" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_way_off_the_list_in_a_test_letter_says_that_it_was_a_test(db, method):
    answer = getattr(Client(enforce_csrf_checks=True), method)("/unsubscribe/test/")

    assert answer.status_code == 200
    assert "This was a test letter" in answer.content.decode()


@pytest.mark.parametrize(
    ("way", "kind", "said"),
    [
        ("anonymous", "invitation", "carries a joining code"),
        ("anonymous", "reminder", ""),
        ("confidential", "reminder", "is the person’s own"),
        ("confidential", "news", ""),
        ("open", "invitation", ""),
    ],
)
def test_a_preview_says_where_its_link_is_not_the_real_one(signed_in, mode, draft, way, kind, said):
    mode(way)
    letter = draft(kind)
    page = signed_in(Role.FACILITATOR).get(f"{HOME}letters/{letter.pk}/").content.decode()

    assert ("In the real letter" in page) == bool(said)
    assert said in page


def test_nobody_left_to_invite_is_said_in_words(signed_in, invite):
    invite(2, invited_on=NOON.date())
    page = signed_in(Role.FACILITATOR).get(f"{HOME}letters/").content.decode()

    assert "all of them have been invited" in page


def test_leaving_the_list_needs_no_sign_in(invite):
    from folkmoot.outreach.services import unsubscribing

    path = unsubscribing.path_for(invite(1)[0].member_id)
    page = Client().get(path).content.decode()
    assert "No more letters from Northmoor Trust?" in page
