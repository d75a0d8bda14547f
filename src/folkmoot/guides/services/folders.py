"""Write a folder whole or not at all."""

import json
import os
import secrets
import shutil
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.core.formats import listed

MARKER = ".folkmoot"  # says what is in the folder, and which files are ours to replace


class NotOurFolder(DomainError):
    """The folder holds something that we did not write: it could be anything."""


def replace_folder(folder: Path, kind: str, write: Callable[[Path], list[Path]]) -> list[Path]:
    """Let ``write`` fill a new folder, then put it in the place of ``folder``.

    Refuses to replace anything but an earlier result of the same kind. Returns the files
    as they are named in their final place.
    """
    folder = folder.absolute()
    require_own_files(folder, kind)
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.unfinished")
    unfinished.mkdir()
    try:
        files = [file.relative_to(unfinished) for file in write(unfinished)]
        marked = {"folkmoot": kind, "files": sorted(file.as_posix() for file in files)}
        (unfinished / MARKER).write_text(json.dumps(marked, indent=1) + "\n", encoding="utf-8")
        _swap(unfinished, folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)
    return [folder / file for file in files]


def require_own_files(folder: Path, kind: str) -> None:
    if not folder.exists():
        return
    if folder.is_symlink() or not folder.is_dir():
        raise NotOurFolder(
            _("%(folder)s is not a folder. Choose another place.") % {"folder": folder}
        )
    held = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    strangers = sorted(held - _written_before(folder, kind) - {MARKER})
    if strangers:
        raise NotOurFolder(
            _(
                "%(folder)s holds files that no earlier act of this kind wrote (%(files)s). "
                "Choose an empty folder, or move them away."
            )
            % {"folder": folder, "files": listed(strangers[:3])}
        )


def _written_before(folder: Path, kind: str) -> set[str]:
    try:
        marked = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return set(marked["files"]) if marked["folkmoot"] == kind else set()
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _swap(unfinished: Path, folder: Path) -> None:
    """Two renames: at no moment is there half a folder."""
    if not folder.exists():
        unfinished.rename(folder)
        return
    before = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.before")
    os.replace(folder, before)
    try:
        os.replace(unfinished, folder)
    except OSError:
        os.replace(before, folder)
        raise
    shutil.rmtree(before)
