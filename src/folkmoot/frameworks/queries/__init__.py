"""Everything that reads frameworks and what may support them, shaped for the page that asked."""

from folkmoot.frameworks.queries.citing import statements_citing
from folkmoot.frameworks.queries.editor import (
    EvidenceCard,
    FrameworkPage,
    SectionCard,
    StatementCard,
    framework_of,
    framework_page,
    idea_behind,
    section_in,
    statement_card,
    statement_in,
)
from folkmoot.frameworks.queries.figures import Figure, latest_figures, latest_result
from folkmoot.frameworks.queries.sources import (
    IdeaOffer,
    State,
    Text,
    ThemeOffer,
    latest_run,
    latest_themes,
    offered_themes,
    search_ideas,
    texts_by_id,
)

__all__ = [
    "EvidenceCard",
    "Figure",
    "FrameworkPage",
    "IdeaOffer",
    "SectionCard",
    "State",
    "StatementCard",
    "Text",
    "ThemeOffer",
    "framework_of",
    "framework_page",
    "idea_behind",
    "latest_figures",
    "latest_result",
    "latest_run",
    "latest_themes",
    "offered_themes",
    "search_ideas",
    "section_in",
    "statement_card",
    "statement_in",
    "statements_citing",
    "texts_by_id",
]
