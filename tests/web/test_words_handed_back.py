"""Whatever a form is refused for, what was typed comes back, and nothing is done with it."""

import re

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.utils.crypto import get_random_string

from folkmoot.accounts.policy import Role
from folkmoot.workshops.models import Idea
from tests.conftest import NOON, PASSWORD, speak_as
from tests.web.addresses import all_addresses

pytestmark = pytest.mark.django_db

WORDS = "We wait <four> hours & nobody says why"
SHOWN = "We wait &lt;four&gt; hours &amp; nobody says why"
FORM = {"text": WORDS, "based_on": "3", "password": "hush now", "code": "abc def"}
HERE = {"HTTP_ORIGIN": "http://testserver"}


@pytest.fixture
def addresses(programme, idea, workshop):
    known = {"org": "northmoor", "slug": "safer-wards", "idea_id": idea.pk}
    found = [path for path, _ in all_addresses(**known, activity_id=workshop.pk)]
    return [path for path in found if _takes_forms(path)]


def _takes_forms(path):
    try:
        resolve(path)
    except Resolver404:
        return False
    return "POST" in Client().options(path).headers.get("Allow", "")


def without_secrets(page):
    assert "hush now" not in page
    assert "abc def" not in page
    return page


def test_every_form_whose_token_has_gone_comes_back_with_its_words(addresses):
    """Nothing is done: the token is looked at before anything else."""
    assert len(addresses) > 60
    for path in addresses:
        answer = Client(enforce_csrf_checks=True).post(path, FORM, **HERE)
        if path.startswith("/unsubscribe/"):
            continue  # mail programs press that for people, without a token (RFC 8058)
        assert answer.status_code == 403, path
        assert SHOWN in without_secrets(answer.content.decode()), path


def again(answer):
    """The form on a page, as a browser would send it."""
    page = answer.content.decode()
    form = re.search(r'<form method="post" action="([^"]+)".*?</form>', page, re.S)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form[0]))
    areas = re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>\n(.*?)</textarea>', form[0], re.S)
    plain = {
        name: value.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        for name, value in areas
    }
    return form[1], hidden | plain


@pytest.fixture
def speaking(join):
    client = Client(enforce_csrf_checks=True)
    speak_as(client, join())
    return client


@pytest.fixture
def new_idea(question):
    return reverse("workshops:add-idea", args=["northmoor", "safer-wards", question.pk])


def test_one_press_sends_what_came_back(speaking, new_idea, question):
    refused = speaking.post(new_idea, {"text": WORDS, "token": "abcdefgh12345678abcdefgh"}, **HERE)
    assert Idea.objects.count() == 0
    where, fields = again(refused)
    assert where == new_idea

    speaking.post(where, fields, **HERE)

    assert [idea.text for idea in Idea.objects.all()] == [WORDS]


@pytest.mark.parametrize(
    "browser",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example.org"},
        {"HTTP_ORIGIN": "null"},
        {"HTTP_REFERER": "https://elsewhere.example.org/testserver"},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_SEC_FETCH_SITE": "cross-site"},
        {},
    ],
    ids=["another site", "hidden", "another page", "says so", "says nothing"],
)
def test_another_site_gets_no_button_that_acts(speaking, new_idea, browser):
    answer = speaking.post(new_idea, {"text": WORDS}, **browser)
    page = answer.content.decode()

    assert answer.status_code == 403
    assert SHOWN in page
    assert "<form" not in page
    assert "from another site" in page


def test_a_press_without_words_leads_back_to_its_page(speaking, new_idea):
    came = {"HTTP_REFERER": "http://testserver/p/northmoor/safer-wards/"}
    page = speaking.post(new_idea, {"stance": "1"}, **came).content.decode()

    assert "<form" not in page
    assert 'href="/p/northmoor/safer-wards/"' in page


def test_for_htmx_it_takes_the_place_of_the_page(speaking, new_idea):
    answer = speaking.post(new_idea, {"text": WORDS}, headers={"HX-Request": "true"}, **HERE)

    assert (answer.status_code, answer["HX-Retarget"]) == (422, "#main")
    assert SHOWN in answer.content.decode()


# Ended sessions


def sign_in(client, user, there):
    return client.post(there, {"login": user.email, "password": PASSWORD})


def test_every_staff_form_is_carried_past_the_sign_in(addresses):
    forms = [path for path in addresses if path.startswith("/staff/")]
    assert len(forms) > 40
    for path in forms:
        client = Client()
        answer = client.post(path, FORM)
        assert (path, answer.status_code) == (path, 302)
        assert answer.url == "/accounts/login/?next=%2Faccounts%2Fkept%2F", path
        held = "".join(cookie.value for cookie in client.cookies.values())
        assert "wait" not in held
        assert "staff" not in client.cookies


def test_after_signing_in_the_form_is_there_to_send(staff, programme):
    user = staff(*Role)
    client = Client()
    path = "/staff/northmoor/organisation/"
    sign_in(client, user, "/accounts/login/")
    edition = client.get(path).context["form"]["edition"].value()
    client.cookies.pop("staff")  # the session ends while the form is open
    typed = {"name": "Northmoor & South", "smallest_group": "10", "edition": edition}
    there = client.post(path, typed).url

    page = sign_in(client, user, there)
    assert page.url == "/accounts/kept/"
    where, fields = again(client.get(page.url))
    assert (where, fields["smallest_group"]) == (path, "10")

    client.post(where, fields)
    user.appointments.first().organisation.refresh_from_db()
    assert user.appointments.first().organisation.name == "Northmoor & South"


def test_it_can_be_thrown_away(signed_in):
    client = Client()
    client.post("/staff/northmoor/organisation/", {"name": WORDS})
    client.cookies.update(signed_in(Role.ANALYST).cookies)
    assert SHOWN in client.get("/accounts/kept/").content.decode()

    client.post("/accounts/kept/")

    assert "Nothing is kept" in client.get("/accounts/kept/").content.decode()


def test_what_nobody_sealed_is_not_shown(signed_in):
    client = signed_in(Role.ANALYST)
    client.cookies["kept-words-0"] = "forged"

    assert "Nothing is kept" in client.get("/accounts/kept/").content.decode()


def test_a_text_too_long_to_carry_waits_on_its_page(programme):
    long = " ".join(get_random_string(9) for _ in range(2000))
    answer = Client().post("/staff/northmoor/organisation/", {"name": long})

    assert answer.status_code == 403
    assert long in answer.content.decode()
    assert "new tab" in answer.content.decode()


def test_a_press_leads_back_to_its_page_after_signing_in(programme):
    came = {"HTTP_REFERER": "http://testserver/staff/northmoor/people/"}
    answer = Client().post("/staff/northmoor/people/1/remove/", {}, **came)

    assert answer.url == "/accounts/login/?next=%2Fstaff%2Fnorthmoor%2Fpeople%2F"


def test_a_part_of_a_page_takes_the_whole_page_to_the_sign_in(programme):
    answer = Client().get("/staff/northmoor/people/", headers={"HX-Request": "true"})

    assert answer["HX-Redirect"].startswith("/accounts/login/?next=")


# Other refusals


def test_a_voice_that_has_gone_gets_its_words(client, new_idea):
    answer = client.post(new_idea, {"text": WORDS})

    assert answer.status_code == 403
    assert SHOWN in answer.content.decode()


def test_a_form_to_what_is_gone_gets_its_words(speaking, client):
    answer = client.post("/p/northmoor/nothing/here/", {"text": WORDS, "password": "hush now"})

    assert answer.status_code == 404
    assert SHOWN in without_secrets(answer.content.decode())


@pytest.mark.parametrize("trouble", [OperationalError("database is locked"), ZeroDivisionError()])
def test_a_failure_of_ours_gives_the_words_back(new_idea, join, monkeypatch, trouble):
    def fails(**_):
        raise trouble

    monkeypatch.setattr("folkmoot.workshops.services.add_idea", fails)
    client = Client(raise_request_exception=False)
    speak_as(client, join())
    answer = client.post(new_idea, {"text": WORDS})

    assert answer.status_code in {500, 503}
    assert SHOWN in answer.content.decode()


def test_a_closed_programme_gives_the_words_back(new_idea, join, programme):
    client = Client()
    speak_as(client, join())
    programme.closes_at = NOON.replace(year=2021)
    programme.save()
    answer = client.post(new_idea, {"text": WORDS})

    assert answer.status_code in {403, 422}
    assert SHOWN in answer.content.decode()
    assert Idea.objects.count() == 0
