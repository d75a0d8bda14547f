"""What a restore says when a backup cannot be unpacked."""

import errno
import hashlib
import io
import json
import os
import shutil
import tarfile

import pytest

from folkmoot.core.errors import DomainError
from folkmoot.operations.archiving import unpacking


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_what_this_machine_lacks_is_not_blamed_on_the_file(tmp_path, monkeypatch, number):
    backup = tmp_path / "moot.backup"
    with tarfile.open(backup, "w:gz"):
        pass

    def lacks(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(unpacking, "_unpack_members", lacks)

    with pytest.raises(DomainError, match=os.strerror(number)) as told:
        unpacking.unpack(backup, tmp_path)
    assert not isinstance(told.value, unpacking.BadArchive)
    assert "may be sound" in str(told.value)


def test_a_file_that_is_no_backup_is_named_as_such(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("no backup")

    with pytest.raises(unpacking.BadArchive, match="not a backup"):
        unpacking.unpack(other, tmp_path)


def member(name, content=b"x", **other):
    one = tarfile.TarInfo(name)
    one.size = len(content)
    for key, value in other.items():
        setattr(one, key, value)
    return one, content


def made(tmp_path, *members, listed=("database",)):
    """A backup with a database, and with whatever somebody put beside it."""
    digests = dict.fromkeys(listed, hashlib.sha256(b"x").hexdigest())
    manifest = json.dumps({"sha256": digests}).encode()
    with tarfile.open(tmp_path / "moot.backup", "w:gz") as archive:
        for one, content in (member("manifest.json", manifest), member("database"), *members):
            archive.addfile(one, io.BytesIO(content))
    (tmp_path / "inside").mkdir()
    return tmp_path / "moot.backup", tmp_path / "inside"


def test_what_a_backup_holds_is_unpacked(tmp_path):
    source, folder = made(
        tmp_path, member("uploads/logos/one.png"), listed=["database", "uploads/logos/one.png"]
    )

    assert "sha256" in unpacking.unpack(source, folder)
    assert (folder / "uploads/logos/one.png").read_bytes() == b"x"


LINKS = {"linkname": "../../outside", "size": 0}
CRAFTED = {
    "a name above the folder": [member("../outside")],
    "a name above it, further in": [member("uploads/../../outside")],
    "an absolute name": [member("/tmp/outside")],
    "a name that is not ours": [member("keys/one")],
    "a link": [member("uploads/one", b"", type=tarfile.SYMTYPE, **LINKS)],
    "a hard link": [member("uploads/one", b"", type=tarfile.LNKTYPE, **LINKS)],
    "a link, and a file behind it": [
        member("uploads/one", b"", type=tarfile.SYMTYPE, **LINKS),
        member("uploads/one/secret-key"),
    ],
    "a device": [member("uploads/one", b"", type=tarfile.CHRTYPE)],
    "a pipe": [member("uploads/one", b"", type=tarfile.FIFOTYPE)],
    "a folder in a file's place": [member("uploads/one", b"", type=tarfile.DIRTYPE)],
    "the database twice": [member("database", b"another")],
    "an upload in an upload": [member("uploads/one"), member("uploads/one/two")],
}


@pytest.mark.parametrize("members", CRAFTED.values(), ids=CRAFTED)
def test_what_no_backup_of_ours_holds_is_refused_and_written_nowhere(tmp_path, members):
    source, folder = made(tmp_path, *members, listed=["database", "uploads/one"])
    before = sorted(tmp_path.iterdir())

    with pytest.raises(unpacking.BadArchive, match="not a backup"):
        unpacking.unpack(source, folder)
    assert sorted(tmp_path.iterdir()) == before
    assert not [path for path in folder.rglob("*") if path.is_symlink()]


@pytest.mark.parametrize(
    ("members", "listed", "named"),
    [
        ([member("uploads/new")], ["database"], "uploads/new"),
        ([], ["database", "uploads/gone"], "uploads/gone"),
        ([], ["database", "/etc/hostname"], "/etc/hostname"),
        ([member("uploads/one", b"other")], ["database", "uploads/one"], "uploads/one"),
    ],
)
def test_files_and_manifest_must_be_the_same(tmp_path, members, listed, named):
    source, folder = made(tmp_path, *members, listed=listed)

    with pytest.raises(unpacking.BadArchive, match=f"{named} is not what was written"):
        unpacking.unpack(source, folder)


def test_more_than_the_disk_holds_is_refused_before_it_is_written(tmp_path, monkeypatch):
    source, folder = made(tmp_path, member("uploads/one"), listed=["database", "uploads/one"])
    monkeypatch.setattr(shutil, "disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))

    with pytest.raises(DomainError, match=os.strerror(errno.ENOSPC)):
        unpacking.unpack(source, folder)
    assert list(folder.iterdir()) == []
