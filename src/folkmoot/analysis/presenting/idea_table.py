"""The ranked ideas as pages of a table, and as a file to take away."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from folkmoot.activities.registry import Text
from folkmoot.analysis import registry
from folkmoot.analysis.queries.result import GroupShare, RankedIdea, Result
from folkmoot.analysis.queries.runs import Analysis
from folkmoot.analysis.queries.visible_texts import words_by_id
from folkmoot.analysis.registry import Citation
from folkmoot.core.exports import MARK, Cell, lines
from folkmoot.core.figures import share_and_ends
from folkmoot.programmes.models import Programme
from insight.ranking import is_contested

PER_PAGE = 25
Key = Callable[[tuple[int, RankedIdea]], float | tuple[bool, float]]


@dataclass(frozen=True, slots=True)
class IdeaOrder:
    key: str
    name: str | Promise
    by: Key


ORDERS = (
    IdeaOrder("support", gettext_lazy("Surest support"), lambda row: row[0]),
    IdeaOrder("share", gettext_lazy("Largest share agreeing"), lambda row: -row[1].share),
    IdeaOrder(
        "contested",
        gettext_lazy("Most contested"),
        lambda row: (not _contested(row[1]), -row[1].controversy),
    ),
    IdeaOrder("votes", gettext_lazy("Most votes"), lambda row: -row[1].votes),
    IdeaOrder("unsure", gettext_lazy("Least certain"), lambda row: row[1].low - row[1].high),
)


@dataclass(frozen=True, slots=True)
class IdeaRow:
    rank: int
    idea_id: int
    text: str
    question: str
    agrees: int
    passes: int
    disagrees: int
    votes: int
    comments: int
    share: float  # whole per cent, as its ends
    low: float
    high: float
    groups: tuple[GroupShare | None, ...]
    is_meta: bool
    citations: tuple[Citation, ...]  # statements that rest on it


@dataclass(frozen=True, slots=True)
class IdeaTablePage:
    rows: tuple[IdeaRow, ...]
    order: IdeaOrder
    number: int
    pages: int
    total: int
    group_names: tuple[str, ...]

    @property
    def before(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None


def idea_page(programme: Programme, analysis: Analysis, *, order: str, page: str) -> IdeaTablePage:
    """Bad values of ``order`` and ``page`` (they come from an address) mean the first ones."""
    chosen = next((o for o in ORDERS if o.key == order), ORDERS[0])
    result = analysis.result
    ranked = sorted(enumerate(result.ideas, start=1), key=chosen.by)
    pages = max(1, -(-len(ranked) // PER_PAGE))
    asked = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
    number = min(max(asked, 1), pages)
    some = ranked[(number - 1) * PER_PAGE : number * PER_PAGE]
    ids = [idea.idea_id for _, idea in some]
    words, cited = words_by_id(programme, ids), registry.citations("idea", ids)
    return IdeaTablePage(
        rows=tuple(
            _row(rank, idea, words[idea.idea_id], cited.get(str(idea.idea_id), ()))
            for rank, idea in some
            if idea.idea_id in words
        ),
        order=chosen,
        number=number,
        pages=pages,
        total=len(ranked),
        group_names=_group_names(result),
    )


def ideas_csv(programme: Programme, analysis: Analysis) -> Iterator[str]:
    """Every idea with its numbers; months for dates, and no cell that a spreadsheet would run."""
    result = analysis.result
    names = _group_names(result)
    header = (
        _("rank"),
        _("idea"),
        _("challenge question"),
        _("month"),
        _("agree"),
        _("not sure"),
        _("disagree"),
        _("comments"),
        _("agreeing %"),
        _("at least %"),
        _("at most %"),
        _("contested"),
        *(heading for name in names for heading in _group_headings(name)),
    )
    yield MARK
    yield from lines(header, _idea_rows(programme, result, len(names)))


def _group_headings(name: str) -> tuple[str, str, str]:
    group = {"name": name}
    return (
        _("group %(name)s agreeing %%") % group,
        _("group %(name)s agree") % group,
        _("group %(name)s votes") % group,
    )


def _idea_rows(programme: Programme, result: Result, groups: int) -> Iterator[tuple[Cell, ...]]:
    words = words_by_id(programme, [idea.idea_id for idea in result.ideas])
    for rank, idea in enumerate(result.ideas, start=1):
        if idea.idea_id not in words:
            continue
        said = words[idea.idea_id]
        yield (
            rank,
            said.text,
            said.question,
            idea.month.replace("-", "-M"),
            idea.agrees,
            idea.passes,
            idea.disagrees,
            idea.comments,
            *_tenths(idea),
            _("yes") if _contested(idea) else _("no"),
            *(cell for share in _padded(idea, groups) for cell in _cells(share)),
        )


def _cells(share: GroupShare | None) -> tuple[Cell, ...]:
    return ("", "", "") if share is None else (share.percent, share.agrees, share.votes)


def _padded(idea: RankedIdea, groups: int) -> tuple[GroupShare | None, ...]:
    return idea.groups or (None,) * groups


def _tenths(idea: RankedIdea) -> tuple[str, ...]:
    """Nobody's share is no share."""
    if not idea.votes:
        return ("", "", "")
    told = share_and_ends(idea.agrees, idea.votes, idea.low, idea.high, digits=1)
    return tuple(f"{n:.1f}" for n in told)


def _contested(idea: RankedIdea) -> bool:
    return bool(is_contested(idea.agrees, idea.disagrees, idea.passes))


def _row(rank: int, idea: RankedIdea, said: Text, citations: tuple[Citation, ...]) -> IdeaRow:
    share = low = high = 0.0
    if idea.votes:
        share, low, high = share_and_ends(idea.agrees, idea.votes, idea.low, idea.high)
    return IdeaRow(
        rank=rank,
        idea_id=idea.idea_id,
        text=said.text,
        question=said.question,
        agrees=idea.agrees,
        passes=idea.passes,
        disagrees=idea.disagrees,
        votes=idea.votes,
        comments=idea.comments,
        share=share,
        low=low,
        high=high,
        groups=idea.groups,
        is_meta=idea.is_meta,
        citations=citations,
    )


def _group_names(result: Result) -> tuple[str, ...]:
    return tuple(group.name for group in result.opinions.groups)
