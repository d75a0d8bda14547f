"""What ends by itself: the key, the hold on voices, everything."""

from datetime import timedelta

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.joining import keys, queries, services
from folkmoot.joining.models import (
    JoiningCode,
    JoiningSettings,
    Mode,
    SealedLink,
    SegmentTotal,
    UsedLink,
)
from folkmoot.members.models import Invitee
from folkmoot.participants import queries as participants
from folkmoot.participants.models import Participant, Segment
from folkmoot.participants.services import add_voices
from folkmoot.programmes.models import Channel
from folkmoot.workshops.models import ChallengeQuestion, Idea

FRONT, STAFF = "/p/northmoor/not-yet/", "/staff/northmoor/not-yet/joining/"
ASKED = [("Where?", ["North", "South"]), ("Who are you?", ["Nurse", "Doctor"])]


@pytest.fixture
def ran(launched, invite, now):
    """A confidential programme in which 12 people joined: 11 nurses and a doctor, all north."""
    programme = launched(Mode.CONFIDENTIAL, ASKED)
    where, who = queries.questions_of(programme)
    people = invite(programme, 12, {"Where": "North"})
    links = services.personal_links(programme, people)
    for place, person in enumerate(people):
        services.redeem(
            programme=programme,
            code=links[person],
            at=now,
            answers={where.pk: "North", who.pk: "Doctor" if place == 3 else "Nurse"},
        )
    services.mark_joined(programme)
    return programme


def close(programme, at):
    programme.closes_at = at
    programme.save(update_fields=["closes_at"])


def set_dates(runner, programme, at, **days):
    dates = {"destroy_on": None, "release_on": None, "erase_on": None} | days
    return services.set_retention(actor=runner, programme=programme, at=at, **dates)


class TestTheKey:
    def test_it_goes_by_itself_the_day_after_the_close(self, ran, now):
        noon = now.replace(hour=12)  # a minute later is the same day
        close(ran, noon)
        assert services.keep_dates(at=noon + timedelta(minutes=1)) == []
        tomorrow = noon + timedelta(days=1)

        assert services.keep_dates(at=tomorrow) == ["destroyed a key", "ended ties between rows"]
        assert services.keep_dates(at=tomorrow) == []
        assert not keys.exists(ran.pk)
        assert JoiningSettings.objects.get().key_destroyed_on == tomorrow.date()
        assert AuditEntry.objects.get(act="joining.key_destroyed")

    def test_it_goes_on_a_date_of_its_own(self, ran, runner, now):
        set_dates(runner, ran, now, destroy_on=(now + timedelta(days=5)).date())
        assert services.keep_dates(at=now + timedelta(days=4)) == []
        assert services.keep_dates(at=now + timedelta(days=5)) == ["destroyed a key"]

    def test_nothing_is_left_that_pairs(self, ran, now):
        assert SealedLink.objects.count() == UsedLink.objects.count() == 12
        assert Invitee.objects.filter(has_joined=True).count() == 12
        services.destroy_key(ran, now)

        assert not SealedLink.objects.exists()
        assert not UsedLink.objects.exists()
        assert not Invitee.objects.exclude(attributes=None, has_joined=False).exists()
        # The tenth of each, and those after, were stored: too few to be left alone with it.
        assert not Segment.objects.exists()

    def test_people_who_joined_carry_on_and_nobody_else_joins(self, ran, invite, now, client):
        services.destroy_key(ran, now)
        with pytest.raises(services.NotOpen, match="destroyed"):
            services.redeem(programme=ran, code="x", at=now)
        assert "The key was destroyed on" in client.get(FRONT + "anonymity/").content.decode()

    def test_a_crash_after_the_file_went_is_finished_later(self, ran, now):
        keys.destroy(ran.pk)
        close(ran, now)

        assert services.keep_dates(at=now + timedelta(days=1)) == [
            "destroyed a key",
            "ended ties between rows",
        ]
        assert not SealedLink.objects.exists()

    def test_by_hand_only_after_the_close_and_with_the_name(self, ran, runner, now):
        with pytest.raises(NotAllowed):
            services.destroy_key_by_hand(actor=runner, programme=ran, typed="Not yet", at=now)
        close(ran, now)
        later = now + timedelta(hours=1)
        with pytest.raises(DomainError, match="name exactly"):
            services.destroy_key_by_hand(actor=runner, programme=ran, typed="yes", at=later)
        services.destroy_key_by_hand(actor=runner, programme=ran, typed="not yet", at=later)
        assert not keys.exists(ran.pk)

    def test_the_page_asks_first(self, ran, now, signed_in):
        close(ran, now - timedelta(minutes=1))
        browser = signed_in(Role.FACILITATOR)
        assert "cannot be undone" in browser.get(STAFF + "key/").content.decode()
        assert browser.post(STAFF + "key/", {"typed": "no"}).status_code == 422
        assert keys.exists(ran.pk)
        assert browser.post(STAFF + "key/", {"typed": "Not yet"}).status_code == 302
        assert not keys.exists(ran.pk)

    def test_unused_codes_go_with_it(self, launched, now):
        programme = launched(Mode.ANONYMOUS)
        services.draw_codes(programme, 5)
        services.destroy_key(programme, now)

        assert not JoiningCode.objects.exists()

    def test_links_that_few_came_by_are_forgotten_with_it(self, launched, now):
        programme = launched(Mode.ANONYMOUS)
        often, rarely = (
            Channel.objects.create(programme=programme, name=code, code=code)
            for code in ("often", "rarely")
        )
        add_voices(
            programme=programme,
            joined_on=[now.date()] * 19,
            channels=[often] * 10 + [rarely] * 9,
        )
        services.destroy_key(programme, now)

        assert participants.arrivals(programme.pk) == {often.pk: 10, None: 9}

    def test_an_open_link_has_none(self, launched, now):
        programme = launched(Mode.OPEN)

        assert not keys.exists(programme.pk)
        assert not services.destroy_key(programme, now)


class TestDates:
    def test_after_the_launch_they_only_come_nearer(self, ran, runner, now):
        day = (now + timedelta(days=60)).date()
        with pytest.raises(DomainError, match="earlier"):
            set_dates(runner, ran, now, destroy_on=day)  # the day after the close was told
        set_dates(runner, ran, now, release_on=day, erase_on=day)
        with pytest.raises(DomainError, match="earlier"):
            set_dates(runner, ran, now, release_on=day, erase_on=day + timedelta(days=1))
        with pytest.raises(DomainError, match="earlier"):
            set_dates(runner, ran, now)
        set_dates(runner, ran, now, release_on=day, erase_on=day - timedelta(days=0))

    def test_a_day_that_has_passed_is_refused(self, ran, runner, now):
        with pytest.raises(DomainError, match="passed"):
            set_dates(runner, ran, now, erase_on=(now - timedelta(days=1)).date())

    def test_an_analyst_sets_none(self, ran, actor, now):
        with pytest.raises(NotAllowed):
            set_dates(actor(Role.ANALYST), ran, now)

    def test_a_bad_date_on_the_page_is_explained(self, ran, signed_in):
        r = signed_in(Role.FACILITATOR).post(STAFF + "dates/", {"erase_on": "soon"})

        assert r.status_code == 422
        assert "Write a date" in r.content.decode()

    def test_a_clock_that_goes_back_undoes_nothing(self, ran, now):
        close(ran, now)
        services.keep_dates(at=now + timedelta(days=1))
        assert services.keep_dates(at=now - timedelta(days=10)) == []
        assert JoiningSettings.objects.get().key_destroyed_on == (now + timedelta(days=1)).date()


class TestLettingGo:
    def test_keys_cookies_and_answers_stop_and_words_stay(self, launched, runner, now, client):
        programme = launched(Mode.OPEN, ASKED)
        key = client.post(FRONT + "join/", {"answered": "yes", "q0": "North"}).context["return_key"]
        Idea.objects.create(
            question=ChallengeQuestion.objects.get(),
            author=Participant.objects.get(),
            text="Stay",
            said_on=now.date(),
        )
        set_dates(runner, programme, now, release_on=now.date())
        assert client.get(FRONT + "voice/").status_code == 200
        assert services.keep_dates(at=now) == ["let voices go"]

        assert client.get(FRONT + "voice/").status_code == 302
        with pytest.raises(services.UnknownKey):
            services.restore(programme=programme, return_key=key)
        assert not Segment.objects.exists()
        assert Idea.objects.get().text == "Stay"


class TestErasing:
    def test_everything_goes_on_its_day(self, ran, runner, now):
        Idea.objects.create(
            question=ChallengeQuestion.objects.get(),
            author=Participant.objects.first(),
            text="Something private",
            said_on=now.date(),
        )
        day = now + timedelta(days=40)
        set_dates(runner, ran, now, erase_on=day.date())
        assert "erased a programme" in services.keep_dates(at=day)

        assert not Participant.objects.exists()
        assert not Invitee.objects.exists()
        assert not Idea.objects.exclude(text="").exists()
        assert not keys.exists(ran.pk)
        assert not SegmentTotal.objects.exists()
        assert JoiningSettings.objects.get().erased_on == day.date()
        assert services.keep_dates(at=day) == []


class TestOrder:
    def test_it_is_rewritten_after_each_close(self, ran, now):
        assert queries.with_old_order(at=now) == []
        close(ran, now)
        later = now + timedelta(hours=1)
        assert queries.with_old_order(at=later) == [ran.pk]
        JoiningSettings.objects.update(order_rewritten_on=later.date())
        assert queries.with_old_order(at=later) == []

        close(ran, now + timedelta(days=9))  # opened again, and more people came
        assert queries.with_old_order(at=later) == []
        assert queries.with_old_order(at=now + timedelta(days=10)) == [ran.pk]

    def test_it_is_rewritten_once_when_the_key_goes_before_the_close(self, ran, now):
        services.destroy_key(ran, now)
        assert queries.with_old_order(at=now) == [ran.pk]
        JoiningSettings.objects.update(order_rewritten_on=now.date())
        assert queries.with_old_order(at=now) == []

        close(ran, now + timedelta(days=2))
        assert queries.with_old_order(at=now + timedelta(days=3)) == [ran.pk]

    def test_a_key_that_goes_asks_for_it_again(self, ran, now):
        close(ran, now)
        JoiningSettings.objects.update(order_rewritten_on=now.date())
        services.destroy_key(ran, now + timedelta(days=1))

        assert queries.with_old_order(at=now + timedelta(days=1)) == [ran.pk]


def test_the_day_that_people_were_told_may_be_set_as_its_own(launched, runner, now):
    programme = launched(Mode.ANONYMOUS)
    told = programme.closes_at.date() + timedelta(days=1)
    with pytest.raises(DomainError, match="earlier"):
        set_dates(runner, programme, now, destroy_on=told + timedelta(days=1))
    set_dates(runner, programme, now, destroy_on=told)

    assert JoiningSettings.objects.get().destroy_on == told
