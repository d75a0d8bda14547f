"""Files on their way in, and reports on their way out: in a private folder, for a short time."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TextIO

from django.conf import settings
from django.utils.translation import gettext as _

from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError
from folkmoot.core.exports import as_csv, lines
from folkmoot.members.models import MemberList

LARGEST_FILE = 300 * 1024 * 1024
KEEP_UNUSED, KEEP_REPORTS = timedelta(days=1), timedelta(days=30)
State = MemberList.State


def folder() -> Path:
    """Outside uploads, so that no backup holds a list with its attributes."""
    place = Path(settings.HOME) / "incoming"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    return place


def file_of(listed: MemberList) -> Path:
    return folder() / f"{listed.pk.hex}.{listed.suffix or 'none'}"


def report_of(listed: MemberList) -> Path:
    """Row numbers and reasons; never what a row held."""
    return folder() / f"{listed.pk.hex}-refused.csv"


def write(path: Path, content: Iterable[bytes]) -> int:
    size = 0
    path.touch(mode=0o600)
    with path.open("wb") as kept:
        for block in content:
            size += len(block)
            if size > LARGEST_FILE:
                raise DomainError(_("The file is larger than 300 MB. Split it, then try again."))
            kept.write(block)
    return size


def forget_files(listed: MemberList) -> None:
    file_of(listed).unlink(missing_ok=True)
    report_of(listed).unlink(missing_ok=True)


def tidy(*, at: datetime) -> None:
    """Delete what nobody confirmed within a day, and reports after thirty."""
    today: date = day_of(at)
    unused = MemberList.objects.exclude(state__in=[State.DONE, State.ADDING])
    for listed in unused.filter(added_on__lt=today - KEEP_UNUSED):
        forget_files(listed)
        listed.delete()
    done = MemberList.objects.filter(state=State.DONE, added_on__lt=today - KEEP_REPORTS)
    for listed in done:
        forget_files(listed)
    known = {key.hex for key in MemberList.objects.values_list("pk", flat=True)}
    old = at.timestamp() - KEEP_UNUSED.total_seconds()
    for path in folder().iterdir():
        if path.name[:32] not in known and path.stat().st_mtime < old:
            path.unlink(missing_ok=True)


class ImportReport:
    """Every refused row, in a file that begins when the first one is met."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.file: TextIO | None = None

    def __enter__(self) -> "ImportReport":
        if self.path:
            self.path.unlink(missing_ok=True)
        return self

    def refuse(self, row: int, reason: str) -> None:
        if self.path is None:
            return
        if self.file is None:
            self.file = self.path.open("w", encoding="utf-8", newline="")
            self.path.chmod(0o600)
            self.file.write(as_csv([_("Row"), _("Why it was left out")], []))
        self.file.writelines(lines((), [(row, reason)]))

    def __exit__(self, *error: object) -> None:
        if self.file:
            self.file.close()
