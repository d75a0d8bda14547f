import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core import mail
from django.core.cache import cache
from django.test import Client

from folkmoot.accounts.adapter import StaffAdapter, TwoStepAdapter
from folkmoot.accounts.policy import Role
from folkmoot.post import presenting
from tests.conftest import PASSWORD


def text(answer):
    return answer.content.decode()


def sign_in(client, user, password=PASSWORD):
    return client.post("/accounts/login/", {"login": user.email, "password": password})


def code_for(secret):
    counters = list(yield_hotp_counters_from_time())
    counter = counters[len(counters) // 2]  # of now: the first would be too old in a moment
    return format_hotp_value(hotp_value(secret, counter))


def test_an_address_and_a_password_open_the_staff_pages(client, staff):
    assert sign_in(client, staff(Role.ANALYST)).url == "/staff/"


def test_a_wrong_password_and_an_unknown_address_look_the_same(client, staff):
    wrong = text(sign_in(client, staff(Role.ANALYST), "not this one"))
    unknown = text(
        client.post("/accounts/login/", {"login": "who@example.org", "password": "not this one"})
    )
    said = [
        re.search(r'class="error-summary".*?</div>', page, re.S)[0] for page in (wrong, unknown)
    ]

    assert said[0] == said[1]


def test_nobody_signs_themselves_up(client, db):
    form = {"email": "me@example.org", "password1": PASSWORD}

    assert "given by an administrator" in text(client.get("/accounts/signup/"))
    assert "given by an administrator" in text(client.post("/accounts/signup/", form))


def test_somebody_removed_is_signed_out_at_once(signed_in):
    from folkmoot.accounts.models import User

    client = signed_in(Role.ANALYST)
    User.objects.update(is_active=False)

    assert client.get("/staff/").url.startswith("/accounts/login/")


def test_signing_out_takes_a_press(signed_in):
    client = signed_in(Role.ANALYST)

    assert "Sign out?" in text(client.get("/accounts/logout/"))
    client.post("/accounts/logout/")
    assert client.get("/staff/").status_code == 302


def test_guessing_a_password_is_paused_after_a_few_tries(client, staff):
    user = staff(Role.ANALYST)
    pages = [text(sign_in(client, user, f"guess {n}")) for n in range(8)]

    assert "Too many" in pages[-1]


def test_rate_limits_hold_no_address(staff):
    client = Client(REMOTE_ADDR="192.0.2.7")
    sign_in(client, staff(Role.ANALYST), "not this one")
    kept = repr(cache._cache) if hasattr(cache, "_cache") else ""

    assert ":rl:" in kept
    assert "192.0.2.7" not in kept


def test_the_mark_of_an_address_is_steady_and_tells_nothing(rf):
    one, other = (rf.get("/", REMOTE_ADDR=f"192.0.2.{n}") for n in (7, 8))
    marks = [StaffAdapter().get_client_ip(request) for request in (one, one, other)]

    assert marks[0] == marks[1] != marks[2]
    assert re.fullmatch("[0-9a-f]{64}", marks[0])


def test_a_forgotten_password_is_replaced_by_a_link(client, staff, settings):
    settings.EMAIL_IS_CONFIGURED = True
    user = staff(Role.ANALYST)
    client.post("/accounts/password/reset/", {"email": user.email})
    (letter,) = mail.outbox
    link = letter.body.partition(settings.BASE_URL)[2].split()[0]
    page = client.get(link, follow=True)
    new = "four quiet words here"
    client.post(page.request["PATH_INFO"], {"password1": new, "password2": new})

    user.refresh_from_db()
    assert user.check_password(new)
    assert "192." not in letter.body


def test_no_link_is_promised_where_no_letter_can_leave(client, staff, settings):
    settings.EMAIL_IS_CONFIGURED = False
    user = staff(Role.ANALYST)

    assert "cannot send you a link" in text(client.get("/accounts/password/reset/"))
    answer = client.post("/accounts/password/reset/", {"email": user.email})

    assert "cannot send you a link" in text(answer)
    assert mail.outbox == []


def test_a_mail_server_that_fails_tells_staff_and_not_who_has_an_account(client, staff, settings):
    settings.EMAIL_IS_CONFIGURED = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    user = staff(Role.ANALYST)

    answers = [
        client.post("/accounts/password/reset/", {"email": email}, follow=True)
        for email in (user.email, "who@example.org")
    ]

    assert [answer.status_code for answer in answers] == [200, 200]
    yes, no = (re.sub("[A-Za-z0-9]{64}", "", text(answer)) for answer in answers)
    assert yes == no
    assert "Nothing takes letters" in presenting.mail().problem


def test_nobody_learns_whether_an_address_has_an_account(client, staff, settings):
    settings.EMAIL_IS_CONFIGURED = True
    staff(Role.ANALYST)
    answer = client.post("/accounts/password/reset/", {"email": "who@example.org"}, follow=True)

    assert "If there is an account" in text(answer)
    assert mail.outbox == []


def test_allauths_pages_for_other_addresses_lead_to_your_account(signed_in):
    client = signed_in(Role.ANALYST)

    for path in ("/accounts/email/", "/accounts/confirm-email/", "/accounts/confirm-email/abc/"):
        assert client.get(path).url == "/accounts/you/"


class TestTwoSteps:
    @pytest.fixture
    def set_up(self, staff):
        user, client = staff(Role.ANALYST), Client()
        sign_in(client, user)
        again = client.get("/accounts/2fa/totp/activate/")["Location"]
        assert again.startswith("/accounts/reauthenticate/")
        client.post(again, {"password": PASSWORD})
        page = text(client.get("/accounts/2fa/totp/activate/"))
        secret = re.search(r'class="secret">([A-Z2-7]+)<', page)[1]
        answer = client.post("/accounts/2fa/totp/activate/", {"code": code_for(secret)})
        assert answer.status_code == 302
        return user, client, secret, page

    def test_the_picture_comes_with_the_page(self, set_up):
        _, _, _, page = set_up

        assert 'src="data:image/svg+xml' in page

    def test_a_password_alone_does_not_open_the_pages_any_more(self, set_up):
        user, *_ = set_up
        client = Client()

        assert sign_in(client, user).url.startswith("/accounts/2fa/authenticate/")
        assert client.get("/staff/").status_code == 302
        assert "Your second step" in text(client.get("/accounts/2fa/authenticate/"))

    def test_a_recovery_code_opens_them_once(self, set_up):
        user, client, *_ = set_up
        page = text(client.get("/accounts/2fa/recovery-codes/"))
        code = re.search(r'<code class="secret">(\w+)</code>', page)[1]
        answers = []
        for _ in range(2):
            visitor = Client()
            sign_in(visitor, user)
            answers.append(visitor.post("/accounts/2fa/authenticate/", {"code": code}))

        assert answers[0]["Location"] == "/staff/"
        assert "error-summary" in text(answers[1])

    def test_secrets_are_sealed_in_the_database(self, set_up):
        _, _, secret, _ = set_up
        stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]

        assert secret not in stored
        assert TwoStepAdapter().decrypt(stored) == secret

    def test_every_page_of_it_is_in_the_house_style(self, set_up):
        _, client, *_ = set_up
        for path in ("", "recovery-codes/", "recovery-codes/generate/", "totp/deactivate/"):
            page = text(client.get(f"/accounts/2fa/{path}"))
            assert "page-header" in page
            assert "style=" not in page


class TestAnotherNameForUs:
    """Whoever sends a request chooses by what name it calls us ("Host: localhost")."""

    @pytest.fixture(autouse=True)
    def ours(self, settings):
        settings.BASE_URL = "https://voices.example"
        settings.ALLOWED_HOSTS = ["voices.example", "localhost"]
        settings.EMAIL_IS_CONFIGURED = True

    def test_the_link_to_a_new_password_begins_with_our_own_address(self, client, staff):
        user = staff(Role.FACILITATOR)
        client.post(
            "/accounts/password/reset/", {"email": user.email}, headers={"host": "localhost"}
        )

        assert "https://voices.example/accounts/password/reset/key/" in mail.outbox[0].body
        assert "localhost" not in mail.outbox[0].body

    @pytest.mark.parametrize("other", ["https://localhost/staff/", "https://elsewhere.example/"])
    def test_a_sign_in_leads_to_our_own_address_alone(self, client, staff, other):
        user = staff(Role.FACILITATOR)
        answer = client.post(
            f"/accounts/login/?next={other}",
            {"login": user.email, "password": PASSWORD, "next": other},
            headers={"host": "localhost"},
        )

        assert answer.status_code == 302
        assert answer["Location"] == "/staff/"
