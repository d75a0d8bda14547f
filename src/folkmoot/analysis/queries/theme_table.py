"""Themes by challenge question: what share of what was written under each question."""

from dataclasses import dataclass

from folkmoot.analysis.models import Theme
from folkmoot.analysis.queries.result import Result


@dataclass(frozen=True, slots=True)
class ThemeRow:
    name: str
    shares: tuple[str, ...]  # per cent by question, then of everything
    count: int
    is_proposed: bool = False  # by the machine, and nobody has accepted it


@dataclass(frozen=True, slots=True)
class ThemeTable:
    questions: tuple[str, ...]
    rows: tuple[ThemeRow, ...]
    totals: tuple[int, ...]  # texts by question, then all
    is_overlapping: bool  # a text may be in several themes, so shares may add up to more


def theme_table(result: Result, broad: list[Theme]) -> ThemeTable:
    bases = [question.texts for question in result.participation.questions]
    everything = sum(bases)

    def row(name: str, counts: list[int], *, is_proposed: bool = False) -> ThemeRow:
        shares = [_percent(n, base) for n, base in zip(counts, bases, strict=True)]
        return ThemeRow(
            name, (*shares, _percent(sum(counts), everything)), sum(counts), is_proposed
        )

    rows = [
        row(theme.name, theme.question_counts, is_proposed=not theme.is_accepted) for theme in broad
    ]
    if result.themes.left_out:
        rows.append(row("In no theme", list(result.themes.left_out_by_question)))
    return ThemeTable(
        questions=tuple(question.name for question in result.participation.questions),
        rows=tuple(rows),
        totals=(*bases, everything),
        is_overlapping=sum(r.count for r in rows) > everything,
    )


def _percent(count: int, base: int) -> str:
    """Nought of nothing is no share."""
    if not base:
        return "none"
    share = 100 * count / base
    return "under 1%" if 0 < share < 1 else f"{share:.0f}%"
