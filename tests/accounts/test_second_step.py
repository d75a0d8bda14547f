"""A colleague who lost phone and codes, as an administrator helps them in the browser."""

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from folkmoot.accounts.models import AuditEntry, User
from folkmoot.accounts.policy import Role
from tests.conftest import PASSWORD


@pytest.fixture
def locked_out(staff):
    user = staff(Role.ANALYST, Role.AMBASSADOR)
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={})
    return user


@pytest.fixture
def page(locked_out):
    return f"/staff/northmoor/people/{locked_out.pk}/second-step/"


def freshly_signed_in(user):
    client = Client()
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


@pytest.fixture
def browser(staff):
    """An administrator who gave their password once more just now."""
    return freshly_signed_in(staff(Role.ADMINISTRATOR))


def has_second_step(user):
    return Authenticator.objects.filter(user=user).exists()


def test_switching_off_a_second_step_is_offered_where_there_is_one(
    browser, locked_out, page, staff
):
    person = f"/staff/northmoor/people/{locked_out.pk}/"
    other = f"/staff/northmoor/people/{staff(Role.SPONSOR).pk}/"

    assert f'href="{page}"' in browser.get(person).content.decode()
    assert "second-step/" not in browser.get(other).content.decode()


def test_the_page_asks_first_and_the_press_does_it(browser, locked_out, page):
    assert "An e-mail proves nothing." in browser.get(page).content.decode()
    assert has_second_step(locked_out)

    told = browser.post(page, follow=True).content.decode()

    assert "signs in with their password alone now" in told
    assert not has_second_step(locked_out)
    assert AuditEntry.objects.filter(act="person.second_step_off").exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_session_that_did_not_just_give_its_password_is_asked_for_it(
    signed_in, locked_out, page, method
):
    answer = getattr(signed_in(Role.ADMINISTRATOR), method)(page)

    assert answer.url.startswith("/accounts/reauthenticate/")
    assert has_second_step(locked_out)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_for_everybody_else_the_page_does_not_exist(staff, locked_out, page, role):
    client = freshly_signed_in(staff(role))

    assert client.get(page).status_code == client.post(page).status_code == 404
    assert has_second_step(locked_out)


def test_a_press_that_was_held_up_by_the_question_is_done_after_it(staff, locked_out, page):
    client = Client()
    client.force_login(staff(Role.ADMINISTRATOR))
    asked = client.post(page)["Location"]

    client.post(asked, {"password": PASSWORD, "next": page})

    assert not has_second_step(locked_out)


def test_your_own_page_leads_to_your_account(browser):
    you = User.objects.get(appointments__role="administrator")
    Authenticator.objects.create(user=you, type=Authenticator.Type.TOTP, data={})
    told = browser.get(f"/staff/northmoor/people/{you.pk}/").content.decode()

    assert "This is you" in told
    assert "Give a new password" not in told
    answer = browser.post(f"/staff/northmoor/people/{you.pk}/second-step/")
    assert answer.status_code == 422
    assert has_second_step(you)


def test_a_second_press_is_no_crash(browser, page):
    browser.post(page)

    answer = browser.post(page)

    assert answer.status_code == 422
    assert "They have no second step" in answer.content.decode()
