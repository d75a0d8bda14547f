"""Take a backup apart as if somebody who means harm had made it."""

import errno
import hashlib
import json
import os
import shutil
import tarfile
import zlib
from pathlib import Path, PurePosixPath

from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError

DATABASE, MANIFEST, UPLOADS = "database", "manifest.json", "uploads"
LARGEST_MANIFEST = 256 * 1024**2  # a line of a hundred letters for each of two million uploads
OF_THIS_MACHINE = {errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS, errno.EIO}


class BadArchive(DomainError):
    pass


def unpack(source: Path, folder: Path) -> dict[str, object]:
    """Unpack and check every file against its digest; raises BadArchive. Returns the manifest.

    Only what a backup holds is read: plain files, each once, under a name of ours and in the
    manifest; no link, no device, nothing beside the folder, nothing that the disk cannot hold.
    """
    try:
        with tarfile.open(source) as archive:
            names = _unpack_members(archive, folder)
        manifest: dict[str, object] = json.loads((folder / MANIFEST).read_text())
        digests = manifest["sha256"]
        if not isinstance(digests, dict):
            raise _NotOurs
    except OSError as failed:
        if failed.errno in OF_THIS_MACHINE:
            raise DomainError(
                _(
                    "%(file)s could not be unpacked on this machine: %(reason)s. "
                    "The file itself may be sound."
                )
                % {"file": source.name, "reason": failed.strerror}
            ) from failed
        raise _no_backup(source) from failed
    except (tarfile.TarError, EOFError, zlib.error, ValueError, KeyError, TypeError) as broken:
        raise _no_backup(source) from broken
    for name in sorted(names.symmetric_difference(digests)):
        raise _damaged(source, name)
    for name, told in digests.items():
        if digest(folder / name) != told:
            raise _damaged(source, name)
    return manifest


class _NotOurs(ValueError):
    """Something that no backup of ours holds."""


def _unpack_members(archive: tarfile.TarFile, folder: Path) -> set[str]:
    """The names of what was unpacked, but for the manifest's; raises _NotOurs."""
    names, room = set[str](), shutil.disk_usage(folder).free
    for member in archive:
        if not member.isreg() or member.name in names or not _is_ours(member.name):
            raise _NotOurs
        if member.name == MANIFEST and member.size > LARGEST_MANIFEST:
            raise _NotOurs
        room -= member.size
        if room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        names.add(member.name)
        target = folder / member.name
        target.parent.mkdir(parents=True, exist_ok=True)
        content = archive.extractfile(member)
        assert content is not None  # of a regular file there is
        with content, target.open("xb") as written:
            shutil.copyfileobj(content, written)
        os.utime(target, (member.mtime, member.mtime))
    return names - {MANIFEST}


def _is_ours(name: str) -> bool:
    path = PurePosixPath(name)
    is_plain = str(path) == name and not path.is_absolute() and ".." not in path.parts
    is_upload = path.parts[:1] == (UPLOADS,) and len(path.parts) > 1
    return name in {MANIFEST, DATABASE} or (is_plain and is_upload)


def _no_backup(source: Path) -> BadArchive:
    told = _("%(file)s is not a backup of Folkmoot, or is damaged.")
    return BadArchive(told % {"file": source.name})


def _damaged(source: Path, name: str) -> BadArchive:
    told = _("%(file)s is damaged: %(part)s is not what was written.")
    return BadArchive(told % {"file": source.name, "part": name})


def digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
