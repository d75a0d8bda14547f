"""The page of one analysis: sentences, charts and lists, with the words fetched afresh."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.activities.registry import Text
from folkmoot.analysis.models import Theme
from folkmoot.analysis.presenting.group_page import (
    GroupCard,
    IdeaAcrossGroups,
    bridge_rows,
    divide_rows,
    group_cards,
    opinion_map,
)
from folkmoot.analysis.presenting.headlines import of_analysis
from folkmoot.analysis.presenting.live_page import support_bar
from folkmoot.analysis.presenting.method import method_in_words, note_in_words
from folkmoot.analysis.presenting.notes import notes_on
from folkmoot.analysis.presenting.theme_table import LeftOutRow, ThemeTable, left_out, theme_table
from folkmoot.analysis.presenting.theme_words import (
    carried,
    not_carried,
    review_status,
    steadiness,
)
from folkmoot.analysis.presenting.type_tables import TypeSection, type_sections
from folkmoot.analysis.presenting.verdict import (
    alike_with_error,
    groups_in_words,
    headline,
    hidden_in_words,
    letters_in_words,
    widest_in_words,
)
from folkmoot.analysis.queries.result import GroupShare, Result
from folkmoot.analysis.queries.runs import Analysis, themes_of
from folkmoot.analysis.queries.visible_texts import words_by_id
from folkmoot.core import counts
from folkmoot.core.figures import confidence_of, whole_percent
from folkmoot.programmes.models import Programme
from folkmoot.web.charts import BarChart, PointMap

TOP, QUOTES = 10, 3


@dataclass(frozen=True, slots=True)
class ThemeCard:
    theme_id: UUID
    name: str
    proposed_name: str
    is_renamed: bool
    is_accepted: bool
    review_status: str  # in words, whether a person stands by it
    steadiness: str
    merged_from: tuple[str, ...]
    size: int
    share: int
    phrases: tuple[str, ...]
    quotes: tuple[Text, ...]
    narrower: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class InsightPage:
    analysis: Analysis
    answer: str
    map: PointMap | None
    verdict: str  # on opinion groups
    no_groups: str  # why, where there are none
    method: str  # how groups are found
    hidden: str  # how many shares of groups are hidden, and why
    letters: str  # where they changed
    group_names: tuple[str, ...]
    groups: tuple[GroupCard, ...]
    bridges: tuple[IdeaAcrossGroups, ...]
    divides: tuple[IdeaAcrossGroups, ...]
    top: BarChart | None
    steady: str  # how alike groups come out without some people, with its error
    widest: str  # that the list of what divides stops before its end
    types: tuple[TypeSection, ...]  # ratings, rankings, choices and closed questions
    themes: tuple[ThemeCard, ...]
    theme_table: ThemeTable | None
    left_out: LeftOutRow  # texts in no theme
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
    whole = {idea.idea_id: GroupShare(idea.agrees, idea.votes) for idea in result.ideas}
    names = tuple(group.name for group in opinions.groups)
    return InsightPage(
        analysis=analysis,
        answer=_answer(result, broad),
        map=opinion_map(opinions, result.smallest_group),
        group_names=names,
        groups=group_cards(opinions, words),
        bridges=bridge_rows(opinions, shares, words),
        divides=divide_rows(opinions, shares, whole, words),
        verdict=groups_in_words(opinions),
        no_groups=note_in_words(opinions.note),
        method=method_in_words(opinions.method),
        steady=alike_with_error(opinions),
        widest=widest_in_words(opinions),
        hidden=hidden_in_words(opinions, result.smallest_group),
        letters=letters_in_words(opinions, analysis.run.parameters.get("letters_of")),
        top=_top(result, words),
        types=type_sections(result),
        themes=_themes(result, broad, themes, words),
        theme_table=theme_table(analysis.run, result, broad) if broad else None,
        left_out=left_out(analysis.run, result),
        carried=carried(analysis.run),
        not_carried=not_carried(analysis.run),
        notes=notes_on(analysis.run, result.smallest_group),
        confidence=confidence_of(result.confidence),
    )


def _answer(result: Result, broad: list[Theme]) -> str:
    said = of_analysis(result)
    told = [said, headline(result.opinions), _themes_in_words(broad)]
    return " ".join(part for part in told if part)


def _themes_in_words(broad: list[Theme]) -> str:
    if not broad:
        return ""
    accepted = sum(theme.is_accepted for theme in broad)
    told = {"themes": counts.themes(len(broad)), "accepted": accepted}
    if accepted == len(broad):
        return _("What they wrote falls into %(themes)s that people accepted.") % told
    if not accepted:
        return (
            _(
                "The machine proposes %(themes)s in what they wrote; people have accepted none of "
                "them yet."
            )
            % told
        )
    return (
        ngettext(
            "The machine proposes %(themes)s in what they wrote; people have accepted "
            "%(accepted)s of them.",
            "The machine proposes %(themes)s in what they wrote; people have accepted "
            "%(accepted)s of them.",
            accepted,
        )
        % told
    )


def _top(result: Result, words: dict[int, Text]) -> BarChart | None:
    rows = tuple(
        support_bar(words[idea.idea_id].text, idea)
        for idea in result.ideas[:TOP]
        if idea.idea_id in words and idea.agrees and not idea.is_meta
    )
    if not rows:
        return None
    return BarChart(
        title=_("The ideas whose support is surest"),
        caption=_(
            "Share of votes that agree, in the order of the lower end of the %(confidence)s "
            "interval."
        )
        % {"confidence": confidence_of(result.confidence)},
        rows=rows,
        unit="%",
        maximum=100,
    )


def _themes(
    result: Result, broad: list[Theme], themes: list[Theme], words: dict[int, Text]
) -> tuple[ThemeCard, ...]:
    return tuple(
        ThemeCard(
            theme_id=theme.pk,
            name=theme.name,
            proposed_name=theme.proposed_name,
            is_renamed=theme.name != theme.proposed_name,
            is_accepted=theme.is_accepted,
            review_status=review_status(theme),
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
