"""Conversations exported by Polis: the last vote counts, bad rows have numbers."""

import zipfile
from datetime import date

import pytest
from django.utils import translation

from folkmoot.core.errors import DomainError
from folkmoot.core.tables import ReadReport, Unreadable
from folkmoot.operations.importing import saving
from folkmoot.operations.importing.polis import read_conversation
from folkmoot.operations.importing.saving import save_conversation
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
    report = ReadReport()
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
        ("12,x,2,9,1", "seconds"),
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


def test_what_an_import_words_itself_is_in_the_programmes_language(
    folder, organisation, monkeypatch
):
    monkeypatch.setattr(saving, "_", lambda text: f"{translation.get_language()}: {text}")
    conversation, _ = read(folder)
    with translation.override("cy"):
        save_conversation(name="Pool", conversation=conversation, at=NOON)

    rejected = Idea.objects.get(text="Close the pool")
    assert rejected.question.activity.programme.language == "en-gb"
    assert rejected.question.activity.title == "en-gb: Imported workshop"
    assert rejected.hidden_reason.startswith("en-gb: Rejected by the moderators")


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


def test_times_in_seconds_mean_the_same_days(folder):
    votes = (folder / "votes.csv").read_text().replace("000,x,", ",x,")
    (folder / "votes.csv").write_text(votes)
    conversation, report = read(folder)

    assert not report.refusals
    assert {date.fromordinal(int(day)) for day in conversation.vote_days} == {date(2020, 9, 13)}
    assert (7, 1, -1) in set(
        zip(conversation.voters, conversation.voted_statements, conversation.stances, strict=True)
    )


def test_other_names_of_columns_more_columns_and_windows_line_ends_are_read(folder):
    (folder / "comments.csv").write_text(
        "\ufefftimestamp,datetime,comment_id,author_id,agrees,disagrees,moderated,comment_text,"
        "is_seed,is_meta\r\n1600000000,x,0,7,2,0,1,Open the pool,true,false\r\n"
        "1600000000,x,1,8,0,1,-1,Is this the right place?,false,true\r\n",
        newline="",
    )
    (folder / "votes.csv").write_text(
        "timestamp,datetime,comment_id,voter_id,vote,important\r\n1600000001,x,0,7,1,0\r\n"
        "1600000001,x,0,8,1,1\r\n1600000001,x,1,7,-1,0\r\n",
        newline="",
    )
    conversation, report = read(folder)

    assert not report.refusals
    assert [(s.text, s.is_rejected, s.is_meta) for s in conversation.statements] == [
        ("Open the pool", False, False),
        ("Is this the right place?", True, True),
    ]


@pytest.mark.parametrize("name", ["participants-votes.csv", "participant-votes.csv"])
def test_a_table_of_last_votes_stands_for_the_votes(folder, name):
    (folder / "votes.csv").unlink()
    (folder / name).write_text(
        "participant,group-id,n-comments,n-votes,n-agree,n-disagree,0,1,2\n"
        "7,0,1,2,1,1,1,-1,\n8,1,2,1,1,0,1,,0\n"
    )
    conversation, report = read(folder)
    votes = zip(
        conversation.voters, conversation.voted_statements, conversation.stances, strict=True
    )

    assert set(votes) == {(7, 0, 1), (7, 1, -1), (8, 0, 1), (8, 2, 0)}
    assert not report.refusals
    assert {date.fromordinal(int(day)) for day in conversation.vote_days} == {date(2020, 9, 14)}


def test_last_votes_that_run_the_wrong_way_are_noticed(folder):
    (folder / "votes.csv").unlink()
    (folder / "participants-votes.csv").write_text("participant,0,1,2\n7,-1,1,\n8,-1,,0\n")

    with pytest.raises(Unreadable, match="wrong way"):
        read(folder)


def test_a_zip_of_the_folder_is_read_whatever_its_files_are_called(folder, tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.write(folder / "comments.csv", "export/2020-09-13-4abc-comments.csv")
        package.write(folder / "votes.csv", "export/2020-09-13-4abc-votes.csv")
        package.writestr("export/2020-09-13-4abc-comment-groups.csv", "a,b\n1,2\n")
        package.writestr("__MACOSX/export/votes.csv", "nothing")
        package.writestr("../../outside.csv", "a,b\n")
    conversation, _ = read(path)

    assert len(conversation.statements) == 3
    assert len(conversation.voters) == 4
    assert not (tmp_path.parent / "outside.csv").exists()


def test_a_damaged_zip_and_one_that_unpacks_without_end_are_refused_in_words(folder, tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.write(folder / "comments.csv", "comments.csv")
    packed = bytearray(path.read_bytes())
    packed[45:60] = bytes(15)
    path.write_bytes(packed)
    with pytest.raises(Unreadable, match="damaged"):
        read(path)

    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("comments.csv", COMMENTS)
        package.writestr("votes.csv", " " * (30 * 1024 * 1024))
    with pytest.raises(Unreadable, match="far more"):
        read(path)


@pytest.mark.parametrize(
    ("summary", "topic"),
    [
        ('topic,"Pools, baths and ""the sea"""\nurl,x\n', 'Pools, baths and "the sea"'),
        ("topic,Pools, baths\r\nurl,x\r\n", "Pools, baths"),
        ('"topic","Pools"\n', "Pools"),
        ("", ""),
        ("url,x\n", ""),
    ],
)
def test_the_topic_is_read_with_its_quotes_and_commas(folder, summary, topic):
    (folder / "summary.csv").write_text(summary, newline="")

    assert read(folder)[0].topic == topic


def test_markup_in_a_statement_becomes_words(folder):
    text = COMMENTS.replace("Open the pool", "<p>Open &amp; heat</p><script>x()</script>")
    (folder / "comments.csv").write_text(text)

    assert read(folder)[0].statements[0].text == "Open & heat"


def test_reasons_are_there_also_where_every_row_is_refused(folder):
    (folder / "comments.csv").write_text(COMMENTS.replace("1600", "9x"))
    report = ReadReport()

    with pytest.raises(Unreadable, match="no statement that could be read"):
        read_conversation(folder, report)
    assert [refusal.row for refusal in report.refusals] == [2, 3, 4]


def test_statements_about_the_conversation_itself_are_marked(folder, organisation):
    lines = COMMENTS.strip().split("\n")
    marked = [lines[0] + ",is-meta", *(f"{line},{line.startswith('16001')}" for line in lines[1:])]
    (folder / "comments.csv").write_text("\n".join(marked))
    conversation, _ = read(folder)
    save_conversation(name="Pool", conversation=conversation, at=NOON)

    assert list(Idea.objects.filter(is_meta=True).values_list("text", flat=True)) == [
        "Paint the pool"
    ]
