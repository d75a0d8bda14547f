"""After every success a page says what happened and what comes next."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseRedirect
from django.test import Client
from django.urls import get_resolver

from folkmoot.accounts.policy import Role
from folkmoot.config.next_step_middleware import _is_turned_away
from folkmoot.config.next_steps import all_steps
from folkmoot.config.said_elsewhere import all_said_elsewhere
from tests.conftest import PASSWORD
from tests.web.addresses import form_addresses

AFTER, ELSEWHERE = all_steps(), all_said_elsewhere()
STAFF = "/staff/northmoor/safer-wards/"


def names(patterns, space=""):
    for one in patterns:
        if hasattr(one, "url_patterns"):
            yield from names(one.url_patterns, f"{one.namespace}:" if one.namespace else space)
        elif one.name:
            yield f"{space}{one.name}"


def said(answer):
    """The words of the page's notice, and where it leads."""
    page = answer.content.decode()
    found = re.search(r'<p class="notice notice--success" role="status">(.*?)</p>', page, re.S)
    assert found, page[:3000]
    return found[1]


def test_every_step_starts_and_ends_at_a_page_that_there_is():
    known = set(names(get_resolver().url_patterns))

    assert set(AFTER) <= known
    assert {after.to for after in AFTER.values()} <= known


def test_every_address_that_takes_a_form_says_what_comes_next(programme, staff):
    """A new one fails here: put it into the table, or say where its words are said."""
    inside = Client()
    inside.force_login(staff())
    forms = set(form_addresses(Client(), inside, org="northmoor", slug="safer-wards").values())
    unnamed = {"", *(name for name in forms if name.startswith("/"))}

    assert len(forms) > 100
    assert forms - unnamed - set(AFTER) - set(ELSEWHERE) == set()
    assert set(AFTER) & set(ELSEWHERE) == set()
    ours = {name for name in (*AFTER, *ELSEWHERE) if ":" in name}
    assert ours - forms == set()  # none of them has gone, or answers no form any more


class TestWhoIsTurnedAway:
    """Nothing was taken in: no page says that it was."""

    def test_a_session_that_ended_while_writing(self, signed_in, draft_programme):
        client = signed_in(Role.FACILITATOR)
        edit = "/staff/northmoor/not-yet/mandate/edit/"
        form = client.get(edit).content.decode()
        data = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form))
        client.cookies.pop("staff")
        data |= {"promise": "We answer every one.", "based_on": "0"}
        page = client.post(edit, data, follow=True)

        assert page.redirect_chain[-1][0].startswith("/accounts/login/")
        assert "The mandate is saved" not in page.content.decode()

    def test_somebody_who_has_not_joined(self, client, programme, question):
        page = client.post(f"/p/northmoor/safer-wards/mailbox/{question.ref}/close/", follow=True)

        assert "Saved" not in page.content.decode()

    def test_a_new_password_is_said_at_the_sign_in(self):
        assert not _is_turned_away(
            HttpResponseRedirect("/accounts/login/"), "account_reset_password_from_key"
        )


class TestWhatIsSaid:
    def test_after_the_password_is_changed(self, signed_in):
        client = signed_in(Role.FACILITATOR)
        new = "another quiet room at noon"
        data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
        words = said(client.post("/accounts/password/change/", data, follow=True))

        assert "assword" in words
        assert '<a href="/staff/">Go to your programmes</a>' in words

    def test_after_the_mandate_is_written(self, signed_in, draft_programme):
        client = signed_in(Role.FACILITATOR)
        staff = "/staff/northmoor/not-yet/"
        data = {"promise": "We answer every one.", "based_on": "0"}
        words = said(client.post(f"{staff}mandate/edit/", data, follow=True))

        assert "The mandate is saved." in words
        assert f'<a href="{staff}">See what is next</a>' in words

    def test_after_a_date_is_moved(self, signed_in, programme):
        client = signed_in(Role.FACILITATOR)
        data = {"closes_at": "2049-06-01T18:00"}
        words = said(client.post(f"{STAFF}extend/", data, follow=True))

        assert "The closing is moved." in words
        assert ">Tell people</a>" in words

    def test_what_a_room_says_itself_is_kept_and_leads_on(self, signed_in, workshop):
        client = signed_in(Role.FACILITATOR)
        address = f"{STAFF}workshops/{workshop.pk}/questions/"
        words = said(client.post(address, {"text": "What slows you down?"}, follow=True))

        assert "The question has been added." in words
        assert f'<a href="{STAFF}">See what is next</a>' in words

    def test_after_people_are_brought_and_invited(self, signed_in, programme):
        """Three presses, each with what happened and what comes next."""
        client = signed_in(Role.FACILITATOR)
        people = SimpleUploadedFile("people.csv", b"E-mail\nana@x.org\nbob@x.org\n")
        brought = client.post(f"{STAFF}invited/", {"list": people}, follow=True)
        here = brought.request["PATH_INFO"]
        assert "The file is here. Look at what is found in it, and confirm it." in said(brought)
        assert "Would you invite these 2 people?" in brought.content.decode()

        assert "with the columns you chose" in said(client.post(here, {"address": 0}, follow=True))

        invited = client.post(f"{here}confirm/", follow=True)
        assert "The list is confirmed." in said(invited)
        page = invited.content.decode()
        assert "2 people are newly invited" in page
        assert "Nobody has been written to yet." in page
        assert "What comes next: write them a letter." in page
        assert f'<a class="button" href="{STAFF}">See what is next</a>' in page

    def test_after_people_are_added_to_the_address_book(self, signed_in, organisation):
        client = signed_in(Role.ADMINISTRATOR)
        people = SimpleUploadedFile("people.csv", b"E-mail\nana@x.org\n")
        brought = client.post("/staff/northmoor/address-book/add/", {"list": people}, follow=True)
        page = client.post(f"{brought.request['PATH_INFO']}confirm/", follow=True)

        assert '<a href="/staff/northmoor/address-book/">Back to the address book</a>' in said(page)
        assert "1 person is new in the address book" in page.content.decode()
        assert "What comes next: invite them to a programme" in page.content.decode()

    def test_after_a_section_is_added(self, signed_in, programme):
        client = signed_in(Role.FACILITATOR)
        client.post(f"{STAFF}framework/start/", follow=True)
        data = {"title": "Calm", "introduction": "", "revision": "1"}
        words = said(client.post(f"{STAFF}framework/sections/new/", data, follow=True))

        assert "The section is added. Write its statements next." in words
        assert ">See how the guide reads</a>" in words

    @pytest.mark.parametrize("text", ["", "x" * 400])
    def test_what_is_refused_is_not_called_a_success(self, signed_in, workshop, text):
        client = signed_in(Role.FACILITATOR)
        address = f"{STAFF}workshops/{workshop.pk}/questions/"
        answer = client.post(address, {"text": text}, follow=True)

        assert "notice--success" not in answer.content.decode()

    def test_a_participant_is_led_on_too(self, voice, join, question):
        client = voice(join())
        address = f"/p/northmoor/safer-wards/questions/{question.ref}/"
        words = said(client.post(f"{address}add/", {"text": "Light", "token": "a"}, follow=True))

        assert "Your idea is in." in words
        assert f'<a href="{address}">Go on with the other ideas</a>' in words
