"""What others see moves when a smallest group has acted, at moments that lots decide."""

from datetime import timedelta

import pytest

from folkmoot.activities.models import ShownTo
from folkmoot.analysis.queries.live import live
from folkmoot.joining.queries import joined_total
from folkmoot.participants.models import Participant
from folkmoot.programmes import services as programmes
from folkmoot.programmes.models import Programme
from folkmoot.published import services
from folkmoot.published.models import PublishedState
from folkmoot.published.services import batches
from folkmoot.workshops import queries
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import Comment, Exposure, Idea, Vote
from tests.conftest import NOON

K = 10
LATER = timedelta(minutes=30)


@pytest.fixture(autouse=True)
def begun(programme, idea):
    """Launched, with one idea that everybody can read and whose author has been counted."""
    services.begin(programme, NOON)
    state = PublishedState.objects.get()
    batches.write(programme, state, batches._marks(programme))
    state.save()
    return state


@pytest.fixture
def vote(idea, join):
    """``vote(n)``: so many new voices agree."""

    def cast(number, stance=1):
        voices = [join() for _ in range(number)]
        for voice in voices:
            workshops.cast_vote(idea=idea, participant=voice, stance=stance, at=NOON)
        return voices

    return cast


def look(programme, at=NOON + LATER):
    return services.look(programme.pk, at=at)


def agrees():
    return Idea.objects.values_list("agrees", flat=True).get(text="A quiet hour for rounds")


class TestTotals:
    def test_nothing_moves_while_fewer_than_the_smallest_group_acted(self, programme, vote):
        vote(K - 1)

        assert not look(programme)
        assert agrees() == 0

    def test_all_move_together_once_so_many_have_acted(self, programme, vote):
        vote(K)

        assert look(programme)
        assert agrees() == K

    def test_the_same_people_again_are_no_new_group(self, programme, vote):
        voices = vote(K)
        look(programme)
        extra = vote(K - 1)
        for voice in extra:
            workshops.cast_vote(idea=Idea.objects.get(), participant=voice, stance=-1, at=NOON)

        assert len(voices) == K
        assert not look(programme, NOON + 2 * LATER)

    def test_whoever_changes_their_mind_has_acted(self, programme, idea, vote):
        voices = vote(K)
        look(programme)
        for voice in voices:
            workshops.cast_vote(idea=idea, participant=voice, stance=-1, at=NOON)

        assert look(programme, NOON + 2 * LATER)
        assert agrees() == 0

    def test_whoever_only_joined_has_acted(self, programme, join):
        for _ in range(K):
            join()

        assert look(programme)

    def test_whoever_only_read_on_has_acted(self, programme, idea, join):
        voices = [join() for _ in range(K)]
        look(programme)
        for voice in voices:
            workshops.pass_over(
                question=idea.question, participant=voice, idea_ids=[idea.pk], at=NOON
            )

        assert look(programme, NOON + 2 * LATER)
        assert Idea.objects.get().exposures == Exposure.objects.count() == K

    def test_nothing_moves_before_the_moment_that_the_lot_drew(self, programme, vote):
        vote(K)
        drawn = PublishedState.objects.get().look_at

        assert not look(programme, drawn - timedelta(seconds=1))
        assert look(programme, drawn)

    def test_each_moment_is_drawn_anew(self, programme):
        drawn = set()
        for number in range(1, 9):
            look(programme, NOON + number * LATER)
            drawn.add(PublishedState.objects.get().look_at - (NOON + number * LATER))

        assert len(drawn) == 8
        assert all(batches.SOONEST <= after <= batches.LATEST for after in drawn)

    def test_taking_a_voice_back_publishes_nobody_elses_votes(self, programme, vote):
        first, *_ = vote(3)
        workshops.withdraw_voice(first.owner, NOON)

        assert agrees() == 0

    def test_importing_publishes_nobodys_votes(self, programme, idea, vote, facilitator):
        vote(3)
        workshops.import_comments(
            actor=facilitator,
            activity=idea.question.activity,
            ideas=[idea.pk],
            texts=["From a workshop on paper"],
            said_on=[NOON.date()],
        )

        assert agrees() == 0
        assert Idea.objects.get().comment_count == 1


class TestTheClose:
    def test_brings_the_last_batch_however_few_acted(self, programme, vote):
        vote(1)

        assert look(programme, programme.closes_at)
        assert agrees() == 1
        assert PublishedState.objects.get().is_final

    def test_comes_although_no_moment_was_drawn_for_it(self, programme, vote):
        vote(1)
        PublishedState.objects.update(look_at=programme.closes_at + timedelta(days=9))

        assert services.look_at_all(at=programme.closes_at) == 1

    def test_a_few_who_take_things_back_after_it_move_nothing(self, programme, idea, vote):
        voices = vote(K + 2)
        look(programme, programme.closes_at)
        for voice in voices[:3]:
            workshops.withdraw_vote(idea=idea, participant=voice)

        assert not look(programme, programme.closes_at + timedelta(days=3))
        assert agrees() == K + 2

    def test_opening_longer_begins_batches_again(self, programme, vote):
        look(programme, programme.closes_at)
        Programme.objects.update(closes_at=programme.closes_at + timedelta(days=9))
        vote(1)

        assert not look(programme, programme.closes_at + timedelta(days=3))
        assert not PublishedState.objects.get().is_final


class TestReopening:
    def extend(self, programme, facilitator, at, days=9):
        return programmes.move_closing(
            actor=facilitator, programme=programme, closes_at=at + timedelta(days=days), at=at
        )

    def test_the_next_moment_is_soon_again(self, programme, facilitator, vote):
        closed = programme.closes_at
        look(programme, closed)
        vote(K)
        self.extend(programme, facilitator, closed + LATER)

        assert look(programme, closed + 2 * LATER)
        assert agrees() == K

    def test_its_second_close_brings_the_last_batch_too(self, programme, facilitator, vote):
        closed = programme.closes_at
        look(programme, closed)
        programme = self.extend(programme, facilitator, closed + LATER, days=1)
        vote(1)

        assert look(programme, programme.closes_at)
        assert agrees() == 1

    def test_what_was_imported_is_told_in_batches_from_then_on(self, programme, facilitator, vote):
        closed = programme.closes_at
        vote(K)
        PublishedState.objects.all().delete()  # an import makes none
        self.extend(programme, facilitator, closed + LATER)
        vote(1)

        assert not look(programme, closed + 2 * LATER)
        vote(K - 1)
        assert look(programme, closed + 3 * LATER)


class TestTexts:
    @pytest.fixture
    def say(self, question, join):
        def add(number):
            return [
                workshops.add_idea(
                    question=question, participant=join(), text=f"New idea {n}", at=NOON
                )
                for n in range(number)
            ]

        return add

    def shown(self):
        return set(Idea.objects.filter(text__startswith="New").values_list("shown_to", flat=True))

    def test_only_their_author_reads_them_at_first(self, question, say, join):
        (said,) = say(1)
        stage = question.activity.programme.stage(NOON)
        page = queries.newest(question=question, participant=join(), stage=stage)
        own = queries.idea_cards(
            ids=[said.pk], question=question, participant=said.author, stage=stage
        )

        assert said.pk not in [card.id for card in page.cards]
        assert [card.waits for card in own] == [True]

    def test_staff_read_a_whole_batch_before_others_do(self, programme, say):
        say(K)
        look(programme)

        assert self.shown() == {ShownTo.STAFF}

    def test_everybody_reads_them_at_the_next_moment_however_few_acted_since(self, programme, say):
        say(K)
        look(programme)
        look(programme, NOON + 2 * LATER)

        assert self.shown() == {ShownTo.EVERYBODY}

    def test_of_fewer_than_the_smallest_group_none_is_handed_on(self, programme, say):
        say(K - 1)
        look(programme)
        look(programme, NOON + 2 * LATER)

        assert self.shown() == {ShownTo.AUTHOR}

    def test_the_close_shows_them_all(self, programme, say):
        say(1)
        look(programme, programme.closes_at)

        assert self.shown() == {ShownTo.EVERYBODY}

    def test_once_a_day_they_wait_for_the_moment_of_the_day(self, programme, say):
        Programme.objects.update(texts_appear="daily")
        PublishedState.objects.update(daily_at=NOON + timedelta(hours=20))
        say(K)
        look(programme)
        look(programme, NOON + timedelta(hours=19))
        before = self.shown()
        look(programme, NOON + timedelta(hours=21))

        assert before == {ShownTo.STAFF}
        assert self.shown() == {ShownTo.EVERYBODY}

    def test_at_once_means_at_once(self, question, join):
        question.activity.programme.texts_appear = Programme.TextsAppear.AT_ONCE
        said = workshops.add_idea(question=question, participant=join(), text="Now", at=NOON)

        assert not said.waits

    def test_a_rehearsal_shows_texts_and_totals_at_once(self, question, idea, join):
        question.activity.programme.is_launched = False
        question.activity.programme.is_practising = True
        idea.question = question
        said = workshops.add_idea(question=question, participant=join(), text="Try", at=NOON)
        workshops.cast_vote(idea=idea, participant=join(), stance=1, at=NOON)

        assert not said.waits
        assert agrees() == 1

    def test_comments_of_one_batch_stand_in_no_order_of_arrival(self, programme, idea, join):
        for n in range(12):
            workshops.add_comment(idea=idea, participant=join(), text=f"Comment {n}", at=NOON)
        waiting = set(Comment.objects.values_list("position", flat=True))
        look(programme)
        look(programme, NOON + 2 * LATER)
        placed = Comment.objects.order_by("position").values_list("text", "position")

        assert min(waiting) >= Comment.UNPLACED
        assert [position for _, position in placed] == list(range(1, 13))
        assert [text for text, _ in placed] != [f"Comment {n}" for n in range(12)]
        assert Idea.objects.get().comment_count == 12


class TestFigures:
    def test_pages_count_people_by_the_last_batch(self, programme, vote):
        before = joined_total(programme), live(programme, NOON).voted
        vote(3)

        assert (joined_total(programme), live(programme, NOON).voted) == before

    def test_they_move_with_the_next(self, programme, vote):
        before = joined_total(programme)
        vote(K)
        look(programme)
        fresh = Programme.objects.get()

        assert joined_total(fresh) == before + K
        assert live(fresh, NOON).voted == K


class TestWhatIsStored:
    def test_no_mark_can_be_told_without_the_secret(self, programme, vote, settings):
        vote(K)
        look(programme)
        stored = bytes(PublishedState.objects.get().marks)
        settings.SECRET_KEY = "another one, as whoever reads a backup would guess it"
        guessed = b"".join(batches._marks(programme))

        assert len(stored) == len(guessed) == batches.MARK * Participant.objects.count()
        assert stored != guessed

    def test_nothing_says_who_acted_since_the_last_batch(self, programme, vote):
        vote(K)
        look(programme)
        before = PublishedState.objects.values().get()
        vote(3)

        assert PublishedState.objects.values().get() == before


def test_a_programme_that_was_running_begins_with_what_everybody_saw(programme, vote):
    vote(2)
    PublishedState.objects.update(is_taken_over=True, look_at=NOON, marks=b"", figures={})

    assert look(programme)
    assert agrees() == 2
    assert not PublishedState.objects.get().is_taken_over


def test_looking_costs_the_same_however_many_acted(programme, vote, django_assert_max_num_queries):
    vote(40)
    with django_assert_max_num_queries(48):
        look(programme)
    assert Vote.objects.count() == 40
