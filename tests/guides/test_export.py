import csv
import io
import json
import re

import pytest

from folkmoot.accounts.models import AuditEntry
from folkmoot.accounts.policy import Role
from folkmoot.analysis.presenting import stored_words
from folkmoot.analysis.queries.result import METHOD
from folkmoot.core.errors import NotAllowed
from folkmoot.guides.exporting import _in_words, write_export
from folkmoot.guides.services.folders import NotOurFolder
from folkmoot.participants.models import Participant
from folkmoot.workshops.models import Comment, Idea, Vote
from tests.conftest import NOON


def rows(folder, name):
    text = (folder / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture
def votes(programme, ideas):
    people = [
        Participant.objects.create(programme=programme, joined_on=NOON.date()) for _ in range(40)
    ]
    Vote.objects.bulk_create(
        Vote(idea=idea, participant=person, stance=(place % 3) - 1, cast_on=NOON.date())
        for place, person in enumerate(people)
        for idea in ideas[:3]
    )
    return people


@pytest.fixture
def analyst(actor):
    return actor(Role.ANALYST)


@pytest.fixture
def export(tmp_path, programme, analyst, votes, theme):
    write_export(programme, analyst, tmp_path / "one", at=NOON)
    return tmp_path / "one"


def test_an_export_holds_every_table_and_every_row(export):
    assert sorted(p.name for p in export.iterdir() if p.name != ".folkmoot") == [
        "README.txt",
        "comments.csv",
        "ideas.csv",
        "questions.csv",
        "results.json",
        "themes.csv",
        "votes.csv",
    ]
    assert len(rows(export, "ideas.csv")) == 10
    assert len(rows(export, "votes.csv")) == 120


def test_nothing_says_which_votes_are_of_one_person(export, votes):
    """Who answered whom tells in which order people came, to whoever holds the file."""
    text = (export / "votes.csv").read_text()

    assert list(rows(export, "votes.csv")[0]) == ["idea", "stance", "month"]
    assert not any(str(person.pk) in text for person in votes)


def test_no_table_that_people_filled_has_a_column_for_a_person(export):
    for file in export.glob("*.csv"):
        head = file.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert not {"person", "voter", "author", "participant"} & set(head)


def test_two_exports_share_no_order(tmp_path, programme, analyst, export):
    write_export(programme, analyst, tmp_path / "two", at=NOON)

    for name in ("ideas.csv", "votes.csv"):
        order = [r["idea"] for r in rows(export, name)]
        assert order != [r["idea"] for r in rows(tmp_path / "two", name)]


def test_no_day_is_exported(export):
    for file in export.glob("*.csv"):
        assert not re.search(r"\b\d{4}-\d{2}-\d{2}\b", file.read_text(encoding="utf-8"))
    assert {row["month"] for row in rows(export, "votes.csv")} == {"2030-M05"}


def test_hidden_and_withdrawn_leave_with_their_votes_and_comments(
    tmp_path, programme, analyst, ideas, votes
):
    Comment.objects.create(idea=ideas[0], text="secret", said_on=NOON.date(), position=1)
    Idea.objects.filter(pk=ideas[0].pk).update(is_hidden=True)
    Idea.objects.filter(pk=ideas[1].pk).update(is_withdrawn=True)

    write_export(programme, analyst, tmp_path / "one", at=NOON)

    assert len(rows(tmp_path / "one", "ideas.csv")) == 8
    assert len(rows(tmp_path / "one", "votes.csv")) == 40
    assert rows(tmp_path / "one", "comments.csv") == []


def test_no_cell_is_a_formula(export):
    for file in export.glob("*.csv"):
        for row in csv.reader(io.StringIO(file.read_text(encoding="utf-8-sig"))):
            for cell in row:
                assert not cell.startswith(("=", "+", "@", "\t")), cell
                assert not cell.startswith("-") or cell == "-1"


def test_results_name_ideas_as_the_tables_do(export):
    results = json.loads((export / "results.json").read_text())

    names = {row["idea"] for row in rows(export, "ideas.csv")}
    assert {idea["idea_id"] for idea in results["analysis"]["result"]["ideas"]} == names
    assert results["analysis"]["seed"] == 7


@pytest.mark.parametrize("role", [Role.SPONSOR, Role.MODERATOR, Role.FACILITATOR])
def test_only_analysts_and_administrators_can_export(tmp_path, programme, actor, role):
    with pytest.raises(NotAllowed):
        write_export(programme, actor(role), tmp_path / "one", at=NOON)
    assert not (tmp_path / "one").exists()


def test_an_export_is_audited_and_never_replaces_a_guide(
    tmp_path, programme, analyst, export, guide
):
    from folkmoot.guides.publishing import write_site

    write_site(guide, tmp_path / "guide")

    with pytest.raises(NotOurFolder):
        write_export(programme, analyst, tmp_path / "guide", at=NOON)
    assert AuditEntry.objects.filter(act="data.exported").count() == 1


def test_the_readme_explains_every_column(export):
    readme = (export / "README.txt").read_text()
    for file in export.glob("*.csv"):
        line = re.search(rf"^{file.name}\s+(.*)$", readme, re.M)[1]
        header = file.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
        assert [name for name in header if name not in line] == []


def test_what_the_votes_let_one_infer_is_said_in_the_folder(export):
    readme = (export / "README.txt").read_text(encoding="utf-8")

    assert "Nothing says which rows" in readme
    assert "were probably there earlier" in readme
    assert "cannot be joined" not in readme


def test_sentences_that_a_run_keeps_are_told_in_the_results(monkeypatch):
    monkeypatch.setattr(stored_words, "looked_up", str.upper)
    themes = {
        "note": stored_words.NO_THEMES,
        "method": stored_words.COUNTED,
        "language": stored_words.READ_BADLY,
        "why_left_out": [{"why": "blank", "text_ids": ["1"]}],
    }
    told = _in_words({"opinions": {"method": METHOD, "note": ""}, "themes": themes})

    assert told["themes"] == {
        "note": stored_words.NO_THEMES.upper(),
        "method": stored_words.COUNTED.upper(),
        "language": stored_words.READ_BADLY.upper(),
        "why_left_out": [{"why": "nothing was written", "text_ids": ["1"]}],
    }
