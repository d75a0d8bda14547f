"""Tables leave by one writer."""

from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src" / "folkmoot"
CODE = sorted(SRC.glob("**/*.py"))
READERS = {"core/csv_files.py"}


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(SRC)))
def test_no_room_reads_or_writes_csv_by_itself(path):
    source = path.read_text()
    name = str(path.relative_to(SRC))

    assert "csv.writer" not in source or name == "core/exports.py"
    assert "DictWriter" not in source
    assert "csv.reader" not in source or name in READERS
    assert "DictReader" not in source
