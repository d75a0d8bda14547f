"""A second press of what takes something away leads where the first one led."""

import pytest
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from folkmoot.accounts.policy import Role
from folkmoot.config.already_gone import GONE, all_stood_on
from folkmoot.core.ids import to_ref

pytestmark = pytest.mark.django_db
VOICE = "/p/northmoor/safer-wards/voice/"


def test_every_address_of_the_table_exists():
    stood_on = all_stood_on()
    for name in {*stood_on, *stood_on.values()}:
        room, _, page = name.partition(":")
        with pytest.raises(NoReverseMatch, match="with no arguments"):
            reverse(name)
        assert page in get_resolver(None).namespace_dict[room][1].reverse_dict, name


def test_an_author_who_presses_twice_reads_what_they_said(voice, idea):
    browser = voice(idea.author)
    address = f"/p/northmoor/safer-wards/ideas/{idea.ref}/withdraw/"
    first, second = (browser.post(address, follow=True) for _ in range(2))

    assert [page.redirect_chain[-1][0] for page in (first, second)] == [VOICE, VOICE]
    assert str(GONE) in second.content.decode()


def test_what_is_gone_and_what_never_was_there_are_told_alike(voice, idea, join):
    browser = voice(join())
    for ref in (idea.ref, to_ref(77)):
        answer = browser.post(f"/p/northmoor/safer-wards/ideas/{ref}/withdraw/")
        assert (answer.status_code, answer.url) == (302, VOICE)
    idea.refresh_from_db()
    assert not idea.is_withdrawn


def test_who_may_not_read_the_page_hears_that_there_is_none(staff, organisation, programme):
    from folkmoot.accounts.models import Organisation

    elsewhere = Organisation.objects.create(name="Elsewhere", slug="elsewhere")
    stranger = Client()
    stranger.force_login(staff(*Role, at=elsewhere))
    address = "/staff/northmoor/safer-wards/letters/00000000-0000-0000-0000-000000000001/remove/"

    assert stranger.post(address).status_code == 404


def test_words_sent_to_what_is_gone_are_still_handed_back(voice, join, idea):
    browser = voice(join())
    answer = browser.post(
        f"/p/northmoor/safer-wards/ideas/{to_ref(77)}/comment/", {"text": "We wait four hours"}
    )

    assert answer.status_code == 404
    assert "We wait four hours" in answer.content.decode()
