"""What a finished programme's voices may still say of themselves."""

from collections import Counter
from datetime import timedelta

import numpy as np
import pytest

from folkmoot.joining import queries, services
from folkmoot.joining.models import JoiningSettings, Mode, SegmentTotal
from folkmoot.joining.queries.joining_settings import with_old_order
from folkmoot.joining.services.generalisation import rare_channels, shortened
from folkmoot.participants import queries as participants
from folkmoot.participants.models import ChannelTotal, DayTotal, Participant, Segment
from folkmoot.participants.services import add_voices
from folkmoot.programmes.models import Channel
from folkmoot.workshops.models import ChallengeQuestion, Idea
from tests.batches import publish

ASKED = [("Where?", ["North", "South"]), ("Who are you?", ["Nurse", "Doctor"])]
K = 10


def patterns(codes):
    return Counter(map(tuple, codes.tolist()))


@pytest.fixture
def crowd(launched, now):
    """``crowd([(number, answers, channel, days later), ...])`` stored just so, launched."""
    programme = launched(Mode.ANONYMOUS, ASKED)
    asked = queries.questions_of(programme)
    channels = {
        code: Channel.objects.create(programme=programme, name=code, code=code)
        for code in ("poster", "e-mail", "card")
    }

    def make(groups):
        for number, answers, channel, later in groups:
            ids = add_voices(
                programme=programme,
                joined_on=[(now + timedelta(days=later)).date()] * number,
                channels=[channels[channel] if channel else None] * number,
            )
            Segment.objects.bulk_create(
                Segment(participant_id=voice, question=question.pk, value=answer)
                for voice in ids
                for question, answer in zip(asked, answers, strict=False)
                if answer
            )
        return programme

    make.channels = channels  # type: ignore[attr-defined]
    return make


def stored(programme):
    """How many voices share each exact (answers, channel, day)."""
    found = participants.segments_of(programme.pk)
    rows = dict(zip(found.participants.tolist(), map(tuple, found.codes.tolist()), strict=True))
    voices = Participant.objects.filter(programme=programme).values_list(
        "pk", "channel", "joined_on"
    )
    return Counter((rows[pk], channel, day) for pk, channel, day in voices)


class TestShortening:
    @pytest.mark.parametrize("seed", range(60))
    def test_every_pattern_is_held_by_k_or_by_none(self, seed):
        random = np.random.default_rng(seed)
        people, asked = int(random.integers(0, 120)), int(random.integers(0, 5))
        likely = random.dirichlet(np.full(4, 0.7))
        codes = random.choice([-1, 0, 1, 2], size=(people, asked), p=likely).astype(np.int16)
        before = codes.copy()
        after = shortened(codes, K)

        assert (codes == before).all()  # the caller's array stays
        sizes = patterns(after).values()
        assert people < K or min(sizes, default=K) >= K
        assert ((after == before) | (after == -1)).all()
        said = (before != -1).sum(axis=1), (after != -1).sum(axis=1)
        for row in range(people):  # from the end, never from the middle
            kept = [place for place in range(asked) if after[row, place] != -1]
            was = [place for place in range(asked) if before[row, place] != -1]
            assert kept == was[: said[1][row]]

    def test_no_more_is_cut_than_must_be(self):
        codes = np.array([[0, 0]] * 12 + [[0, 1]] * 10 + [[1, 0]] * 9 + [[1, -1]] * 2, np.int16)

        assert patterns(shortened(codes, K)) == {(0, 0): 12, (0, 1): 10, (1, -1): 11}

    def test_few_silent_ones_are_joined_by_others(self):
        codes = np.array([[0]] * 15 + [[1]] * 30 + [[-1]] * 3, np.int16)

        assert patterns(shortened(codes, K)) == {(0,): 15, (1,): 23, (-1,): 10}

    def test_where_nobody_can_be_spared_the_rarest_pattern_goes_whole(self):
        codes = np.array([[0]] * 11 + [[1]] * 10 + [[-1]] * 3, np.int16)

        assert patterns(shortened(codes, K)) == {(0,): 11, (-1,): 13}

    def test_those_who_join_the_silent_are_drawn_by_lot(self):
        codes = np.array([[0]] * 40 + [[-1]], np.int16)
        drawn = {tuple(np.flatnonzero(shortened(codes, K)[:, 0] == -1)) for _ in range(6)}

        assert len(drawn) > 1

    def test_fewer_than_k_keep_nothing(self):
        assert (shortened(np.zeros((K - 1, 2), np.int16), K) == -1).all()


class TestLinks:
    @pytest.mark.parametrize("seed", range(40))
    def test_each_link_within_a_pattern_is_held_by_k_or_by_none(self, seed):
        random = np.random.default_rng(seed)
        classes = np.repeat(np.arange(4), random.integers(K, 60, size=4))
        channels = random.choice([-1, 5, 6, 7], size=len(classes), p=[0.1, 0.6, 0.2, 0.1])
        channels[rare_channels(classes, channels, K)] = -1

        assert min(Counter(zip(classes, channels, strict=True)).values()) >= K

    def test_a_link_that_many_of_a_pattern_came_by_stays(self):
        classes, channels = np.zeros(32, np.int64), np.array([5] * 20 + [6] * 12)

        assert not rare_channels(classes, channels, K).any()


class TestTheProgramme:
    GROUPS = (
        (21, ("North", "Nurse"), "poster", 0),
        (4, ("North", "Nurse"), "e-mail", 1),
        (7, ("North", "Doctor"), "e-mail", 1),
        (13, ("South",), "e-mail", 2),
        (3, (), "card", 2),
        (12, (), None, 0),
    )

    def test_no_stored_pattern_is_held_by_fewer_than_k(self, crowd, now):
        programme = crowd(self.GROUPS)
        assert min(stored(programme).values()) < K
        services.destroy_key(programme, now)

        assert sum(stored(programme).values()) == 60
        assert min(stored(programme).values()) >= K
        assert Segment.objects.filter(value="Nurse").count() == 25

    def test_arrivals_by_day_and_link_read_as_before(self, crowd, now):
        programme = crowd(self.GROUPS)
        publish(programme, now)
        by_day, by_link = queries.joined_by_day(programme), queries.joined_by_channel(programme)
        exact = participants.arrivals(programme.pk)
        services.destroy_key(programme, now)
        publish(programme, now)

        assert len(by_day) == 3
        assert queries.joined_by_day(programme) == by_day
        assert queries.joined_total(programme) == 60
        card = crowd.channels["card"].pk  # fewer than k came by it at all: its total goes, too
        assert exact[card] == 3
        few = {None: exact[None] + 3}
        expected = {key: number for key, number in exact.items() if key != card} | few
        assert participants.arrivals(programme.pk) == expected
        shown = queries.joined_by_channel(programme)
        assert all(shown.get(key, 0) == by_link[key] for key in by_link)
        assert set(Participant.objects.values_list("joined_on", flat=True)) == {now.date()}

    def test_how_many_of_each_link_contributed_reads_as_before(self, crowd, now):
        programme = crowd(self.GROUPS)
        question = ChallengeQuestion.objects.get()
        Idea.objects.bulk_create(
            Idea(question=question, author=voice, text=f"Idea {n}", said_on=now.date())
            for n, voice in enumerate(Participant.objects.exclude(channel__code="card"))
        )
        before = participants.contributed_by_channel(programme.pk)
        rows = dict(Participant.objects.values_list("pk", "channel"))
        services.destroy_key(programme, now)

        assert dict(Participant.objects.values_list("pk", "channel")) != rows
        assert participants.contributed_by_channel(programme.pk) == before

    def test_withdrawing_afterwards_keeps_every_sum_right(self, crowd, now):
        programme = crowd(self.GROUPS)
        services.destroy_key(programme, now)
        for left in range(59, -1, -1):
            services.withdraw_everything(participant=Participant.objects.first(), at=now)
            totals = [
                list(participants.arrivals(programme.pk).values()),
                list(dict(participants.arrivals_by_day(programme.pk)).values()),
            ]
            assert [sum(numbers) for numbers in totals] == [left, left]
            assert all(number > 0 for numbers in totals for number in numbers)
            for question in queries.questions_of(programme):
                told = SegmentTotal.objects.filter(question=question.pk)
                assert sum(told.values_list("number", flat=True)) <= left

    def test_an_open_programme_keeps_what_was_given(self, launched, now):
        programme = launched(Mode.OPEN, ASKED)
        (where, _) = queries.questions_of(programme)
        services.join(programme=programme, at=now, answers={where.pk: "North"})
        services.destroy_key(programme, now)

        assert Segment.objects.count() == 1

    def test_a_programme_whose_key_went_earlier_is_shortened_by_the_next_round(self, crowd, now):
        programme = crowd(self.GROUPS)
        services.destroy_key(programme, now)
        totals = sorted(SegmentTotal.objects.values_list("value", "number"))
        # As a database of yesterday has it: the key gone, patterns as they were stored.
        ChannelTotal.objects.all().delete()
        DayTotal.objects.all().delete()
        JoiningSettings.objects.update(generalised_on=None, order_rewritten_on=now.date())
        crowd([(2, ("South", "Doctor"), "card", 1)])
        assert services.keep_dates(at=now) == ["shortened what is stored"]

        assert min(stored(programme).values()) >= K
        assert sorted(SegmentTotal.objects.values_list("value", "number")) == totals
        assert services.keep_dates(at=now) == []
        JoiningSettings.objects.update(order_rewritten_on=None)
        assert with_old_order(at=now + timedelta(days=60)) == [programme.pk]

    def test_everything_that_is_erased_takes_the_totals_with_it(self, crowd, now):
        programme = crowd(self.GROUPS)
        services.erase_everything(programme, now)

        assert not Participant.objects.exists()
        assert not ChannelTotal.objects.exists()
        assert not DayTotal.objects.exists()
        assert queries.joined_by_day(programme) == ()
