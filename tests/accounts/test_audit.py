from datetime import timedelta

import pytest

from folkmoot.accounts import queries, services
from folkmoot.accounts.models import Organisation
from folkmoot.accounts.policy import Role
from tests.conftest import NOON


@pytest.fixture
def history(actor):
    """Seven acts, three of them at the very same moment."""
    for n in range(7):
        services.record_audit(
            actor=actor(Role.FACILITATOR),
            act=f"act {n}",
            at=NOON + timedelta(minutes=max(n, 3)),
            programme_slug="safer-wards" if n % 2 else "",
        )


def walk(organisation, **options):
    seen, before = [], ""
    while True:
        page = queries.audit_page(organisation=organisation, before=before, size=2, **options)
        seen += [row.act for row in page.rows]
        before = page.older
        if not before:
            return seen


def test_pages_show_everything_once_newest_first(history, organisation):
    assert walk(organisation) == [f"act {n}" for n in (6, 5, 4, 3, 2, 1, 0)]


def test_a_programme_can_be_picked(history, organisation):
    assert walk(organisation, programme_slug="safer-wards") == ["act 5", "act 3", "act 1"]
    assert queries.audited_programmes(organisation) == ["safer-wards"]


def test_another_organisations_acts_are_not_there(history):
    other = Organisation.objects.create(name="Southmoor", slug="southmoor")

    assert walk(other) == []
    assert queries.audited_programmes(other) == []


@pytest.mark.parametrize(
    "cursor", ["x", "-", "1", "1-", "-1", "1-x", "9" * 40 + "-1", "1-" + "9" * 40, "²-1", "\0-1"]
)
def test_a_broken_cursor_means_the_first_page(cursor, history, organisation):
    page = queries.audit_page(organisation=organisation, before=cursor, size=2)

    assert [row.act for row in page.rows] == ["act 6", "act 5"]


def test_a_page_costs_one_query(history, organisation, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.audit_page(organisation=organisation)


def test_long_words_are_cut_to_fit(actor, organisation):
    services.record_audit(actor=actor(), act="a" * 500, detail="b" * 5000, at=NOON)

    (row,) = queries.audit_page(organisation=organisation).rows
    assert (len(row.act), len(row.detail)) == (60, 300)
