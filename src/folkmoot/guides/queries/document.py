"""What a guide is: the one description of ``Guide.document``, version 1.

``to_json`` and ``from_json`` are each other's inverse. ``source`` is the id of the idea or
comment that words were taken from: it stays in the database, so that words taken back can
be left out, and never goes into what is published (``to_public_json``).
"""

import base64
import dataclasses
import typing
from dataclasses import dataclass
from typing import Any

from folkmoot.core.dataclass_json import from_plain

SCHEMA = 1
LONG = 480  # characters of a quote that are shown before a reader asks for the rest


@dataclass(frozen=True, slots=True)
class Quote:
    words: str
    question: str
    support: str  # in words with its base, or empty
    source: int

    @property
    def is_long(self) -> bool:
        return len(self.words) > LONG


@dataclass(frozen=True, slots=True)
class Number:
    """``share``, ``low`` and ``high`` lie between 0 and 1, where the figure is a share."""

    words: str
    detail: str
    share: float | None
    low: float | None
    high: float | None
    source: int | None  # the idea whose words the figure repeats

    @property
    def bar(self) -> float | None:
        """Lengths in per cent, as drawings need them."""
        return None if self.share is None else round(self.share * 100, 1)

    @property
    def interval(self) -> tuple[float, float] | None:
        if self.low is None or self.high is None:
            return None
        return round(self.low * 100, 1), round((self.high - self.low) * 100, 1)


@dataclass(frozen=True, slots=True)
class ThemeNote:
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class PublishedStatement:
    number: str  # "2.3"
    text: str
    explanation: str
    is_spotlight: bool
    is_finding: bool  # worded by the analysis, not by the organisation
    source: int | None  # the idea a finding repeats
    themes: tuple[ThemeNote, ...]
    quotes: tuple[Quote, ...]
    numbers: tuple[Number, ...]

    @property
    def anchor(self) -> str:
        return "statement-" + self.number.replace(".", "-")

    @property
    def theme_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(theme.name for theme in self.themes))

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(quote.question for quote in self.quotes))

    @property
    def themes_by_line(self) -> str:
        return "\n".join(self.theme_names)

    @property
    def questions_by_line(self) -> str:
        return "\n".join(self.questions)

    @property
    def pieces(self) -> int:
        return len(self.themes) + len(self.quotes) + len(self.numbers)


@dataclass(frozen=True, slots=True)
class PublishedSection:
    number: int
    title: str
    introduction: str
    statements: tuple[PublishedStatement, ...]

    @property
    def anchor(self) -> str:
        return f"section-{self.number}"


@dataclass(frozen=True, slots=True)
class Cover:
    title: str
    programme: str
    organisation: str
    partners: str
    colour: str
    published: str  # a month and year
    period: str  # months in which people took part, or empty
    logo: str = ""  # the PNG of the day in base64, or empty
    language: str = "en-gb"  # of everything that we say in it

    @property
    def picture(self) -> bytes:
        return base64.b64decode(self.logo)


@dataclass(frozen=True, slots=True)
class Lead:
    introduction: str
    summary: str
    promise: str
    answers_for: str


@dataclass(frozen=True, slots=True)
class MethodFact:
    figure: str
    label: str


@dataclass(frozen=True, slots=True)
class Method:
    facts: tuple[MethodFact, ...]
    steps: tuple[str, ...]
    left_out: tuple[str, ...]
    smallest_group: int
    analysed: str  # the month of the analysis, or empty
    version: str
    seed: int | None
    fingerprint: str  # of the analysis' frozen input


@dataclass(frozen=True, slots=True)
class GuideDocument:
    schema: int
    cover: Cover
    lead: Lead
    sections: tuple[PublishedSection, ...]
    method: Method

    @property
    def statements(self) -> tuple[PublishedStatement, ...]:
        return tuple(one for section in self.sections for one in section.statements)

    @property
    def spotlights(self) -> tuple[PublishedStatement, ...]:
        return tuple(one for one in self.statements if one.is_spotlight)

    @property
    def theme_names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(n for one in self.statements for n in one.theme_names))

    @property
    def questions(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(q for one in self.statements for q in one.questions))


def to_json(document: GuideDocument) -> dict[str, Any]:
    return dataclasses.asdict(document)


def to_public_json(document: GuideDocument) -> dict[str, Any]:
    """As published: without the ids of what anybody said, and without pictures."""
    return typing.cast("dict[str, Any]", _without(to_json(document), ("source", "logo")))


def from_json(stored: dict[str, Any]) -> GuideDocument:
    """Raises ValueError for a document of another version."""
    if stored.get("schema") != SCHEMA:
        raise ValueError(f"guides of version {stored.get('schema')} cannot be read")
    # Guides published before they carried a logo have none; before a language, they were English.
    cover = {"logo": "", "language": "en-gb", **stored["cover"]}
    return typing.cast(GuideDocument, from_plain(GuideDocument, {**stored, "cover": cover}))


def _without(value: Any, names: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {k: _without(v, names) for k, v in value.items() if k not in names}
    if isinstance(value, list | tuple):
        return [_without(item, names) for item in value]
    return value
