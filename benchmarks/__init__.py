"""Every figure that the README claims, printed by one command.

Each public module here is one benchmark. Its docstring's first line says what it
measures, and its ``run()`` returns one flat, JSON-ready dict. A benchmark whose
data or peer is absent raises ``Skipped`` with the reason.
"""

from pathlib import Path


class Skipped(Exception):
    """The benchmark cannot run here; ``str()`` says what is missing."""


def data_folder(*parts: str) -> Path:
    """A folder or file of the shared data (``FOLKMOOT_DATA``), or ``Skipped``."""
    import os

    root = Path(os.environ.get("FOLKMOOT_DATA", "../shared/data"))
    path = root.joinpath(*parts)
    if not path.exists():
        raise Skipped(f"no data at {path}: set FOLKMOOT_DATA to the data folder")
    return path
