"""What a person reads on a page, as lines of text: tables row by row, people's words in brackets.

Knows HTML and nothing of the product: figures are found where they are shown.
"""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SILENT = {"script", "style", "nav", "form", "head", "button", "pattern", "defs", "template"}
BLOCKS = {
    *("p", "li", "h1", "h2", "h3", "h4", "caption", "figcaption", "summary", "dt", "dd", "tr"),
    *("blockquote", "desc", "div", "section", "article", "header", "footer", "main", "figure"),
    *("table", "thead", "tbody", "tfoot", "ul", "ol", "dl", "details", "body", "html"),
}
NAMES = {"statement", "person", "idea", "question", "comment"}  # columns that hold no figure
SENTENCES = {"figure", "detail", "support", "statement_text"}  # the product's, with figures in them
WORDS = {
    "guide-number",
    "guide-section__number",
    "said",
    "wide-words",
    "chart__label",
    "guide-quote__whole",
    "guide-spotlights__voice",
}
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
OPEN, CLOSE = "\u27e6", "\u27e7"

N = r"(\d[\d,]*)"
P = r"(\d+)%"
SAID = rf"{OPEN}([^{CLOSE}]*){CLOSE}"
ONLY_WORDS = re.compile(rf"\s*(?:{OPEN}[^{CLOSE}]*{CLOSE}\s*)+")


@dataclass(slots=True)
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    inside: list["Node | str"] = field(default_factory=list)

    @property
    def classes(self) -> set[str]:
        return set(self.attrs.get("class", "").split())

    def find(self, tag: str) -> "Iterator[Node]":
        for child in self.inside:
            if isinstance(child, Node):
                if child.tag == tag:
                    yield child
                yield from child.find(tag)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("html")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self.open[-1].inside.append(node)
        if tag not in VOID:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open[-1].inside.append(Node(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        for place in range(len(self.open) - 1, 0, -1):
            if self.open[place].tag == tag:
                del self.open[place:]
                return

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def lines(page: str) -> list[str]:
    """Every line of the page's content that holds a figure; the frame around it is left out."""
    builder = _Builder()
    builder.feed(page)
    root = builder.open[0]
    body = next(root.find("body"), root)
    main = next(root.find("main"), body)
    whole = body if "guide" in body.classes else main
    found = [" ".join(line.split()) for line in _lines(whole)]
    return [line for line in found if NUMBER.search(line)]


def csv_lines(text: str) -> list[str]:
    """Each row as ``heading: cell | heading: cell``; names and people's words in brackets."""
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))
    return [" | ".join(_cell(name, cell) for name, cell in row.items()) for row in rows]


def _cell(name: str, cell: str) -> str:
    is_plain = NUMBER.fullmatch(cell) and name not in NAMES
    shown = cell if not cell or is_plain or name in SENTENCES else f"{OPEN}{cell}{CLOSE}"
    return f"{name}: {' '.join(shown.split())}"


def _lines(node: Node) -> Iterator[str]:
    if node.tag == "table":
        yield from _table(node)
        return
    inline = ""
    for child in node.inside:
        if isinstance(child, str):
            inline += child
        elif child.tag in SILENT or "hidden" in child.attrs:
            continue
        elif child.tag == "dt":
            if inline.strip():
                yield inline
            inline = f"{_text(child)}: "
        elif child.tag == "dd":
            yield inline + _text(child)
            inline = ""
        elif child.tag in BLOCKS:
            if _is_words(child):
                inline += f" {_text(child)} "
                continue
            below = list(_lines(child))
            if inline.strip() and not ONLY_WORDS.fullmatch(inline):
                yield inline
            elif inline.strip():  # what was said, and under it what is told of it
                below = [f"{inline} {below[0]}", *below[1:]] if below else [inline]
            inline = ""
            yield from below
        elif any(grandchild.tag in BLOCKS for grandchild in _nodes(child)):
            yield from _lines(child)
        else:
            inline += f" {_text(child)} "
    if inline.strip():
        yield inline


def _nodes(node: Node) -> Iterator[Node]:
    for child in node.inside:
        if isinstance(child, Node):
            yield child
            yield from _nodes(child)


def _is_words(node: Node) -> bool:
    return node.tag in {"bdi", "blockquote"} or bool(node.classes & WORDS)


def _text(node: Node) -> str:
    if node.tag in SILENT or "hidden" in node.attrs:
        return ""
    if _is_words(node) and not any(map(_is_words, _nodes(node))):
        plain = " ".join(_plain(node).split())
        return f"{OPEN}{plain}{CLOSE}" if plain else ""
    return " ".join(_text(child) if isinstance(child, Node) else child for child in node.inside)


def _plain(node: Node) -> str:
    return "".join(_plain(child) if isinstance(child, Node) else child for child in node.inside)


def _table(table: Node) -> Iterator[str]:
    for caption in table.find("caption"):
        yield _text(caption)
    rows = [list(_cells(row)) for row in table.find("tr")]
    head = next(table.find("thead"), None)
    headings: list[str] = []
    if head is not None:
        headings = [" ".join(_text(cell).split()) for cell in _cells(next(head.find("tr")))]
        rows = rows[1:]
        yield from (f"heading: {heading}" for heading in headings)
    for row in rows:
        wide = [cell for cell in row for _ in range(int(cell.attrs.get("colspan", 1)))]
        told = [
            f"{heading or 'row'}: {' '.join(_text(cell).split())}"
            for heading, cell in zip(headings or [""] * len(wide), wide, strict=False)
        ]
        yield " | ".join(told)


def _cells(row: Node) -> Iterator[Node]:
    for child in row.inside:
        if isinstance(child, Node) and child.tag in {"td", "th"}:
            yield child


def sentences(value: object, name: str = "") -> "list[str]":
    """The product's sentences in a JSON file; people's own words are left out."""
    if isinstance(value, dict):
        return [line for key, item in value.items() for line in sentences(item, key)]
    if isinstance(value, list):
        return [line for item in value for line in sentences(item, name)]
    is_ours = name in {"steps", "left_out", "detail", "support"}
    return [value] if is_ours and isinstance(value, str) and NUMBER.search(value) else []
