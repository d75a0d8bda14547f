"""The statements of a guide, with as much evidence as may stand under them."""

from django.utils.translation import gettext as _

from folkmoot.frameworks import queries as frameworks
from folkmoot.frameworks.models import Evidence
from folkmoot.guides.queries.document import (
    Number,
    PublishedSection,
    PublishedStatement,
    Quote,
    ThemeNote,
)


def sections_of(page: frameworks.FrameworkPage, k: int) -> tuple[PublishedSection, ...]:
    """Numbered as they are read; sections in which nothing may be shown are left out."""
    sections: list[PublishedSection] = []
    for card in page.sections:
        number = len(sections) + 1
        statements: list[PublishedStatement] = []
        for written in card.statements:
            statement = _statement(written, f"{number}.{len(statements) + 1}", k)
            if statement is not None:
                statements.append(statement)
        if statements:
            # A theme that nobody accepted gives no section its name.
            title = _("Other statements") if card.is_named_by_machine else card.title
            sections.append(PublishedSection(number, title, card.introduction, tuple(statements)))
    return tuple(sections)


def _statement(card: frameworks.StatementCard, number: str, k: int) -> PublishedStatement | None:
    """None for a finding of the analysis whose figure may no longer be shown."""
    shown = shown_evidence(card, k)
    figures = [link for link in card.evidence if link.kind is Evidence.Kind.NUMBER]
    if card.is_drafted and any(link not in shown for link in figures):
        return None
    repeated = [id_ for link in figures if (id_ := frameworks.idea_behind(link.target))]
    return PublishedStatement(
        number=number,
        text=card.text,
        explanation=card.explanation,
        is_spotlight=card.is_spotlight,
        is_finding=card.is_drafted,
        source=repeated[0] if card.is_drafted and repeated else None,
        themes=tuple(
            ThemeNote(link.now or link.words, link.detail)
            for link in shown
            if link.kind is Evidence.Kind.THEME
        ),
        quotes=tuple(
            Quote(link.words, link.question, _support(link, k), int(link.target))
            for link in shown
            if link.is_spoken
        ),
        numbers=tuple(
            Number(
                words=link.words,
                detail=link.detail,
                share=link.numbers.get("share"),
                low=link.numbers.get("low"),
                high=link.numbers.get("high"),
                source=frameworks.idea_behind(link.target),
            )
            for link in shown
            if link.kind is Evidence.Kind.NUMBER
        ),
    )


def shown_evidence(card: frameworks.StatementCard, k: int) -> list[frameworks.EvidenceCard]:
    return [link for link in card.evidence if not link.must_go and is_large_enough(link, k)]


def _support(link: frameworks.EvidenceCard, k: int) -> str:
    """How many agreed: only where so many voted that it tells nobody's own vote."""
    return link.detail if link.numbers.get("votes", k) >= k else ""


def is_large_enough(link: frameworks.EvidenceCard, k: int) -> bool:
    """The smallest group shown may have been raised since the figure was linked."""
    return link.numbers.get("smallest", k) >= k
