"""An address with a sentence's end behind it leads where it meant, and nowhere else."""

import pytest
from django.test import Client

from folkmoot.core.pasted_addresses import clean_path
from folkmoot.joining.access import cookie_path

FRONT = "/p/northmoor/safer-wards/"
ENDS = [").", ".", ",", "/).", ">", "%3E", "%E2%80%9D", "%C2%BB", "'", "!", "&gt;", "%20", "%C2%AD"]


@pytest.mark.parametrize("end", ENDS)
def test_what_ends_a_sentence_ends_no_address(programme, client, end):
    for place in (FRONT.rstrip("/"), FRONT, FRONT + "anonymity"):
        r = client.get(f"{place}{end}")
        assert r.status_code == 302, place
        assert r.url == place.rstrip("/") + "/"
        assert client.get(r.url).status_code == 200


@pytest.mark.parametrize("typed", ["/P/Northmoor/Safer-Wards/", "/p/northmoor/SAFER-WARDS/?via=x"])
def test_large_letters_of_a_phone_lead_to_the_programme(programme, client, typed):
    r = client.get(typed)

    assert r.status_code == 302
    assert r.url == typed.lower()
    assert client.get(r.url).status_code == 200


def test_letters_after_the_name_of_a_programme_keep_their_size(programme, client):
    assert client.get("/P/northmoor/safer-wards/i/AbC").url == "/p/northmoor/safer-wards/i/AbC"


def test_an_address_in_small_letters_that_leads_nowhere_leads_nowhere(programme, client):
    assert client.get("/p/northmoor/nowhere/").status_code == 404


@pytest.mark.parametrize("inside", ["%E2%80%8B", "%C2%AD", "%20", "%0A"])
def test_what_nobody_can_see_falls_out(programme, client, inside):
    r = client.get(f"/p/north{inside}moor/safer-wards/")

    assert r.url == FRONT


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/s/abc).", "/s/abc"),
        ("/ambassador/some-token).", "/ambassador/some-token/"),
        ("/unsubscribe/some-token/.", "/unsubscribe/some-token/"),
        ("/accounts/password/reset/key/1-abc-def/).", "/accounts/password/reset/key/1-abc-def/"),
        ("/p/northmoor/safer-wards/mailbox/,", "/p/northmoor/safer-wards/mailbox/"),
        ("/p/northmoor/safer-wards/calendar.ics).", "/p/northmoor/safer-wards/calendar.ics"),
        ("/staff/northmoor/safer-wards/letters.", "/staff/northmoor/safer-wards/letters/"),
    ],
)
def test_links_of_every_kind_are_mended(programme, client, asked, meant):
    r = client.get(asked)

    assert r.status_code == 302
    assert r.url == meant


HOST = "testserver"
WHOLE = ["https://{}", "https%3A%2F%2F{}", "http:/{}", "https%253A%252F%252F{}", "HTTPS://{}"]


@pytest.mark.parametrize("whole", WHOLE)
def test_a_whole_address_of_ours_behind_our_host_leads_to_its_path(programme, client, whole):
    before = whole.format(HOST)
    for path in (f"{before}{FRONT}", f"{before}{FRONT.replace('/', '%2F')}", f"{before}{FRONT})."):
        r = client.get(f"/{path}")
        assert (r.status_code, r.url) == (302, FRONT), path
    assert client.get(f"/{before}/{before}{FRONT}").url == FRONT
    assert client.get(f"/{before}{FRONT}%3Fvia%3Dabc").url == FRONT + "?via=abc"


def test_the_name_that_the_installation_goes_by_is_ours_too(programme, client, settings):
    settings.BASE_URL = "https://voices.example.org"

    assert client.get(f"/https://voices.example.org{FRONT}").url == FRONT


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        (f"{FRONT}&amp;via=abc", f"{FRONT}?via=abc"),
        (f"{FRONT}&via=abc", f"{FRONT}?via=abc"),
        (f"{FRONT[:-1]}&amp;via=abc", f"{FRONT}?via=abc"),
        (f"{FRONT}%3Fvia=abc", f"{FRONT}?via=abc"),
        (f"{FRONT}?via=abc&amp;counted=1", f"{FRONT}?via=abc&counted=1"),
        (f"{FRONT}&amp;via=abc?counted=1&amp;amp;x=%C3%A9", f"{FRONT}?via=abc&counted=1&x=%C3%A9"),
        ("/s/abc&amp;y=1", "/s/abc?y=1"),
    ],
)
def test_an_ampersand_as_a_page_writes_it_is_an_ampersand(programme, client, asked, meant):
    r = client.get(asked)

    assert (r.status_code, r.url) == (302, meant)
    assert client.get(meant).status_code != 302 or "/s/" in meant


def test_what_was_asked_stays(programme, client):
    assert client.get(FRONT + ").?via=abc").url == FRONT + "?via=abc"


def test_only_reading_is_led_on(programme, client):
    assert client.post(FRONT + "join/).").status_code == 404


def test_what_was_asked_of_a_whole_address_is_asked_here(client, db):
    assert client.get("/https://testserver?@evil.example.org/").url == "/?@evil.example.org/"


@pytest.mark.parametrize(
    "asked",
    [
        "/nowhere/).",
        "/p/northmoor/safer-wards/nothing-here).",
        "/nowhere/&amp;y=1",
        "/https://testserver/nowhere/",
        "/p/northmoor/safer-wards/&amp;via=abc%0D%0ASet-Cookie:x",
    ],
)
def test_where_nothing_is_nobody_is_led(programme, client, asked):
    assert client.get(asked).status_code == 404


@pytest.mark.parametrize(
    "asked",
    [
        "//evil.example.org/).",
        "/%5Cevil.example.org).",
        "/%09/evil.example.org/.",
        "/https://evil.example.org).",
        "/%20//evil.example.org/%20",
        "/https://evil.example.org/p/northmoor/safer-wards/",
        "/https%3A%2F%2Fevil.example.org%2Fp%2Fnorthmoor%2Fsafer-wards%2F",
        "/https://testserver//evil.example.org/",
        "/https://testserver/%5Cevil.example.org/",
        "/https://testserver%5C@evil.example.org/p/northmoor/safer-wards/",
        "/https://testserver@evil.example.org/p/northmoor/safer-wards/",
        "/https://testserver:80@evil.example.org/",
        "/https://testserver.evil.example.org/p/northmoor/safer-wards/",
        "/https://testserver/https://evil.example.org/p/northmoor/safer-wards/",
        "/https://testserver/https%3A//evil.example.org/",
        "/https://testserver%0D%0ALocation:%20//evil.example.org/",
        "//evil.example.org/&amp;y=1",
        "/%5Cevil.example.org/&amp;y=1",
    ],
)
def test_nobody_is_led_off_this_site(programme, client, asked):
    r = client.get(asked)

    assert r.status_code == 404 or (r.url.startswith("/") and not r.url.startswith("//"))
    assert "evil" not in r.headers.get("Location", "")


def test_addresses_as_they_are_stay_as_they_are(programme):
    for place in (FRONT, "/", "/static/web/icon.svg", cookie_path(programme) + "calendar.ics"):
        assert clean_path(place) == place


def test_a_cleaned_address_is_clean():
    for path in ("/p/a/b/).", "/p/a b/c)/", "/p/a/b/)/).", "/).", "/p//a/."):
        assert clean_path(clean_path(path)) == clean_path(path)


def test_no_page_of_staff_is_opened_by_it(programme):
    r = Client().get("/staff/northmoor/audit/).", follow=True)

    assert r.redirect_chain[-1][0].startswith("/accounts/login/")
