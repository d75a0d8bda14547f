from datetime import UTC, datetime, timedelta

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.programmes import presenting, queries, services
from folkmoot.programmes.models import Phase, Programme, Stage
from tests.conftest import NOON

DAY = timedelta(days=1)


def launch(programme, actor, opens_at=NOON, closes_at=NOON + 7 * DAY):
    return services.launch(
        actor=actor, programme=programme, opens_at=opens_at, closes_at=closes_at, at=NOON
    )


class TestLaunch:
    def test_opens_a_programme_that_is_ready(self, ready, facilitator):
        assert launch(ready, facilitator).stage(NOON) is Stage.OPEN

    def test_opens_a_programme_on_its_date(self, ready, facilitator):
        launched = launch(ready, facilitator, opens_at=NOON + DAY)

        assert launched.stage(NOON) is Stage.SCHEDULED
        assert launched.stage(NOON + DAY) is Stage.OPEN

    def test_erases_what_was_rehearsed(self, ready, facilitator, room):
        services.start_practice(actor=facilitator, programme=ready, at=NOON)

        launch(ready, facilitator)

        assert room.launched == [ready.pk]
        assert not ready.is_practising

    def test_says_everything_that_is_missing_at_once(self, draft_programme, facilitator):
        with pytest.raises(services.NotReady) as refusal:
            launch(draft_programme, facilitator)

        assert [p.url_name for p in refusal.value.problems] == [
            "programmes:mandate",
            "programmes:timeline",
        ]

    def test_asks_each_activity_whether_it_is_ready(self, ready, facilitator, room):
        room.missing = ["Add a challenge question."]

        with pytest.raises(services.NotReady, match="Talk: Add a challenge question"):
            launch(ready, facilitator)

        assert room.launched == []

    def test_happens_to_a_programme_once(self, ready, facilitator):
        stale = Programme.objects.get(pk=ready.pk)
        launch(ready, facilitator)

        with pytest.raises(NotAllowed):
            launch(stale, facilitator, closes_at=NOON + 99 * DAY)

        ready.refresh_from_db()
        assert ready.closes_at == NOON + 7 * DAY

    @pytest.mark.parametrize("closes_at", [NOON, NOON - DAY])
    def test_is_refused_where_the_close_lies_behind(self, ready, facilitator, closes_at):
        with pytest.raises(DomainError):
            launch(ready, facilitator, closes_at=closes_at)


class TestClosing:
    def test_closes_now_and_opens_again(self, at_stage, facilitator):
        programme = at_stage(Stage.OPEN)

        services.close_now(actor=facilitator, programme=programme, at=NOON)
        assert programme.stage(NOON) is Stage.CLOSED

        services.move_closing(actor=facilitator, programme=programme, closes_at=NOON + DAY, at=NOON)
        assert programme.stage(NOON) is Stage.OPEN

    def test_closing_twice_is_explained(self, at_stage, facilitator):
        with pytest.raises(DomainError, match="not open"):
            services.close_now(actor=facilitator, programme=at_stage(Stage.CLOSED), at=NOON)

    def test_never_before_the_opening(self, at_stage, facilitator):
        programme = at_stage(Stage.OPEN)

        with pytest.raises(DomainError, match="before it opens"):
            services.move_closing(
                actor=facilitator, programme=programme, closes_at=NOON - 2 * DAY, at=NOON
            )

    def test_a_scheduled_opening_can_be_called_off(self, at_stage, facilitator):
        programme = at_stage(Stage.SCHEDULED)

        services.call_off(actor=facilitator, programme=programme, at=NOON)

        assert programme.stage(NOON) is Stage.DRAFT

    def test_nobody_is_turned_away_after_the_fact(self, at_stage, facilitator):
        programme = at_stage(Stage.OPEN)

        with pytest.raises(DomainError, match="has passed"):
            services.move_closing(
                actor=facilitator, programme=programme, closes_at=NOON - DAY / 2, at=NOON
            )


class TestStandingStill:
    @pytest.mark.parametrize(
        ("dates", "why"),
        [
            ((-2, 2), []),
            ((-2, -1), ["All its phases are over."]),
            ((1, 2), ["Its first phase is still to come."]),
        ],
    )
    def test_an_open_programme_says_where_nothing_can_be_done(
        self, at_stage, facilitator, dates, why
    ):
        programme = at_stage(Stage.OPEN)
        activity = services.add_activity(
            actor=facilitator, programme=programme, kind="workshop", title="Talk", at=NOON
        )
        opens_at, closes_at = (NOON + days * DAY for days in dates)
        Phase.objects.create(
            activity=activity, key="answer", opens_at=opens_at, closes_at=closes_at
        )

        assert [told for _, told in presenting.inactive_activities(programme, at=NOON)] == why

    def test_phases_outside_the_dates_are_named(self, at_stage, facilitator):
        programme = at_stage(Stage.OPEN)
        activity = services.add_activity(
            actor=facilitator, programme=programme, kind="workshop", title="Talk", at=NOON
        )
        Phase.objects.create(
            activity=activity, key="answer", opens_at=NOON, closes_at=NOON + 99 * DAY
        )

        assert queries.phases_outside(programme) == ["Talk: Answer"]


class TestPractice:
    def test_starts_and_stops_before_the_launch(self, ready, facilitator):
        services.start_practice(actor=facilitator, programme=ready, at=NOON)
        assert ready.stage(NOON) is Stage.PRACTICE

        services.stop_practice(actor=facilitator, programme=ready, at=NOON)
        assert ready.stage(NOON) is Stage.DRAFT

    def test_needs_something_to_practise_with(self, draft_programme, facilitator):
        with pytest.raises(DomainError, match="Add an activity"):
            services.start_practice(actor=facilitator, programme=draft_programme, at=NOON)


class TestPages:
    url = "/staff/northmoor/not-yet/"

    def test_the_overview_names_one_next_step(self, signed_in, draft_programme):
        page = signed_in(Role.FACILITATOR).get(self.url).content.decode()

        assert "Next: Write the mandate" in page
        assert page.count("Next: ") == 1

    def test_launching_lists_all_that_is_missing_with_links(self, signed_in, draft_programme):
        page = signed_in(Role.FACILITATOR).get(self.url + "open/").content.decode()

        assert "2 things are missing" in page
        assert f'href="{self.url}mandate/"' in page
        assert f'href="{self.url}timeline/"' in page

    def test_opening_now_opens_once_however_often_it_is_pressed(self, signed_in, ready):
        client = signed_in(Role.FACILITATOR)
        typed = {"when": "now", "closes_at": "2049-05-01T17:00"}

        r = client.post(self.url + "open/", typed)

        ready.refresh_from_db()
        assert r.status_code == 302
        assert ready.is_launched
        assert ready.closes_at == datetime(2049, 5, 1, 16, tzinfo=UTC)

        # A second press is told the same as the first, and opens nothing twice.
        assert client.post(self.url + "open/", typed).url == r.url
        assert AuditEntry.objects.filter(act="programme.launched").count() == 1
        later = {**typed, "closes_at": "2048-05-01T17:00"}
        assert client.post(self.url + "open/", later).status_code == 422

    def test_a_refusal_keeps_what_was_typed(self, signed_in, draft_programme):
        typed = {"when": "later", "opens_at": "2049-05-02T09:00", "closes_at": "2049-05-01T17:00"}

        r = signed_in(Role.FACILITATOR).post(self.url + "open/", typed)

        assert r.status_code == 422
        assert "2049-05-02T09:00" in r.content.decode()
        assert "must open before it closes" in r.content.decode()

    def test_a_date_is_needed_to_open_on_a_date(self, signed_in, ready):
        typed = {"when": "later", "closes_at": "2049-05-01T17:00"}

        r = signed_in(Role.FACILITATOR).post(self.url + "open/", typed)

        assert "Say when the programme opens, or choose now." in r.content.decode()

    def test_closing_asks_first_and_says_what_ends(self, signed_in, programme):
        client = signed_in(Role.FACILITATOR)
        url = "/staff/northmoor/safer-wards/close/"

        assert "What ends with the close" in client.get(url).content.decode()
        asked = client.post(url, {"when": "now"})
        assert asked.status_code == 200
        assert "Close it now" in asked.content.decode()
        programme.refresh_from_db()
        assert programme.is_open(NOON)
        assert client.post(url, {"when": "now", "sure": "yes"}).status_code == 302
        assert "It closed on" in client.get("/staff/northmoor/safer-wards/").content.decode()

    def test_an_analyst_reads_but_does_not_close(self, signed_in, programme):
        client = signed_in(Role.ANALYST)

        assert "Close early" not in client.get("/staff/northmoor/safer-wards/").content.decode()
        url = "/staff/northmoor/safer-wards/close/"
        assert client.post(url, {"when": "now", "sure": "yes"}).status_code == 422

    def test_a_day_is_chosen_with_its_hour_and_asked_about_once_more(self, signed_in, programme):
        client = signed_in(Role.FACILITATOR)
        url = "/staff/northmoor/safer-wards/close/"
        day = {"when": "later", "closes_at": "2048-12-03T18:00"}

        page = client.post(url, day).content.decode()
        assert "3 December 2048" in page
        assert "18:00" in page
        assert client.post(url, {**day, "sure": "yes"}).status_code == 302
        programme.refresh_from_db()
        assert programme.closes_at == datetime(2048, 12, 3, 18, tzinfo=UTC)

    def test_an_earlier_day_on_the_page_that_extends_is_asked_about_too(self, signed_in, programme):
        client = signed_in(Role.FACILITATOR)
        asked = client.post(
            "/staff/northmoor/safer-wards/extend/", {"closes_at": "2048-12-03T18:00"}
        )

        assert "What ends with the close" in asked.content.decode()
        programme.refresh_from_db()
        assert programme.closes_at.year == 2049

    @pytest.mark.parametrize(
        "said", [{}, {"when": "later"}, {"when": "later", "closes_at": "2001-01-01T10:00"}]
    )
    def test_a_day_that_is_none_is_refused(self, signed_in, programme, said):
        url = "/staff/northmoor/safer-wards/close/"

        assert signed_in(Role.FACILITATOR).post(url, said).status_code == 422

    def test_an_act_on_a_get_does_nothing(self, signed_in, ready):
        client = signed_in(Role.FACILITATOR)

        assert client.get(self.url + "practice/").status_code == 405


def test_problems_mention_phases_that_are_over(ready, facilitator):
    Phase.objects.create(
        activity=ready.activities.get(), key="answer", opens_at=NOON - 5 * DAY, closes_at=NOON - DAY
    )

    assert [p.text for p in presenting.problems(ready, at=NOON)] == [
        "Talk: every phase is over. Give it new dates, or remove the phases."
    ]
