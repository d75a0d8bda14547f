"""Conversations exported by Polis: the last vote counts, bad rows have numbers."""

from datetime import date

import pytest

from folkmoot.config.importing.polis import read_conversation
from folkmoot.config.importing.saving import save_conversation
from folkmoot.core.errors import DomainError
from folkmoot.core.tables import Report, Unreadable
from folkmoot.workshops.models import Idea, Vote
from tests.conftest import NOON

COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    "1600000000000,x,0,7,2,0,1,Open the pool\n"
    "1600000000000,x,1,8,0,1,-1,Close the pool\n"
    "1600100000000,x,2,8,0,0,0,Paint the pool\n"
)
VOTES = (
    "timestamp,datetime,comment-id,voter-id,vote\n"
    "1600000001000,x,0,7,1\n"
    "1600000002000,x,0,8,1\n"
    "1600000009000,x,1,7,-1\n"
    "1600000003000,x,1,7,1\n"
    "1600000004000,x,2,9,0\n"
)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "comments.csv").write_text(COMMENTS)
    (tmp_path / "votes.csv").write_text(VOTES)
    return tmp_path


def read(folder):
    report = Report()
    return read_conversation(folder, report), report


def add_votes(folder, *rows):
    (folder / "votes.csv").write_text(VOTES + "".join(f"{row}\n" for row in rows))


def test_the_last_vote_by_time_counts_whatever_the_order_of_rows(folder):
    conversation, _ = read(folder)
    votes = set(
        zip(conversation.voters, conversation.voted_statements, conversation.stances, strict=True)
    )

    assert votes == {(7, 0, 1), (8, 0, 1), (7, 1, -1), (9, 2, 0)}


def test_times_are_coarsened_to_days(folder):
    conversation, _ = read(folder)

    assert {date.fromordinal(int(day)) for day in conversation.vote_days} == {date(2020, 9, 13)}


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1600000004000,x,2,9,2", "the vote is 2"),
        ("1600000004000,x,99,9,1", "no statement 99"),
        ("1600000004000,x,2,nine,1", "whole numbers"),
        ("12,x,2,9,1", "milliseconds"),
        ("1600000004000,x,2", "has 3 of 5 cells"),
    ],
)
def test_a_vote_that_does_not_fit_is_refused_by_its_row(folder, row, reason):
    add_votes(folder, row)

    _, report = read(folder)

    assert [(r.file, r.row) for r in report.refusals] == [("votes.csv", 7)]
    assert reason in report.refusals[0].reason


def test_votes_that_run_the_wrong_way_are_noticed(folder):
    turned = VOTES.replace(",1\n", ",@\n").replace(",-1\n", ",1\n").replace("@", "-1")
    (folder / "votes.csv").write_text(turned)

    with pytest.raises(Unreadable, match="wrong way"):
        read(folder)


def test_a_folder_without_votes_is_refused(folder):
    (folder / "votes.csv").unlink()

    with pytest.raises(Unreadable, match=r"votes\.csv"):
        read(folder)


@pytest.fixture
def saved(folder, organisation):
    conversation, _ = read(folder)
    return save_conversation(name="Pool", conversation=conversation, at=NOON)


def test_voters_and_authors_become_participants(saved):
    assert (saved.programme, saved.participants, saved.ideas, saved.votes) == (
        "northmoor/pool",
        3,
        3,
        4,
    )


def test_rejected_statements_are_hidden_with_the_reason_and_keep_their_votes(saved):
    rejected = Idea.objects.get(text="Close the pool")

    assert rejected.is_hidden
    assert "moderators" in rejected.hidden_reason
    assert rejected.disagrees == 1


def test_a_pass_is_kept_as_a_pass(saved):
    assert Vote.objects.get(idea__text="Paint the pool").stance == Vote.Stance.PASS


def test_authors_votes_on_their_own_statements_are_kept(saved):
    idea = Idea.objects.get(text="Open the pool")

    assert idea.votes.filter(participant=idea.author).exists()


def test_a_name_that_is_taken_leaves_everything_as_it_was(saved, folder):
    conversation, _ = read(folder)

    with pytest.raises(DomainError, match="exists already"):
        save_conversation(name="Pool", conversation=conversation, at=NOON)

    assert Idea.objects.count() == 3
