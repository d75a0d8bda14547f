"""Files from the wild: every encoding and separator, each bad row by its number."""

import pytest

from folkmoot.core.columns import read_rows
from folkmoot.core.tables import ReadReport, Unreadable
from tests.members.conftest import workbook


@pytest.fixture
def read(tmp_path):
    """``read(bytes)`` is (rows, report) for the columns “who” and “said”."""

    def reading(content, columns=("who", "said")):
        path = tmp_path / "file.csv"
        path.write_bytes(content)
        report = ReadReport()
        return list(read_rows(path, columns=columns, report=report)), report

    return reading


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_usual_separator_is_found(read, separator):
    rows, _ = read(f"who{separator}said\nana{separator}hello\n".encode())

    assert rows == [(2, {"who": "ana", "said": "hello"})]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_encoding_is_read(read, encoding):
    rows, _ = read("who,said\nana,café – naïve\n".encode(encoding))

    assert rows[0][1]["said"] == "café – naïve"


def test_a_file_that_is_not_utf8_is_noted(read):
    _, report = read("who,said\nana,café\n".encode("latin-1"))

    assert "not UTF-8" in report.notes[0]


def test_bytes_that_windows_does_not_know_are_still_read(read):
    rows, _ = read(b"who,said\nana,a\x81b\xe9\n")

    assert rows[0][1]["said"] == "a\x81bé"


def test_right_to_left_text_and_emoji_come_through(read):
    rows, _ = read("who,said\nana,شكرا 👩🏽‍⚕️\n".encode())

    assert rows[0][1]["said"] == "شكرا 👩🏽‍⚕️"


def test_a_cell_may_hold_line_breaks_and_commas(read):
    rows, _ = read(b'who,said\nana,"one,\ntwo"\nbob,three\n')

    assert [row for row, _ in rows] == [2, 3]
    assert rows[0][1]["said"] == "one,\ntwo"


def test_a_row_with_too_few_cells_is_refused_by_its_number(read):
    rows, report = read(b"who,said\nana,hello\nbob\neve,bye\n")

    assert [row for row, _ in rows] == [2, 4]
    assert [(r.row, r.reason) for r in report.refusals] == [(3, "has 1 of 2 cells")]


def test_a_nul_character_is_refused_by_its_row(read):
    _, report = read(b"who,said\nana,he\0llo\n")

    assert [r.row for r in report.refusals] == [2]


def test_blank_lines_are_no_rows(read):
    rows, report = read(b"who,said\n\n,\nana,hello\n")

    assert len(rows) == report.rows_read == 1


def test_a_missing_column_is_named_with_those_that_are_there(read):
    with pytest.raises(Unreadable, match=r"no column “said”.*“who”, “text”"):
        read(b"who,text\nana,hello\n")


def test_two_columns_of_one_name_are_refused(read):
    with pytest.raises(Unreadable, match="two columns named “said”"):
        read(b"who,said,said\nana,a,b\n")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a spreadsheet"])
def test_what_is_no_csv_is_refused_as_a_whole(read, content):
    with pytest.raises(Unreadable):
        read(content)


@pytest.mark.parametrize("rest", [b"Cold food\nbob,hello\neve,bye\n", b"x" * 1_200_000, b""])
def test_a_quotation_mark_left_open_is_named_with_its_row(read, rest):
    """All that follows would be one cell of one person."""
    with pytest.raises(Unreadable, match="Row 3 cannot be read: a quotation mark is left open"):
        read(b'who,said\nana,hello\nbob,"' + rest)


def test_quotation_marks_inside_words_are_words(read):
    rows, _ = read(b'who,said\nana,a 5" pipe\nbob,"two\nlines"\neve,"he said ""no"""\nkim,6" pipe')

    assert [row["said"] for _, row in rows] == [
        'a 5" pipe',
        "two\nlines",
        'he said "no"',
        '6" pipe',
    ]


def test_a_cell_without_end_is_told_from_a_quotation_mark_left_open(read, monkeypatch):
    monkeypatch.setattr("folkmoot.core.csv_files.MOST_OF_A_CELL", 1000)
    with pytest.raises(Unreadable, match="Row 2 cannot be read: it has a cell of over 1,000 "):
        read(b'who,said\nana,"' + b"x" * 1_200 + b'"\n')


@pytest.mark.parametrize(
    ("separator", "mark"), [(",", "a comma"), (";", "a semicolon"), ("\t", "a tab")]
)
def test_the_sign_that_cut_a_row_is_the_one_that_is_named(read, separator, mark):
    rows = ["who,said", "ana,one", "bob,two", "eve,cold food, no heating"]
    _, report = read("\n".join(rows).replace(",", separator).encode())

    assert mark in report.refusals[0].reason


def test_in_a_spreadsheet_no_comma_is_blamed(read):
    _, report = read(workbook(["who", "said"], ["ana", "one", "", "note to self"]))

    assert "3 columns" not in report.refusals[0].reason
    assert "to the right of the table" in report.refusals[0].reason


@pytest.mark.parametrize(
    "content",
    [b"<html><table><tr><td>who</td></tr>", b"\xef\xbb\xbf<?xml version='1.0'?>", b'[{"who"'],
)
def test_a_web_page_that_is_called_a_table_is_called_a_web_page(read, content):
    with pytest.raises(Unreadable, match="web page or data for programs"):
        read(content)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(Unreadable, match=r"nowhere\.csv"):
        list(read_rows(tmp_path / "nowhere.csv", columns=["a"], report=ReadReport()))
