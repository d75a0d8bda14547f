"""What can be cited: ideas, comments and themes, as they stand now."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries import themes_of
from folkmoot.programmes.models import Programme
from folkmoot.workshops.models import Comment, Idea
from folkmoot.workshops.queries.searching import holding
from folkmoot.workshops.queries.sources import REAL_AUTHOR

OFFERED = 30  # more than anybody reads before searching for something narrower


class State(StrEnum):
    """What became of a cited text since it was linked."""

    AS_LINKED = "as linked"
    EDITED = "edited since"
    COUNTED = "counted anew since"
    PROPOSED = "proposed by the machine, accepted by nobody yet"
    NO_GROUPS = "about groups that the latest analysis does not find"
    HIDDEN = "hidden since"
    WITHDRAWN = "withdrawn since"
    GONE = "no longer there"

    @property
    def may_be_shown(self) -> bool:
        return self in {State.AS_LINKED, State.EDITED, State.COUNTED, State.PROPOSED}


@dataclass(frozen=True, slots=True)
class Text:
    """An idea or a comment as it stands, without its author."""

    id: int
    text: str
    question: str
    is_comment: bool
    is_hidden: bool
    is_withdrawn: bool
    agrees: int
    votes: int

    @property
    def is_visible(self) -> bool:
        return not (self.is_hidden or self.is_withdrawn)

    def state_of(self, quoted: str) -> State:
        if self.is_withdrawn:
            return State.WITHDRAWN
        if self.is_hidden:
            return State.HIDDEN
        return State.AS_LINKED if quoted in self.text else State.EDITED


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


def texts_by_id(programme: Programme, ids: Collection[int]) -> dict[int, Text]:
    """Ideas and comments by id in the order asked; hidden and withdrawn ones too: look first."""
    wanted = set(ids)
    if not wanted:
        return {}
    ideas = _ideas(programme).filter(pk__in=wanted)
    found = {idea.pk: _as_text(idea) for idea in ideas}
    rest = wanted - found.keys()
    if rest:
        comments = Comment.objects.filter(
            pk__in=rest, idea__question__activity__programme=programme
        ).select_related("idea__question")
        found |= {comment.pk: _comment_as_text(comment) for comment in comments}
    return {id_: found[id_] for id_ in dict.fromkeys(ids) if id_ in found}


def search_ideas(
    programme: Programme, words: str, *, cited: Collection[int] = (), limit: int = OFFERED
) -> list[IdeaOffer]:
    """Visible ideas that hold every word, those with most support first."""
    found = _ideas(programme).filter(is_hidden=False, is_withdrawn=False)
    found = holding(found, *words.split()[:8])
    return [
        IdeaOffer(
            id=idea.pk,
            ref=idea.ref,
            text=idea.text,
            question=idea.question.text,
            agrees=idea.agrees,
            votes=idea.votes_cast,
            is_cited=idea.pk in cited,
        )
        for idea in found.order_by("-agrees", "id")[:limit]
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


def _ideas(programme: Programme) -> QuerySet[Idea]:
    # Rehearsals are never evidence.
    return Idea.objects.filter(REAL_AUTHOR, question__activity__programme=programme).select_related(
        "question"
    )


def _as_text(idea: Idea) -> Text:
    return Text(
        id=idea.pk,
        text=idea.text,
        question=idea.question.text,
        is_comment=False,
        is_hidden=idea.is_hidden,
        is_withdrawn=idea.is_withdrawn,
        agrees=idea.agrees,
        votes=idea.votes_cast,
    )


def _comment_as_text(comment: Comment) -> Text:
    # A comment on an idea that was taken away goes with it: its words may repeat the idea's.
    return Text(
        id=comment.pk,
        text=comment.text,
        question=comment.idea.question.text,
        is_comment=True,
        is_hidden=comment.is_hidden or comment.idea.is_hidden,
        is_withdrawn=comment.is_withdrawn or comment.idea.is_withdrawn,
        agrees=0,
        votes=0,
    )
