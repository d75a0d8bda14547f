"""Themes by challenge question: what share of what was written under each question."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.presenting.theme_words import reason
from folkmoot.analysis.queries.result import Result
from folkmoot.core.figures import percent_of


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


def theme_table(run: Run, result: Result, broad: list[Theme]) -> ThemeTable:
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
    outside = left_out(run, result)
    if outside.texts:
        rows.append(row(_("In no theme"), list(outside.by_question)))
    return ThemeTable(
        questions=tuple(question.name for question in result.participation.questions),
        rows=tuple(rows),
        totals=(*bases, everything),
        is_overlapping=sum(r.count for r in rows) > everything,
    )


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """Texts in no theme as people see them: ``why`` and ``by_question`` each sum to ``texts``."""

    texts: int
    by_question: tuple[int, ...]
    why: tuple[tuple[str, int], ...]  # the most first


def left_out(run: Run, result: Result) -> LeftOutRow:
    """What people shaped counts; runs of earlier versions say no reasons."""
    told = run.left_out
    if told is None:
        found = result.themes
        why = tuple((reason(one.why), len(one.text_ids)) for one in found.why_left_out)
        return LeftOutRow(found.left_out, found.left_out_by_question, why)
    why = tuple((reason(str(one)), int(count)) for one, count in told["why"])
    return LeftOutRow(int(told["texts"]), tuple(told["by_question"]), why)


def _percent(count: int, base: int) -> str:
    """Nought of nothing is no share."""
    if not base:
        return _("none")
    return _("under 1%") if 0 < 100 * count < base else percent_of(count, base)
