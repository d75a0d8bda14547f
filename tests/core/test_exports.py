"""CSV that spreadsheets open rightly, and that our own readers read back as it was."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from folkmoot.core.exports import as_csv, guarded, month_of, unguarded, write_csv
from folkmoot.core.sheets import open_sheet

cells = st.one_of(
    st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    st.sampled_from(["10-14", "March", "-3", "007", "'tis", "=1+1", "2026-11", "TRUE", "1e5", "'"]),
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(str),
)


def test_the_file_says_that_it_is_utf_8_and_its_lines_end_as_excel_ends_them():
    assert as_csv(["a", "b"], [("é", 1)]) == "\ufeffa,b\r\né,1\r\n"


@pytest.mark.parametrize("number", ["-3", "0", "12.50", "-0.5", "123456789012345"])
def test_numbers_in_a_file_stay_numbers(number):
    assert guarded(number) == number
    assert guarded(-3) == -3


@pytest.mark.parametrize(
    "text",
    [
        "2026-11",
        "March",
        "10-14",
        "3/4",
        "Nov 2026",
        "5 May",
        "1-Jan",
        "may",
        "9:30",
        "9am",
        "007",
        "1e5",
        "50%",
        "£5",
        "1,200",
        "TRUE",
        "1234567890123456",
        "9223372036854775807",
        "+3",
        "-3 beds",
        "=1+1",
        "@you",
        "\t=1",
        " \xa0=1",
    ],
)
def test_words_that_a_spreadsheet_would_turn_into_something_else_stay_words(text):
    assert guarded(text) == f"'{text}"
    assert unguarded(f"'{text}") == text


@pytest.mark.parametrize(
    "text", ["", "Ward 5", "5 beds", "Mayor", "Marching", "2026-M11", "i0123456789012", "under 10"]
)
def test_other_words_are_written_as_they_are(text):
    assert guarded(text) == text


def test_a_month_is_written_so_that_no_spreadsheet_makes_a_date_of_it():
    assert month_of(date(2026, 3, 9)) == "2026-M03"
    assert guarded("2026-M03") == "2026-M03"


@pytest.mark.parametrize("number", [2**63 - 1, 10**15, -(10**16)])
def test_a_number_that_would_be_rounded_is_written_as_text(number):
    assert guarded(number) == f"'{number}"
    assert unguarded(f"'{number}") == str(number)


@given(cells)
def test_one_apostrophe_less_is_always_the_original(cell):
    assert unguarded(str(guarded(cell))) == cell


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_readers_of_csv_find_every_row_whole(rows):
    read = list(
        csv.reader(io.StringIO(as_csv(["a", "b"], rows).removeprefix("\ufeff"), newline=""))
    )

    assert [[unguarded(cell) for cell in row] for row in read[1:]] == [list(row) for row in rows]


def test_our_own_reader_reads_back_what_was_written(tmp_path):
    said = [
        ("10-14", "=1+1", "'tis"),
        ("Two\nlines, a comma", 'a "quote"', "-3"),
        ("é", "漢", "007"),
    ]
    path = write_csv(tmp_path / "out.csv", ["Age", "Words", "More"], said)

    assert [tuple(row) for _, row in open_sheet(path).rows()] == said
