"""What a run keeps in English is told in the language of whoever reads it."""

import re

import pytest

from folkmoot.analysis.presenting import stored_words as words
from folkmoot.analysis.presenting import theme_words
from folkmoot.analysis.presenting.stored_words import changes_in_language, told


def kept(sentence):
    """As a run keeps it: with figures in the places."""
    figures = {"language": "German", "parts": "9 in German and 3 in Welsh"}
    return re.sub(r"%\((\w+)\)s", lambda place: figures.get(place[1], "12"), sentence)


@pytest.fixture
def another_language(monkeypatch):
    """Every message comes back in capitals, its places as they were."""

    def in_capitals(message):
        pieces = re.split(r"(%\(\w+\)s)", message)
        return "".join(one if one.startswith("%(") else one.upper() for one in pieces)

    monkeypatch.setattr(words, "looked_up", in_capitals)


@pytest.mark.parametrize("sentence", words.SENTENCES)
def test_every_sentence_that_a_run_may_keep_is_recognised(sentence, another_language):
    found = told(kept(sentence)).replace(" and ", " AND ")  # between the items of a list

    assert found == found.upper() != kept(sentence)


@pytest.mark.parametrize("sentence", words.SENTENCES)
def test_in_english_a_kept_sentence_reads_as_it_was_kept(sentence):
    assert told(kept(sentence)) == kept(sentence)


def test_several_sentences_are_told_one_by_one(another_language):
    first, second = kept(words.MERGED), words.NO_GROUPS

    assert told(f"{first} {second}") == f"{told(first)} {told(second)}"


def test_the_names_of_languages_are_told_as_well(another_language):
    assert "GERMAN" in told(words.ALL_IN % {"all": "9", "language": "German"})
    assert "3 IN WELSH" in told(kept(words.SOME_IN))


def test_a_sentence_that_nobody_knows_any_more_stays_as_it_was_kept(another_language):
    assert told("Chosen by silhouette.") == "Chosen by silhouette."


def test_figures_stay_the_figures_that_were_kept(another_language):
    assert "1,234" in told(words.ALL_IN % {"all": "1,234", "language": "German"})


def test_what_people_had_made_of_a_theme_is_told_word_by_word(another_language):
    assert changes_in_language("renamed and accepted") == "RENAMED and ACCEPTED"


def test_that_texts_were_too_few_is_told_in_the_readers_language(monkeypatch):
    monkeypatch.setattr(theme_words, "looked_up", str.upper)

    assert theme_words.reason(words.TOO_FEW) == "TOO FEW TEXTS TO FIND THEMES IN"
