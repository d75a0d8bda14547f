"""What ends on a day ends on people's own day, whatever the server's clock says."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from folkmoot.core.errors import DomainError
from folkmoot.joining import keys, presenting, services
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.outreach.services import campaigns, queueing
from folkmoot.participants.models import Participant

LONDON, ANGELES, AUCKLAND = "Europe/London", "America/Los_Angeles", "Pacific/Auckland"
MINUTE = timedelta(minutes=1)


def local(*when):
    here = datetime(*when, tzinfo=timezone.get_current_timezone())
    return here.astimezone(UTC)


@pytest.fixture
def closing(launched, settings, now):
    """A programme that closes at 23:59 on 12 May 2031, for people who live there."""

    def make(zone, mode=Mode.ANONYMOUS, day=(2031, 5, 12)):
        settings.TIME_ZONE = zone
        programme = launched(mode)
        programme.closes_at = local(*day, 23, 59)
        programme.save(update_fields=["closes_at"])
        return programme

    return make


@pytest.mark.parametrize("zone", [LONDON, ANGELES, AUCKLAND])
class TestAKeyWithoutADate:
    def test_it_outlives_peoples_own_day(self, closing, zone):
        programme = closing(zone)

        assert services.keep_dates(at=local(2031, 5, 12, 0, 0)) == []
        assert services.keep_dates(at=local(2031, 5, 12, 23, 58)) == []
        assert services.keep_dates(at=local(2031, 5, 13, 0, 0) - MINUTE / 2) == []
        assert keys.exists(programme.pk)
        assert services.keep_dates(at=local(2031, 5, 13, 0, 1)) == ["destroyed a key"]

    def test_the_page_names_the_day_on_which_it_goes(self, closing, zone):
        programme = closing(zone)
        (_, said), *_ = presenting.promise_of(programme).dates
        services.keep_dates(at=local(2031, 5, 13, 0, 1))

        assert said.startswith("13 May 2031, the day after the programme closes")
        assert JoiningSettings.objects.get().key_destroyed_on == date(2031, 5, 13)

    def test_letters_name_the_day_that_the_page_names(self, closing, runner, now, zone):
        programme = closing(zone)
        campaign = campaigns.draft_campaign(
            actor=runner,
            programme=programme,
            kind="invitation",
            subject="Come in",
            text="{link} until {closes}",
            at=now,
        )

        assert "12 May 2031" in campaigns.preview(campaign, to="a@example.org").text

    def test_a_letter_may_leave_on_the_last_day(self, closing, runner, now, zone):
        programme = closing(zone, Mode.OPEN)
        draft = campaigns.draft_campaign(
            actor=runner,
            programme=programme,
            kind="invitation",
            subject="Come",
            text="{link}",
            at=now,
        )

        with pytest.raises(DomainError, match="closed by then"):
            campaigns.schedule_campaign(
                actor=runner, campaign=draft, on=date(2031, 5, 13), at=local(2031, 5, 12, 9, 0)
            )
        campaigns.schedule_campaign(
            actor=runner, campaign=draft, on=date(2031, 5, 12), at=local(2031, 5, 12, 23, 30)
        )


@pytest.mark.parametrize("day", [(2031, 3, 30), (2031, 10, 26), (2032, 2, 29)])
def test_nights_on_which_the_clocks_change_and_leap_days(closing, day):
    programme = closing(LONDON, day=day)
    closes = programme.closes_at

    assert services.keep_dates(at=closes + MINUTE / 2) == []
    assert services.keep_dates(at=closes + 2 * MINUTE) == ["destroyed a key"]


@pytest.mark.parametrize("zone", [LONDON, ANGELES, AUCKLAND])
def test_dates_of_retention_begin_at_peoples_midnight(closing, runner, zone):
    programme = closing(zone)
    services.set_retention(
        actor=runner,
        programme=programme,
        at=local(2031, 5, 1, 12),
        destroy_on=date(2031, 5, 13),
        release_on=date(2031, 6, 1),
        erase_on=date(2031, 6, 30),
    )

    assert services.keep_dates(at=local(2031, 5, 12, 23, 59)) == []
    assert services.keep_dates(at=local(2031, 5, 13, 0, 0)) == ["destroyed a key"]
    assert services.keep_dates(at=local(2031, 5, 31, 23, 59)) == []
    assert services.keep_dates(at=local(2031, 6, 1, 0, 0)) == ["let voices go"]
    assert services.keep_dates(at=local(2031, 6, 29, 23, 59)) == []
    assert services.keep_dates(at=local(2031, 6, 30, 0, 0)) == ["erased a programme"]


def test_today_can_be_chosen_for_dates_even_just_after_midnight(closing, runner):
    programme = closing(LONDON, Mode.OPEN)
    half_past_midnight = local(2031, 5, 1, 0, 30)

    found = services.set_retention(
        actor=runner,
        programme=programme,
        at=half_past_midnight,
        destroy_on=None,
        release_on=date(2031, 5, 1),
        erase_on=None,
    )

    assert found.release_on == date(2031, 5, 1)
    assert services.keep_dates(at=half_past_midnight) == ["let voices go"]


def test_a_letter_for_today_leaves_just_after_midnight(closing, runner):
    programme = closing(LONDON, Mode.OPEN)
    at = local(2031, 5, 1, 0, 30)
    draft = campaigns.draft_campaign(
        actor=runner, programme=programme, kind="invitation", subject="Come", text="{link}", at=at
    )
    campaigns.schedule_campaign(actor=runner, campaign=draft, on=date(2031, 5, 1), at=at)

    assert queueing.due(at=at) == [draft.pk]


def test_people_join_and_speak_on_one_day(closing):
    programme = closing(LONDON, Mode.OPEN)
    services.join(programme=programme, at=local(2031, 5, 2, 0, 30))

    assert Participant.objects.get().joined_on == date(2031, 5, 2)


def test_a_clock_set_back_a_day_brings_nothing_back(closing):
    programme = closing(LONDON)
    services.keep_dates(at=local(2031, 5, 13, 0, 1))

    assert services.keep_dates(at=local(2031, 5, 12, 0, 1)) == []
    assert not keys.exists(programme.pk)
    assert JoiningSettings.objects.get().key_destroyed_on == date(2031, 5, 13)
