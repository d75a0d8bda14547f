"""Analyses of a programme that is over: what needs ties is worked out before they go."""

from datetime import timedelta

import numpy as np
import pytest

from folkmoot.analysis import services
from folkmoot.analysis.models import Run
from folkmoot.analysis.presenting import notes_on
from folkmoot.analysis.queries.result import from_json
from folkmoot.analysis.services import frozen
from folkmoot.core.errors import DomainError
from folkmoot.joining import services as joining
from folkmoot.joining.models import JoiningSettings
from folkmoot.participants.models import Participant
from folkmoot.participants.queries import untied
from folkmoot.workshops.models import Comment, Idea, Vote
from tests.conftest import CLOSES

AFTER = CLOSES + timedelta(days=2)
HOUR = timedelta(hours=1)


@pytest.fixture
def over(fill, programme):
    """Two camps of 30 who joined here, on the second day after the close."""
    fill()
    for number, one in enumerate(Participant.objects.filter(programme=programme)):
        one.key_hash = bytes([number]) * 32
        one.save()
    JoiningSettings.objects.create(programme=programme, is_fixed=True)
    return programme


def work():
    """What the worker does with analyses that wait."""
    for run in Run.objects.filter(state=Run.State.QUEUED):
        services.execute(run.pk, at=AFTER)


def end(programme):
    joining.keep_dates(at=AFTER)
    work()
    joining.keep_dates(at=AFTER + HOUR)
    assert untied(programme.pk) is not None


def given_to(run):
    return frozen.thaw(run.frozen.name, run.frozen_hash)


def test_the_machine_asks_for_a_last_analysis_and_waits_for_it(over):
    joining.keep_dates(at=AFTER)
    run = Run.objects.get()

    assert (run.state, run.requested_by) == (Run.State.QUEUED, None)
    joining.keep_dates(at=AFTER + HOUR)
    assert untied(over.pk) is None

    work()
    joining.keep_dates(at=AFTER + 2 * HOUR)
    assert untied(over.pk) is not None
    assert Run.objects.get().state == Run.State.DONE


def test_it_waits_for_a_day_at_most(over):
    joining.keep_dates(at=AFTER)
    joining.keep_dates(at=AFTER + timedelta(days=1))

    assert untied(over.pk) is not None
    work()
    assert "had not been worked out before" in Run.objects.get().problem


def test_none_is_asked_for_where_the_newest_holds_all_that_was_said(over, analyst):
    services.analyse_now(actor=analyst, programme=over, at=AFTER)
    joining.keep_dates(at=AFTER)

    assert Run.objects.count() == 1
    assert untied(over.pk) is not None


def test_inputs_hold_nobody_in_two_rows_any_more(over, analyst):
    services.analyse_now(actor=analyst, programme=over, at=CLOSES - timedelta(days=1))
    before = given_to(Run.objects.get())
    assert len(np.unique(before.vote_people)) < len(before.vote_people)
    end(over)

    for run in Run.objects.all():
        given = given_to(run)
        assert len(np.unique(given.vote_people)) == len(given.vote_people)
        assert not given.text_authors.any()
        assert not len(given.people_marks)
        rows = list(zip(given.vote_ideas.tolist(), given.vote_stances.tolist(), strict=True))
        assert rows == sorted(rows)
    newest = given_to(Run.objects.order_by("-number")[0])
    assert len(newest.vote_people) == Vote.objects.count()


def test_a_new_run_tells_the_groups_and_the_people_of_the_last_before(over, analyst):
    end(over)
    first = Run.objects.get()
    run = services.analyse_now(
        actor=analyst, programme=over, at=AFTER, parameters={"confidence": 0.8}
    )

    assert run.state == Run.State.DONE, run.problem
    before, now = from_json(first.result), from_json(run.result)
    assert before.opinions.verdict == "groups"
    assert now.opinions == before.opinions
    assert now.participation == before.participation
    assert now.ideas != before.ideas
    assert {i.idea_id: i.groups for i in now.ideas} == {i.idea_id: i.groups for i in before.ideas}
    assert "are those of run 1" in notes_on(run, 10)[0]


def test_a_repeated_run_has_the_same_result(over, analyst):
    end(over)
    first = Run.objects.get()
    again = services.repeat_run(actor=analyst, run=first, at=AFTER)
    work()
    again.refresh_from_db()

    assert again.state == Run.State.DONE, again.problem
    assert again.result_hash == first.result_hash


def test_groups_for_another_smallest_group_cannot_be_formed(over, analyst):
    end(over)
    run = services.analyse_now(
        actor=analyst, programme=over, at=AFTER, parameters={"smallest_group": 12}
    )

    assert run.state == Run.State.FAILED
    assert "another smallest group" in run.problem


def test_without_a_result_from_before_nothing_can_be_analysed(over, analyst):
    joining.keep_dates(at=AFTER)
    Run.objects.all().delete()
    joining.keep_dates(at=AFTER + HOUR)

    with pytest.raises(DomainError, match="No analysis was finished before"):
        services.request_run(actor=analyst, programme=over, at=AFTER)


def test_what_is_taken_back_afterwards_leaves_inputs_and_the_result_stands(over, analyst):
    end(over)
    run = Run.objects.get()
    was, told = given_to(run), run.result
    idea = Idea.objects.filter(agrees__gt=2).first()
    Vote.objects.filter(pk=Vote.objects.filter(idea=idea, stance=1).first().pk).delete()
    Idea.objects.filter(pk=idea.pk).update(agrees=idea.agrees - 1)
    comment = Comment.objects.first()
    Comment.objects.filter(pk=comment.pk).update(text="", is_withdrawn=True, author=None)

    assert services.forget_and_rerun(over.pk, at=AFTER) == 1

    run.refresh_from_db()
    given = given_to(run)
    assert len(given.vote_people) == len(was.vote_people) - 1
    assert comment.text not in given.texts
    assert run.result == told
    assert run.people_pending == 1
    with pytest.raises(DomainError):
        services.request_run(actor=analyst, programme=over, at=AFTER)
    with pytest.raises(DomainError):
        services.repeat_run(actor=analyst, run=run, at=AFTER)
