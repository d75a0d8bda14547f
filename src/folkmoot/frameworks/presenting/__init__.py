"""A framework's evidence in words: what can be cited, what became of it, and the editor's page."""

from folkmoot.frameworks.presenting.drafts import (
    DraftSource,
    agreed_ideas,
    agreeing,
    agreement,
    draft_source,
    finding,
    support_of,
)
from folkmoot.frameworks.presenting.editor import framework_page, statement_card
from folkmoot.frameworks.presenting.figures import (
    Figure,
    about_a_theme,
    latest_figures,
    theme_in_words,
)

__all__ = [
    "DraftSource",
    "Figure",
    "about_a_theme",
    "agreed_ideas",
    "agreeing",
    "agreement",
    "draft_source",
    "finding",
    "framework_page",
    "latest_figures",
    "statement_card",
    "support_of",
    "theme_in_words",
]
