"""What can be cited: ideas, comments and themes, as they stand now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from folkmoot.activities import queries as activities
from folkmoot.activities.queries import texts_by_id
from folkmoot.activities.registry import Text
from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries import themes_of
from folkmoot.analysis.queries.result import Result, from_json
from folkmoot.core.ids import to_ref
from folkmoot.programmes.models import Programme

SHORTENED = 110
OFFERED = 30  # more than anybody reads before searching for something narrower


class State(StrEnum):
    """What became of a cited text since it was linked."""

    AS_LINKED = "as-linked"
    EDITED = "edited"
    COUNTED = "counted"
    PROPOSED = "proposed"
    NO_GROUPS = "no-groups"
    HIDDEN = "hidden"
    WITHDRAWN = "withdrawn"
    GONE = "gone"

    @classmethod
    def of(cls, text: Text, quoted: str) -> "State":
        """What became of a text whose words were quoted."""
        if text.is_withdrawn:
            return cls.WITHDRAWN
        if text.is_hidden:
            return cls.HIDDEN
        return cls.AS_LINKED if quoted in text.text else cls.EDITED

    @property
    def may_be_shown(self) -> bool:
        return self in {State.AS_LINKED, State.EDITED, State.COUNTED, State.PROPOSED}


@dataclass(frozen=True, slots=True)
class IdeaOffer:
    id: int
    ref: str
    text: str
    question: str
    agrees: int
    votes: int
    is_cited: bool


@dataclass(frozen=True, slots=True)
class ThemeOffer:
    id: str
    name: str
    phrases: tuple[str, ...]
    size: int
    quotes: tuple[Text, ...]
    is_cited: bool
    cited_quotes: frozenset[int]


def latest_run(programme: Programme) -> Run | None:
    """The newest finished analysis, without the file of its frozen input."""
    return programme.runs.filter(state=Run.State.DONE).order_by("-number").first()


def latest_result(programme: Programme) -> tuple[Run, Result] | None:
    """The newest finished analysis that this version can read."""
    run = latest_run(programme)
    if run is None or run.result is None:
        return None
    try:
        return run, from_json(run.result)
    except (ValueError, KeyError, TypeError):  # of an older version: run the analysis again
        return None


def accepted_themes(programme: Programme) -> list[Theme]:
    """Themes of the latest run that a person accepted: what the machine proposes is no finding.

    Broad themes, each followed by its narrower ones.
    """
    run = latest_run(programme)
    return [theme for theme in themes_of(run) if theme.is_accepted] if run else []


def proposed_themes(programme: Programme) -> int:
    """How many broad themes of the latest run wait for a person to accept them."""
    run = latest_run(programme)
    return run.themes.filter(parent=None, is_accepted=False).count() if run else 0


def search_ideas(
    programme: Programme, words: str, *, cited: Collection[int] = (), limit: int = OFFERED
) -> list[IdeaOffer]:
    """Visible ideas that hold every word, those with most support first."""
    return [
        IdeaOffer(
            id=idea.id,
            ref=to_ref(idea.id),
            text=idea.text,
            question=idea.question,
            agrees=idea.agrees,
            votes=idea.votes,
            is_cited=idea.id in cited,
        )
        for idea in activities.search(programme, words.split()[:8], limit)
    ]


def offered_themes(
    programme: Programme, *, cited_themes: Collection[str] = (), cited_quotes: Iterable[int] = ()
) -> list[ThemeOffer]:
    """Themes with those of their quotes that may be shown."""
    themes = accepted_themes(programme)
    quotes = texts_by_id(programme, {id_ for theme in themes for id_ in quote_ids(theme)})
    already = frozenset(cited_quotes)
    return [
        ThemeOffer(
            id=str(theme.pk),
            name=theme.name,
            phrases=tuple(str(phrase) for phrase in theme.phrases[:6]),
            size=len(theme.text_ids),
            quotes=tuple(
                quotes[id_] for id_ in quote_ids(theme) if id_ in quotes and quotes[id_].is_visible
            ),
            is_cited=str(theme.pk) in cited_themes,
            cited_quotes=already,
        )
        for theme in themes
    ]


def quote_ids(theme: Theme) -> list[int]:
    return [int(id_) for id_ in theme.quote_ids]


def shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORTENED else line[:SHORTENED].rsplit(" ", 1)[0] + " …"


def themes_by_id(programme: Programme, ids: Iterable[str]) -> dict[str, Theme]:
    found = Theme.objects.filter(run__programme=programme, pk__in=set(ids) - {""})
    return {str(theme.pk): theme for theme in found}
