"""The editor's pages: a framework with its sections, statements and the state of their evidence."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from folkmoot.activities.queries import texts_by_id
from folkmoot.activities.registry import Text
from folkmoot.analysis.models import Theme
from folkmoot.frameworks.models import Evidence, Framework, Statement
from folkmoot.frameworks.presenting.figures import Figure, figures_and_verdict
from folkmoot.frameworks.queries.cards import (
    EvidenceCard,
    FrameworkPage,
    SectionCard,
    StatementCard,
)
from folkmoot.frameworks.queries.finding import idea_behind, theme_behind
from folkmoot.frameworks.queries.sources import State, shortened, themes_by_id
from folkmoot.programmes.models import Programme


def framework_page(framework: Framework) -> FrameworkPage:
    """Everything the editor shows, in a number of queries that does not grow."""
    sections = list(
        framework.sections.prefetch_related("statements__evidence").order_by("position", "id")
    )
    links = [
        link
        for section in sections
        for statement in section.statements.all()
        for link in statement.evidence.all()
    ]
    now = _Now.reading(framework.programme, links, [section.theme for section in sections])
    return FrameworkPage(
        framework=framework,
        sections=tuple(
            SectionCard(
                id=str(section.pk),
                title=section.title,
                introduction=section.introduction,
                theme=section.theme,
                is_named_by_machine=now.is_proposal(section.theme, section.title),
                revision=section.revision,
                statements=_cards(
                    list(section.statements.all()),
                    now,
                    is_first=place == 0,
                    is_last=place == len(sections) - 1,
                ),
                is_first=place == 0,
                is_last=place == len(sections) - 1,
            )
            for place, section in enumerate(sections)
        ),
    )


def statement_card(statement: Statement) -> StatementCard:
    now = _Now.reading(statement.section.framework.programme, list(statement.evidence.all()))
    return _cards([statement], now, is_first=False, is_last=False)[0]


def _cards(
    statements: list[Statement], now: "_Now", *, is_first: bool, is_last: bool
) -> tuple[StatementCard, ...]:
    return tuple(
        StatementCard(
            id=str(statement.pk),
            text=statement.text,
            explanation=statement.explanation,
            revision=statement.revision,
            is_drafted=statement.is_drafted,
            is_spotlight=statement.is_spotlight,
            evidence=tuple(now.card(link) for link in statement.evidence.all()),
            is_at_start=is_first and place == 0,
            is_at_end=is_last and place == len(statements) - 1,
        )
        for place, statement in enumerate(statements)
    )


@dataclass(frozen=True, slots=True)
class _Now:
    """What the cited things look like today."""

    texts: dict[int, Text]
    themes: dict[str, Theme]
    figures: dict[str, Figure]
    verdict: str  # on opinion groups, of the latest analysis

    @classmethod
    def reading(
        cls, programme: Programme, links: list[Evidence], themes_of_sections: Iterable[str] = ()
    ) -> "_Now":
        of_kind = {kind: [link.target for link in links if link.kind == kind] for kind in KINDS}
        spoken = of_kind[Evidence.Kind.IDEA] + of_kind[Evidence.Kind.QUOTE]
        numbers = of_kind[Evidence.Kind.NUMBER]
        spoken += [str(about) for target in numbers if (about := idea_behind(target))]
        wanted = {*of_kind[Evidence.Kind.THEME], *map(theme_behind, numbers), *themes_of_sections}
        figures, verdict = figures_and_verdict(programme) if numbers else ([], "")
        return cls(
            texts=texts_by_id(programme, {int(target) for target in spoken}),
            themes=themes_by_id(programme, wanted),
            figures={figure.key: figure for figure in figures},
            verdict=verdict,
        )

    def is_proposal(self, theme_id: str, title: str) -> bool:
        theme = self.themes.get(theme_id)
        return theme is not None and not theme.is_accepted and theme.name == title

    def card(self, link: Evidence) -> EvidenceCard:
        kind = Evidence.Kind(link.kind)
        state, now, question = State.GONE, "", ""
        if kind in {Evidence.Kind.IDEA, Evidence.Kind.QUOTE}:
            text = self.texts.get(int(link.target))
            if text is not None:
                state, question = State.of(text, link.words), text.question
                now = text.text if state is State.EDITED else ""
        elif kind is Evidence.Kind.THEME:
            theme = self.themes.get(link.target)
            if theme is not None and not theme.is_accepted:
                state = State.PROPOSED
            elif theme is not None:
                same = theme.name == link.words
                state, now = (State.AS_LINKED, "") if same else (State.EDITED, theme.name)
        else:
            state, now = self._figure(link)
        return EvidenceCard(
            id=str(link.pk),
            kind=kind,
            target=link.target,
            words=link.words if state.may_be_shown else "",
            detail=link.detail if state.may_be_shown else "",
            state=state,
            state_in_words=in_words(state),
            now=now,
            question=question,
            numbers={str(name): float(value) for name, value in link.numbers.items()},
        )

    def _successor(self, theme_id: str) -> Figure | None:
        """The figure of the theme that carries this one on in the latest analysis."""
        theme = self.themes.get(theme_id)
        line = str(theme.lineage or theme.pk) if theme else None
        return next((f for f in self.figures.values() if f.line and f.line == line), None)

    def _figure(self, link: Evidence) -> tuple[State, str]:
        about = idea_behind(link.target)
        if about is not None:
            # The figure's words repeat the idea's: they go where the idea goes.
            text = self.texts.get(about)
            if text is None or not text.is_visible:
                return (State.of(text, "") if text else State.GONE), ""
            if shortened(text.text) not in link.words:
                return State.EDITED, ""
        if theme_id := theme_behind(link.target):
            theme = self.themes.get(theme_id)
            if theme is None:
                return State.GONE, ""
            if not theme.is_accepted:
                return State.PROPOSED, ""
        if link.target.startswith("consensus:") and self.verdict != "groups":
            return State.NO_GROUPS, ""
        # A figure stays true of the analysis it came from, even where a newer one differs.
        figure = self.figures.get(link.target) or self._successor(theme_id)
        if figure is not None and _says_the_same(figure, link):
            return State.AS_LINKED, ""
        return State.COUNTED, figure.words if figure else _("not in the latest analysis")


def _says_the_same(figure: Figure, link: Evidence) -> bool:
    """In whichever language it was kept: the numbers count, and what is named."""
    if figure.words == link.words:
        return True
    named = re.findall("“(.+?)”", figure.words)
    return (
        figure.numbers == link.numbers
        and _digits(figure.words) == _digits(link.words)
        and all(name in link.words for name in named)
    )


def _digits(words: str) -> list[str]:
    return sorted(re.findall(r"\d+", words))


KINDS = tuple(Evidence.Kind)


def in_words(state: State) -> str:
    """What became of a cited text."""
    return {
        State.AS_LINKED: _("as linked"),
        State.EDITED: _("edited since"),
        State.COUNTED: _("counted anew since"),
        State.PROPOSED: _("proposed by the machine, accepted by nobody yet"),
        State.NO_GROUPS: _("about groups that the latest analysis does not find"),
        State.HIDDEN: _("hidden since"),
        State.WITHDRAWN: _("withdrawn since"),
        State.GONE: _("no longer there"),
    }[state]
