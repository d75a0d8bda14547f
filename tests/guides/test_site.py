import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from folkmoot.guides.publishing import write_site
from folkmoot.guides.services.folders import NotOurFolder
from tests.frameworks.evidence import WORDS

ADDRESSES = {"href", "src", "action", "srcset", "poster", "data"}


class Page(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.addresses, self.ids, self.names, self.inline = [], [], set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        for name, value in attrs:
            if name in ADDRESSES:
                self.addresses.append(value)
            if name == "id":
                self.ids.append(value)
            if name == "style" or name.startswith("on"):
                self.inline.append((tag, name))


@pytest.fixture
def folder(tmp_path, guide):
    write_site(guide, tmp_path / "guide")
    return tmp_path / "guide"


@pytest.fixture
def page(folder):
    return Page((folder / "index.html").read_text(encoding="utf-8"))


def test_every_relative_link_resolves(folder, page):
    for address in page.addresses:
        file, _, anchor = address.partition("#")
        assert not file or (folder / file).is_file(), address
        assert not anchor or anchor in page.ids, address


def test_nothing_is_asked_of_anybody_else(folder, page):
    assert not [a for a in page.addresses if re.match(r"(?i)[a-z]+:|//|/", a)]
    for style in (folder / "style").glob("*.css"):
        text = style.read_text(encoding="utf-8")
        assert "@import" not in text
        assert not re.search(r"url\(\s*['\"]?(https?:|//)", text)
    script = (folder / "style/guide.js").read_text(encoding="utf-8")
    assert "fetch(" not in script
    assert "http" not in script


def test_hostile_words_stay_words(page):
    assert "img" not in page.names
    assert page.inline == []
    assert len(page.ids) == len(set(page.ids))


def test_there_is_exactly_one_script_and_it_is_a_file(folder):
    text = (folder / "index.html").read_text(encoding="utf-8")

    assert re.findall(r"<script[^>]*>", text) == ['<script src="style/guide.js" defer>']


def test_tables_are_safe_for_spreadsheets(folder):
    text = (folder / "data/quotes.csv").read_text(encoding="utf-8")

    assert text.startswith("\ufeff")
    assert "\"'=HYPERLINK" in text
    assert ",=" not in text


def test_the_whole_guide_is_there_for_machines(folder):
    guide = json.loads((folder / "guide.json").read_text(encoding="utf-8"))

    assert guide["schema"] == 1
    assert guide["sections"][-1]["statements"][0]["quotes"][0]["words"] == WORDS[0]
    assert "source" not in json.dumps(guide)


def test_a_guide_replaces_an_earlier_one(folder, guide):
    (folder / "index.html").write_text("old")

    written = write_site(guide, folder)

    assert "Every ward keeps" in (folder / "index.html").read_text(encoding="utf-8")
    assert set(written) == {p for p in folder.rglob("*") if p.is_file()} - {folder / ".folkmoot"}


@pytest.mark.parametrize("name", ["thesis.doc", "data/mine.csv"])
def test_a_folder_with_anything_else_in_it_is_left_alone(folder, guide, name):
    (folder / name).write_text("years of work")

    with pytest.raises(NotOurFolder, match=name):
        write_site(guide, folder)

    assert (folder / name).read_text() == "years of work"


def test_a_folder_that_was_never_ours_is_left_alone(tmp_path, guide):
    (tmp_path / "index.html").write_text("somebody's site")

    with pytest.raises(NotOurFolder):
        write_site(guide, tmp_path)


def test_a_failure_half_way_leaves_the_earlier_guide_and_no_litter(folder, guide):
    def stop(done: int, of: int) -> None:
        if done == 3:
            raise OSError("the disk is full")

    before = (folder / "index.html").read_bytes()
    with pytest.raises(OSError, match="full"):
        write_site(guide, folder, stop)

    assert (folder / "index.html").read_bytes() == before
    assert [p.name for p in Path(folder).parent.iterdir()] == ["guide"]


def test_progress_reaches_the_end(tmp_path, guide):
    seen = []
    write_site(guide, tmp_path / "guide", lambda done, of: seen.append((done, of)))

    assert seen[-1][0] == seen[-1][1] == len(seen)
