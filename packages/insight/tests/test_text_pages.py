"""What the pages on words print is what they say they print, with the extra and without."""

import doctest
import os
import re
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[3] / "docs" / "methods"
NAMES = ("embeddings", "similar-ideas", "themes", "coding", "sentiment", "accuracy")
CELL = re.compile(r"```pycon\n(.*?)\n```", re.DOTALL)

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="docs/methods is not beside the package")


@pytest.mark.parametrize("name", NAMES)
def test_a_page_prints_what_it_says(name):
    page = PAGES / f"{name}.md"
    cells = "\n\n".join(CELL.findall(page.read_text(encoding="utf-8")))
    example = doctest.DocTestParser().get_doctest(cells, {}, name, os.fspath(page), 0)
    told: list[str] = []
    found = doctest.DocTestRunner().run(example, out=told.append)

    assert found.attempted > 0
    assert found.failed == 0, "".join(told)


@pytest.mark.parametrize("name", NAMES)
def test_every_picture_and_page_it_links_to_is_there(name):
    page = (PAGES / f"{name}.md").read_text(encoding="utf-8")

    assert [
        link for link in re.findall(r"\]\(([^)#:]+)\)", page) if not (PAGES / link).exists()
    ] == []
