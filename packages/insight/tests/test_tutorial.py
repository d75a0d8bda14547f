"""What the tutorial and the methods' examples print is what they say they print."""

import doctest
import os
import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[3] / "docs" / "methods"
NAMES = [
    "tutorial",
    "votes",
    "ranking",
    "agreement",
    "theme-tables",
    "disclosure-control",
    "rounding",
    "representativeness",
    "weighting",
    "saturation",
]
CELL = re.compile(r"```pycon\n(.*?)\n```", re.DOTALL)
FLAGS = doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS


@pytest.mark.skipif(not PAGES.is_dir(), reason="docs/methods is not beside the package")
@pytest.mark.parametrize("name", NAMES)
def test_a_page_prints_what_it_says(name, tmp_path, monkeypatch):
    page = PAGES / f"{name}.md"
    cells = "\n\n".join(CELL.findall(page.read_text()))
    # The tutorial writes the two small files that it then reads.
    monkeypatch.chdir(tmp_path)
    example = doctest.DocTestParser().get_doctest(cells, {}, name, os.fspath(page), 0)
    told: list[str] = []
    found = doctest.DocTestRunner(optionflags=FLAGS).run(example, out=told.append)

    assert found.attempted > 0
    assert found.failed == 0, "".join(told)


@pytest.mark.skipif(not PAGES.is_dir(), reason="docs/methods is not beside the package")
def test_every_picture_and_page_that_is_linked_is_there():
    missing = [
        f"{page.name}: {link}"
        for page in PAGES.glob("*.md")
        if page.stem in {*NAMES, "README"}
        for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text())
        if not (page.parent / link).exists()
    ]

    assert missing == []
