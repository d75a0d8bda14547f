import threading

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from folkmoot.workshops import services
from folkmoot.workshops.models import Comment, Exposure, Idea, Vote
from folkmoot.workshops.services import cast_vote
from folkmoot.workshops.services.publishing import recount
from tests.batches import publish
from tests.conftest import NOON

AGREE, PASS, DISAGREE = Vote.Stance.AGREE, Vote.Stance.PASS, Vote.Stance.DISAGREE


def counters(idea):
    """As others see them after the next batch."""
    publish(idea.question.activity.programme, NOON)
    idea.refresh_from_db()
    return idea.agrees, idea.passes, idea.disagrees, idea.exposures


def recounted(idea):
    stances = list(Vote.objects.filter(idea=idea).values_list("stance", flat=True))
    passed = Exposure.objects.filter(idea=idea).count()
    return stances.count(1), stances.count(0), stances.count(-1), len(stances) + passed


class TestCastVote:
    def test_a_second_vote_replaces_the_first(self, idea, join):
        sam = join()
        cast_vote(idea=idea, participant=sam, stance=AGREE, at=NOON)
        cast_vote(idea=idea, participant=sam, stance=DISAGREE, at=NOON)

        assert counters(idea) == (0, 0, 1, 1) == recounted(idea)

    def test_a_pass_is_a_vote(self, idea, join):
        cast_vote(idea=idea, participant=join(), stance=PASS, at=NOON)

        assert counters(idea) == (0, 1, 0, 1)

    def test_authors_cannot_support_themselves(self, idea):
        with pytest.raises(services.OwnIdea):
            cast_vote(idea=idea, participant=idea.author, stance=AGREE, at=NOON)

    def test_hidden_ideas_take_no_votes(self, idea, join):
        Idea.objects.update(is_hidden=True)
        with pytest.raises(services.Gone):
            cast_vote(idea=idea, participant=join(), stance=AGREE, at=NOON)

    def test_voices_of_other_programmes_have_no_vote(self, idea, join, draft_programme):
        stranger = join()
        stranger.programme = draft_programme
        with pytest.raises(ValueError, match="different programmes"):
            cast_vote(idea=idea, participant=stranger, stance=AGREE, at=NOON)

    def test_it_asks_few_queries(self, idea, join, django_assert_max_num_queries):
        sam = join()
        with django_assert_max_num_queries(7):
            cast_vote(idea=idea, participant=sam, stance=AGREE, at=NOON)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["vote", "vote", "pass", "take", "leave", "comment"]),
        st.integers(0, 2),
        st.sampled_from([1, 0, -1]),
    ),
    max_size=14,
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=STEPS)
def test_counters_always_equal_recounts(idea, join, steps):
    Vote.objects.all().delete()
    Exposure.objects.all().delete()
    Comment.objects.all().delete()
    recount(Idea.objects.all())
    voices = [join() for _ in range(3)]
    for act, who, stance in steps:
        voice = voices[who]
        if act == "vote":
            cast_vote(idea=idea, participant=voice, stance=Vote.Stance(stance), at=NOON)
        elif act == "pass":
            services.pass_over(
                question=idea.question, participant=voice, idea_ids=[idea.pk], at=NOON
            )
        elif act == "take":
            services.withdraw_vote(idea=idea, participant=voice)
        elif act == "comment":
            services.add_comment(idea=idea, participant=voice, text="Yes", at=NOON)
        else:
            services.withdraw_voice(voice.owner, NOON)
        assert counters(idea) == recounted(idea)
        shown = Comment.objects.filter(idea=idea, is_withdrawn=False).count()
        assert idea.comment_count == shown


@pytest.mark.django_db(transaction=True)
def test_counters_survive_many_voting_at_once(idea, join):
    voices = [join() for _ in range(4)]
    problems = []

    def vote(voice, stances):
        try:
            for stance in stances:
                fresh = Idea.objects.select_related("question__activity__programme").get(pk=idea.pk)
                cast_vote(idea=fresh, participant=voice, stance=stance, at=NOON)
        except Exception as problem:
            problems.append(problem)
        finally:
            connection.close()

    # Two windows of each voice: the race that makes one vote count twice.
    threads = [
        threading.Thread(target=vote, args=(voice, stances))
        for voice in voices
        for stances in ([AGREE, PASS, DISAGREE], [DISAGREE, AGREE, PASS])
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert problems == []
    assert counters(idea) == recounted(idea)
    assert idea.votes_cast == 4


class TestWithdrawingEverything:
    def test_words_are_erased_and_totals_counted_again(self, idea, join):
        sam = join()
        cast_vote(idea=idea, participant=sam, stance=AGREE, at=NOON)
        comment = services.add_comment(idea=idea, participant=sam, text="Secret", at=NOON)
        own = services.add_idea(question=idea.question, participant=sam, text="Mine", at=NOON)

        assert services.withdraw_voice(sam.owner, NOON) == 3
        comment.refresh_from_db()
        own.refresh_from_db()
        assert (comment.text, own.text, own.is_withdrawn) == ("", "", True)
        assert counters(idea) == (0, 0, 0, 0)

    def test_a_rehearsal_leaves_nothing(self, programme, idea, join):
        sam = join()
        sam.is_practice = True
        sam.save()
        cast_vote(idea=idea, participant=sam, stance=AGREE, at=NOON)
        own = services.add_idea(question=idea.question, participant=sam, text="Try", at=NOON)
        services.add_comment(idea=idea, participant=sam, text="Try", at=NOON)

        services.erase_practice(programme.pk)
        assert not Idea.objects.filter(pk=own.pk).exists()
        assert not Comment.objects.exists()
        assert counters(idea) == (0, 0, 0, 0)
