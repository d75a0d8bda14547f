"""What `folkmoot check` finds in a PostgreSQL server's own log."""

import pytest
from django.db import connection

from folkmoot.config.commands.check import SILENT, find_problems

LOUD = {
    "log_error_verbosity": "default",
    "log_parameter_max_length_on_error": "64",
    "log_min_duration_statement": "500",
    "log_min_duration_sample": "500",
    "log_statement": "mod",
    "log_duration": "on",
    "log_transaction_sample_rate": "0.5",
    "auto_explain.log_min_duration": "500",
}


@pytest.fixture
def server(db):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite keeps no log")

    def put(**settings):
        with connection.cursor() as cursor:
            for name, value in settings.items():
                cursor.execute(f"SET LOCAL {name} = '{value}'")

    with connection.cursor() as cursor:
        cursor.execute("LOAD 'auto_explain'")
    put(**SILENT)
    return put


def told():
    return [one for one in find_problems()[0] if "PostgreSQL" in one]


def test_a_log_that_keeps_no_words_is_no_problem(server):
    assert told() == []


@pytest.mark.parametrize("name", SILENT)
def test_a_log_that_can_hold_what_people_write_is_named_with_how_to_mend_it(server, name):
    server(**{name: LOUD[name]})

    (problem,) = told()
    assert f"SET {name} = '{SILENT[name]}';" in problem
    assert LOUD[name] in problem


def test_changes_of_tables_may_be_logged(server):
    server(log_statement="ddl")

    assert told() == []


def test_what_people_write_is_not_in_the_text_of_a_statement(server):
    """Or the log of a failed one would hold it, and whoever may look at what runs just now."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT query, %s FROM pg_stat_activity WHERE pid = pg_backend_pid()",
            ["I am afraid of my manager"],
        )
        text, said = cursor.fetchone()

    assert said == "I am afraid of my manager"
    assert said not in text
