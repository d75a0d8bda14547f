"""No two inputs differ by a few people, and nothing beside them tells a time."""

from datetime import timedelta
from pathlib import Path

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.analysis import services
from folkmoot.analysis.models import Run
from folkmoot.analysis.services import frozen, rerunning
from folkmoot.core.days import start_of
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import Idea, Vote
from tests.analysis.conftest import heard_in
from tests.conftest import NOON

INSIGHT = "/staff/northmoor/safer-wards/insight/"


@pytest.fixture
def speak(programme):
    """``speak(3)`` more people vote on every idea."""

    def make(people):
        voices = Participant.objects.bulk_create(
            Participant(programme=programme, joined_on=NOON.date()) for _ in range(people)
        )
        Vote.objects.bulk_create(
            Vote(idea=idea, participant=voice, stance=1, cast_on=NOON.date())
            for idea in Idea.objects.all()
            for voice in voices
        )
        return voices

    return make


def told(run):
    return run.result["participation"]


@pytest.fixture
def again(analyst, programme):
    return lambda **how: services.analyse_now(actor=analyst, programme=programme, at=NOON, **how)


@pytest.mark.parametrize("few", [1, 9])
def test_a_few_new_voices_wait_for_the_next_input(analysed, speak, again, few):
    first = analysed()
    speak(few)
    second = again(seed=8)

    assert (second.number, second.same_input_as) == (2, 1)
    assert second.frozen.name == first.frozen.name
    assert second.result["participation"] == first.result["participation"]


def test_a_group_of_new_voices_is_a_new_input(analysed, speak, again):
    first = analysed()
    speak(10)
    second = again()

    assert second.same_input_as is None
    assert second.frozen.name != first.frozen.name
    assert second.result["participation"]["ideas"] == first.result["participation"]["ideas"]
    assert second.result["participation"]["took_part"] == 50  # of 58, in whole groups


def test_those_who_spoke_before_and_say_more_are_new_voices(analysed, again):
    analysed()
    author = Idea.objects.first().author
    Idea.objects.create(
        question=Idea.objects.first().question, author=author, text="One more", said_on=NOON.date()
    )
    Vote.objects.filter(participant=author, stance=1).update(stance=0)

    assert again().same_input_as == 1


def test_new_voices_add_up_over_runs_that_share_an_input(analysed, speak, again):
    analysed()
    speak(6)
    assert again().same_input_as == 1
    speak(6)

    assert again().same_input_as is None


def test_what_moderators_hide_needs_no_group(analysed, again):
    first = analysed(ideas=40)
    Idea.objects.filter(pk=first.result["ideas"][0]["idea_id"]).update(is_hidden=True)
    second = again()

    assert second.same_input_as is None
    assert told(second)["ideas"] == told(first)["ideas"] - 1


def test_what_moderators_show_again_hides_nobody_who_spoke_meanwhile(analysed, speak, again):
    first = analysed(ideas=40)
    hidden = Idea.objects.filter(pk=first.result["ideas"][0]["idea_id"])
    hidden.update(is_hidden=True)
    assert again().same_input_as is None
    speak(1)
    hidden.update(is_hidden=False)
    third = again()

    assert third.same_input_as == first.number
    assert third.result["participation"] == first.result["participation"]


def test_notes_without_an_author_need_no_group(analysed, again, workshop):
    first = analysed()
    Idea.objects.create(
        question=workshop.questions.first(), text="From a flipchart", said_on=NOON.date()
    )

    assert told(again())["ideas"] == told(first)["ideas"] + 1


def test_after_the_close_the_last_voices_are_analysed_with_those_who_waited(
    analysed, speak, again, programme
):
    first = analysed()
    speak(3)
    programme.closes_at = NOON - timedelta(days=1)
    programme.save()

    assert (told(first)["took_part"], told(first)["waiting"]) == (40, 10)
    assert (told(again())["took_part"], "waiting" in told(again())) == (63, False)


def test_after_the_close_no_few_are_told_beside_a_whole_crowd(analysed, speak, again, closed):
    """What an earlier version analysed while a programme was open held everybody."""
    first = analysed()
    speak(3)
    second = again()

    assert (second.same_input_as, told(second)) == (first.number, told(first))


def test_after_the_close_a_few_who_leave_wait_for_a_group(analysed, closed, again):
    analysed()
    Participant.objects.filter(ideas=None).first().delete()

    with pytest.raises(services.TooFewTakenBack):
        again()
    assert Run.objects.count() == 1


def test_new_voices_and_those_who_left_make_a_group_together(analysed, speak, again):
    gone, *_ = heard_in(analysed(), ideas=None)
    speak(9)
    gone.delete()

    assert again().same_input_as is None


def test_a_run_that_failed_sets_no_measure(analysed, speak, again):
    first = analysed()
    Run.objects.filter(pk=first.pk).update(state="failed", problem="x", result=None)
    speak(2)

    assert again().same_input_as is None


def test_whose_input_is_missing_sets_no_measure_either(analysed, speak, again, settings):
    first = analysed()
    first.frozen.storage.delete(first.frozen.name)
    speak(2)

    assert again().same_input_as is None


def test_the_page_says_that_a_run_uses_an_earlier_input(analysed, speak, signed_in):
    analysed()
    speak(2)
    page = signed_in(Role.ANALYST).post(f"{INSIGHT}analyse/", follow=True).content.decode()

    told = "Fewer than 10 people have spoken since run 1, so this run uses the same input."
    assert told in page


def test_a_refusal_says_until_when_a_run_stands(analysed, signed_in):
    heard_in(analysed(), ideas=None)[0].delete()
    answer = signed_in(Role.ANALYST).post(f"{INSIGHT}analyse/")

    assert answer.status_code == 422
    assert "Run 1 stands until there are 10 of them" in answer.content.decode()


def test_a_refusal_leaves_one_input_without_those_who_left(
    analysed, again, settings, django_capture_on_commit_callbacks
):
    run = analysed()
    heard_in(run, ideas=None)[0].delete()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(services.TooFewTakenBack):
        again()
    run.refresh_from_db()

    (file,) = Path(settings.MEDIA_ROOT, "frozen").iterdir()
    assert run.frozen.name == f"frozen/{file.name}"
    assert run.people_pending == 1


def test_one_programme_that_cannot_follow_stops_no_other(analysed, monkeypatch, caplog):
    analysed()
    monkeypatch.setattr(rerunning, "rerun", lambda *args, **options: 1 / 0)

    assert services.forget_everywhere(at=NOON) == 0
    assert "could not be followed" in caplog.text


def test_runs_are_numbered_within_their_programme(analysed, again):
    assert [analysed().number, again().number, again().number] == [1, 2, 3]


def test_asking_is_audited_by_its_day_without_a_hash(analysed, again, analyst):
    run = analysed()
    services.repeat_run(actor=analyst, run=run, at=NOON)

    for entry in AuditEntry.objects.all():
        assert entry.at == start_of(NOON.date())
        assert entry.detail == ""


def test_nothing_of_a_run_holds_a_time(analysed):
    kinds = {field.get_internal_type() for field in Run._meta.get_fields()}
    analysed()

    assert not kinds & {"DateTimeField", "TimeField"}


@pytest.mark.anew
def test_results_do_not_depend_on_how_people_were_numbered(analysed, again):
    first, second = analysed(), again(seed=7)
    one = frozen.thaw(first.frozen.name, first.frozen_hash)
    two = frozen.thaw(second.frozen.name, second.frozen_hash)

    assert (one.people_marks != two.people_marks).any()
    assert first.result_hash == second.result_hash
