"""Texts as other platforms export them: HTML becomes words, paragraphs and addresses."""

import re
from html import unescape
from html.parser import HTMLParser

BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "table",
    "blockquote", "section", "article", "pre", "hr", "dt", "dd",
}  # fmt: skip
DROPPED = {"script", "style", "head", "title", "template", "noscript", "iframe", "svg"}
INSIDE = {
    "a", "b", "i", "u", "s", "em", "strong", "span", "img", "sub", "sup", "small", "code", "font",
}  # fmt: skip
KNOWN = BLOCKS | DROPPED | INSIDE | {"!"}
TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)(?:\s[^<>]*)?/?>|<!--")
ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


def as_words(text: str) -> str:
    """Markup taken out, where there is any: "5 < 6" and "a <b" are words.

    >>> as_words("<p>More &amp; better</p><p>See <a href='https://x.org/a'>this</a></p>")
    'More & better\\n\\nSee this (https://x.org/a)'
    """
    has_tags = any((found[1] or "!").casefold() in KNOWN for found in TAG.finditer(text))
    if not has_tags:
        return unescape(text) if ENTITY.search(text) else text
    words = _Words()
    words.feed(text)
    words.close()
    lines = [" ".join(line.split()) for line in "".join(words.parts).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.dropping = ""
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.dropping:
            return
        if tag in DROPPED:
            self.dropping = tag
        elif tag == "a":
            address = (dict(attrs).get("href") or "").strip()
            is_web = address.casefold().startswith(("http://", "https://", "mailto:"))
            self.links.append((address if is_web else "", len(self.parts)))
        elif tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag in BLOCKS:
            self.parts.append("\n" if tag in {"br", "tr", "dd", "dt"} else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if self.dropping:
            self.dropping = "" if tag == self.dropping else self.dropping
        elif tag == "a" and self.links:
            address, start = self.links.pop()
            shown = "".join(self.parts[start:])
            if address and address.removeprefix("mailto:") not in shown:
                self.parts.append(f" ({address.removeprefix('mailto:')})")
        elif tag in BLOCKS - {"br", "li", "tr", "dd", "dt", "hr"}:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.dropping:
            self.parts.append(re.sub(r"\s+", " ", data))
