"""What a restore says when a backup cannot be unpacked."""

import errno
import os
import tarfile

import pytest

from folkmoot.core.errors import DomainError
from folkmoot.operations.archiving import archive


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EACCES, errno.EROFS])
def test_what_this_machine_lacks_is_not_blamed_on_the_file(tmp_path, monkeypatch, number):
    backup = tmp_path / "moot.backup"
    with tarfile.open(backup, "w:gz"):
        pass

    def lacks(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(tarfile.TarFile, "extractall", lacks)

    with pytest.raises(DomainError, match=os.strerror(number)) as told:
        archive.unpack(backup, tmp_path)
    assert not isinstance(told.value, archive.BadArchive)
    assert "may be sound" in str(told.value)


def test_a_file_that_is_no_backup_is_named_as_such(tmp_path):
    other = tmp_path / "notes.txt"
    other.write_text("no backup")

    with pytest.raises(archive.BadArchive, match="not a backup"):
        archive.unpack(other, tmp_path)
