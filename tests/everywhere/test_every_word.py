"""Every page can be read in another language: none has a word that nobody could translate."""

import re

import pytest
from django.test import Client
from django.utils import timezone, translation
from scripts.i18n.audience import STAFF as FOR_STAFF
from scripts.i18n.pseudo import LONGER, RIGHT_TO_LEFT

from folkmoot.demo.seeding import STAFF, seed_demo
from tests.conftest import PASSWORD
from tests.everywhere.addresses import pages_of
from tests.everywhere.demonstration import CLOSED, OPEN, as_author, as_staff, as_voice, more
from tests.everywhere.translated import (
    Remembering,
    plain_words,
    speak,
    write_in_letters_of_their_own,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def walked(settings, tmp_path):
    """Every page of the demonstration, by who was shown it, in a made-up language."""
    speak(LONGER, settings, tmp_path)
    with translation.override(settings.LANGUAGE_CODE):
        seed_demo(password=PASSWORD, at=timezone.now(), progress=lambda *_: None)
        known = more(timezone.now())
        write_in_letters_of_their_own()
    people = {key: as_staff(key) for key in STAFF}
    people |= {"voice": as_voice(), "author": as_author(), "stranger": Client()}
    seen = {}
    for role, client in people.items():
        starts = ["/staff/", "/accounts/you/", "/"]
        if role not in STAFF:
            starts = ["/", OPEN, CLOSED, f"{CLOSED}mailbox/", *known]
        seen[role] = Remembering(client)
        pages_of(seen[role], role, starts, {}, of_each_programme=False)
    return seen


def test_every_page_can_be_translated_and_participants_see_none_that_counts_as_staffs(walked):
    wrong = {
        f"{path}: {text}"
        for browser in walked.values()
        for path, html in browser.pages.items()
        for text in plain_words(html)
    }

    wrong |= {
        f"{path} is drawn from {name}, which scripts/i18n/audience.py counts as staff's"
        for role in ("voice", "author", "stranger")
        for path, templates in walked[role].templates.items()
        for name in (re.sub(r"^.*/folkmoot/", "", template) for template in templates)
        if FOR_STAFF.match(name) and not path.startswith("/accounts/")
    }

    assert sum(len(browser.pages) for browser in walked.values()) > 100
    assert not wrong, "\n".join(sorted(wrong))


@pytest.mark.parametrize("path", ["", "anonymity/", "return/", "guide/nowhere/"])
def test_right_to_left_languages_turn_the_page(path, client, programme, settings, tmp_path):
    speak(RIGHT_TO_LEFT, settings, tmp_path)
    page = client.get(programme.front_path + path).content.decode()

    assert '<html lang="ar-xb" dir="rtl">' in page
