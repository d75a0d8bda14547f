"""Everything that reads frameworks and what may support them, shaped for the page that asked."""

from folkmoot.frameworks.queries.cards import (
    EvidenceCard,
    FrameworkPage,
    SectionCard,
    StatementCard,
)
from folkmoot.frameworks.queries.citing import statements_citing
from folkmoot.frameworks.queries.finding import (
    framework_of,
    idea_behind,
    section_in,
    statement_in,
    theme_behind,
)
from folkmoot.frameworks.queries.sources import (
    IdeaOffer,
    State,
    ThemeOffer,
    accepted_themes,
    latest_result,
    latest_run,
    offered_themes,
    proposed_themes,
    search_ideas,
    shortened,
)

__all__ = [
    "EvidenceCard",
    "FrameworkPage",
    "IdeaOffer",
    "SectionCard",
    "State",
    "StatementCard",
    "ThemeOffer",
    "accepted_themes",
    "framework_of",
    "idea_behind",
    "latest_result",
    "latest_run",
    "offered_themes",
    "proposed_themes",
    "search_ideas",
    "section_in",
    "shortened",
    "statement_in",
    "statements_citing",
    "theme_behind",
]
