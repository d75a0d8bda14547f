"""The page of one analysis: sentences, charts and lists, with the words fetched afresh."""

from dataclasses import dataclass
from uuid import UUID

from folkmoot.analysis.models import Theme
from folkmoot.analysis.queries.headlines import of_analysis
from folkmoot.analysis.queries.live_page import support_bar
from folkmoot.analysis.queries.result import Bridge, GroupShare, Opinions, Result
from folkmoot.analysis.queries.runs import Analysis, notes_on, themes_of
from folkmoot.analysis.queries.theme_table import LeftOut, ThemeTable, left_out, theme_table
from folkmoot.analysis.queries.theme_words import (
    carried,
    not_carried,
    standing_of,
    steadiness,
)
from folkmoot.analysis.queries.words import Words, words_by_id
from folkmoot.core.figures import confidence_of, whole_percent
from folkmoot.programmes.models import Programme
from folkmoot.web.charts import BarChart, Point, PointMap

TOP, QUOTES = 10, 3


@dataclass(frozen=True, slots=True)
class BeliefLine:
    text: str
    agrees: bool
    share: int
    share_others: int
    votes: int


@dataclass(frozen=True, slots=True)
class GroupCard:
    name: str
    size: int
    beliefs: tuple[BeliefLine, ...]


@dataclass(frozen=True, slots=True)
class IdeaAcrossGroups:
    """``shares`` in per cent, by group; None where too few of it voted. ``told`` says how far."""

    text: str
    told: str
    shares: tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class ThemeCard:
    theme_id: UUID
    name: str
    proposed_name: str
    is_renamed: bool
    is_accepted: bool
    standing: str  # in words, whether a person stands by it
    steadiness: str
    merged_from: tuple[str, ...]
    size: int
    share: int
    phrases: tuple[str, ...]
    quotes: tuple[Words, ...]
    narrower: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class InsightPage:
    analysis: Analysis
    answer: str
    map: PointMap | None
    group_names: tuple[str, ...]
    groups: tuple[GroupCard, ...]
    bridges: tuple[IdeaAcrossGroups, ...]
    divides: tuple[IdeaAcrossGroups, ...]
    top: BarChart | None
    themes: tuple[ThemeCard, ...]
    theme_table: ThemeTable | None
    left_out: LeftOut  # texts in no theme
    carried: str  # what was taken over from an earlier analysis
    not_carried: tuple[str, ...]
    notes: tuple[str, ...]  # on the input
    confidence: str  # of intervals

    @property
    def accepted_themes(self) -> int:
        return sum(theme.is_accepted for theme in self.themes)


def insight_page(programme: Programme, analysis: Analysis) -> InsightPage:
    """Five queries: themes, and the words of ideas and comments that are shown."""
    result = analysis.result
    opinions = result.opinions
    themes = themes_of(analysis.run)
    broad = [theme for theme in themes if theme.parent_id is None]
    ideas = {i.idea_id for i in result.ideas[:TOP]}
    ideas |= {belief.idea_id for group in opinions.groups for belief in group.beliefs}
    ideas |= {b.idea_id for b in opinions.bridges} | {d.idea_id for d in opinions.divides}
    quotes = {key for theme in broad for key in theme.quote_ids[: 2 * QUOTES]}
    words = words_by_id(programme, ideas | quotes, comments=True)
    shares = {idea.idea_id: idea.groups for idea in result.ideas}
    names = tuple(group.name for group in opinions.groups)
    return InsightPage(
        analysis=analysis,
        answer=_answer(result, broad),
        map=_map(opinions, result.smallest_group),
        group_names=names,
        groups=_groups(opinions, words),
        bridges=_across([(b.idea_id, _beyond(b)) for b in opinions.bridges], shares, words),
        divides=_across(
            [(d.idea_id, f"{100 * d.gap:.0f} points") for d in opinions.divides], shares, words
        ),
        top=_top(result, words),
        themes=_themes(result, broad, themes, words),
        theme_table=theme_table(analysis.run, result, broad) if broad else None,
        left_out=left_out(analysis.run, result),
        carried=carried(analysis.run),
        not_carried=not_carried(analysis.run),
        notes=notes_on(analysis.run, result.smallest_group),
        confidence=confidence_of(result.confidence),
    )


def _answer(result: Result, broad: list[Theme]) -> str:
    groups = result.opinions.groups
    said = of_analysis(result.participation, result.smallest_group)
    themes = _themes_in_words(broad)
    if not groups:
        return said + themes
    split = f" They vote as {len(groups)} groups"
    bridges = len(result.opinions.bridges)
    shared = (
        f", and most of every group agree on {_some(bridges)}."
        if bridges
        else ", and no idea yet has most of every group behind it."
    )
    return said + split + shared + themes


def _themes_in_words(broad: list[Theme]) -> str:
    if not broad:
        return ""
    stood_by = sum(theme.is_accepted for theme in broad)
    if stood_by == len(broad):
        return f" What they wrote falls into {_so_many(stood_by)} that people accepted."
    found = f" The machine proposes {_so_many(len(broad))} in what they wrote"
    return (
        f"{found}; people have accepted {stood_by or 'none'} of them{'' if stood_by else ' yet'}."
    )


def _so_many(themes: int) -> str:
    return "1 theme" if themes == 1 else f"{themes} themes"


def _some(count: int) -> str:
    return (
        "one idea" if count == 1 else f"at least {count} ideas" if count >= 10 else f"{count} ideas"
    )


def _map(opinions: Opinions, smallest_group: int) -> PointMap | None:
    if not opinions.points:
        return None
    drawn, people = len(opinions.points), opinions.people
    sample = f"{drawn:,} of {people:,} people are drawn. " if drawn < people else ""
    return PointMap(
        title=f"{people:,} people, placed so that those who vote alike stand near each other",
        caption=(
            f"{sample}No dot is one person: each stands where {smallest_group} people who "
            "vote alike stand on average, moved a little at random."
        ),
        points=tuple(Point(x, y, group) for x, y, group in opinions.points),
        group_names=tuple(f"Group {group.name}" for group in opinions.groups),
    )


def _groups(opinions: Opinions, words: dict[int, Words]) -> tuple[GroupCard, ...]:
    return tuple(
        GroupCard(
            name=group.name,
            size=group.size,
            beliefs=tuple(
                BeliefLine(
                    text=words[belief.idea_id].text,
                    agrees=belief.stance == "agree",
                    share=round(100 * belief.share),
                    share_others=round(100 * belief.share_others),
                    votes=belief.votes,
                )
                for belief in group.beliefs
                if belief.idea_id in words
            ),
        )
        for group in opinions.groups
    )


def _beyond(bridge: Bridge) -> str:
    score, low, high = (f"{100 * n:+.0f}" for n in (bridge.score, bridge.low, bridge.high))
    return f"{score} ({low} to {high})"


def _across(
    found: list[tuple[int, str]],
    shares: dict[int, tuple[GroupShare | None, ...]],
    words: dict[int, Words],
) -> tuple[IdeaAcrossGroups, ...]:
    return tuple(
        IdeaAcrossGroups(
            text=words[key].text,
            told=told,
            shares=tuple(None if s is None else round(100 * s.share) for s in shares[key]),
        )
        for key, told in found
        if key in words
    )


def _top(result: Result, words: dict[int, Words]) -> BarChart | None:
    rows = tuple(
        support_bar(words[idea.idea_id].text, idea)
        for idea in result.ideas[:TOP]
        if idea.idea_id in words and idea.agrees
    )
    if not rows:
        return None
    return BarChart(
        title="The ideas whose support is surest",
        caption=(
            f"Share of votes that agree, in the order of the lower end of the "
            f"{confidence_of(result.confidence)} interval."
        ),
        rows=rows,
        unit="%",
        maximum=100,
    )


def _themes(
    result: Result, broad: list[Theme], themes: list[Theme], words: dict[int, Words]
) -> tuple[ThemeCard, ...]:
    return tuple(
        ThemeCard(
            theme_id=theme.pk,
            name=theme.name,
            proposed_name=theme.proposed_name,
            is_renamed=theme.name != theme.proposed_name,
            is_accepted=theme.is_accepted,
            standing=standing_of(theme),
            steadiness=steadiness(theme.stability),
            merged_from=tuple(theme.merged_from),
            size=len(theme.text_ids),
            share=whole_percent(len(theme.text_ids), result.themes.texts),
            phrases=tuple(theme.phrases),
            quotes=tuple(words[key] for key in theme.quote_ids if key in words)[:QUOTES],
            narrower=tuple(t for t in themes if t.parent_id == theme.pk),
        )
        for theme in broad
    )
