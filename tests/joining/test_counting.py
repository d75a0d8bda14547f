"""Two copies of the database, one before and one after somebody joined, lie side by side."""

from itertools import pairwise

import pytest

from folkmoot.core import key_files
from folkmoot.joining import queries, services
from folkmoot.joining.models import Mode, SegmentCell, WaitingAnswers
from folkmoot.joining.queries.joined import exact_counts
from tests.joining.test_gateway import ASKED, enter, kept

K = 10
NORTHERN, SOUTHERN = ["North", "Nurse"], ["South", "Doctor"]


def counted(programme):
    return sorted(number for number in exact_counts(programme).values() if number)


def copy():
    """What a backup holds of how often answers were given."""
    sealed = WaitingAnswers.objects.values_list("sealed", flat=True).first()
    return dict(SegmentCell.objects.values_list("pk", "met")), sealed and bytes(sealed)


@pytest.fixture
def programme(launched):
    return launched(Mode.ANONYMOUS, ASKED)


def test_counts_change_for_k_people_at_once_or_not_at_all(programme, now):
    counts = [copy()[0]]
    for number in range(3 * K):
        enter(programme, now, SOUTHERN if number % 7 == 0 else NORTHERN)
        counts.append(copy()[0])
    raised = [sum(after.values()) - sum(before.values()) for before, after in pairwise(counts)]

    assert sorted(set(raised)) == [0, 4 * K]  # two runs and two answers of each of them
    assert raised.count(4 * K) == 3


@pytest.mark.parametrize("answers", [NORTHERN, [None, None], ["North", None]])
def test_whoever_joins_leaves_a_new_seal_of_the_same_length(programme, now, answers):
    enter(programme, now, NORTHERN)
    before = copy()[1]
    enter(programme, now, answers)
    after = copy()[1]

    assert before != after
    assert len(before) == len(after)


def test_what_waits_counts_towards_what_may_be_kept(programme, now):
    voices = [enter(programme, now, NORTHERN) for _ in range(K)]

    assert [kept(voice) for voice in voices[:-1]] == [[]] * (K - 1)
    assert kept(voices[-1]) == NORTHERN


def test_what_is_taken_back_waits_too_and_is_counted_out(programme, now):
    voices = [enter(programme, now, NORTHERN) for _ in range(K + 2)]
    before = copy()[0]
    services.withdraw_everything(participant=voices[-1], at=now)

    assert copy()[0] == before
    assert counted(programme) == [K + 1, K + 1]


def test_totals_hold_what_waited_when_the_key_goes(programme, now):
    for _ in range(K + 3):
        enter(programme, now, NORTHERN)
    services.destroy_key(programme, now)

    assert counted(programme) == [K + 3, K + 3]
    assert not WaitingAnswers.objects.exists()


def test_without_the_key_nobody_reads_what_waits(programme, now, keys_here):
    enter(programme, now, NORTHERN)
    for file in keys_here.iterdir():
        if file.is_file():
            file.write_bytes(bytes(key_files.BYTES))  # some other key

    assert counted(programme) == []


def test_a_rehearsal_and_an_open_link_count_nothing(launched, now):
    enter(launched(Mode.OPEN, ASKED), now, NORTHERN)

    assert copy() == ({}, None)


class TestADamagedKey:
    @pytest.fixture
    def damaged(self, programme, now, keys_here):
        self.voices = [enter(programme, now, NORTHERN) for _ in range(K + 1)]
        (keys_here / programme.pk.hex).write_bytes(b"short")
        return programme

    def test_is_no_key_to_write_with(self, damaged):
        assert not queries.can_ask_for_invitation(damaged, damaged.opens_at)

    def test_does_not_keep_a_voice_from_leaving(self, damaged, now):
        assert services.withdraw_everything(participant=self.voices[-1], at=now) == 0

    def test_does_not_keep_everything_from_being_erased(self, damaged, now, keys_here):
        services.erase_everything(damaged, now)

        assert not (keys_here / damaged.pk.hex).exists()
