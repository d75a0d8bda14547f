"""Spreadsheets: every kind of cell is read; those made to do harm take little."""

import datetime
import io
import tracemalloc
import zipfile

import openpyxl
import pytest

from folkmoot.core import workbook_parts, workbooks
from folkmoot.core.sheets import open_sheet
from folkmoot.core.tables import Unreadable
from folkmoot.members.queries import lists
from tests.members.conftest import workbook

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/'
    b'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
MUCH = 60 * 1024**2  # bytes of memory; such files took more than a thousand million


@pytest.fixture
def path(tmp_path):
    return tmp_path / "list.xlsx"


@pytest.fixture
def crafted(path):
    """A workbook of which these parts were written by hand."""

    def make(rows="", strings="", styles=None, sheet=None):
        sheet = sheet or f"<worksheet {MAIN}><sheetData>{rows}</sheetData></worksheet>"
        ours = {
            "xl/worksheets/sheet1.xml": sheet,
            "xl/sharedStrings.xml": f"<sst {MAIN}>{strings}</sst>",
        }
        if styles is not None:
            ours["xl/styles.xml"] = f"<styleSheet {MAIN}>{styles}</styleSheet>"
        old = zipfile.ZipFile(io.BytesIO(workbook(["E-mail"], ["a@x.org"])))
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
            for name in old.namelist():
                if name not in ours:
                    package.writestr(name, old.read(name).replace(b"</Types>", STRINGS))
            for name, content in ours.items():
                package.writestr(name, content)
        return path

    return make


def rows_of(path):
    return list(open_sheet(path).rows())


class TestEveryKindOfCell:
    def test_is_the_text_that_people_see(self, path):
        book = openpyxl.Workbook()
        page = book.active
        page.append(["E-mail", "What"])
        for value in (
            "plain",
            " spaces and <marks> & so on ",
            "Zoë 👋",
            7,
            7.0,
            7.25,
            -3,
            10**20,
            1e-7,
            True,
            False,
            datetime.date(2030, 5, 1),
            datetime.datetime(2030, 5, 1, 12, 30),  # noqa: DTZ001 - as spreadsheets have it
            datetime.time(12, 30),
            datetime.timedelta(hours=30),
            "=A1&A2",
            "#N/A",
        ):
            page.append(["a@x.org", value])
        book.save(path)

        assert [cells[1] for _, cells in rows_of(path)] == [
            "plain",
            " spaces and <marks> & so on ",
            "Zoë 👋",
            "7",
            "7",
            "7.25",
            "-3",
            "100000000000000000000",
            "1e-07",
            "True",
            "False",
            "2030-05-01",
            "2030-05-01 12:30:00",
            "12:30:00",
            "1 day, 6:00:00",
            "=A1&A2",
            "#N/A",
        ]

    def test_may_stand_in_the_cell_itself_with_how_it_is_pronounced(self, crafted):
        found = rows_of(
            crafted(
                '<row><c t="inlineStr"><is><t>E-mail</t></is></c></row>'
                '<row><c t="inlineStr"><is><r><t>a@</t></r><r><rPr><b/></rPr><t>x.org</t></r>'
                "<rPh><t>no</t></rPh></is></c></row>"
            )
        )

        assert found == [(2, ["a@x.org"])]

    def test_may_be_left_out_as_rows_may(self, crafted):
        found = rows_of(
            crafted(
                '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>'
                '<row r="9"><c r="C9" t="s"><v>1</v></c><c r="A9" t="s"><v>2</v></c>'
                '<c r="D9"/></row>'
                '<row r="9"><c t="s"><v>2</v></c></row>',
                "<si><t>E-mail</t></si><si><r><t>Si</t></r><r><t>te</t></r></si>"
                "<si><t>a@x.org</t></si>",
            )
        )

        assert found == [(9, ["a@x.org", "", "Site"])]

    def test_a_text_that_is_not_there_makes_the_workbook_a_damaged_one(self, crafted):
        with pytest.raises(Unreadable, match="cannot be read"):
            rows_of(crafted('<row><c t="s"><v>7</v></c></row>'))


LONG = "x" * 1_000_000
HARMFUL = {
    "one long text named by many cells": lambda: {
        "rows": "<row><c/>" + '<c t="s"><v>0</v></c>' * 1300 + "</row>",
        "strings": f"<si><t>{LONG}</t></si>",
    },
    "a million styles": lambda: {"rows": "<row/>", "styles": _styles()},
    "elements within each other": lambda: {"rows": "<a>" * 500_000 + "</a>" * 500_000},
    "an attribute of millions": lambda: {"rows": f'<row x="{LONG * 9}"/>'},
    "a row of a million cells": lambda: {
        "rows": "<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>"
    },
    "a row far beyond the last": lambda: {"rows": '<row r="1000000000"><c><v>1</v></c></row>'},
    "entities behind a long beginning": lambda: {
        "sheet": f"<!--{' ' * 3000}--><!DOCTYPE a [<!ENTITY b 'c'>]><worksheet {MAIN}/>"
    },
}


def _styles():
    return (
        "<cellXfs>" + "<xf/>" * 1_000_000 + "</cellXfs><fonts>" + "<font/>" * 500_000 + "</fonts>"
    )


class TestAWorkbookMadeToDoHarm:
    @pytest.mark.parametrize("how", HARMFUL)
    def test_is_refused_without_taking_much_memory(self, crafted, how):
        path = crafted(**HARMFUL[how]())
        tracemalloc.start()
        try:
            with pytest.raises(Unreadable):
                lists.preview(path, k=5)
            assert tracemalloc.get_traced_memory()[1] < MUCH
        finally:
            tracemalloc.stop()

    @pytest.mark.parametrize("most", ["MOST_STRINGS", "MOST_OF_STRINGS"])
    def test_of_more_texts_than_lists_have_is_refused(self, crafted, monkeypatch, most):
        monkeypatch.setattr(workbook_parts, most, 30)
        with pytest.raises(Unreadable, match="too large"):
            rows_of(crafted('<row><c t="s"><v>99</v></c></row>', "<si><t>abc</t></si>" * 100))

    def test_of_more_cells_than_lists_have_is_refused(self, crafted, monkeypatch):
        monkeypatch.setattr(workbooks, "MOST_CELLS_READ", 100)
        with pytest.raises(Unreadable, match="too large"):
            rows_of(crafted("<row><c><v>1</v></c></row>" * 60))

    def test_whose_outline_is_long_is_refused(self, crafted, monkeypatch):
        monkeypatch.setattr(workbooks, "LARGEST_OUTLINE", 10)
        with pytest.raises(Unreadable, match="too large"):
            rows_of(crafted("<row/>"))

    def test_has_a_long_text_cut_where_any_spreadsheet_ends_one(self, crafted):
        (_, cells), *_ = rows_of(
            crafted(f'<row><c t="inlineStr"><is><t>a@x.org {LONG}</t></is></c></row>')
        )

        assert len(cells[0]) == workbook_parts.LONGEST_TEXT

    def test_is_looked_at_for_a_page_no_further_than_a_page_needs(self, crafted, monkeypatch):
        monkeypatch.setattr(lists, "MOST_CELLS_SHOWN", 1000)
        head = '<row><c t="inlineStr"><is><t>E-mail</t></is></c></row>'
        blank = "<row>" + "<c/>" * 500 + "</row>"
        person = '<row><c t="inlineStr"><is><t>a@x.org</t></is></c></row>'
        path = crafted(head + person + blank * 30 + person)

        assert len(lists.preview(path, k=5).rows) == 1
        assert len(rows_of(path)) == 2
