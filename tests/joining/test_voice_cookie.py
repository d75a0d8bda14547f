"""The cookie that carries a voice goes with the return key it was given with."""

import pytest
from django.http import HttpResponse
from django.test import Client

from folkmoot.joining import access, services
from folkmoot.joining.models import Mode
from folkmoot.participants.models import Participant
from folkmoot.participants.services import add_voices

FRONT = "/p/northmoor/not-yet/"


@pytest.fixture
def programme(launched):
    return launched(Mode.OPEN)


@pytest.fixture
def joined(client, programme):
    client.post(FRONT + "join/")
    return client


def is_in(browser):
    return browser.get(FRONT + "voice/").status_code == 200


def another_browser(key):
    browser = Client()
    browser.post(FRONT + "return/", {"return_key": key})
    return browser


def test_renewing_the_key_ends_other_browsers_and_keeps_this_one(client, programme):
    first = client.post(FRONT + "join/").context["return_key"]
    other = another_browser(first)
    assert is_in(client)
    assert is_in(other)
    renewed = client.post(FRONT + "voice/key/").context["return_key"]

    assert is_in(client)
    assert not is_in(other)
    assert not is_in(another_browser(first))
    assert is_in(another_browser(renewed))


def test_the_page_says_what_renewing_does(joined):
    assert "Every other browser and device" in joined.get(FRONT + "voice/").content.decode()


def test_cookies_given_before_they_named_the_key_hold_until_it_is_renewed(joined, voice, programme):
    old = voice(Participant.objects.get())  # signs the number of the voice alone
    assert is_in(old)
    joined.post(FRONT + "voice/key/")

    assert not is_in(old)
    assert is_in(joined)


def test_a_voice_without_a_key_speaks_as_before(programme, voice, now):
    (imported,) = add_voices(programme=programme, joined_on=[now.date()])
    participant = Participant.objects.get(pk=imported)
    assert is_in(voice(participant))
    browser = Client()
    given = HttpResponse()
    access.remember_voice(given, participant)
    browser.cookies = given.cookies

    assert is_in(browser)
    services.renew_key(participant=participant)
    assert not is_in(browser)


def test_the_cookie_tells_nothing_of_the_key(joined, programme):
    value = joined.cookies[access.cookie_name(programme)].value
    participant = Participant.objects.get()
    key = bytes(participant.key_hash).hex()

    assert value.startswith(f"{participant.pk}:")
    assert not any(key[place : place + 8] in value for place in range(0, 57, 8))


def test_a_changed_trace_of_a_key_is_no_voice(joined, programme):
    name = access.cookie_name(programme)
    pk, trace, *rest = joined.cookies[name].value.split(":")
    joined.cookies[name] = ":".join([pk, trace[::-1], *rest])

    assert not is_in(joined)
