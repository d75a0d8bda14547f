"""Guessing passwords and second steps: slow for whoever guesses, and for nobody else."""

from datetime import timedelta

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client

from folkmoot.accounts.models import AttemptCount
from folkmoot.accounts.policy import Role
from folkmoot.accounts.services import attempts
from folkmoot.core import jobs
from tests.conftest import NOON, PASSWORD

HOSPITAL, ELSEWHERE = "192.0.2.7", "198.51.100.9"


def sign_in(client, email, password=PASSWORD):
    return client.post("/accounts/login/", {"login": email, "password": password})


def guess(client, email, times):
    return [sign_in(client, email, f"a wrong guess {n}").content.decode() for n in range(times)]


def gets_in(client, email):
    return sign_in(client, email).status_code == 302


@pytest.fixture
def owner(staff):
    return staff(Role.ANALYST)


@pytest.fixture
def known_browser(owner):
    """Where the owner has signed in before, and is signed out now."""
    client = Client(REMOTE_ADDR=HOSPITAL)
    assert gets_in(client, owner.email)
    client.post("/accounts/logout/")
    return client


class TestNobodyIsLockedOut:
    def test_by_guesses_at_their_account_from_another_address(self, owner):
        guess(Client(REMOTE_ADDR=ELSEWHERE), owner.email, 12)

        assert gets_in(Client(REMOTE_ADDR=HOSPITAL), owner.email)

    def test_by_guesses_at_other_accounts_from_their_address(self, owner):
        neighbour = Client(REMOTE_ADDR=HOSPITAL)
        for n in range(40):
            guess(neighbour, f"colleague-{n}@example.org", 1)

        assert gets_in(Client(REMOTE_ADDR=HOSPITAL), owner.email)

    def test_by_guesses_at_their_account_from_their_address_where_they_signed_in_before(
        self, owner, known_browser
    ):
        neighbour = Client(REMOTE_ADDR=HOSPITAL)
        assert "Too many wrong tries" in guess(neighbour, owner.email, 12)[-1]

        assert gets_in(known_browser, owner.email)


class TestAGuesser:
    def test_waits_after_five_tries_and_is_told_how_long(self, owner):
        pages = guess(Client(), owner.email, 6)

        assert "Too many" not in "".join(pages[:5])
        assert "Too many wrong tries. Wait 15 seconds, then try again." in pages[5]

    def test_waits_in_every_process_alike(self, owner):
        guess(Client(), owner.email, 5)
        cache.clear()  # what this process alone remembers

        assert not gets_in(Client(), owner.email)

    def test_waits_for_an_account_that_nobody_has_as_for_any(self, db):
        assert "Too many wrong tries" in guess(Client(), "nobody@example.org", 6)[-1]

    def test_gains_nothing_by_other_spellings_of_the_account(self, owner):
        guess(Client(), owner.email, 3)
        guess(Client(), f" {owner.email.upper()}", 2)

        assert not gets_in(Client(), owner.email)

    def test_gains_nothing_by_the_cookie_of_somebody_elses_browser(self, owner, staff):
        other, client = staff(Role.SPONSOR), Client()
        assert gets_in(client, other.email)
        client.post("/accounts/logout/")
        guess(Client(), owner.email, 5)

        assert not gets_in(client, owner.email)

    def test_of_a_password_that_is_asked_for_once_more_waits_too(self, owner, known_browser):
        assert gets_in(known_browser, owner.email)
        page = "/accounts/reauthenticate/"
        for n in range(5):
            known_browser.post(page, {"password": f"a wrong guess {n}"})

        assert (
            "Too many wrong tries"
            in known_browser.post(page, {"password": PASSWORD}).content.decode()
        )

    def test_has_few_tries_a_day_from_one_address(self, db):
        assert tries_in_a_day(attempts.PASSWORD) <= 110

    def test_has_fewer_at_an_account_that_many_addresses_guess_at(self, db):
        for n in range(attempts.MANY):
            attempts.begin(source(f"192.0.2.{n}"), attempts.PASSWORD, at=NOON)

        assert tries_in_a_day(attempts.PASSWORD) <= 40

    def test_of_a_second_step_has_twenty_tries_a_day(self, db):
        assert tries_in_a_day(attempts.SECOND_STEP) == 20


def source(address):
    return attempts.Source(account="sam@example.org", address=address)


def tries_in_a_day(limit):
    """How many tries somebody gets who is patient."""
    at, tries = NOON, 0
    while at < NOON + timedelta(days=1):
        try:
            attempts.begin(source(ELSEWHERE), limit, at=at)
            tries += 1
        except attempts.WaitFirst as first:
            at += first.wait
    return tries


class TestASecondStep:
    @pytest.fixture
    def with_two_steps(self, owner):
        TOTP.activate(owner, "JBSWY3DPEHPK3PXP")
        return owner

    def test_cannot_be_guessed_at_from_ever_other_addresses(self, with_two_steps):
        for n in range(6):
            client = Client(REMOTE_ADDR=f"192.0.2.{n}")
            sign_in(client, with_two_steps.email)
            page = client.post("/accounts/2fa/authenticate/", {"code": "no-code"})

        assert "Too many wrong tries" in page.content.decode()

    def test_is_refused_for_the_day_after_too_many_wrong_codes(self, with_two_steps):
        client = Client()
        sign_in(client, with_two_steps.email)
        client.post("/accounts/2fa/authenticate/", {"code": "no-code"})
        AttemptCount.objects.update(tries=20)

        page = client.post("/accounts/2fa/authenticate/", {"code": "no-code"}).content.decode()

        assert "Too many wrong codes today" in page

    def test_is_not_used_up_by_right_codes(self, db):
        for _ in range(30):
            attempts.begin(source(ELSEWHERE), attempts.SECOND_STEP, at=NOON)
            attempts.was_right(source(ELSEWHERE), attempts.SECOND_STEP, at=NOON)


class TestWhatIsStored:
    def test_names_no_address_and_no_account(self, owner):
        guess(Client(REMOTE_ADDR=HOSPITAL), owner.email, 2)
        rows = list(AttemptCount.objects.values_list())

        assert len(rows) == 3
        assert HOSPITAL not in repr(rows)
        assert owner.email not in repr(rows)

    def test_cannot_be_worked_out_without_the_secret_of_the_installation(self, owner, settings):
        guess(Client(), owner.email, 1)
        before = set(AttemptCount.objects.values_list("mark", flat=True))
        settings.SECRET_KEY = "another"
        guess(Client(), owner.email, 1)

        assert AttemptCount.objects.count() == 2 * len(before)

    def test_is_forgotten_after_a_day(self, db):
        attempts.begin(source(ELSEWHERE), attempts.PASSWORD, at=NOON)
        attempts.forget(at=NOON + timedelta(hours=23))
        assert AttemptCount.objects.exists()

        attempts.forget(at=NOON + timedelta(hours=26))
        assert not AttemptCount.objects.exists()

    def test_is_looked_after_by_a_job(self):
        assert "accounts.forget_attempts" in jobs.names()

    def test_is_nothing_where_nobody_guesses(self, owner):
        assert gets_in(Client(), owner.email)

        assert not AttemptCount.objects.exclude(tries=0).exists()

    def test_in_the_browser_tells_neither_who_nor_when(self, owner, known_browser):
        cookie = known_browser.cookies["known"]

        assert cookie["httponly"]
        assert str(owner.pk) not in cookie.value.split(".")
        assert owner.email not in cookie.value
        again = Client()
        assert gets_in(again, owner.email)
        assert again.cookies["known"].value != cookie.value
