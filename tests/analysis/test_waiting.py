"""While a programme is open, what k people had said waits; it comes in at the close."""

from datetime import timedelta

import numpy as np
import pytest

from folkmoot.accounts.policy import Role
from folkmoot.analysis import services
from folkmoot.analysis.models import Run
from folkmoot.analysis.queries.contributions import gather
from folkmoot.analysis.queries.people import marks_of, places
from folkmoot.analysis.queries.waiting import SPARE
from folkmoot.analysis.services import frozen
from folkmoot.core.days import day_of
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import Idea, Vote
from tests.conftest import NOON

INSIGHT = "/staff/northmoor/safer-wards/insight/"


def input_of(run):
    return frozen.thaw(run.frozen.name, run.frozen_hash)


@pytest.fixture
def again(analyst, programme):
    return lambda **how: services.analyse_now(actor=analyst, programme=programme, at=NOON, **how)


@pytest.fixture
def speak(programme):
    """``speak(12)`` more people vote on every idea; the voices."""

    def make(people):
        voices = Participant.objects.bulk_create(
            Participant(programme=programme, joined_on=NOON.date()) for _ in range(people)
        )
        say(voices)
        return voices

    return make


def say(voices, stance=1):
    Vote.objects.bulk_create(
        Vote(idea=idea, participant=voice, stance=stance, cast_on=NOON.date())
        for idea in Idea.objects.all()
        for voice in voices
        if not Vote.objects.filter(idea=idea, participant=voice).exists()
    )


def close(programme):
    programme.closes_at = NOON - timedelta(days=1)
    programme.save()


def waiting(programme, run):
    """Ids of those of whom this input holds nothing."""
    everybody = list(Participant.objects.filter(programme=programme).values_list("pk", flat=True))
    there = places(marks_of(programme.pk, everybody), input_of(run).people_marks) >= 0
    return {pk for pk, is_there in zip(everybody, there.tolist(), strict=True) if not is_there}


def test_an_open_programmes_input_leaves_out_a_group_of_people(analysed, programme):
    run = analysed()

    assert len(waiting(programme, run)) == 10 + SPARE


def test_nothing_that_they_had_said_is_in_it_nor_what_others_said_of_their_ideas(
    analysed, programme
):
    run = analysed()
    given, absent = input_of(run), waiting(programme, run)
    theirs = set(Idea.objects.filter(author__in=absent).values_list("pk", flat=True))

    assert theirs
    assert not theirs & set(given.text_ids.tolist())
    assert not theirs & set(given.vote_ideas.tolist())
    assert not theirs & set(given.text_parents.tolist())
    assert len(given.vote_people) == (60 - len(absent)) * (40 - len(theirs))


def test_days_are_counted_without_them(analysed):
    given = input_of(analysed())
    ideas = int((given.text_parents == 0).sum())
    comments = len(given.text_ids) - ideas

    assert given.day_counts[:, 1:].sum(axis=0).tolist() == [
        ideas,
        comments,
        len(given.vote_people),
    ]


def test_the_same_people_wait_however_often_is_analysed(analysed, speak, again, programme):
    first = waiting(programme, analysed())
    speak(10)
    second = waiting(programme, again())
    speak(10)

    assert waiting(programme, again()) == second == first


def test_what_those_who_wait_say_later_comes_in_like_everybodys(analysed, speak, again, programme):
    one = waiting(programme, analysed()).pop()
    fresh = Idea.objects.create(
        question=Idea.objects.first().question, text="From a flipchart", said_on=NOON.date()
    )
    say([Participant.objects.get(pk=one)])
    speak(10)
    given = input_of(again())

    assert int((given.vote_ideas == fresh.pk).sum()) == 11


def test_no_two_inputs_differ_by_fewer_than_a_group_across_the_close_too(
    analysed, speak, again, programme
):
    analysed()
    for _ in range(2):
        speak(10)
        again()
    speak(1)
    close(programme)
    again()
    inputs = [input_of(run) for run in Run.objects.order_by("number")]

    assert len(inputs) == 4
    for place, now in enumerate(inputs):
        for before in inputs[:place]:
            new = places(now.people_marks, before.people_marks) < 0
            assert int(new.sum()) >= 10


def test_after_the_close_everybody_is_in(analysed, again, programme):
    analysed()
    close(programme)
    given = input_of(again())

    assert len(given.waiting_people) == len(given.waiting_rows) == 0
    assert np.array_equal(given.text_ids, gather(programme).text_ids)
    assert len(given.vote_people) == Vote.objects.count()


def test_others_wait_in_the_place_of_those_who_left(analysed, speak, again, programme):
    first = waiting(programme, analysed())
    Participant.objects.filter(pk__in=sorted(first)[: SPARE + 3]).delete()
    came = {voice.pk for voice in speak(16)}
    second = waiting(programme, again())

    assert len(second) >= 10
    assert second - first < came


def test_an_input_is_used_again_until_others_can_wait_in_their_place(
    analysed, speak, again, programme
):
    first = analysed()
    Participant.objects.filter(pk__in=waiting(programme, first)).delete()
    speak(9)

    assert again().same_input_as == 1


def test_nobody_who_was_in_an_input_waits_later(analysed, speak, again, programme, closed):
    analysed()  # as an earlier version analysed an open programme: nobody waits
    programme.closes_at = NOON + timedelta(days=9)
    programme.save()
    came = {voice.pk for voice in speak(30)}

    assert waiting(programme, again()) < came


def test_an_open_programme_of_too_few_is_not_analysed(fill, again, programme):
    fill(ideas=10, people=19)
    with pytest.raises(services.TooFewYet) as problem:
        again()
    close(programme)

    assert "at least 10 must be left" in str(problem.value)
    assert again().result["participation"]["took_part"] == 19


def test_notes_of_an_event_alone_are_analysed_at_once(again, workshop):
    question = workshop.questions.create(text="What helps?")
    for place in range(3):
        Idea.objects.create(question=question, text=f"A note {place}", said_on=day_of(NOON))

    assert again().result["participation"]["ideas"] == 3


def test_people_are_counted_in_whole_groups_until_the_close(analysed, programme):
    part = analysed(people=67).result["participation"]
    days = sum(day["joined"] for day in part["days"])

    assert {part[name] % 10 for name in ("joined", "took_part", "wrote", "voted")} == {0}
    assert (part["joined"], days) == (60, 60)


def test_the_page_says_what_waits(analysed, signed_in):
    analysed()
    page = signed_in(Role.SPONSOR).get(INSIGHT).content.decode()

    assert "what 10 people or a few more had said waits, drawn by lot" in page
    assert "40 or more people took part" in page


def test_a_page_of_after_the_close_says_nothing_of_waiting(analysed, signed_in, closed):
    analysed()

    assert "drawn by lot" not in signed_in(Role.SPONSOR).get(INSIGHT).content.decode()


def test_the_live_page_counts_people_in_whole_groups_while_open(fill, signed_in):
    fill(people=57)
    page = signed_in(Role.SPONSOR).get("/staff/northmoor/safer-wards/live/").content.decode()

    assert "50 or more people have contributed so far." in page
    assert page.count("<dd>50 or more</dd>") == 3
