import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.web.errors import refusal

PAGES = [
    "400.html",
    "403.html",
    "403_csrf.html",
    "404.html",
    "405.html",
    "429.html",
    "500.html",
    "503.html",
]


@pytest.mark.parametrize("page", PAGES)
def test_error_pages_need_neither_context_nor_database(page):
    """No database fixture and no context: as Django renders the 500 page."""
    html = render_to_string(page)

    assert "<h1>" in html
    assert 'href="/"' in html
    assert "data-failed" in html


def test_an_unknown_address_gets_our_page_without_asking_the_database(client):
    answer = client.get("/nothing/here/")

    assert answer.status_code == 404
    assert "There is no such page" in answer.content.decode()


ENCODINGS = ("utf-7", "utf-16", "base64", "rot13", "idna", "punycode", "nonsense", "UTF-32-LE")


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["application/x-www-form-urlencoded", "multipart/form-data"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_form_in_another_encoding_is_refused_on_a_page(programme, encoding, form):
    client = Client(raise_request_exception=False)
    part = b'--x\r\nContent-Disposition: form-data; name="key"\r\n\r\n+AGE-\xff\r\n--x--\r\n'
    body = part if form.startswith("multipart") else b"key=%2BAGE-&a=%ff%00\xff"
    for path in ("return/", "join/", "begin/"):
        answer = client.generic(
            "POST",
            f"/p/northmoor/safer-wards/{path}",
            body,
            content_type=f"{form}; boundary=x; charset={encoding}",
        )

        assert answer.status_code == 400
        assert "<h1>" in answer.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("encoding", ["utf-8", "UTF-8", "utf8"])
def test_a_form_that_names_the_encoding_of_our_pages_is_read(programme, encoding):
    answer = Client().generic(
        "POST",
        "/p/northmoor/safer-wards/return/",
        b"key=wrong",
        content_type=f"application/x-www-form-urlencoded; charset={encoding}",
    )

    assert answer.status_code == 422


@pytest.mark.django_db
def test_an_empty_form_after_many_wrong_keys_is_refused_in_words(programme):
    client, page = Client(raise_request_exception=False), "/p/northmoor/safer-wards/return/"
    for number in range(25):
        client.post(page, {"key": f"wrong {number}"})

    assert client.post(page).status_code in {422, 429}


@pytest.mark.django_db
def test_an_address_that_only_takes_forms_says_so_when_it_is_reloaded(client):
    answer = client.get("/p/northmoor/safer-wards/begin/")

    assert answer.status_code == 405
    assert "only takes in a form" in answer.content.decode()
    assert answer["Allow"] == "OPTIONS, POST"


@pytest.mark.django_db
def test_a_form_without_its_token_is_explained():
    answer = Client(enforce_csrf_checks=True).post("/accounts/login/", {"login": "a"})

    assert answer.status_code == 403
    assert "open too long" in answer.content.decode()


@pytest.mark.django_db
def test_a_crash_is_explained_and_blamed_on_nobody(monkeypatch):
    client = Client(raise_request_exception=False)
    monkeypatch.setattr("folkmoot.web.views._problems", lambda: 1 / 0)
    answer = client.get("/readyz")

    assert answer.status_code == 500
    assert "went wrong on our side" in answer.content.decode()


@pytest.mark.parametrize(("error", "status"), [(NotAllowed, 403), (Stale, 409), (DomainError, 422)])
def test_a_refusal_that_no_view_caught_becomes_a_page(error, status):
    answer = refusal(RequestFactory().get("/"), error("Voting closed on <b>12 May</b>."))

    assert answer.status_code == status
    assert "Voting closed on &lt;b&gt;12 May" in answer.content.decode()


def test_for_htmx_a_refusal_goes_on_top_of_the_page():
    request = RequestFactory().get("/")
    setattr(request, "htmx", True)  # noqa: B010 - as the middleware does
    answer = refusal(request, NotAllowed("No."))

    assert answer.status_code == 422
    assert answer["HX-Retarget"] == "#main"
    assert "error-summary" in answer.content.decode()
