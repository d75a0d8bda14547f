"""Endings go on when one fails; what is copied, imported, made and moved is known."""

import json
import logging
from datetime import timedelta

import pytest
from django.utils.timezone import localtime

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.joining import keys, queries, services, tasks
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.joining.services import ending
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import move_closing, start_from
from folkmoot.web.logs import JsonFormatter

ASKED = [("Where?", ["North", "South"]), ("How did you hear?", ["Poster", "E-mail"])]


@pytest.fixture
def two(launched, organisation, now):
    """Two anonymous programmes whose keys are due; which is looked at first is chance."""
    programme = launched(Mode.ANONYMOUS)
    other = Programme.objects.create(
        organisation=organisation,
        name="Other",
        slug="other",
        opens_at=programme.opens_at,
        closes_at=now,
        is_launched=True,
        created_on=now.date(),
    )
    JoiningSettings.objects.create(programme=other, mode=Mode.ANONYMOUS, is_fixed=True)
    keys.create(other.pk)
    Programme.objects.update(closes_at=now)
    return programme, other


class TestOneThatFails:
    @pytest.mark.parametrize("which", [0, 1])
    def test_stops_no_other_is_seen_and_is_tried_again(self, two, now, monkeypatch, caplog, which):
        broken, generalise = two[which], services.ending.gateway.generalise_answers

        def fails(programme):
            if programme.pk == broken.pk:
                raise ValueError("person0@example.org")
            generalise(programme)

        monkeypatch.setattr(ending.gateway, "generalise_answers", fails)
        tomorrow = now + timedelta(days=1)
        with pytest.raises(services.EndingsFailed), caplog.at_level(logging.ERROR):
            services.keep_dates(at=tomorrow)
        assert keys.exists(broken.pk)
        assert not keys.exists(two[1 - which].pk)
        assert JoiningSettings.objects.get(programme=broken).key_destroyed_on is None

        (record,) = caplog.records
        line = json.loads(JsonFormatter().format(record))
        assert (line["error"], line["job"]) == ("ValueError", "joining.keep_dates")
        assert "person0" not in json.dumps(line)

        monkeypatch.setattr(ending.gateway, "generalise_answers", generalise)
        assert services.keep_dates(at=tomorrow) == ["destroyed a key"]

    def test_does_not_keep_the_order_of_others_from_being_rewritten(self, two, monkeypatch, now):
        queued = []
        monkeypatch.setattr(tasks, "enqueue", queued.append)
        monkeypatch.setattr(tasks.timezone, "now", lambda: now + timedelta(days=1))
        monkeypatch.setattr(
            tasks.services, "keep_dates", lambda at: (_ for _ in ()).throw(RuntimeError)
        )
        with pytest.raises(RuntimeError):
            tasks.keep_dates()

        assert queued == ["joining.rewrite_order"]


class TestTheKeyIsTold:
    def test_making_it_is_audited_on_its_own(self, launched):
        launched(Mode.CONFIDENTIAL)
        entry = AuditEntry.objects.get(act="joining.key_made")

        assert entry.actor_name == "Folkmoot itself"
        day = localtime(entry.at)
        assert (day.hour, day.minute) == (0, 0)

    def test_an_open_link_makes_none(self, launched):
        launched(Mode.OPEN)

        assert not AuditEntry.objects.filter(act="joining.key_made").exists()

    def test_extending_the_programme_moves_its_day_and_says_so(self, launched, runner, now, client):
        programme = launched(Mode.ANONYMOUS)
        page = client.get("/p/northmoor/not-yet/anonymity/").content.decode()
        assert "the day after the programme closes; if it is extended, this day moves" in page
        later = now + timedelta(days=50)
        move_closing(actor=runner, programme=programme, closes_at=later, at=now)

        entry = AuditEntry.objects.get(act="joining.destruction_moved")
        assert entry.detail == f"to {later + timedelta(days=1):%d %B %Y}"

    def test_a_day_of_its_own_does_not_move(self, launched, runner, now, client):
        programme = launched(Mode.ANONYMOUS)
        JoiningSettings.objects.update(destroy_on=(now + timedelta(days=40)).date())
        later = now + timedelta(days=50)
        move_closing(actor=runner, programme=programme, closes_at=later, at=now)

        assert not AuditEntry.objects.filter(act="joining.destruction_moved").exists()
        assert (
            "this day moves" not in client.get("/p/northmoor/not-yet/anonymity/").content.decode()
        )

    def test_moving_the_close_never_makes_another_key(self, launched, runner, now, keys_here):
        programme = launched(Mode.ANONYMOUS)
        keys.destroy(programme.pk)
        later = now + timedelta(days=50)
        move_closing(actor=runner, programme=programme, closes_at=later, at=now)

        assert not keys.exists(programme.pk)


class TestStartingFromAnEarlierProgramme:
    def test_it_is_joined_and_asks_alike_with_nothing_of_what_happened(
        self, launched, actor, invite, now
    ):
        earlier = launched(Mode.ANONYMOUS, ASKED)
        invite(earlier, 3)
        services.draw_codes(earlier, 3)
        JoiningSettings.objects.update(erase_on=(now + timedelta(days=90)).date(), second_codes=4)
        again = start_from(
            actor=actor(Role.FACILITATOR), earlier=earlier, name="Again", slug="again", at=now
        )

        found = JoiningSettings.objects.get(programme=again)
        assert found.mode == Mode.ANONYMOUS
        assert (found.is_fixed, found.erase_on, found.second_codes) == (False, None, 0)
        assert queries.codes_left(again) == 0
        assert not keys.exists(again.pk)

        def asked(programme):
            return [
                (q.text, q.options, q.is_how_heard, q.attribute)
                for q in queries.questions_of(programme)
            ]

        assert asked(again) == asked(earlier)
        ids = {q.pk for q in queries.questions_of(again)}
        assert ids.isdisjoint(q.pk for q in queries.questions_of(earlier))

    def test_the_mode_may_still_be_changed(self, launched, runner, now):
        again = start_from(
            actor=runner, earlier=launched(Mode.ANONYMOUS), name="Again", slug="again", at=now
        )
        services.choose_mode(actor=runner, programme=again, mode=Mode.OPEN, at=now)

        assert queries.mode_of(again.pk) == Mode.OPEN


class TestImports:
    def test_a_closed_programme_without_a_doorway_is_shuffled_once(
        self, draft_programme, now, monkeypatch
    ):
        Programme.objects.filter(pk=draft_programme.pk).update(
            is_launched=True,
            opens_at=now - timedelta(days=9),
            closes_at=now - timedelta(days=2),
        )
        monkeypatch.setattr(ending, "shuffle_tables", lambda tables: None)
        assert queries.with_old_order(at=now) == [draft_programme.pk]
        assert services.rewrite_order(at=now)

        assert queries.with_old_order(at=now) == []
        found = JoiningSettings.objects.get(programme=draft_programme)
        assert (found.mode, found.is_fixed) == (Mode.OPEN, True)
