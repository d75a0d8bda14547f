from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.programmes import queries, services
from folkmoot.programmes.forms import MomentField
from folkmoot.programmes.models import Stage
from tests.conftest import NOON

DAY = timedelta(days=1)
LONDON = ZoneInfo("Europe/London")


class TestMoments:
    field = MomentField(zone=LONDON, label="Opens")

    @pytest.mark.parametrize(
        ("typed", "moment"),
        [
            ("2030-01-15T09:00", datetime(2030, 1, 15, 9, tzinfo=UTC)),
            ("2030-07-15T09:00", datetime(2030, 7, 15, 8, tzinfo=UTC)),
            ("2030-07-15 09:00", datetime(2030, 7, 15, 8, tzinfo=UTC)),
            # The clocks go back at 2 a.m.: the first of the two half past ones is meant.
            ("2030-10-27T01:30", datetime(2030, 10, 27, 0, 30, tzinfo=UTC)),
        ],
    )
    def test_follow_the_clock_on_the_wall(self, typed, moment):
        assert self.field.clean(typed) == moment

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("2030-03-31T01:30", "the clocks go forward then, so 01:30 does not happen"),
            ("1900-01-01T09:00", "choose a year from 2000 to 2100"),
            ("9999-12-31T23:59", "choose a year from 2000 to 2100"),
            ("0000-00-00T00:00", "write a date and a time"),
            ("tomorrow", "write a date and a time"),
            ("2030-02-30T09:00", "write a date and a time"),
            ("9" * 10_000, "write a date and a time"),
        ],
    )
    def test_say_what_to_write_instead(self, typed, said):
        with pytest.raises(ValidationError, match=said):
            self.field.clean(typed)

    def test_are_shown_as_they_were_typed(self):
        typed = "2030-07-15T09:00"

        shown = self.field.prepare_value(self.field.clean(typed))

        assert shown.strftime("%Y-%m-%dT%H:%M") == typed


class TestDates:
    def set(self, actor, programme, opens_at, closes_at):
        return services.set_dates(
            actor=actor, programme=programme, opens_at=opens_at, closes_at=closes_at, at=NOON
        )

    def test_can_be_planned_in_draft(self, draft_programme, facilitator):
        self.set(facilitator, draft_programme, NOON + DAY, NOON + 2 * DAY)

        assert draft_programme.stage(NOON) is Stage.DRAFT
        assert draft_programme.closes_at == NOON + 2 * DAY

    def test_a_scheduled_opening_moves_but_not_into_the_past(self, at_stage, facilitator):
        programme = at_stage(Stage.SCHEDULED)

        self.set(facilitator, programme, NOON + 2 * DAY, NOON + 9 * DAY)
        with pytest.raises(DomainError, match="in the future"):
            self.set(facilitator, programme, NOON, NOON + 9 * DAY)

    def test_an_opening_that_happened_stays(self, at_stage, facilitator):
        with pytest.raises(NotAllowed, match="Only the closing"):
            self.set(facilitator, at_stage(Stage.OPEN), NOON - 3 * DAY, NOON + DAY)

    def test_end_after_they_start(self, draft_programme, facilitator):
        with pytest.raises(DomainError, match="before it closes"):
            self.set(facilitator, draft_programme, NOON + 2 * DAY, NOON + DAY)


class TestPhases:
    def test_lie_within_the_programme(self, at_stage, facilitator):
        programme = at_stage(Stage.SCHEDULED)
        activity = services.add_activity(
            actor=facilitator, programme=programme, kind="workshop", title="Talk", at=NOON
        )

        with pytest.raises(DomainError) as refusal:
            services.set_phases(
                actor=facilitator,
                activity=activity,
                dates={
                    "answer": (NOON, NOON + 3 * DAY),
                    "prioritise": (NOON + 3 * DAY, NOON + 30 * DAY),
                },
                at=NOON,
            )

        assert str(refusal.value) == (
            "Answer opens before the programme does. Prioritise closes after the programme does."
        )
        assert not activity.phases.exists()

    def test_none_removes_a_phase(self, ready, facilitator):
        activity = ready.activities.get()
        dated = {"answer": (NOON, NOON + DAY), "prioritise": (NOON + DAY, NOON + 2 * DAY)}
        services.set_phases(actor=facilitator, activity=activity, dates=dated, at=NOON)

        services.set_phases(
            actor=facilitator, activity=activity, dates=dated | {"answer": None}, at=NOON
        )

        assert [phase.key for phase in activity.phases.all()] == ["prioritise"]

    def test_a_picture_puts_them_on_one_scale(self, at_stage, facilitator):
        programme = at_stage(Stage.OPEN)  # ten days, one of them gone
        activity = services.add_activity(
            actor=facilitator, programme=programme, kind="workshop", title="Talk", at=NOON
        )
        services.set_phases(
            actor=facilitator,
            activity=activity,
            dates={"answer": (NOON - DAY, NOON + 4 * DAY), "prioritise": None},
            at=NOON,
        )

        picture = queries.timeline_picture(programme, at=NOON)

        assert [(bar.start, bar.width) for bar in picture.bars] == [(0, 100), (0, 50)]
        assert picture.today == 10


class TestPages:
    url = "/staff/northmoor/not-yet/timeline/"

    def test_dates_are_typed_on_our_clocks(self, signed_in, draft_programme):
        client = signed_in(Role.FACILITATOR)

        client.post(
            self.url + "dates/",
            {"opens_at": "2049-07-01T09:00", "closes_at": "2049-07-20T17:00"},
        )

        draft_programme.refresh_from_db()
        assert draft_programme.opens_at == datetime(2049, 7, 1, 8, tzinfo=UTC)
        assert 'value="2049-07-01T09:00"' in client.get(self.url + "dates/").content.decode()

    def test_ends_before_starts_keeps_what_was_typed(self, signed_in, draft_programme):
        r = signed_in(Role.FACILITATOR).post(
            self.url + "dates/",
            {"opens_at": "2049-07-20T09:00", "closes_at": "2049-07-01T17:00"},
        )

        assert r.status_code == 422
        assert "must come after the opening" in r.content.decode()
        assert 'value="2049-07-20T09:00"' in r.content.decode()

    def test_half_a_phase_is_refused(self, signed_in, ready):
        activity = ready.activities.get()

        r = signed_in(Role.FACILITATOR).post(
            f"{self.url}{activity.pk}/phases/", {"answer-opens": "2049-07-20T09:00"}
        )

        assert r.status_code == 422
        assert "Answer closes: fill in both dates, or neither." in r.content.decode()

    def test_phases_are_saved_and_drawn(self, signed_in, ready):
        client, activity = signed_in(Role.FACILITATOR), ready.activities.get()
        typed = {"answer-opens": "2049-07-01T09:00", "answer-closes": "2049-07-20T17:00"}

        assert client.post(f"{self.url}{activity.pk}/phases/", typed).status_code == 302

        assert "Talk: Answer" in client.get(self.url).content.decode()

    def test_activities_come_and_go(self, signed_in, draft_programme):
        client = signed_in(Role.FACILITATOR)
        client.post(self.url + "add/", {"kind": "workshop", "title": "Second talk"})
        activity = draft_programme.activities.get()
        client.post(f"{self.url}{activity.pk}/", {"title": "Third talk"})

        assert "Third talk" in client.get(self.url).content.decode()
        assert "Third talk" in client.get(f"{self.url}{activity.pk}/remove/").content.decode()
        client.post(f"{self.url}{activity.pk}/remove/")
        assert not draft_programme.activities.exists()

    def test_an_unknown_kind_is_refused(self, signed_in, draft_programme):
        r = signed_in(Role.FACILITATOR).post(
            self.url + "add/", {"kind": "dance", "title": "Second talk"}
        )

        assert r.status_code == 422
        assert "Second talk" in r.content.decode()
