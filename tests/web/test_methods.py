"""HEAD answers as GET does, without the page; OPTIONS says what an address takes."""

import pytest
from django.test import Client

from folkmoot.accounts.policy import Role
from tests.web.addresses import all_addresses

pytestmark = pytest.mark.django_db
CHANGING = {"Set-Cookie", "Content-Length", "Date", "Expires", "Last-Modified"}


@pytest.fixture(params=["nobody", "staff", "voice"])
def visitor(request, signed_in, voice, join, programme):
    if request.param == "nobody":
        return Client
    client = signed_in(*Role) if request.param == "staff" else voice(join())
    cookies = {name: found.value for name, found in client.cookies.items()}

    def make():
        again = Client()
        again.cookies.load(cookies)
        return again

    return make


def test_every_address_answers_head_as_get_and_options_in_words(visitor, programme, idea, workshop):
    known = {
        "org": "northmoor",
        "slug": "safer-wards",
        "idea_id": idea.pk,
        "activity_id": workshop.pk,
        "question_id": idea.question_id,
    }
    addresses = all_addresses(**known)
    assert len(addresses) > 100
    answered = set()
    for path, _ in addresses:
        got, head, options = (getattr(visitor(), how)(path) for how in ("get", "head", "options"))
        assert head.status_code == got.status_code, path
        sent = b"".join(head.streaming_content) if head.streaming else head.content
        assert sent == b"", path
        ours, theirs = dict(head.headers), dict(got.headers)
        assert {n: v for n, v in ours.items() if n not in CHANGING} == {
            n: v for n, v in theirs.items() if n not in CHANGING
        }, path
        assert options.status_code in {204, 302, 404}, path
        if options.status_code in {200, 204}:
            assert "OPTIONS" in options["Allow"], path
            assert ("HEAD" in options["Allow"]) == ("GET" in options["Allow"]), path
        answered.add(got.status_code)
    assert 200 in answered


def test_the_length_is_that_of_the_page(client):
    got, head = client.get("/accounts/login/"), client.head("/accounts/login/")

    assert int(head["Content-Length"]) == len(got.content)


def test_a_wrong_way_names_every_way_there_is(client, programme):
    assert client.put("/p/northmoor/safer-wards/").status_code == 405
    assert client.get("/p/northmoor/safer-wards/begin/")["Allow"] == "OPTIONS, POST"
    assert client.post("/p/northmoor/safer-wards/")["Allow"] == "GET, HEAD, OPTIONS"


def test_what_lies_still_answers_head(client):
    got, head = (getattr(client, how)("/static/web/folkmoot.css") for how in ("get", "head"))
    assert (got.status_code, head.status_code, b"".join(head.streaming_content)) == (200, 200, b"")
    got.close()
