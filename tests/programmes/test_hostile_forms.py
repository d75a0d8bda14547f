"""Whatever a browser sends to a page of staff, it gets an answer in words and never a crash.

Run on PostgreSQL, too: it refuses what SQLite swallows.
"""

import io
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from folkmoot.accounts.models import User
from folkmoot.accounts.policy import Role
from folkmoot.programmes import services
from folkmoot.programmes.models import Activity, Programme
from tests.conftest import CLOSES, NOON, OPENS
from tests.programmes.conftest import write

STAFF = "/staff/northmoor/"
DRAFT = STAFF + "a-draft/"
TEXTS = {
    "nul": "a\0b",
    "only a nul": "\0",
    "spaces": "   \t\n ",
    "invisible": "\u200b\u2060\u00ad",
    "long": "word " * 20_000,
    "one long word": "x" * 100_000,
    "right to left": "مرحبا بالعالم",
    "turned around": "\u202egnp.exe\u202c",
    "emoji": "🏥👩‍⚕️🤍",
    "markup": '<script>alert(1)</script>"><img src=x onerror=alert(1)>',
    "template": "{{ settings.SECRET_KEY }} {% url 'x' %}",
    "surrogate": "\udcff",
    "digits": "9" * 5000,
    "year 9999": "9999-12-31T23:59",
    "year 1": "0001-01-01T00:00",
    "year 0": "0000-00-00T00:00",
}
FORMS = {
    "new/": ("name", "summary", "slug", "earlier", "opens_on"),
    "a-draft/name/": ("name", "summary"),
    "a-draft/open/": ("when", "opens_at", "closes_at"),
    "a-draft/extend/": ("closes_at",),
    "a-draft/mandate/edit/": ("pain_points", "promise", "invited", "answers_for", "based_on"),
    "a-draft/mandate/comment/": ("text",),
    "a-draft/mandate/sign/": ("number", "job_title"),
    "a-draft/timeline/dates/": ("opens_at", "closes_at"),
    "a-draft/timeline/add/": ("kind", "title", "summary"),
    "a-draft/timeline/{activity}/": ("title", "summary"),
    "a-draft/timeline/{activity}/phases/": ("answer-opens", "answer-closes"),
    "a-draft/branding/": ("colour", "partners"),
    "a-draft/branding/logo/": ("logo", "remove"),
    "a-draft/channels/": ("name", "code"),
    "a-draft/people/": ("person", "role"),
    "people/": ("name", "email", "roles"),
    "people/{user}/": ("roles",),
}
QUERIES = [
    "audit/?programme={}",
    "audit/?before={}",
    "?next={}",
    "a-draft/?tab={}",
    "a-draft/mandate/?x={}",
]


@pytest.fixture
def draft(organisation, facilitator):
    made = services.start_programme(actor=facilitator, name="A draft", slug="a-draft", at=NOON)
    write(made, facilitator)
    return made


@pytest.fixture
def browser(signed_in, draft):
    return signed_in(Role.ADMINISTRATOR, Role.SPONSOR)


def sent(browser, path, fields):
    """Byte by byte, as a browser with a broken keyboard would send it."""
    body = urlencode({name: text.encode("utf-8", "surrogateescape") for name, text in fields})
    return browser.post(path, body, content_type="application/x-www-form-urlencoded")


@pytest.mark.parametrize("form", FORMS)
def test_no_form_crashes_whatever_is_typed(browser, draft, staff, form):
    other = staff(Role.ANALYST)
    path = STAFF + form.format(activity=Activity.objects.get(programme=draft).pk, user=other.pk)
    for kind, text in TEXTS.items():
        answer = sent(browser, path, [(name, text) for name in FORMS[form]])

        assert answer.status_code in {302, 409, 422}, kind
        if answer.status_code != 302:
            page = answer.content.decode()
            assert "error-summary" in page or "data-failed" in page, kind
            assert "<script>alert" not in page


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("value", ["%00", "%ff", "9" * 5000, "%E2%80%AE", "'", "-1-1"])
def test_no_address_crashes_whatever_it_asks_for(browser, query, value):
    assert browser.get(STAFF + query.format(value)).status_code in {200, 302}


@pytest.mark.parametrize("kind", ["spaces", "invisible", "only a nul"])
def test_a_name_that_nobody_can_see_is_no_name(browser, kind):
    typed = {"name": TEXTS[kind], "email": "x@example.org", "roles": "analyst"}
    for path in (STAFF + "new/", DRAFT + "name/", STAFF + "people/", "/accounts/you/"):
        assert browser.post(path, typed).status_code == 422, path

    assert Programme.objects.get().name == "A draft"
    assert User.objects.count() == 1


def test_what_was_typed_is_there_again_after_a_refusal(browser):
    typed = "We promise. " * 3000
    page = browser.post(
        DRAFT + "mandate/edit/", {"promise": typed, "pain_points": "Kept", "based_on": "1"}
    ).content.decode()

    assert typed.strip() in page
    assert "Kept" in page


def bomb():
    file = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("logo.png", b"<svg xmlns='http://x.org/'><script>alert(1)</script></svg>", "SVG"),
        ("logo.png", b"<!doctype html><script>alert(1)</script>", "cannot read"),
        ("logo.png", bomb(), "16 million pixels"),
        ("logo.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 64, "cannot read"),
        ("logo.png", b"", "empty"),
        ("..%2f..%2fsettings.py", b"import os", "cannot read"),
        ("x" * 300 + ".png", b"GIF89a", "cannot read"),
        ("a\0b.png", b"GIF89a", "cannot read"),
    ],
    ids=["svg", "html", "bomb", "broken", "empty", "path", "long name", "nul name"],
)
def test_no_file_crashes_the_page_it_is_given_to(browser, draft, name, content, said):
    answer = browser.post(DRAFT + "branding/logo/", {"logo": SimpleUploadedFile(name, content)})

    assert answer.status_code == 422
    assert said in answer.content.decode()
    draft.refresh_from_db()
    assert not draft.logo


def test_a_logo_whose_file_got_lost_is_missing_and_no_crash(browser, client, draft):
    Programme.objects.filter(pk=draft.pk).update(
        logo="logos/lost.png", is_launched=True, opens_at=OPENS, closes_at=CLOSES
    )

    assert client.get("/p/northmoor/a-draft/logo.png").status_code == 404
    answer = browser.post(
        STAFF + "new/", {"name": "Next", "earlier": str(draft.pk), "opens_on": "2030-06-01"}
    )
    assert answer.status_code == 302
    assert not Programme.objects.get(slug="next").logo


def test_a_second_press_comments_once(browser, draft):
    for _ in range(2):
        browser.post(DRAFT + "mandate/comment/", {"text": "Could it name a date?"})

    assert draft.mandate_comments.count() == 1


def test_a_second_press_adds_one_activity(browser, draft):
    for _ in range(2):
        last = browser.post(
            DRAFT + "timeline/add/", {"kind": "workshop", "title": "Nights", "summary": ""}
        )

    assert last.status_code == 422
    assert "already" in last.content.decode()
    assert draft.activities.filter(title="Nights").count() == 1


def test_addresses_that_collide_are_told_apart(browser):
    for _ in range(2):
        answer = browser.post(STAFF + "new/", {"name": "Ägypten", "slug": "egypt"})

    assert answer.status_code == 422
    assert "is taken" in answer.content.decode()
