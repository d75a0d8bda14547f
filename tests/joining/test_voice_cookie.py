"""The cookie that carries a voice goes with the return key it was given with."""

import base64
import secrets
import time

import pytest
from django.core.signing import get_cookie_signer
from django.http import HttpResponse
from django.test import Client

from folkmoot.core.ids import to_ref
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


def unpacked(value):
    """Everything that somebody who finds the cookie can make of it."""
    raw = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    return f"{value} {raw!r} {raw.hex()}"


def test_the_cookie_tells_neither_the_voice_nor_the_key(joined, programme):
    told = unpacked(joined.cookies[access.cookie_name(programme)].value)
    participant = Participant.objects.get()
    key = bytes(participant.key_hash).hex()

    for number in (str(participant.pk), f"{participant.pk:016x}", to_ref(participant.pk)):
        assert number not in told
    assert not any(key[place : place + 8] in told for place in range(0, 57, 8))


def test_the_cookie_tells_no_time(joined, programme, monkeypatch):
    """Of one voice at two moments: as long, and alike in nothing that lot did not draw."""
    participant, given = Participant.objects.get(), []
    for moment in (1_900_000_000, 2_000_000_000):
        monkeypatch.setattr(time, "time", lambda moment=moment: moment)
        monkeypatch.setattr(secrets, "token_bytes", bytes)
        answer = HttpResponse()
        access.remember_voice(answer, participant)
        given.append(answer.cookies[access.cookie_name(programme)].value)

    assert given[0] == given[1]


def test_no_letter_of_the_cookie_can_be_changed(joined, programme):
    name = access.cookie_name(programme)
    value = joined.cookies[name].value
    for place in range(0, len(value), 7):
        other = "A" if value[place] != "A" else "B"
        joined.cookies[name] = value[:place] + other + value[place + 1 :]

        assert not is_in(joined)


@pytest.mark.parametrize("value", ["A", "AAAA", "é", "x" * 3000, ":", "1:2:3", "=", " "])
def test_what_is_no_cookie_of_ours_is_no_voice(joined, programme, value):
    joined.cookies[access.cookie_name(programme)] = value

    assert not is_in(joined)


def test_a_cookie_that_an_earlier_version_signed_still_speaks(joined, programme):
    name, participant = access.cookie_name(programme), Participant.objects.get()
    browser = Client()
    browser.cookies[name] = get_cookie_signer(salt=name + name).sign(str(participant.pk))

    assert is_in(browser)
    services.renew_key(participant=participant)
    assert not is_in(browser)
