"""What every answer must carry, and what no log line may."""

import json
import logging

import pytest
from django.test import Client

from folkmoot.accounts.policy import Role
from folkmoot.core.ids import to_ref
from folkmoot.web.logs import JsonFormatter, scrubbed
from tests.conftest import PASSWORD


@pytest.fixture
def lines():
    """Everything logged while a test runs, as it would be written."""
    written = []

    class Keep(logging.Handler):
        def emit(self, record):
            written.append(self.format(record))

    keep = Keep()
    keep.setFormatter(JsonFormatter())
    logging.getLogger().addHandler(keep)
    yield written
    logging.getLogger().removeHandler(keep)


def test_the_policy_for_content_allows_nothing_inline(client):
    policy = client.get("/healthz")["Content-Security-Policy"]

    assert "unsafe" not in policy
    assert "default-src 'self'" in policy
    assert "object-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/healthz", 200),
        ("/nothing/here/", 404),
        ("/p/northmoor/safer-wards/begin/", 405),
        ("/staff/", 302),
        ("/static/web/folkmoot.css", 200),
        ("/p/northmoor/safer-wards/calendar.ics", 200),
        ("/p/northmoor/safer-wards/brand.css", 200),
    ],
)
def test_every_answer_carries_the_policy(client, programme, path, status):
    answer = client.get(path)
    answer.close()

    assert answer.status_code == status
    assert "default-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_a_crash_carries_the_policy_for_content(monkeypatch, db):
    monkeypatch.setattr("folkmoot.web.views._problems", lambda: 1 / 0)

    answer = Client(raise_request_exception=False).get("/readyz")

    assert answer.status_code == 500
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_the_answer_to_another_host_carries_the_policy_for_content(db):
    answer = Client().get("/p/northmoor/", headers={"host": "evil.example"})

    assert answer.status_code == 400
    assert "default-src 'self'" in answer["Content-Security-Policy"]


def test_answers_are_not_sniffed_framed_or_referred(client):
    answer = client.get("/healthz")

    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Referrer-Policy"] == "same-origin"


def test_the_staff_session_is_out_of_reach_for_scripts_and_other_sites(
    staff, organisation, settings
):
    user, client = staff(Role.ADMINISTRATOR), Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]

    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert settings.SESSION_COOKIE_SECURE == settings.IS_HTTPS


def test_the_design_page_is_for_developers_only(client, settings):
    assert client.get("/design/").status_code == 404
    settings.DEBUG = True
    assert client.get("/design/").status_code == 200


def test_a_crash_leaves_no_address_identity_or_path_in_the_log(lines, staff, monkeypatch):
    def crash(*arguments, **options):
        raise RuntimeError("sam.marsh@example.org said “I am Sam” from 192.0.2.7")

    user = staff(Role.ADMINISTRATOR)
    client = Client(raise_request_exception=False, REMOTE_ADDR="192.0.2.7")
    client.force_login(user)
    monkeypatch.setattr("folkmoot.accounts.queries.audit_page", crash)

    answer = client.get("/staff/northmoor/audit/?before=1-1", headers={"user-agent": "Sam's phone"})

    assert answer.status_code == 500
    written = "\n".join(lines)
    assert '"route": "accounts:audit"' in written
    assert '"error": "RuntimeError"' in written
    for secret in ("192.0.2.7", "sam.marsh", user.email, "I am Sam", "northmoor/", "phone"):
        assert secret not in written, secret


def test_failed_sign_ins_and_unknown_addresses_leave_nothing_either(lines, db):
    client = Client(REMOTE_ADDR="192.0.2.7")
    client.post("/accounts/login/", {"login": "sam@example.org", "password": "wrong words here"})
    client.get(f"/p/northmoor/safer-wards/ideas/{to_ref(77)}/")
    client.get("/healthz", headers={"host": "evil.example"})

    written = "\n".join(lines)
    for secret in ("192.0.2.7", "sam@", "wrong words", "safer-wards", to_ref(77), "/p/"):
        assert secret not in written, secret


@pytest.mark.parametrize(
    "said",
    [
        "sam.marsh@example.org",
        "192.0.2.7",
        "2001:db8::8a2e:370:7334",
        "::1",
        "2001:0db8:0000:0000:0000:8a2e:0370:7334",
        "/p/northmoor/safer-wards/ideas/0000000000abc/",
        "/staff/northmoor/",
        "/unsubscribe/0000000000abcabcdefgh/",
        "/ambassador/0000000000abc.x-y/",
        "6119765d-8519-4101-b1da-5541d2b49dd9",
    ],
)
def test_what_libraries_say_is_scrubbed(said):
    assert said not in scrubbed(f"could not serve {said} today")


def test_ordinary_words_are_kept():
    line = "worker ran analysis.execute in 1.25 s at 12:30:45, 3 of 4 done; see docs/operators"

    assert scrubbed(line) == line


def test_a_log_line_is_one_json_object():
    record = logging.LogRecord("x", logging.INFO, "f.py", 1, "two\nlines", (), None)

    assert json.loads(JsonFormatter().format(record))["message"] == "two\nlines"
    assert "\n" not in JsonFormatter().format(record)


def test_a_library_cannot_fill_the_log_with_a_text():
    assert len(scrubbed("a" * 1_000_000)) == 2000
