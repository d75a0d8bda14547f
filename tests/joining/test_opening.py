"""How people join is chosen by somebody, and what it costs is said before it counts."""

from datetime import timedelta

import pytest

from folkmoot.accounts.policy import Role
from folkmoot.joining import queries, services
from folkmoot.joining.models import JoiningSettings, Mode
from folkmoot.outreach.models import Campaign
from folkmoot.programmes import presenting as programmes
from folkmoot.programmes import services as acts
from folkmoot.programmes.models import CarriedOver, Notice
from folkmoot.programmes.services import NotReady, launch, start_from

HOME, FRONT = "/staff/northmoor/not-yet/", "/p/northmoor/not-yet/"
DAY = timedelta(days=1)


def text(answer):
    return " ".join(answer.content.decode().split())


def missing(programme, at):
    return [problem.text for problem in programmes.problems(programme, at=at)]


class TestHowPeopleJoin:
    def test_nobody_is_let_in_before_somebody_has_chosen(self, set_up, runner, now):
        draft = set_up(Mode.OPEN)
        JoiningSettings.objects.update(chosen_on=None)  # as an earlier version kept it
        with pytest.raises(NotReady) as refusal:
            launch(actor=runner, programme=draft, opens_at=now, closes_at=now + DAY, at=now)
        assert "Choose how people join" in str(refusal.value)
        assert queries.mode_of(draft.pk) == Mode.OPEN  # kept, and not yet confirmed

        services.choose_mode(actor=runner, programme=draft, mode=Mode.OPEN, at=now)
        launch(actor=runner, programme=draft, opens_at=now, closes_at=now + DAY, at=now)

    def test_what_was_launched_before_anybody_was_asked_stands(self, launched):
        launched(Mode.ANONYMOUS)
        JoiningSettings.objects.update(chosen_on=None)

        assert JoiningSettings.objects.get().is_chosen

    @pytest.mark.parametrize("mode", list(Mode), ids=str)
    def test_nothing_is_promised_before_somebody_has_chosen(self, set_up, signed_in, mode):
        set_up(mode)
        JoiningSettings.objects.update(chosen_on=None)
        client = signed_in(Role.FACILITATOR)
        for page in (FRONT, FRONT + "anonymity/"):
            read = text(client.get(page))
            assert "Nobody has chosen yet how people join" in read
            assert "You join with" not in read
        assert "With an open link" not in text(client.get(HOME))
        assert "The key that checks codes" not in text(client.get(HOME + "joining/"))

    def test_the_step_after_the_launch_is_the_one_that_lets_people_in(self, set_up, signed_in, now):
        set_up(Mode.ANONYMOUS)
        client = signed_in(Role.FACILITATOR)
        closes = f"{now + 9 * DAY:%Y-%m-%dT%H:%M}"
        page = text(client.get(HOME + "open/"))
        assert "Everything is in place" not in page
        assert "0 invited: nobody could join." in page
        said = text(client.post(HOME + "open/", {"when": "now", "closes_at": closes}, follow=True))

        assert f'now. <a href="{HOME}letters/">Send the invitations</a>' in said
        assert "Print posters" not in said

    def test_nothing_stands_chosen_on_the_page(self, set_up, signed_in):
        set_up(Mode.CONFIDENTIAL)
        JoiningSettings.objects.update(chosen_on=None)
        page = text(signed_in(Role.FACILITATOR).get(HOME + "joining/mode/"))

        assert " checked" not in page
        assert "So far it stands at “Confidential”" in page
        assert page.count("What becomes impossible") == 3

    def test_an_analyst_reads_what_each_way_means(self, set_up, signed_in):
        set_up(Mode.OPEN)
        page = text(signed_in(Role.ANALYST).get(HOME + "joining/mode/"))

        assert 'type="radio"' not in page
        assert "Who can speak" in page


def test_how_many_codes_are_left_moves_by_whole_groups(launched, signed_in, now):
    programme, browser = launched(Mode.ANONYMOUS), signed_in(Role.FACILITATOR)
    codes = services.draw_codes(programme, 25)

    assert "20 or more codes are waiting" in text(browser.get(HOME + "joining/"))
    services.redeem(programme=programme, code=codes[0], at=now)
    assert queries.codes_left(programme) == 24
    assert "20 or more codes are waiting" in text(browser.get(HOME + "joining/"))


class TestTheOpening:
    def test_it_says_how_people_join_and_what_is_obviously_missing(self, set_up, signed_in):
        set_up(Mode.ANONYMOUS)
        page = text(signed_in(Role.FACILITATOR).get(HOME + "open/"))

        assert "Anonymous, by code." in page
        assert "0 invited: nobody could join." in page
        assert "0 letters ready" in page

    def test_it_counts_who_is_invited_and_which_letters_are_ready(
        self, set_up, signed_in, invite, now
    ):
        draft = set_up(Mode.ANONYMOUS, [("Where?", ["North", "South"])])
        invite(draft, 12)
        Campaign.objects.create(
            programme=draft, kind="invitation", subject="S", text="T", created_on=now.date()
        )
        page = text(signed_in(Role.FACILITATOR).get(HOME + "open/"))

        assert "12 invited." in page
        assert "1 letter ready." in page
        assert "One question is asked on joining. They can never be changed." in page

    def test_fewer_than_k_invited_is_said(self, set_up, signed_in, invite):
        invite(set_up(Mode.CONFIDENTIAL), 3)

        page = text(signed_in(Role.FACILITATOR).get(HOME + "open/"))
        assert "3 invited. That is fewer than 10" in page

    def test_an_invited_programme_says_who_answers_for_data(self, set_up, now):
        draft = set_up(Mode.CONFIDENTIAL)
        Notice.objects.update(source="")

        assert missing(draft, now) == [
            "Say who answers for people's data: the law has it told to everybody invited."
        ]

    def test_an_open_link_needs_neither_that_nor_dates(self, set_up, now):
        draft = set_up(Mode.OPEN)
        Notice.objects.all().delete()
        JoiningSettings.objects.update(dates_chosen_on=None)

        assert missing(draft, now) == []

    def test_people_read_it_on_the_front_page(self, launched, client):
        launched(Mode.CONFIDENTIAL)
        page = text(client.get("/p/northmoor/not-yet/"))

        for said in (
            "Northmoor Trust, Harrowmere",
            "privacy@northmoor.example.org",
            "A task in the public interest (GDPR article 6(1)(e)). <bdi>Running safe wards.</bdi>",
            "The staff list of the trust",
        ):
            assert said in page


class TestWhenItEnds:
    def test_days_are_proposed_and_nobodys_until_they_are_accepted(
        self, set_up, signed_in, runner, now
    ):
        draft = set_up(Mode.CONFIDENTIAL)
        JoiningSettings.objects.update(dates_chosen_on=None)
        acts.set_dates(
            actor=runner, programme=draft, opens_at=now + DAY, closes_at=now + 9 * DAY, at=now
        )
        page = text(signed_in(Role.FACILITATOR).get(HOME + "joining/dates/"))
        proposed = queries.proposed_dates(draft, queries.settings_of(draft))

        assert f'value="{proposed["release_on"]}"' in page
        assert (proposed["erase_on"] - proposed["release_on"]).days in {365, 366}
        assert JoiningSettings.objects.get().erase_on is None
        assert "Decide when what is known of people is erased: they are told." in missing(
            draft, now
        )
        services.set_retention(actor=runner, programme=draft, at=now, **proposed)
        assert missing(draft, now) == []

    def test_a_day_before_the_close_is_refused_at_the_opening(self, set_up, runner, now):
        draft = set_up(Mode.OPEN)
        services.set_retention(
            actor=runner,
            programme=draft,
            destroy_on=None,
            release_on=None,
            erase_on=(now + 2 * DAY).date(),
            at=now,
        )
        draft.closes_at = now + 9 * DAY

        assert any("before the programme closes" in problem for problem in missing(draft, now))


class TestClosingEarly:
    def test_it_says_that_the_key_and_unused_codes_die(self, launched, signed_in):
        launched(Mode.ANONYMOUS)
        page = text(signed_in(Role.FACILITATOR).get(HOME + "close/"))

        assert "key is destroyed on" in page
        assert "all codes die that have not been used" in page

    def test_letters_that_are_planned_are_counted(self, launched, signed_in, now):
        programme = launched(Mode.CONFIDENTIAL)
        Campaign.objects.create(
            programme=programme, kind="reminder", subject="S", text="T", state="scheduled",
            created_on=now.date(),
        )  # fmt: skip
        page = text(signed_in(Role.FACILITATOR).get(HOME + "close/"))

        assert "1 letter that is planned for a later day brings nobody in any more." in page

    def test_an_open_link_loses_nothing_for_good(self, launched, signed_in):
        launched(Mode.OPEN)

        assert "key" not in text(signed_in(Role.FACILITATOR).get(HOME + "close/")).split("<main")[1]


class TestACopy:
    @pytest.fixture
    def again(self, launched, runner, now):
        return start_from(
            actor=runner,
            earlier=launched(Mode.CONFIDENTIAL, [("Where?", ["North", "South"])]),
            name="Again",
            slug="again",
            at=now,
        )

    def test_old_words_are_read_again_and_not_done(self, again, signed_in, now):
        steps = {step.name: step for step in programmes.steps(again, at=now)}
        page = text(signed_in(Role.FACILITATOR).get("/staff/northmoor/again/"))

        for name in (
            "Write the mandate",
            "Prepare “The workshop”",
            "Ask a few questions on joining",
            "Say who answers for people's data",
        ):
            assert steps[name].carried
            assert not steps[name].is_done
        assert not steps["Choose how people join"].is_done
        assert page.count("Read it again</span>") == 4

    def test_the_partners_of_an_earlier_programme_are_read_again(self, launched, runner, now):
        earlier = launched(Mode.OPEN)
        earlier.partners = "the college of nurses"
        earlier.save()
        copy = start_from(actor=runner, earlier=earlier, name="Again", slug="again", at=now)
        assert "Read who your partners are again" in " ".join(missing(copy, now))

        acts.set_branding(
            actor=runner, programme=copy, colour="#2b4a8f", partners="the union", at=now
        )
        assert "your partners" not in " ".join(missing(copy, now))

    def test_it_opens_only_when_somebody_has_said_that_they_hold(
        self, again, signed_in, runner, now
    ):
        assert sum("came from an earlier programme" in text for text in missing(again, now)) == 4
        browser = signed_in(Role.FACILITATOR)
        for what in list(CarriedOver.objects.values_list("what", flat=True)):
            browser.post("/staff/northmoor/again/still-holds/", {"what": what})

        assert not CarriedOver.objects.exists()
        assert not any("earlier programme" in text for text in missing(again, now))

    def test_whoever_writes_the_mandate_anew_has_read_it(self, again, runner, now):
        acts.edit_mandate(
            actor=runner, programme=again, pain_points="", promise="New", invited="",
            answers_for="", based_on=1, at=now,
        )  # fmt: skip

        assert not CarriedOver.objects.filter(what="mandate").exists()
