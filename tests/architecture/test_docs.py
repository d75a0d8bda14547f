"""Documents that a machine can hold to what is there."""

import ast
import re
from datetime import datetime
from pathlib import Path

import pytest
from scripts.draw_rooms import PICTURE, drawing

ROOT = Path(__file__).parents[2]
ROOMS = sorted(file.parent for file in ROOT.glob("src/folkmoot/*/__init__.py"))
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("packages/*/*.md")])
DECISIONS = sorted((ROOT / "docs/adr").glob("*.md"))


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_a_room_says_what_it_is_about_and_what_it_must_never_know(room):
    told = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8"))) or ""

    assert len(re.findall(r"[.:]\s|\.$", told)) >= 2
    assert re.search(r"\b(never|no|not|only|nobody)\b", told)


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda page: page.stem)
def test_a_decision_has_a_status_and_a_date(decision):
    third = decision.read_text(encoding="utf-8").splitlines()[2]
    status = re.fullmatch(
        r"Status: (?:accepted|proposed|replaced by \[.+\]\(.+\.md\)), (\d+ \w+ \d{4})\.", third
    )

    assert status, third
    assert datetime.strptime(status[1], "%d %B %Y")  # noqa: DTZ007 - a day


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_in_documents_lead_somewhere(page):
    text = page.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text)
    near = [target for target in targets if not re.match(r"\w+:", target)]

    assert [target for target in near if not (page.parent / target).exists()] == []


def test_the_picture_of_the_rooms_is_what_the_contracts_say():
    assert PICTURE.read_text(encoding="utf-8") == drawing()


def test_every_document_for_developers_is_in_their_table_of_contents():
    contents = (ROOT / "docs/developers/README.md").read_text(encoding="utf-8")
    pages = {page.name for page in (ROOT / "docs/developers").glob("*.md")} - {"README.md"}

    assert {page for page in pages if f"({page})" not in contents} == set()


@pytest.mark.parametrize("folder", ["tests", "packages/insight/tests"])
def test_the_name_of_a_test_makes_sense_alone(folder):
    """Four words or more, and none that goes on from the test above."""
    sources = "\n".join(file.read_text("utf-8") for file in (ROOT / folder).rglob("test_*.py"))
    names = re.findall(r"^ *def test_(\w+)\(", sources, re.MULTILINE)
    goes_on = re.compile(r"(?:and|or|nor|but|also|so_(?:does|do|is|are))_")

    assert len(names) > 100
    assert [name for name in names if name.count("_") < 3 or goes_on.match(name)] == []
