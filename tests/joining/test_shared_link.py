"""A link to an idea welcomes whoever comes by it, and leads there once they have joined."""

import time

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from folkmoot.joining import services
from folkmoot.joining.access import sealed_cookies
from folkmoot.joining.access.shared_pages import KEPT, NAME
from folkmoot.joining.models import JoiningSettings
from tests.opening import asks

FRONT = "/p/northmoor/safer-wards/"


def sealed(path, name, programme):
    given = HttpResponse()
    sealed_cookies.put_cookie(given, programme, name, path)
    return given.cookies[name].value


def kept_in(client):
    request = RequestFactory().get("/")
    request.COOKIES = {NAME: client.cookies[NAME].value}
    return sealed_cookies.read_cookie(request, NAME)


@pytest.fixture
def link(idea):
    return f"{FRONT}ideas/{idea.ref}/"


def test_a_newcomer_is_welcomed_and_brought_to_the_idea(link):
    client = Client()
    page = client.get(link, follow=True).content.decode()
    key = client.post(f"{FRONT}join/").content.decode()
    first = client.post(f"{FRONT}begin/")

    assert "Welcome. The link you were given" in page
    assert "do not recognise" not in page
    assert "Go to what was shared with you" in key
    assert first["Location"] == link
    assert "A quiet hour" in client.get(link).content.decode()
    assert client.cookies[NAME].value == ""  # it has led there; the next time begins as ever


def test_a_newcomer_is_brought_to_the_idea_through_the_questions_on_joining(link, programme):
    question = asks(programme, "Your work?", ["Ward", "Desk"])
    client = Client()
    client.get(link)
    asked = client.post(f"{FRONT}join/")
    client.post(f"{FRONT}join/", {"answered": "yes", f"q-{question.pk}": "Ward"})

    assert "A few questions" in asked.content.decode()
    assert client.post(f"{FRONT}begin/")["Location"] == link


def test_a_return_key_leads_there_too(link, programme):
    from tests.conftest import NOON

    key = services.join(programme=programme, at=NOON).return_key
    client = Client()
    client.get(link)
    back = client.post(f"{FRONT}return/", {"return_key": services.show_key(key)})

    assert back["Location"] == link


def test_where_people_are_invited_the_link_waits_for_their_letter(link, programme):
    JoiningSettings.objects.update_or_create(programme=programme, defaults={"mode": "anonymous"})
    client = Client()
    page = client.get(link, follow=True).content.decode()

    assert "Welcome. The link you were given" in page
    assert kept_in(client) == link
    assert link not in client.cookies[NAME].value


def test_the_cookie_goes_with_the_browser_and_leads_nowhere_after_an_hour(link, monkeypatch):
    """On a ward's computer nobody ever closes the browser."""
    client = Client()
    an_hour_ago = time.time() - KEPT - 1
    with monkeypatch.context() as then:
        then.setattr(sealed_cookies.time, "time", lambda: an_hour_ago)
        client.get(link)
    waits = client.cookies[NAME]
    assert (waits["max-age"], waits["expires"]) == ("", "")
    client.post(f"{FRONT}join/")

    assert client.post(f"{FRONT}begin/")["Location"].startswith(f"{FRONT}workshops/")


def test_whoever_reaches_the_page_leaves_no_trace_of_the_link(link):
    client = Client()
    client.get(link)
    client.post(f"{FRONT}join/")
    client.get(link)

    assert client.cookies[NAME].value == ""


def test_who_says_that_it_is_them_is_led_there(link, programme, voice, join):
    client = voice(join())
    client.cookies[f"whose-{programme.pk.hex[:16]}"] = "asked"
    client.get(link)
    answer = client.post(f"{FRONT}whose/", {"answer": "stay"})

    assert answer["Location"] == link
    assert client.cookies[NAME].value == ""


@pytest.mark.parametrize("trick", ["bare", "of another browser's programme", "as another cookie"])
def test_nobody_can_leave_a_link_in_a_browser(link, programme, voice, join, trick):
    """Who sat here before could else choose what the next person sees first."""
    client = voice(join())
    planted = {
        "bare": link,
        "of another browser's programme": sealed("/p/northmoor/other/ideas/x/", NAME, programme),
        "as another cookie": sealed(link, "voice", programme),
    }
    client.cookies[NAME] = planted[trick]

    assert client.post(f"{FRONT}begin/")["Location"].startswith(f"{FRONT}workshops/")


def test_after_the_close_nobody_is_asked_to_join(link, programme):
    programme.closes_at = programme.opens_at.replace(year=2021)
    programme.save()
    page = Client().get(link, follow=True).content.decode()

    assert "your return key opens it" in page
    assert "Join first" not in page


@pytest.mark.parametrize(
    "kept", ["https://example.org/", "//example.org/", "/p/northmoor/other/ideas/x/", "", "/staff/"]
)
def test_a_cookie_leads_nowhere_else(programme, question, join, voice, kept):
    client = voice(join())
    client.cookies[NAME] = sealed(kept, NAME, programme)

    assert client.post(f"{FRONT}begin/")["Location"].startswith(f"{FRONT}workshops/")


def test_pages_of_ones_own_voice_are_nobodys_to_share(programme):
    client = Client()
    page = client.get(f"{FRONT}voice/", follow=True).content.decode()

    assert "We do not recognise this browser" in page
    assert NAME not in client.cookies
