"""Lists from the wild: whatever made them, the header is found and every cell is text."""

import datetime
import zipfile

import pytest

from folkmoot.core.sheets import open_sheet
from folkmoot.core.tables import Unreadable
from tests.members.conftest import workbook


@pytest.fixture
def sheet(tmp_path):
    def opened(content):
        path = tmp_path / "list"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return open_sheet(path)

    return opened


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_usual_dress_of_a_csv_is_read(sheet, separator, encoding):
    text = separator.join(["E-mail", "Né"]) + "\n" + separator.join(["a@x.org", "Zoë"]) + "\n"
    found = sheet(text.encode(encoding))

    assert found.columns == ["E-mail", "Né"]
    assert list(found.rows()) == [(2, ["a@x.org", "Zoë"])]


def test_the_second_of_two_header_rows_names_the_columns(sheet):
    found = sheet("Person,,Work,\nE-mail,Name,Site,Band\na@x.org,Ana,North,5\n")

    assert found.columns == ["E-mail", "Name", "Site", "Band"]
    assert [row for row, _ in found.rows()] == [3]
    assert "row 2" in found.notes[0]


def test_a_row_between_header_and_people_is_kept_to_be_told_about(sheet):
    found = sheet("E-mail,Site\nrequired,optional\na@x.org,North\n")

    assert found.columns == ["E-mail", "Site"]
    assert [row for row, _ in found.rows()] == [2, 3]


def test_a_title_and_blank_lines_above_the_header_are_passed_over(sheet):
    found = sheet("Staff in May\n\nE-mail,Site\na@x.org,North\n")

    assert found.columns == ["E-mail", "Site"]
    assert [row for row, _ in found.rows()] == [4]


def test_without_a_header_columns_have_numbers(sheet):
    found = sheet("a@x.org,North\nb@x.org,South\n")

    assert found.columns == ["Column 1", "Column 2"]
    assert len(list(found.rows())) == 2


def test_a_single_column_needs_no_separator(sheet):
    found = sheet("E-mail\na@x.org\nb@x.org\n")

    assert [cells for _, cells in found.rows()] == [["a@x.org"], ["b@x.org"]]


def test_the_hint_that_excel_writes_is_followed(sheet):
    found = sheet("sep=|\nE-mail|Site\na@x.org|North, left\n")

    assert found.columns == ["E-mail", "Site"]


def test_columns_of_one_name_and_of_none_are_told_apart(sheet):
    found = sheet("E-mail,Site,Site,\na@x.org,1,2,3\n")

    assert found.columns == ["E-mail", "Site", "Site (2)", "Column 4"]


def test_a_workbook_gives_numbers_and_dates_as_text(sheet):
    found = sheet(
        workbook(["E-mail", "Band", "From"], ["a@x.org", 5.0, datetime.date(2030, 5, 1)], sheets=2)
    )

    assert list(found.rows()) == [(2, ["a@x.org", "5", "2030-05-01"])]
    assert "2 sheets" in found.notes[0]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\n\n ,\n", "no rows"),
        (b"%PDF-1.7", "no table"),
        (b"\xd0\xcf\x11\xe0rest", "old Excel"),
        (b"\x00\x01\x02\x00" * 99, "no table"),
        (b"PK\x03\x04 not really", "cannot be read"),
    ],
)
def test_what_is_no_table_is_refused_with_what_to_do(sheet, content, said):
    with pytest.raises(Unreadable, match=said):
        sheet(content)


def test_another_zip_is_no_workbook(sheet, tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")

    with pytest.raises(Unreadable, match="no Excel workbook"):
        sheet((tmp_path / "z.zip").read_bytes())


def test_a_workbook_that_declares_entities_is_refused(sheet, tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as package:
        package.writestr(
            "xl/workbook.xml", '<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "b">]>'
        )

    with pytest.raises(Unreadable, match="what none should"):
        sheet((tmp_path / "z.zip").read_bytes())


def test_a_workbook_that_unpacks_to_too_much_is_refused(sheet, tmp_path, monkeypatch):
    monkeypatch.setattr("folkmoot.core.workbooks.LARGEST_UNPACKED", 100)
    with pytest.raises(Unreadable, match="too large"):
        sheet(workbook(["E-mail"], ["a@x.org"]))


def test_a_damaged_workbook_is_refused(sheet, tmp_path):
    with zipfile.ZipFile(tmp_path / "z.zip", "w") as package:
        package.writestr("xl/workbook.xml", "<workbook/>")

    with pytest.raises(Unreadable, match="cannot be read"):
        sheet((tmp_path / "z.zip").read_bytes())


def test_a_quotation_mark_left_open_is_said(sheet):
    with pytest.raises(Unreadable, match="quotation mark"):
        sheet('E-mail,Site\na@x.org,"' + "x" * 1_200_000)
