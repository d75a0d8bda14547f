"""The answer to "Join" is lost on the way, or the button is pressed twice: one voice, one key."""

import pytest
from django.test import Client

from folkmoot.core.errors import DomainError
from folkmoot.joining import queries, services
from folkmoot.joining.models import JoiningCode, Mode, SealedLink, UsedLink
from folkmoot.participants.models import Participant
from tests.batches import publish

FRONT = "/p/northmoor/not-yet/"
WAS_IT_YOU = "the page with the return key did not arrive"


def html(response):
    return response.content.decode()


@pytest.fixture
def way_in(launched, invite):
    """``way_in(mode)``: the page with the button, and what its form sends."""

    def make(mode, number=1):
        programme = launched(mode)
        if mode == Mode.OPEN:
            found = [(FRONT, {})] * number
        elif mode == Mode.ANONYMOUS:
            codes = services.draw_codes(programme, number)
            found = [(FRONT + "code/", {"code": code}) for code in codes]
        else:
            links = services.personal_links(programme, invite(programme, number)).values()
            found = [(link.partition("8000")[2], {"code": link}) for link in links]
        return found if number > 1 else found[0]

    return make


@pytest.fixture(params=list(Mode), ids=str)
def way(request, way_in):
    return way_in(request.param)


def press_and_lose(browser, form):
    """The server has done it all; none of its answer, cookies included, arrives."""
    kept = dict(browser.cookies)
    lost = browser.post(FRONT + "join/", form)
    browser.cookies.clear()
    for name, morsel in kept.items():
        browser.cookies[name] = morsel.value
    return lost


def is_in(browser):
    return browser.get(FRONT + "voice/").status_code == 200


def test_the_same_form_gets_its_voice_and_the_same_key(way, client):
    page, form = way
    client.get(page)
    lost = press_and_lose(client, form)
    assert not is_in(client)
    again = client.post(FRONT + "join/", form)

    assert again.context["return_key"] == lost.context["return_key"]
    assert Participant.objects.count() == 1
    assert is_in(client)


def test_an_answer_that_is_lost_many_times_is_still_found(way, client):
    page, form = way
    client.get(page)
    keys = {press_and_lose(client, form).context["return_key"] for _ in range(4)}

    assert len(keys) == 1
    assert Participant.objects.count() == 1


def test_two_presses_are_one_voice(way, client):
    page, form = way
    client.get(page)
    first = client.post(FRONT + "join/", form)
    second = client.post(FRONT + "join/", form)

    assert first.context["return_key"] == second.context["return_key"]
    assert Participant.objects.count() == 1


def test_whoever_opens_the_page_anew_is_asked_and_gets_their_key(way, client):
    page, form = way
    client.get(page)
    lost = press_and_lose(client, form)
    assert WAS_IT_YOU in html(client.get(page))
    again = client.post(FRONT + "join/", {**form, "again": "yes"})

    assert again.context["return_key"] == lost.context["return_key"]
    assert is_in(client)


def test_another_browser_gets_nothing(way, client):
    page, form = way
    client.get(page)
    lost = press_and_lose(client, form)
    other = Client()
    other.get(page)
    r = other.post(FRONT + "join/", form)

    assert not r.context or r.context.get("return_key") != lost.context["return_key"]


def test_the_first_page_that_is_read_ends_it(way, client):
    """Whoever comes next cannot ask for that voice by going back and sending the form again."""
    page, form = way
    client.get(page)
    key = client.post(FRONT + "join/", form).context["return_key"]
    client.post(FRONT + "begin/")
    client.post(FRONT + "voice/leave/")
    again = client.post(FRONT + "join/", form)

    assert not again.context or again.context.get("return_key") != key
    assert not is_in(client) or Participant.objects.count() == 2


def test_leaving_from_the_page_with_the_key_ends_it_too(way, client):
    page, form = way
    client.get(page)
    key = client.post(FRONT + "join/", form).context["return_key"]
    client.post(FRONT + "voice/leave/")
    again = client.post(FRONT + "join/", form)

    assert not again.context or again.context.get("return_key") != key


def test_a_renewed_key_ends_it(way, client):
    page, form = way
    client.get(page)
    lost = press_and_lose(client, form)
    services.renew_key(participant=Participant.objects.get())
    again = client.post(FRONT + "join/", form)

    assert not again.context or again.context.get("return_key") != lost.context["return_key"]


def test_each_page_with_the_button_is_a_try_of_its_own(way, client):
    """Whoever sat here before and kept their cookie can ask for nobody's voice with it."""
    page, form = way
    client.get(page)
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    client.get(page)
    key = client.post(FRONT + "join/", form).context["return_key"]
    spy = Client()
    for name, value in kept.items():
        spy.cookies[name] = value
    r = spy.post(FRONT + "join/", form)

    assert not r.context or r.context.get("return_key") != key


@pytest.mark.parametrize("mode", [Mode.ANONYMOUS, Mode.CONFIDENTIAL], ids=str)
def test_the_next_person_in_that_browser_gets_a_voice_of_their_own(way_in, client, mode):
    (page, form), (other_page, other_form) = way_in(mode, 2)
    client.get(page)
    lost = press_and_lose(client, form)
    assert WAS_IT_YOU in html(client.get(other_page))
    for answer in ("no", "yes"):
        r = press_and_lose(client, {**other_form, "again": answer})
        if answer == "no":
            assert r.context["return_key"] != lost.context["return_key"]
            assert Participant.objects.count() == 2


def test_the_next_person_by_an_open_link_says_no_and_gets_one_too(way_in, client):
    page, form = way_in(Mode.OPEN)
    client.get(page)
    lost = press_and_lose(client, form)
    client.get(page)
    r = client.post(FRONT + "join/", {"again": "no"})

    assert r.context["return_key"] != lost.context["return_key"]
    assert Participant.objects.count() == 2


@pytest.mark.parametrize("mode", list(Mode), ids=str)
def test_answers_on_joining_are_counted_once_and_not_asked_again(launched, invite, client, mode):
    programme = launched(mode, [("Where?", ["North", "South"])])
    form = {}
    if mode == Mode.ANONYMOUS:
        form["code"] = services.draw_codes(programme, 1)[0]
    elif mode == Mode.CONFIDENTIAL:
        (form["code"],) = services.personal_links(programme, invite(programme, 1)).values()
    client.get(FRONT)
    assert "Where?" in html(client.post(FRONT + "join/", form))
    press_and_lose(client, {**form, "answered": "yes", "q0": "North"})
    client.get(FRONT)

    assert client.post(FRONT + "join/", {**form, "again": "yes"}).context["return_key"]
    publish(programme)
    assert queries.joined_total(programme) == 1


def test_a_lost_answer_is_found_after_the_close(way, client, now):
    from datetime import timedelta

    from folkmoot.programmes.models import Programme

    page, form = way
    client.get(page)
    lost = press_and_lose(client, form)
    Programme.objects.update(closes_at=now - timedelta(minutes=1))

    assert client.post(FRONT + "join/", form).context["return_key"] == lost.context["return_key"]


def test_an_old_try_is_none(way, client, monkeypatch):
    page, form = way
    client.get(page)
    lost = press_and_lose(client, form)
    monkeypatch.setattr("folkmoot.joining.access.join_attempts.LASTS", -1)
    r = client.post(FRONT + "join/", form)

    assert not r.context or r.context.get("return_key") != lost.context["return_key"]


class TestWhatIsStored:
    def test_nothing_but_what_a_voice_is_anyway(self, way_in, client):
        page, form = way_in(Mode.ANONYMOUS)
        client.get(page)
        client.post(FRONT + "join/", form)
        voice = Participant.objects.values().get()

        assert set(voice) == {
            "id",
            "programme_id",
            "joined_on",
            "key_hash",
            "has_new_key",
            "channel_id",
            "is_practice",
        }
        assert not JoiningCode.objects.exists()
        assert not SealedLink.objects.exists()
        assert not UsedLink.objects.exists()

    def test_the_number_of_a_voice_tells_neither_code_nor_order(self, way_in):
        """As random as any other: 63 bits, and those of one code differ with every try."""
        programme = way_in(Mode.ANONYMOUS) and services.codes.Programme.objects.get()
        code = "7k2mx9qxrww4td"
        seeds = [bytes([n]) * 16 for n in range(200)]
        ids = [services.codes.voice_of_attempt(programme, seed) for seed in seeds]
        keys = {services.codes.key_of_attempt(programme, seed, code) for seed in seeds}

        assert len(set(ids)) == len(keys) == 200
        assert all(0 < one < 2**63 for one in ids)
        assert 60 < sum(one >> 62 for one in ids) < 140  # the highest bit is a coin
        assert all(services.codes.is_well_formed(key) for key in keys)

    def test_the_cookie_holds_neither_voice_nor_key(self, way, client):
        page, form = way
        client.get(page)
        (kept,) = [m for name, m in client.cookies.items() if name.startswith("joining-")]
        client.post(FRONT + "join/", form)
        voice = Participant.objects.get()

        assert str(voice.pk) not in kept.value
        assert kept["httponly"]
        assert kept["path"] == FRONT
        assert kept["max-age"] <= 7 * 24 * 60 * 60


def test_a_used_code_without_its_try_is_refused_as_before(way_in, client):
    _, form = way_in(Mode.ANONYMOUS)
    client.post(FRONT + "join/", form)

    with pytest.raises(DomainError):
        services.check_code(
            programme=services.codes.Programme.objects.get(),
            code=form["code"],
            at=services.codes.Programme.objects.get().opens_at,
        )
