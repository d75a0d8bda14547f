"""PostgreSQL keeps long values apart, under numbers that count upwards as they come."""

import random
from unittest import mock

import pytest
from benchmarks import _attacker, _dumps
from benchmarks._campaign import long_text
from django.db import connection
from django.test.utils import CaptureQueriesContext

from folkmoot.core import physical_order
from folkmoot.joining.models import WaitingAnswers
from folkmoot.joining.services import crowd_tables
from folkmoot.members.models import Invitee, Member
from folkmoot.workshops.models import Idea, Vote
from tests.conftest import NOON

pytestmark = pytest.mark.django_db(transaction=True)
VOICES = 60
IDEAS = "workshops_idea"


@pytest.fixture(autouse=True)
def _only_postgresql():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps long values beside their rows, and VACUUM moves both")


@pytest.fixture
def voices(question, join):
    """In the order in which they joined, and each at once said something long."""
    joined = [join() for _ in range(VOICES)]
    for place, voice in enumerate(joined):
        text = long_text(random.Random(place))
        idea = Idea.objects.create(question=question, author=voice, text=text, said_on=NOON.date())
        Vote.objects.create(idea=idea, participant=voice, stance=1, cast_on=NOON.date())
    return [voice.pk for voice in joined]


def paired(voices):
    """How many the best reading of a superuser's view puts in their place, and which it is."""
    found = _attacker.orders(_dumps.read(), set(voices))
    return max(
        (sum(x == y for x, y in zip(voices, listed, strict=False)), name) for name, listed in found
    )


def contents():
    return {
        name: sorted(map(repr, _dumps._without_place(table).rows))
        for name, table in _dumps._read_postgresql().items()
    }


def numbers(table, column):
    found = _dumps._read_postgresql()[table]
    at = found.columns.index(f"{column} (out of line)")
    return {row[at] for row in found.rows} - {None}


def test_long_texts_do_not_tell_who_came_first(voices):
    physical_order.shuffle_tables(crowd_tables())

    right, name = paired(voices)
    assert right <= _attacker.quantile(VOICES), name
    assert len(numbers("workshops_idea", "text")) == VOICES  # they were there to be read


def test_this_attack_finds_everybody_where_long_texts_are_only_moved(voices):
    with mock.patch.object(physical_order, "_written_anew", return_value=[]):
        physical_order.shuffle_tables(crowd_tables())

    right, name = paired(voices)
    assert right == VOICES
    assert name == "workshops_idea.author_id by text (out of line)"


def test_nothing_but_order_is_changed(voices, programme):
    lengths = random.Random(5)
    for place in range(10):
        member = Member.objects.create(
            organisation=programme.organisation, address=f"person{place}@example.org"
        )
        told = {"Notes": long_text(lengths), "Site": None} if place % 2 else None
        Invitee.objects.create(programme=programme, member=member, attributes=told)
    WaitingAnswers.objects.create(programme=programme, sealed=lengths.randbytes(6_000))
    before, sealed = contents(), numbers("joining_waitinganswers", "sealed")
    told = numbers("members_invitee", "attributes")

    physical_order.shuffle_tables(crowd_tables())

    assert contents() == before
    assert len(told) == 5
    assert not numbers("members_invitee", "attributes") & told
    assert not numbers("joining_waitinganswers", "sealed") & sealed


def test_every_row_comes_from_one_transaction_and_no_old_value_stays(voices):
    old = numbers("workshops_idea", "text")
    physical_order.shuffle_tables(crowd_tables())

    tables = _dumps._read_postgresql()
    rows = [row for model in crowd_tables() for row in tables[model._meta.db_table].rows]
    assert len(rows) > 3 * VOICES
    assert len({row[1] for row in rows}) == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltoastrelid::regclass FROM pg_class WHERE relname = %s", [IDEAS])
        cursor.execute(f"SELECT DISTINCT chunk_id::bigint FROM {cursor.fetchone()[0]}")
        kept = {number for (number,) in cursor.fetchall()}
    assert kept == numbers("workshops_idea", "text")
    assert not kept & old


def test_tables_without_long_values_are_laid_out_once(voices):
    with CaptureQueriesContext(connection) as said:
        physical_order.shuffle_tables(crowd_tables())

    def times(table):
        return sum(q["sql"].startswith(f'CLUSTER "{table}"') for q in said.captured_queries)

    assert (times("workshops_vote"), times("workshops_idea")) == (1, 2)
    assert times("participants_participant") == 1


def test_whoever_still_reads_the_rows_as_they_lay_is_waited_for_and_then_named(voices, monkeypatch):
    patience = physical_order.PATIENCE
    monkeypatch.setattr(physical_order, "PATIENCE", 0)
    reader = connection.copy()
    try:
        reader.connect()
        with reader.cursor() as cursor:
            cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
            cursor.execute("SELECT 1")
            with pytest.raises(physical_order.StillRead):
                physical_order.shuffle_tables(crowd_tables())
            cursor.execute("ROLLBACK")
    finally:
        reader.close()

    monkeypatch.setattr(
        physical_order, "PATIENCE", patience
    )  # other tests write on the same server
    physical_order.shuffle_tables(crowd_tables())
