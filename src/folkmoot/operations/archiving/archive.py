"""Write an installation to one file, verify it, and bring it back."""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from folkmoot import __version__
from folkmoot.core.errors import DomainError
from folkmoot.core.formats import number
from folkmoot.operations.archiving import tables
from folkmoot.operations.archiving.unpacking import (
    DATABASE,
    MANIFEST,
    UPLOADS,
    BadArchive,
    digest,
    unpack,
)

Progress = Callable[[str, int], None]
BACKUP_WORK, RESTORE_WORK = ".backup-", ".restore-"
LEFT_OVER = 24 * 60 * 60  # seconds: whoever worked in such a folder was killed


def write(target: Path, *, at: datetime, progress: Progress) -> dict[str, int]:
    """Write and verify; the file appears under its name only when it is known to be good.

    The secret key and programme keys stay out: a backup must not open what a close has sealed.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(target.parent, BACKUP_WORK)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=BACKUP_WORK) as folder:
        progress(_("Copying the database"), 10)
        dumped = Path(folder) / DATABASE
        kind = tables.dump(dumped)
        uploads = sorted(p for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file())
        manifest = {
            "folkmoot": __version__,
            "database": kind,
            "made_at": at.isoformat(timespec="seconds"),
            "secret": secret_fingerprint(),
            "rows": tables.counts(),
            "sha256": {DATABASE: digest(dumped)}
            | {_place(upload): digest(upload) for upload in uploads},
        }
        listed = Path(folder) / MANIFEST
        listed.write_text(json.dumps(manifest, indent=1))
        progress(_("Packing %(count)s uploads") % {"count": number(len(uploads))}, 50)
        packed = Path(folder) / "packed"
        with tarfile.open(packed, "w:gz", compresslevel=6) as archive:
            archive.add(listed, MANIFEST)
            archive.add(dumped, DATABASE)
            for upload in uploads:
                archive.add(upload, _place(upload))
        packed.chmod(0o600)
        progress(_("Verifying"), 80)
        with tempfile.TemporaryDirectory(dir=folder) as checked:
            unpack(packed, Path(checked))
        os.replace(packed, target)
    progress(_("Done"), 100)
    return manifest["rows"]  # type: ignore[return-value]


def restore(source: Path, *, replace: bool, progress: Progress) -> dict[str, object]:
    """Bring an installation back; returns the manifest. Refuses to overwrite unless told to."""
    if not replace and not is_unfinished() and not tables.is_empty():
        raise DomainError(
            _(
                "This installation holds data. Set FOLKMOOT_HOME to an empty folder, or replace it "
                "all with --replace."
            )
        )
    home = Path(settings.HOME)
    home.mkdir(parents=True, exist_ok=True)
    _remove_leftovers(home, RESTORE_WORK)
    with tempfile.TemporaryDirectory(dir=home, prefix=RESTORE_WORK) as folder:
        progress(_("Verifying the backup"), 10)
        manifest, dumped = unpack(source, Path(folder)), Path(folder) / DATABASE
        from django.db import connection

        if manifest["database"] != connection.vendor:
            raise BadArchive(
                _(
                    "This backup is of %(theirs)s; this installation uses %(ours)s. "
                    "Restore it where DATABASE_URL names the same kind."
                )
                % {"theirs": manifest["database"], "ours": connection.vendor}
            )
        wanted = manifest["rows"]
        assert isinstance(wanted, dict)
        if connection.vendor == "sqlite" and tables.rows_in(dumped, wanted) != wanted:
            raise BadArchive(
                _("%(file)s does not hold the rows that it counted.") % {"file": source.name}
            )
        progress(_("Restoring the database"), 40)
        _unfinished().touch(mode=0o600)
        tables.load(dumped)
        progress(_("Restoring uploads"), 70)
        media = Path(settings.MEDIA_ROOT)
        if media.exists():
            media.rename(Path(folder) / "replaced-uploads")
        arrived = Path(folder) / UPLOADS
        media.parent.mkdir(parents=True, exist_ok=True)
        if arrived.exists():
            arrived.rename(media)
    progress(_("Counting what came back"), 85)
    # As it was when it was backed up; then brought to this version.
    if tables.rows_now(wanted) != wanted:
        raise BadArchive(_("The restored database does not hold the rows that the backup counted."))
    call_command("migrate", verbosity=0, interactive=False)
    _unfinished().unlink(missing_ok=True)
    progress(_("Done"), 100)
    return manifest


def is_unfinished() -> bool:
    """Whether a restore was killed on its way: the database and the uploads may not fit."""
    return _unfinished().exists()


def _unfinished() -> Path:
    return Path(settings.HOME) / "restore-unfinished"


def _remove_leftovers(place: Path, prefix: str) -> None:
    """Copies that whoever was killed over them left behind: they hold everything."""
    for left in place.glob(f"{prefix}*"):
        if left.is_dir() and time.time() - left.stat().st_mtime > LEFT_OVER:
            shutil.rmtree(left, ignore_errors=True)


def secret_fingerprint() -> str:
    """Tells whether two installations share a secret without telling the secret."""
    return hashlib.sha256(f"folkmoot-backup:{settings.SECRET_KEY}".encode()).hexdigest()[:16]


def _place(upload: Path) -> str:
    return f"{UPLOADS}/{upload.relative_to(settings.MEDIA_ROOT)}"
