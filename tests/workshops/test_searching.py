"""Words are found as people type them, on both databases alike."""

import pytest

from folkmoot.workshops.models import Idea
from folkmoot.workshops.queries.searching import holding
from tests.conftest import NOON


@pytest.fixture
def find(question):
    said = [
        "Café on the ward",
        "Łódź line",
        "Straße",
        "İSTANBUL",
        "Dŵr i’r tŷ",
        "ΆΓΙΟΣ",
        "漢字のテスト",
        "50% more_time",
        "Ｆｕｌｌ width",
    ]
    Idea.objects.bulk_create(Idea(question=question, text=t, said_on=NOON.date()) for t in said)
    return lambda *words: list(
        holding(question.ideas.all(), *words).order_by("text").values_list("text", flat=True)
    )


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("CAFE", "Café on the ward"),
        ("café", "Café on the ward"),
        ("lodz", "Łódź line"),
        ("STRASSE", "Straße"),
        ("istanbul", "İSTANBUL"),
        ("dwr i'r ty", "Dŵr i’r tŷ"),
        ("αγιος", "ΆΓΙΟΣ"),
        ("漢字", "漢字のテスト"),
        ("full", "Ｆｕｌｌ width"),
        ("%", "50% more_time"),
        ("_", "50% more_time"),
    ],
)
def test_accents_case_and_width_do_not_matter_and_signs_are_signs(find, typed, found):
    assert find(typed) == [found]


def test_every_word_must_be_there(find):
    assert find("ward", "cafe") == ["Café on the ward"]
    assert find("ward", "line") == []


def test_a_search_costs_two_queries_however_many_ideas(question, django_assert_num_queries):
    Idea.objects.bulk_create(
        Idea(question=question, text=f"é {n}", said_on=NOON.date()) for n in range(300)
    )
    with django_assert_num_queries(2):
        assert len(holding(question.ideas.all(), "e")) == 300
