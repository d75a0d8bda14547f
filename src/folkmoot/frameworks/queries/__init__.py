"""Everything that reads frameworks and what may support them, shaped for the page that asked."""

from folkmoot.frameworks.queries.cards import (
    EvidenceCard,
    FrameworkPage,
    SectionCard,
    StatementCard,
)
from folkmoot.frameworks.queries.citing import statements_citing
from folkmoot.frameworks.queries.drafts import DraftSource, agreed_ideas, draft_source
from folkmoot.frameworks.queries.editor import (
    framework_of,
    framework_page,
    idea_behind,
    section_in,
    statement_card,
    statement_in,
    theme_behind,
)
from folkmoot.frameworks.queries.figures import (
    Figure,
    about_a_theme,
    latest_figures,
    latest_result,
    theme_in_words,
)
from folkmoot.frameworks.queries.sources import (
    IdeaOffer,
    State,
    ThemeOffer,
    accepted_themes,
    latest_run,
    offered_themes,
    proposed_themes,
    search_ideas,
)

__all__ = [
    "DraftSource",
    "EvidenceCard",
    "Figure",
    "FrameworkPage",
    "IdeaOffer",
    "SectionCard",
    "State",
    "StatementCard",
    "ThemeOffer",
    "about_a_theme",
    "accepted_themes",
    "agreed_ideas",
    "draft_source",
    "framework_of",
    "framework_page",
    "idea_behind",
    "latest_figures",
    "latest_result",
    "latest_run",
    "offered_themes",
    "proposed_themes",
    "search_ideas",
    "section_in",
    "statement_card",
    "statement_in",
    "statements_citing",
    "theme_behind",
    "theme_in_words",
]
