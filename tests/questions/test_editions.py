"""An edition stands as it was opened; a change makes another, and earlier answers keep theirs."""

import pytest
from django.db import IntegrityError, connection, transaction

from folkmoot.core.errors import DomainError
from folkmoot.questions.definitions import OneOf, Question, simple
from folkmoot.questions.models import Edition, Frozen
from folkmoot.questions.queries import Altered, definition_of, latest
from folkmoot.questions.services import freeze
from tests.questions.drawn import ABC, options, question

pytestmark = pytest.mark.django_db
ASKED = simple(question("one", "site"), question("text", "why"))
CHANGED = simple(Question("site", "Which ward?", OneOf(options("a", "d"))))


@pytest.fixture
def edition(programme):
    return freeze(programme=programme, series=programme.pk, definition=ASKED)


def test_an_edition_is_read_back_as_it_was_frozen(edition):
    assert edition.number == 1
    assert definition_of(Edition.objects.get()) == ASKED


def test_the_same_words_are_the_same_edition(programme, edition):
    again = freeze(programme=programme, series=programme.pk, definition=ASKED)

    assert again == edition


def test_a_change_makes_another_and_leaves_the_first_to_the_byte(programme, edition):
    before = Edition.objects.values().get(pk=edition.pk)
    second = freeze(programme=programme, series=programme.pk, definition=CHANGED)

    assert (second.number, latest(programme.pk)) == (2, second)
    assert Edition.objects.values().get(pk=edition.pk) == before
    assert definition_of(second) == CHANGED


def test_going_back_to_earlier_words_is_a_new_edition_with_the_same_hash(programme, edition):
    freeze(programme=programme, series=programme.pk, definition=CHANGED)
    third = freeze(programme=programme, series=programme.pk, definition=ASKED)

    assert (third.number, third.sha256) == (3, edition.sha256)


def test_other_series_count_for_themselves(programme, edition, draft_programme):
    other = freeze(programme=draft_programme, series=draft_programme.pk, definition=ASKED)

    assert other.number == 1
    assert other.sha256 == edition.sha256


def test_nothing_in_the_product_changes_an_edition(edition):
    edition.definition = "{}"
    with pytest.raises(Frozen):
        edition.save()
    with pytest.raises(Frozen):
        Edition.objects.update(definition="{}")
    with pytest.raises(Frozen):
        Edition.objects.bulk_update([edition], ["definition"])


def test_what_was_changed_behind_the_product_is_noticed(edition):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE questions_edition SET definition = replace(definition, 'site', 'sight')"
        )
    with pytest.raises(Altered, match="changed in the database"):
        definition_of(Edition.objects.get())


def test_the_database_knows_one_edition_of_each_number(programme, edition):
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.create(programme=programme, series=programme.pk, number=1)


def test_what_nobody_could_answer_is_not_frozen(programme):
    with pytest.raises(DomainError, match="Two questions have the same name"):
        freeze(
            programme=programme,
            series=programme.pk,
            definition=simple(*(Question("q", "?", OneOf(ABC)) for _ in range(2))),
        )
    assert not Edition.objects.exists()


def test_an_edition_goes_with_its_programme(programme, edition):
    series = programme.pk
    programme.delete()

    assert latest(series) is None
