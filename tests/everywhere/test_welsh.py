"""Whoever takes part in Welsh meets no sentence in English, except what people wrote so."""

import re

import pytest
from django.test import Client
from django.utils import timezone, translation
from scripts.i18n import LOCALE
from scripts.i18n.catalogue import path_of, read
from scripts.i18n.checking import PLACEHOLDERS, TAGS

from folkmoot.demo.seeding import seed_demo
from tests.conftest import PASSWORD
from tests.everywhere.addresses import pages_of
from tests.everywhere.demonstration import CLOSED, OPEN, as_author, as_voice, more
from tests.everywhere.translated import Remembering, plain_words, write_in_letters_of_their_own

# No English sentence does without these for long, and none of them is a word of Welsh.
ENGLISH = re.compile(
    r"\b(the|and|this|that|these|those|you|your|with|not|are|have|has|been|who|what|when|which|if"
    r"|cannot|nobody|somebody|people|from|for|they|their|will|its|it|of|be|there|only|here|no|yes"
    r"|ideas?|votes?|comments?|questions?|answers?|join|open|close|agree|disagree|programme)\b",
    re.IGNORECASE,
)


@pytest.fixture
def in_welsh(settings):
    """Everything of the demonstration in Welsh; and addresses that only their holders know."""
    settings.LANGUAGE_CODE = "cy"
    with translation.override("cy"):
        seed_demo(password=PASSWORD, at=timezone.now(), progress=lambda *_: None)
        known = more(timezone.now())
        write_in_letters_of_their_own()
    return known


@pytest.mark.django_db
def test_no_page_of_those_who_take_part_holds_an_english_sentence(in_welsh):
    people = {"voice": as_voice(), "author": as_author(), "stranger": Client()}
    pages = {}
    for role, client in people.items():
        browser = Remembering(client)
        starts = ["/", OPEN, CLOSED, f"{CLOSED}mailbox/", *in_welsh]
        pages_of(browser, role, starts, {}, of_each_programme=False)
        pages |= {f"{role} {path}": html for path, html in browser.pages.items()}
    pages = {path: html for path, html in pages.items() if " /accounts/" not in path}

    wrong = {
        f"{path}: {text}"
        for path, html in pages.items()
        for text in plain_words(html)
        if ENGLISH.search(text)
    }

    assert len(pages) > 35
    assert all('<html lang="cy"' in html for html in pages.values())
    assert not wrong, "\n".join(sorted(wrong))


def test_no_translation_keeps_an_english_word():
    kept = {
        said
        for entry in read(path_of("cy", LOCALE), "cy").entries.values()
        if not entry.is_obsolete
        for said in entry.said
        if ENGLISH.search(PLACEHOLDERS.sub(" ", TAGS.sub(" ", said)))
    }

    assert not kept
