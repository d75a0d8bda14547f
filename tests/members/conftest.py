"""Lists, modes and people for the specifications of who is invited."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from folkmoot.accounts.models import Organisation
from folkmoot.joining import services as joining
from folkmoot.members import registry, services
from folkmoot.members.queries import ColumnChoice
from folkmoot.members.services import ListRow
from tests.conftest import NOON
from tests.pretended_rooms import instead


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.HOME = tmp_path


@pytest.fixture(autouse=True)
def mode(monkeypatch):
    """``mode("anonymous")`` makes every programme so; open at first."""
    now = ["open"]
    here = registry.InvitedPages(
        mode=lambda programme_id: now[0],
        mode_of_list=lambda programme_id: now[0],
        lifted=joining.count_lifted_erasure,
    )
    instead(monkeypatch, here)

    def set_mode(name):
        now[0] = name

    return set_mode


@pytest.fixture
def invite(programme):
    """``invite("a@x.org", Profession="nurse")`` and the like, without a file."""

    def make(*addresses, at=programme, **attributes):
        return services.add_people(
            ListRow(at.organisation, at), {address: dict(attributes) for address in addresses}
        )

    return make


@pytest.fixture
def bring(programme, facilitator):
    """``bring(text)`` uploads a list to the programme."""

    def make(content, *, name="staff.csv", to=programme, by=facilitator):
        content = content.encode() if isinstance(content, str) else content
        return services.receive(actor=by, programme=to, name=name, content=[content], at=NOON)

    return make


@pytest.fixture
def add(tmp_path, programme):
    """``add(text, attributes=(1,))`` adds a file in one go; returns the tally."""

    def make(content, *, address=0, attributes=(), to=programme):
        path = tmp_path / "list"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return services.add_file(
            path,
            ColumnChoice(address, tuple(attributes)),
            ListRow(to.organisation, to),
            progress=lambda share: None,
        )

    return make


@pytest.fixture
def other_organisation(db):
    return Organisation.objects.create(name="Elsewhere", slug="elsewhere")


def workbook(*rows, sheets=1):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for number in range(1, sheets):
        book.create_sheet(f"More {number}")
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def upload(content, name="staff.csv"):
    content = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, content)
