from datetime import date

import pytest
from django.db.models import Count, Q

from folkmoot.accounts.policy import Role
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.participants.services import add_voices
from folkmoot.workshops import queries, services
from folkmoot.workshops.models import Idea, Vote

DAY = date(2024, 5, 1)


@pytest.fixture
def voices(programme):
    return add_voices(programme=programme, joined_on=[DAY] * 4)


@pytest.fixture
def ideas(facilitator, question, voices):
    return services.import_ideas(
        actor=facilitator,
        question=question,
        texts=["Quiet hour", "More chairs", "Rude words"],
        said_on=[DAY] * 3,
        authors=[voices[0], None, voices[1]],
        hidden_reasons=["", "", "Rejected by the moderators"],
    )


def vote(facilitator, workshop, rows):
    ideas, participants, stances = zip(*rows, strict=True)
    return services.import_votes(
        actor=facilitator,
        activity=workshop,
        ideas=ideas,
        participants=participants,
        stances=stances,
        cast_on=[DAY] * len(rows),
    )


def test_ideas_come_back_in_the_order_they_went_in(ideas):
    texts = dict(Idea.objects.values_list("pk", "text"))

    assert [texts[pk] for pk in ideas] == ["Quiet hour", "More chairs", "Rude words"]


def test_the_last_vote_of_a_person_on_an_idea_counts(facilitator, workshop, ideas, voices):
    rows = [(ideas[0], voices[0], 1), (ideas[0], voices[1], 1), (ideas[0], voices[1], -1)]

    assert vote(facilitator, workshop, rows) == 2
    idea = Idea.objects.get(pk=ideas[0])
    assert (idea.agrees, idea.disagrees, idea.exposures) == (1, 1, 2)


def test_authors_may_have_voted_on_their_own_idea_elsewhere(facilitator, workshop, ideas, voices):
    assert vote(facilitator, workshop, [(ideas[0], voices[0], 1)]) == 1


def test_hidden_ideas_and_the_votes_on_them_leave_the_analysis(
    facilitator, workshop, ideas, voices
):
    vote(facilitator, workshop, [(ideas[2], voices[0], 1), (ideas[0], voices[3], 0)])

    assert sorted(queries.READING.texts(workshop.pk).texts) == ["More chairs", "Quiet hour"]
    votes = queries.READING.stances(workshop.pk)
    assert votes.ideas.tolist() == [ideas[0]]
    assert votes.stances.tolist() == [0]
    assert votes.days.tolist() == [DAY.toordinal()]


def test_replies_go_one_level_deep(facilitator, workshop, ideas):
    add = {"actor": facilitator, "activity": workshop}
    add |= {"ideas": [ideas[0]] * 3, "said_on": [DAY] * 3}
    made = services.import_comments(texts=["a", "b", "c"], parents=[None, 0, 0], **add)

    texts = queries.READING.texts(workshop.pk)
    assert set(made) <= set(texts.ids.tolist())
    assert texts.parents[texts.ids == made[0]].tolist() == [ideas[0]]
    assert Idea.objects.get(pk=ideas[0]).comment_count == 3
    with pytest.raises(DomainError):
        services.import_comments(texts=["a", "b", "c"], parents=[None, 0, 1], **add)


def test_nothing_half_imported_stays(facilitator, question):
    with pytest.raises(DomainError):
        services.import_ideas(
            actor=facilitator, question=question, texts=["Fine", " "], said_on=[DAY] * 2
        )

    assert not Idea.objects.exists()


def test_voices_of_another_programme_are_refused(facilitator, workshop, ideas, draft_programme):
    stranger = add_voices(programme=draft_programme, joined_on=[DAY])[0]

    with pytest.raises(services.NotOurs):
        vote(facilitator, workshop, [(ideas[0], stranger, 1)])


def test_analysts_cannot_import_ideas(actor, question):
    with pytest.raises(NotAllowed):
        services.import_ideas(
            actor=actor(Role.ANALYST), question=question, texts=["x"], said_on=[DAY]
        )


def test_reading_the_votes_and_counting_those_left_out_are_two_queries(
    facilitator, workshop, ideas, voices, django_assert_num_queries
):
    vote(facilitator, workshop, [(idea, voice, 1) for idea in ideas for voice in voices])

    with django_assert_num_queries(2):
        queries.READING.stances(workshop.pk)


def test_counts_of_imported_votes_equal_their_recount(facilitator, workshop, ideas, voices):
    vote(facilitator, workshop, [(i, v, (i + v) % 3 - 1) for i in ideas for v in voices])

    counted = Idea.objects.annotate(yes=Count("votes", filter=Q(votes__stance=Vote.Stance.AGREE)))
    assert all(idea.agrees == idea.yes for idea in counted)
