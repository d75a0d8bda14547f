"""Lists as they really come, and as nobody should bring them: through the page and the command."""

import datetime
import io
import zipfile

import openpyxl
import pytest
from click.testing import CliRunner
from django.urls import reverse

from folkmoot.accounts.policy import Role
from folkmoot.config.commands import imports
from folkmoot.members.models import Invitee, Member, MemberList
from folkmoot.members.services import files
from tests.members.conftest import upload, workbook

SHEET = "xl/worksheets/sheet1.xml"
OPENING = (
    '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    '<dimension ref="A1:XFD1048576"/><sheetData>'
)


def rewritten(part, content, *, beside=()):
    """A workbook with one part replaced and others added."""
    old, new = io.BytesIO(workbook(["E-mail"], ["ana@x.org"])), io.BytesIO()
    with zipfile.ZipFile(old) as read, zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as write:
        for name in read.namelist():
            write.writestr(name, content if name == part else read.read(name))
        for name, more in beside:
            write.writestr(name, more)
    return new.getvalue()


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def to_the_last_row():
    rows = f'<row r="1">{cell("A1", "E-mail")}</row><row r="2">{cell("A2", "ana@x.org")}</row>'
    last = f'<row r="1048576">{cell("A1048576", "bob@x.org")}</row>'
    return rewritten(SHEET, f"{OPENING}{rows}{last}</sheetData></worksheet>")


def bomb():
    return rewritten(SHEET, OPENING + " " * 60_000_000 + "</sheetData></worksheet>")


def merged():
    book = openpyxl.Workbook()
    page = book.active
    for row in [["Staff of Northmoor"], ["E-mail", "Site", "From"]]:
        page.append(row)
    # Values of fewer than ten people would not be shown in the preview.
    for n in range(10):
        page.append([f"ana{n}@x.org", "North", datetime.date(2030, 5, 1)])
    for n in range(10):
        page.append([f"bob{n}@x.org", None, datetime.time(9, 30)])
    page.merge_cells("A1:C1")
    page.merge_cells("B13:B22")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def linked():
    links = '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    cells = f'<row r="1">{cell("A1", "E-mail")}</row><row r="2">{cell("A2", "ana@x.org")}</row>'
    formula = '<row r="3"><c r="A3" t="str"><f>[1]Staff!A1</f><v>eve@x.org</v></c></row>'
    return rewritten(
        SHEET,
        f"{OPENING}{cells}{formula}</sheetData></worksheet>",
        beside=[("xl/externalLinks/externalLink1.xml", links)],
    )


USABLE = {
    "formulas": (
        lambda: workbook(["E-mail"], ["ana@x.org"], ['=CONCAT("e","@x.org")']),
        "Row 3: “address” is a formula; replace it by its value.",
        1,
    ),
    "two header rows": (
        lambda: b"Person,\nE-mail,Site\nana@x.org,North\nbob@x.org,South\n",
        "Column names come from row 2",
        2,
    ),
    "two header rows alike": (
        lambda: b"Who,Where\nE-mail,Site\nana@x.org,North\nbob@x.org,South\n",
        "Row 2: the address has no @.",
        2,
    ),
    "ten thousand duplicates": (
        lambda: b"E-mail\n" + b"ana@x.org\n" * 10_001 + b"nobody\n",
        "Row 10003: the address has no @.",
        1,
    ),
    "international addresses": (
        lambda: "E-mail\nana@bücher.example\njörg@x.org\n".encode(),
        "Row 3: the part before the @ has letters that mail servers do not take.",
        1,
    ),
    "addresses that are none": (
        lambda: b"E-mail\nana@x.org\n@x.org\neve@\neve@x\neve@x..org\n",
        "Row 6: the part after the @ is not a domain.",
        1,
    ),
    "a mark of byte order and semicolons": (
        lambda: "\ufeffE-mail;Site\r\nana@x.org;North\r\nbad;North\r\n".encode(),
        "Row 3: the address has no @.",
        1,
    ),
    "UTF-16": (
        lambda: (
            "E-mail\tSite\r\n"
            + "".join(f"ana{n}@x.org\tNörth\r\n" for n in range(10))
            + "bad\tNörth\r\n"
        ).encode("utf-16"),
        "Nörth",
        10,
    ),
    "merged cells and dates": (merged, "2030-05-01", 20),
    "a sheet to the last row": (to_the_last_row, "Would you invite these 2 people?", 2),
    "links to other workbooks": (linked, "Row 3: “address” is a formula", 1),
    "NUL characters": (
        lambda: b"E-mail,Site\nana@x.org,North\ne\0ve@x.org,North\n",
        "Row 3: “address” contains a NUL character.",
        1,
    ),
    "names around addresses": (
        lambda: b'Who\nAna Wells <ana@x.org>\n"Bob, R.N." <bob@x.org>\n"Wells, Cy <cy@x.org>"\n',
        "Would you invite these 3 people?",
        3,
    ),
    "no header": (
        lambda: b"ana@x.org,North\nbob@x.org,South\n",
        "The first row holds an address already, so columns have numbers.",
        2,
    ),
}
REFUSED = {
    "a workbook that unpacks without end": (bomb, "unpacks to far more"),
    "nothing": (lambda: b"", "empty"),
    "blank rows": (lambda: b"\n\n,,\n", "no rows"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n", "no table"),
    "an old or locked workbook": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "old Excel file"),
    "a workbook cut short": (lambda: workbook(["E-mail"], ["a@x.org"])[:-400], "cannot be read"),
}


@pytest.fixture
def bring_page(signed_in, programme):
    browser = signed_in(Role.FACILITATOR)

    def make(content):
        address = reverse("members:invited", args=["northmoor", programme.slug])
        return browser, browser.post(address, {"list": upload(content)}, follow=True)

    return make


@pytest.fixture
def command(tmp_path, programme):
    def make(content):
        path = tmp_path / "list"
        path.write_bytes(content)
        given = ["members", str(path), "--programme", programme.slug, "--address-column", "E-mail"]
        return CliRunner().invoke(imports.command, given)

    return make


@pytest.mark.parametrize("name", USABLE)
def test_a_list_that_can_be_used_says_row_by_row_what_cannot(bring_page, name):
    make, said, usable = USABLE[name]
    browser, page = bring_page(make())
    listed = MemberList.objects.get()

    assert page.status_code == 200
    assert said in page.content.decode()
    assert listed.counts["invited"] == usable
    assert not Member.objects.exists()

    browser.post(reverse("members:list-confirm", args=["northmoor", listed.pk]))
    assert Invitee.objects.count() == usable


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_of_no_use_is_refused_on_the_page_and_nothing_stays(bring_page, name):
    make, said = REFUSED[name]
    _, page = bring_page(make())

    assert page.status_code == 422
    assert said in page.content.decode()
    assert not MemberList.objects.exists()
    assert not list(files.folder().iterdir())


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_of_no_use_is_refused_by_the_command_in_the_same_words(command, name):
    make, said = REFUSED[name]
    ended = command(make())

    assert ended.exit_code == 4
    assert said in ended.output
    assert not Member.objects.exists()


def test_the_command_tells_rows_as_the_page_does(command):
    ended = command(USABLE["formulas"][0]())

    assert ended.exit_code == 0
    assert "3" in ended.output
    assert Invitee.objects.count() == 1
