"""Votes leave the frozen inputs with their people; results follow for k people at a time."""

from dataclasses import replace
from datetime import timedelta

import numpy as np
import pytest

from folkmoot.accounts.policy import Role
from folkmoot.analysis import services
from folkmoot.analysis.models import Run
from folkmoot.analysis.presenting.notes import reduced
from folkmoot.analysis.queries.people import marks_of
from folkmoot.analysis.queries.result import fingerprint
from folkmoot.analysis.services import forgetting, frozen
from folkmoot.joining.services import withdraw_everything
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import Comment, Idea
from tests.conftest import NOON

pytestmark = pytest.mark.usefixtures("closed")

LATER = NOON + timedelta(days=1)
INSIGHT = "/staff/northmoor/safer-wards/insight/"


@pytest.fixture
def run(analysed):
    return analysed(ideas=40, people=60)


@pytest.fixture
def leave(programme):
    """``leave(3)``: so many who wrote no idea take everything back; their ids."""

    def make(number, *, wrote=False):
        voices = Participant.objects.filter(programme=programme, ideas__isnull=not wrote)
        ids = list(voices.order_by("pk").values_list("pk", flat=True).distinct()[:number])
        for voice in Participant.objects.filter(pk__in=ids):
            withdraw_everything(participant=voice, at=NOON)
        services.forget_and_rerun(programme.pk, at=LATER)
        return ids

    return make


def input_of(run):
    run.refresh_from_db()
    return frozen.thaw(run.frozen.name, run.frozen_hash)


def test_the_votes_of_somebody_who_leaves_go_with_them(run, leave, programme):
    before = input_of(run)
    gone = leave(1)
    given = input_of(run)

    assert len(given.vote_people) == len(before.vote_people) - 40
    assert len(np.unique(given.vote_people)) == 59
    assert not (given.people_marks == marks_of(programme.pk, gone)[0]).all(axis=1).any()
    assert run.people_removed == 1


def test_a_figure_does_not_move_for_fewer_than_a_group(run, leave):
    stated = run.result
    leave(9)
    run.refresh_from_db()

    assert run.result["ideas"] == stated["ideas"]
    assert run.result["participation"] == stated["participation"]
    assert (run.people_pending, run.restated_on) == (9, None)


def test_figures_are_worked_out_anew_once_a_group_has_left(run, leave):
    leave(9)
    leave(1)
    run.refresh_from_db()

    assert run.result["participation"]["took_part"] == 50
    assert run.result["participation"]["votes"] == 50 * 40
    assert (run.number, run.people_pending, run.restated_on) == (1, 0, LATER.date())
    assert fingerprint(run.result) == run.result_hash


def test_the_next_group_counts_from_the_last_statement(run, leave):
    leave(10)
    run.refresh_from_db()
    stated = run.result_hash
    leave(9)
    run.refresh_from_db()

    assert (run.result_hash, run.people_pending) == (stated, 9)


def test_one_person_who_takes_back_much_is_one_person(fill, analyst, programme):
    ideas = fill()
    Idea.objects.update(author=ideas[0].author)
    run = services.analyse_now(actor=analyst, programme=programme, at=NOON)
    for idea in ideas[:12]:
        Idea.objects.filter(pk=idea.pk).update(is_withdrawn=True, text="")
        services.forget_and_rerun(programme.pk, at=NOON)
    run.refresh_from_db()

    assert (run.words_removed, run.people_pending, run.restated_on) == (12, 1, None)


def test_themes_that_people_shaped_outlive_a_restatement(run, leave, analyst):
    theme = run.themes.first()
    services.rename_theme(actor=analyst, theme=theme, name="Being reached", at=NOON)
    leave(12, wrote=True)
    run.refresh_from_db()
    theme.refresh_from_db()

    remaining = set(Idea.objects.filter(is_withdrawn=False).values_list("pk", flat=True))
    remaining |= set(Comment.objects.filter(is_withdrawn=False).values_list("pk", flat=True))
    assert theme.name == "Being reached"
    assert set(theme.text_ids) <= remaining
    assert sum(theme.question_counts) == len(theme.text_ids)
    assert {idea["idea_id"] for idea in run.result["ideas"]} <= remaining


def test_everybody_can_leave_what_was_analysed(run, leave):
    leave(60)
    leave(60, wrote=True)
    given = input_of(run)

    assert (len(given.vote_people), "".join(given.texts)) == (0, "")
    assert run.result["participation"]["took_part"] == 0
    assert not given.people_marks.any()


def test_a_run_that_a_few_have_left_is_not_run_again(run, leave, analyst, programme):
    leave(1)
    run.refresh_from_db()

    with pytest.raises(services.TooFewTakenBack, match="Run 1 stands until there are 10"):
        services.repeat_run(actor=analyst, run=run, at=NOON)
    with pytest.raises(services.TooFewTakenBack):
        services.request_run(actor=analyst, programme=programme, at=NOON)


def test_a_repetition_that_was_waiting_when_somebody_left_says_why_it_stops(run, leave, analyst):
    waiting = services.repeat_run(actor=analyst, run=run, at=NOON)
    leave(1)
    services.execute(waiting.pk, at=NOON)
    waiting.refresh_from_db()

    assert waiting.state == "failed"
    assert "Run 1 stands until there are 10" in waiting.problem


def test_who_leaves_before_the_first_result_is_never_in_it(programme, fill, analyst, leave):
    fill()
    waiting = services.request_run(actor=analyst, programme=programme, at=NOON)
    leave(1)
    services.execute(waiting.pk, at=NOON)
    waiting.refresh_from_db()

    assert waiting.result["participation"]["took_part"] == 59
    assert waiting.people_pending == 0


def test_the_page_says_what_was_taken_back_in_whole_groups(run, leave, signed_in):
    client = signed_in(Role.SPONSOR)
    leave(3)
    few = client.get(INSIGHT).content.decode()
    leave(10)
    many = client.get(INSIGHT).content.decode()

    assert "the votes of fewer than 10 people were taken back since" in few
    assert "The figures stand as they were first worked out" in few
    assert "the votes of 10 or more people were taken back since" in many
    assert "worked out anew without them on 2 May 2030" in many


def test_with_another_secret_nobody_is_taken_for_gone(run, leave, settings, caplog):
    before = input_of(run)
    settings.SECRET_KEY = "another secret than the one of yesterday"
    leave(2)

    assert len(input_of(run).vote_people) == len(before.vote_people)
    assert "another secret" in caplog.text


def test_an_input_of_an_earlier_version_still_loses_its_words(run, programme):
    given = input_of(run)
    old = replace(
        given,
        people_marks=given.people_marks[:0],
        people_reduced=given.people_reduced[:0],
        secret_mark=given.secret_mark[:0],
    )
    forgetting.store_anew(run.frozen.name, old, NOON.date())
    gone = Idea.objects.first()
    text = gone.text
    Idea.objects.filter(pk=gone.pk).update(is_withdrawn=True, text="")

    assert services.forget_and_rerun(programme.pk, at=NOON) == 1
    assert text not in input_of(run).texts
    assert run.people_pending == 0


@pytest.mark.parametrize(
    ("texts", "people", "says"),
    [
        (0, 3, "all votes and answers of fewer than 10 people were taken back since."),
        (0, 12, "all votes and answers of 10 or more people were taken back since."),
        (2, 3, "2 texts and all votes and answers of fewer than 10 people were"),
        (2, 12, "2 texts and all votes and answers of 10 or more people were"),
    ],
)
def test_where_people_could_do_more_than_vote_more_was_taken_back(texts, people, says):
    run = Run(words_removed=texts, people_removed=people, result={"ratings": [{}]})

    assert says in reduced(run, 10)
