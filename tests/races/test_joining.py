"""The same way in used twice at once; people who come in while something ends or begins."""

from datetime import timedelta

import pytest

from folkmoot.joining import keys, queries, services
from folkmoot.joining.models import (
    JoiningCode,
    Mode,
    SealedLink,
    SegmentCell,
    SegmentTotal,
    UsedLink,
    WaitingAnswers,
)
from folkmoot.joining.queries.joined import exact_counts
from folkmoot.participants.models import Participant, Segment
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import launch, start_practice
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import ChallengeQuestion, Idea

pytestmark = pytest.mark.django_db(transaction=True)
ASKED = [("Where?", ["North", "South"])]


def fresh(programme):
    return Programme.objects.select_related("organisation").get(pk=programme.pk)


def use(programme, code, now, **answers):
    return lambda: services.redeem(programme=fresh(programme), code=code, at=now, **answers)


def test_one_code_used_by_two_at_once_is_one_voice(at_once, outcomes, launched, now):
    programme = launched(Mode.ANONYMOUS)
    code = services.draw_codes(programme, 3)[0]

    doers = at_once(*[use(programme, code, now)] * 4)

    assert sorted(outcomes(doers)) == ["UnknownCode"] * 3 + ["done"]
    assert Participant.objects.count() == 1
    assert JoiningCode.objects.count() == 2


def test_one_personal_link_used_by_two_at_once_is_one_voice(
    at_once, outcomes, launched, invite, now
):
    programme = launched(Mode.CONFIDENTIAL)
    (link,) = services.personal_links(programme, invite(programme, 1)).values()

    doers = at_once(*[use(programme, link, now)] * 4)

    assert sorted(outcomes(doers)) == ["AlreadyUsed"] * 3 + ["done"]
    assert Participant.objects.count() == SealedLink.objects.count() == 1


@pytest.fixture(params=list(Mode), ids=str)
def press(request, launched, invite, now):
    """``press(seed)``: one press of the button with that try, in each way of joining."""
    programme = launched(request.param)
    code = ""
    if request.param == Mode.ANONYMOUS:
        code = services.draw_codes(programme, 3)[0]
    elif request.param == Mode.CONFIDENTIAL:
        (code,) = services.personal_links(programme, invite(programme, 1)).values()

    def make(seed):
        if code:
            return use(programme, code, now, seed=seed)
        return lambda: services.join(programme=fresh(programme), at=now, seed=seed)

    return make


def test_two_presses_of_one_form_at_once_are_one_voice_with_one_key(at_once, press):
    doers = at_once(*[press(b"a random number!")] * 4)

    assert [one.error for one in doers] == [None] * 4
    assert len({one.result.return_key for one in doers}) == 1
    assert len({one.result.participant.pk for one in doers}) == 1
    assert sorted(one.result.is_repeat for one in doers) == [False, True, True, True]
    assert Participant.objects.count() == 1


def test_the_second_press_while_the_first_makes_the_voice_finds_it(meanwhile, press):
    doers = meanwhile(
        "folkmoot.joining.services.voices.key_hash",
        press(b"a random number!"),
        press(b"a random number!"),
    )

    assert [one.error for one in doers] == [None, None]
    assert doers[0].result.return_key == doers[1].result.return_key
    assert Participant.objects.count() == 1


def test_many_join_at_once_with_the_same_answers(at_once, launched, now):
    programme = launched(Mode.ANONYMOUS, ASKED)
    (where,) = queries.questions_of(programme)
    codes = services.draw_codes(programme, 12)

    doers = at_once(*[use(programme, code, now, answers={where.pk: "North"}) for code in codes])

    assert [one.error for one in doers] == [None] * 12
    assert Participant.objects.count() == 12
    assert exact_counts(programme) == {(where.pk, "North"): 12}
    assert Segment.objects.count() == 3  # the tenth giver and those after


class TestAKeyThatGoesMeanwhile:
    @pytest.mark.parametrize("is_sealed", [False, True], ids=["before", "after"])
    def test_whoever_joins_just_then_is_settled_with_the_rest(
        self, meanwhile, launched, invite, now, is_sealed
    ):
        programme = launched(Mode.CONFIDENTIAL, ASKED)
        (where,) = queries.questions_of(programme)
        (link,) = services.personal_links(programme, invite(programme, 1)).values()

        meanwhile(
            "folkmoot.joining.keys.seal",
            use(programme, link, now, answers={where.pk: "North"}),
            lambda: services.destroy_key(fresh(programme), now),
            after=is_sealed,
        )

        assert not keys.exists(programme.pk)
        assert not SealedLink.objects.exists()
        assert not UsedLink.objects.exists()
        assert not SegmentCell.objects.exists()
        assert not WaitingAnswers.objects.exists()

    def test_nobody_slips_in_while_it_goes(self, meanwhile, outcomes, launched, invite, now):
        programme = launched(Mode.CONFIDENTIAL)
        (link,) = services.personal_links(programme, invite(programme, 1)).values()

        doers = meanwhile(
            "folkmoot.joining.keys.destroy",
            lambda: services.destroy_key(fresh(programme), now),
            use(programme, link, now),
        )

        assert outcomes(doers) == ["done", "NotOpen"]
        assert not Participant.objects.exists()
        assert not SealedLink.objects.exists()

    def test_whoever_leaves_just_then_is_counted_out_once(self, meanwhile, launched, invite, now):
        programme = launched(Mode.CONFIDENTIAL, ASKED)
        (where,) = queries.questions_of(programme)
        links = services.personal_links(programme, invite(programme, 12)).values()
        joined = [use(programme, link, now, answers={where.pk: "North"})() for link in links]
        leaver = joined[-1].participant

        doers = meanwhile(
            "folkmoot.joining.services.generalisation.generalise",
            lambda: services.destroy_key(fresh(programme), now),
            lambda: services.withdraw_everything(
                participant=Participant.objects.get(pk=leaver.pk), at=now
            ),
        )

        assert [one.error for one in doers] == [None, None]
        kept = SegmentTotal.objects.filter(question=where.pk)
        assert sum(total.number for total in kept) == 11

    def test_two_destroy_it_at_once(self, at_once, launched, now):
        programme = launched(Mode.ANONYMOUS)

        doers = at_once(*[lambda: services.destroy_key(fresh(programme), now)] * 2)

        assert [one.error for one in doers] == [None, None]
        assert sorted(one.result for one in doers) == [False, True]

    def test_no_voice_keeps_its_key_when_voices_are_let_go(self, meanwhile, launched, invite, now):
        programme = launched(Mode.CONFIDENTIAL)
        (link,) = services.personal_links(programme, invite(programme, 1)).values()

        meanwhile(
            "folkmoot.joining.keys.seal",
            use(programme, link, now),
            lambda: services.release_voices(fresh(programme), now),
        )

        assert not Participant.objects.exclude(key_hash=None).exists()


class TestALaunchMeanwhile:
    @pytest.fixture
    def rehearsal(self, set_up, runner, now):
        programme = set_up(Mode.OPEN)
        start_practice(actor=runner, programme=programme, at=now)
        return programme

    @pytest.fixture
    def launch_it(self, rehearsal, runner, now):
        return lambda: launch(
            actor=runner,
            programme=fresh(rehearsal),
            opens_at=now - timedelta(days=1),
            closes_at=now + timedelta(days=30),
            at=now,
        )

    def test_whoever_rehearses_just_then_is_no_voice_of_the_programme(
        self, meanwhile, rehearsal, launch_it, now
    ):
        doers = meanwhile(
            "folkmoot.joining.services.voices.new_voice",
            lambda: services.join(programme=fresh(rehearsal), at=now),
            launch_it,
        )

        assert [one.error for one in doers] == [None, None]
        assert not Participant.objects.exists()

    def test_an_idea_of_the_rehearsal_does_not_outlive_it(
        self, meanwhile, rehearsal, launch_it, now
    ):
        voice = services.join(programme=rehearsal, at=now).participant
        question = ChallengeQuestion.objects.select_related("activity__programme").get()

        doers = meanwhile(
            "folkmoot.workshops.services.contributing.lock_voice",
            lambda: workshops.add_idea(question=question, participant=voice, text="Try", at=now),
            launch_it,
        )

        assert doers[1].error is None
        assert not Idea.objects.exists()

    def test_an_idea_being_added_does_not_outlive_the_rehearsal(
        self, meanwhile, rehearsal, launch_it, now
    ):
        voice = services.join(programme=rehearsal, at=now).participant
        question = ChallengeQuestion.objects.select_related("activity__programme").get()

        doers = meanwhile(
            "folkmoot.workshops.services.contributing.lock_voice",
            lambda: workshops.add_idea(question=question, participant=voice, text="Try", at=now),
            launch_it,
            after=True,
        )

        assert [one.error for one in doers] == [None, None]
        assert not Idea.objects.exists()


def test_erasing_everything_twice_at_once_is_no_fault(at_once, launched, now):
    programme = launched(Mode.ANONYMOUS)
    question = ChallengeQuestion.objects.select_related("activity__programme").get()
    for number, code in enumerate(services.draw_codes(programme, 5)):
        voice = use(programme, code, now)().participant
        workshops.add_idea(question=question, participant=voice, text=f"Idea {number}", at=now)

    doers = at_once(*[lambda: services.erase_everything(fresh(programme), now)] * 2)

    assert [one.error for one in doers] == [None, None]
    assert not Participant.objects.exists()
    assert not Idea.objects.exclude(text="").exists()
