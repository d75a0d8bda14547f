"""The files of an export, in a folder or in a ZIP of one."""

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from folkmoot.core.tables import Unreadable
from folkmoot.core.workbooks import is_zip_bomb

LARGEST_FILE = 500 * 1024 * 1024  # and all that a ZIP unpacks to


@contextmanager
def unpacked(folder: Path) -> Iterator[Path]:
    """The folder itself, or what a ZIP holds: tables only, under names of our own choosing."""
    if folder.is_dir():
        yield folder
        return
    if not folder.is_file() or not zipfile.is_zipfile(folder):
        raise Unreadable(_("There is no folder %(folder)s, nor a ZIP of one.") % {"folder": folder})
    with TemporaryDirectory() as made, zipfile.ZipFile(folder) as package:
        place = Path(made) / (folder.stem or "export")
        place.mkdir()
        unpacked = 0
        for part in package.infolist():
            name = part.filename.replace("\\", "/").rpartition("/")[2]
            if not name.lower().endswith(".csv") or "__MACOSX" in part.filename or name[0] == ".":
                continue
            unpacked += part.file_size
            if unpacked > LARGEST_FILE or part.flag_bits & 1:
                raise Unreadable(
                    _("%(file)s is too large, or needs a password. Unpack it first.")
                    % {"file": name}
                )
            if is_zip_bomb(part):
                raise Unreadable(
                    _("%(file)s unpacks to far more than any table. Unpack it first.")
                    % {"file": name}
                )
            try:
                with package.open(part) as packed, (place / name).open("wb") as table:
                    copyfileobj(packed, table)
            except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as broken:
                raise Unreadable(
                    _("%(file)s is damaged. Export it again.") % {"file": name}
                ) from broken
        yield place


def files_in(folder: Path) -> dict[str, Path]:
    """Which file is what: some exports put a date and the conversation's id before the names."""
    found: dict[str, Path] = {}
    for path in sorted(folder.glob("**/*"), key=lambda path: (len(path.name), str(path))):
        name = path.name.lower().replace("_", "-")
        for kind, endings in (
            ("last-votes", ("participants-votes.csv", "participant-votes.csv")),
            ("votes", ("votes.csv",)),
            ("comments", ("comments.csv", "statements.csv")),
            ("summary", ("summary.csv",)),
        ):
            if path.is_file() and name.endswith(endings):
                found.setdefault(kind, path)
                break
    return found
