"""Which language a page is in, and how its reader changes that."""

import pytest
from django.test import Client
from django.utils import translation

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.accounts.services import change_organisation
from folkmoot.mailbox.services import usual_messages
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import start_programme
from folkmoot.web import errors
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


def language_of(response):
    return response.headers["Content-Language"]


@pytest.fixture
def front(programme):
    return programme.front_path


@pytest.fixture
def in_welsh(programme):
    Programme.objects.filter(pk=programme.pk).update(language="cy")
    return programme.front_path


def choose(client, code, page="/"):
    return client.post("/language/", {"language": code, "next": page})


def test_a_page_of_a_programme_is_in_the_programmes_language(client, in_welsh):
    response = client.get(in_welsh, headers={"accept-language": "en"})

    assert language_of(response) == "cy"
    assert b'<html lang="cy"' in response.content


def test_what_a_reader_chose_goes_before_the_programmes_language(client, in_welsh):
    choose(client, "en-gb")

    assert language_of(client.get(in_welsh)) == "en-gb"


def test_a_choice_leads_back_to_the_page_it_was_made_on(client, front):
    response = choose(client, "cy", front + "?via=lift")

    assert (response.status_code, response["Location"]) == (302, front + "?via=lift")
    assert language_of(client.get(front)) == "cy"


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org/", "javascript:x", ""]
)
def test_a_choice_leads_nowhere_outside(client, elsewhere):
    assert choose(client, "cy", elsewhere)["Location"] == "/"


def test_a_language_that_nobody_offers_changes_nothing(client):
    choose(client, "tlh")
    client.cookies["language"] = "tlh"

    assert language_of(client.get("/")) == "en-gb"


def test_a_choice_needs_a_form_of_ours():
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "cy"})

    assert response.status_code == 403
    assert "language" not in response.cookies


def test_the_cookie_says_the_language_and_nothing_else(client):
    cookie = choose(client, "cy").cookies["language"]

    assert cookie.value == "cy"
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/", True, "Lax")


def test_pages_of_no_programme_are_as_the_browser_asks(client):
    assert language_of(client.get("/", headers={"accept-language": "fr, cy;q=0.8"})) == "cy"
    assert language_of(client.get("/", headers={"accept-language": "fr"})) == "en-gb"


def test_pages_for_staff_change_by_choice_alone(client):
    asked = client.get("/accounts/login/", headers={"accept-language": "cy"})
    choose(client, "cy")

    assert language_of(asked) == "en-gb"
    assert language_of(client.get("/accounts/login/")) == "cy"


def test_caches_are_told_what_a_page_depends_on(client, front):
    for page in ("/", front):
        told = {part.strip() for part in client.get(page)["Vary"].split(",")}
        assert {"Cookie", "Accept-Language"} <= told


def test_every_page_offers_the_other_languages_by_their_own_names(client, front):
    for page in ("/", front, "/accounts/login/", "/nowhere/"):
        said = client.get(page).content.decode()
        assert '<form class="languages" method="post" action="/language/"' in said
        assert 'value="cy" lang="cy">Cymraeg</button>' in said


def test_one_language_alone_offers_no_choice(client, settings):
    settings.LANGUAGES = [("en-gb", "English")]

    assert "languages" not in client.get("/").content.decode()


def test_no_language_is_left_behind_for_the_next_request(client, in_welsh, settings):
    client.get(in_welsh)

    assert translation.get_language() == settings.LANGUAGE_CODE
    assert language_of(client.get("/")) == "en-gb"


def test_what_is_made_for_everybody_is_in_the_programmes_language(programme, settings):
    programme.language = "cy"
    with programme.in_its_language():
        assert translation.get_language() == "cy"

    programme.language = "one we do not speak any more"
    with programme.in_its_language():
        assert translation.get_language() == settings.LANGUAGE_CODE


def test_what_is_shown_once_offers_no_choice_that_would_lead_away_from_it(front):
    answer = Client().post(front + "join/", follow=False)
    shown = answer.content.decode()

    assert answer.status_code == 200
    assert "return key" in shown
    assert 'class="languages"' not in shown


def test_a_refused_form_offers_no_choice_that_would_lose_what_was_typed(signed_in, programme):
    page, shown = "/staff/northmoor/organisation/", signed_in(Role.ADMINISTRATOR)
    refused = shown.post(page, {"name": "", "smallest_group": "10"})

    assert refused.status_code == 422
    assert b'class="languages"' not in refused.content
    assert b'class="languages"' in shown.get(page).content


@pytest.mark.parametrize(
    "failed",
    [errors.crashed, errors.too_busy, lambda request: errors.unreadable(request, ValueError())],
    ids=["our failure", "too busy", "unreadable"],
)
def test_an_error_page_without_a_token_for_forms_offers_no_choice_that_would_fail(rf, failed):
    shown = failed(rf.get("/")).content.decode()

    assert "page-footer" in shown
    assert 'class="languages"' not in shown


def test_the_audit_is_kept_in_the_installations_language_whoever_acts(actor, programme):
    with translation.override("cy"):
        by = actor(Role.ADMINISTRATOR)
        change_organisation(actor=by, name=by.organisation.name, smallest_group=15, at=NOON)
        entry = AuditEntry.objects.get()

    assert (entry.actor_name, entry.detail) == ("the command line", "smallest group: 10 to 15")


def test_the_first_activity_of_a_programme_is_named_in_its_language(actor):
    made = start_programme(
        actor=actor(Role.FACILITATOR), name="Wardiau", slug="wardiau", at=NOON, language="cy"
    )

    assert made.activities.get().title == "Gweithdy ar-lein"


def test_usual_messages_to_authors_are_in_their_programmes_language(programme, in_welsh):
    programme.refresh_from_db()
    (thanks, *_) = usual_messages(programme, "Awr dawel")

    assert thanks.text.startswith("Diolch am “Awr dawel”")
    assert str(thanks.name) == "Thank you"
