from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.utils.timezone import localtime

from folkmoot.accounts import acts, queries, registry, services
from folkmoot.accounts.models import AuditEntry, Organisation
from folkmoot.accounts.policy import Role
from folkmoot.accounts.registry import Act, Acts
from folkmoot.core import rooms
from folkmoot.programmes.models import Programme
from tests.conftest import NOON

SAFER_WARDS = Programme(slug="safer-wards")


@pytest.fixture
def history(actor):
    """Seven acts, three of them at the very same moment."""
    for n in range(7):
        services.record_audit(
            actor(Role.FACILITATOR),
            acts.ROLES_CHANGED,
            NOON + timedelta(minutes=max(n, 3)),
            f"act {n}",
            programme=SAFER_WARDS if n % 2 else None,
        )


def walk(organisation, **options):
    seen, before = [], ""
    while True:
        page = queries.audit_page(organisation=organisation, before=before, size=2, **options)
        seen += [row.detail for row in page.rows]
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

    assert [row.detail for row in page.rows] == ["act 6", "act 5"]


def test_a_page_costs_one_query(history, organisation, django_assert_num_queries):
    with django_assert_num_queries(1):
        queries.audit_page(organisation=organisation)


def test_a_long_detail_is_cut_to_fit(actor, organisation):
    services.record_audit(actor(), acts.ROLES_CHANGED, NOON, "b" * 5000)

    (row,) = queries.audit_page(organisation=organisation).rows
    assert len(row.detail) == 300


def test_an_act_is_kept_by_its_identifier_and_shown_in_words(actor, organisation):
    services.record_audit(actor(), acts.ROLES_CHANGED, NOON)

    assert AuditEntry.objects.get().act == "person.roles_changed"
    (row,) = queries.audit_page(organisation=organisation).rows
    assert row.act == "changed roles"


def test_an_old_sentence_that_nobody_knows_any_more_is_shown_as_it_stands(organisation):
    AuditEntry.objects.create(
        organisation=organisation, actor_name="Ada", act="watered the plants", at=NOON
    )

    (row,) = queries.audit_page(organisation=organisation).rows
    (copied,) = queries.audit_copy(organisation=organisation).rows
    assert row.act == copied.act == "watered the plants"
    assert copied.meaning == ""


def test_an_act_that_no_room_declares_is_refused(actor):
    with pytest.raises(ValueError, match="declared by no room"):
        services.record_audit(actor(), Act("plants.watered", "watered the plants"), NOON)

    assert not AuditEntry.objects.exists()


def test_an_act_that_two_rooms_declare_is_refused(actor, monkeypatch):
    told = {**rooms._told[Acts], "plants": Acts((Act("person.removed", "took a person away"),))}
    monkeypatch.setitem(rooms._told, Acts, told)

    with pytest.raises(ValueError, match=r"declared twice: person\.removed"):
        services.record_audit(actor(), acts.PERSON_ADDED, NOON)


def test_what_is_kept_by_its_day_has_the_day_that_people_have(actor, settings):
    settings.TIME_ZONE = "Europe/London"
    after_midnight_in_summer = datetime(2030, 7, 1, 23, 30, tzinfo=UTC)

    services.record_audit(actor(), acts.ROLES_CHANGED, after_midnight_in_summer, by_day=True)

    kept = localtime(AuditEntry.objects.get().at)
    assert (kept.month, kept.day, kept.hour, kept.minute) == (7, 2, 0, 0)


def test_every_act_has_an_identifier_that_fits_and_words_that_read_on_after_a_name():
    longest = AuditEntry._meta.get_field("act").max_length

    for key, act in registry.acts().items():
        assert len(key) <= longest
        assert key == key.lower()
        assert "." in key
        words = str(act.words)
        assert words[0].islower(), words
        assert not words.endswith("."), words


def test_every_room_that_names_acts_declares_them():
    named = {
        config.label
        for config in apps.get_app_configs()
        if config.name.startswith("folkmoot.") and (Path(config.path) / "acts.py").exists()
    }

    assert named == rooms._told[Acts].keys()


class TestActsOfEarlierVersions:
    """They were kept as English sentences."""

    STEP = import_module("folkmoot.accounts.migrations.0002_acts")

    def stored(self):
        return list(AuditEntry.objects.order_by("pk").values_list("act", flat=True))

    @pytest.fixture
    def sentences(self, organisation):
        found = [*self.STEP.SENTENCES, "watered the plants"]
        for act in found:
            AuditEntry.objects.create(organisation=organisation, act=act, at=NOON)
        return found

    def test_get_the_identifier_that_a_room_declares_for_them_today(self, sentences):
        self.STEP.to_keys(apps, None)

        *known, unknown = self.stored()
        assert set(known) <= registry.acts().keys()
        assert len(set(known)) == len(known) > 100
        assert unknown == "watered the plants"

    def test_come_back_as_they_were_where_the_step_is_undone(self, sentences):
        self.STEP.to_keys(apps, None)
        self.STEP.to_sentences(apps, None)

        assert self.stored() == sentences
