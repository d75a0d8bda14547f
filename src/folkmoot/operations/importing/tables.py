"""Read a table by the importer that a kind of activity declares."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import command_line
from folkmoot.accounts.services import record_audit
from folkmoot.activities import acts
from folkmoot.activities.registry import ActivityKind, Importer, kinds
from folkmoot.core.columns import read_rows
from folkmoot.core.errors import DomainError
from folkmoot.core.tables import ReadReport
from folkmoot.core.text import clean_line
from folkmoot.operations.importing.saving import new_voices
from folkmoot.programmes.models import Activity, Programme


def formats() -> dict[str, tuple[ActivityKind, Importer]]:
    """Every format that some kind reads, by its key."""
    return {one.key: (kind, one) for kind in kinds() for one in kind.importers}


@transaction.atomic
def import_table(
    *, programme: Programme, wanted: str, path: Path, title: str, at: datetime, report: ReadReport
) -> dict[str, object]:
    """Into the programme's one activity of the kind, or the one of that title."""
    known = formats()
    if wanted not in known:
        there = ", ".join(sorted(known)) or _("none")
        told = _("No activity reads the format “%(format)s”. There are: %(there)s.")
        raise DomainError(told % {"format": wanted, "there": there})
    kind, importer = known[wanted]
    activity = _activity(programme, kind, title)
    rows = [
        (number, cells)
        for number, cells in read_rows(path, columns=importer.columns, report=report)
        if _is_somebodys(cells[importer.person], path, number, report)
    ]
    people = new_voices(programme, sorted({clean_line(row[importer.person]) for _, row in rows}))
    named = {row[importer.person]: people[clean_line(row[importer.person])] for _, row in rows}
    taken = importer.read(activity.pk, rows, named, at, report)
    actor = command_line(programme.organisation)
    detail = f"{importer.key}: {taken}"
    record_audit(actor, acts.CONTRIBUTIONS_IMPORTED, at, detail, programme=programme)
    address = f"{programme.organisation.slug}/{programme.slug}"
    return {"programme": address, "participants": len(people), "rows": taken}


def _is_somebodys(cell: str, path: Path, number: int, report: ReadReport) -> bool:
    if clean_line(cell):
        return True
    report.refuse(path.name, number, _("nobody is named"))
    return False


def _activity(programme: Programme, kind: ActivityKind, title: str) -> Activity:
    found = programme.activities.filter(kind=kind.key)
    chosen = list(found.filter(title=title) if title else found)
    if len(chosen) != 1:
        titles = ", ".join(f"“{one.title}”" for one in found) or _("none")
        raise DomainError(
            _("Choose one activity of the kind “%(kind)s” by its title. There are: %(titles)s.")
            % {"kind": kind.name, "titles": titles}
        )
    return chosen[0]
