"""Everything that changes a framework. One public function per thing a person does."""

from folkmoot.frameworks.services.citing import (
    cite_figures,
    cite_ideas,
    cite_quotes,
    cite_theme,
    remove_evidence,
)
from folkmoot.frameworks.services.drafting import create_framework
from folkmoot.frameworks.services.editing import (
    add_section,
    add_statement,
    edit_framework,
    edit_section,
    edit_statement,
    move_section,
    move_statement,
    remove_section,
    remove_statement,
)
from folkmoot.frameworks.services.forgetting import (
    forget_texts,
    forget_words_of,
    quotations,
    without,
)

__all__ = [
    "add_section",
    "add_statement",
    "cite_figures",
    "cite_ideas",
    "cite_quotes",
    "cite_theme",
    "create_framework",
    "edit_framework",
    "edit_section",
    "edit_statement",
    "forget_texts",
    "forget_words_of",
    "move_section",
    "move_statement",
    "quotations",
    "remove_evidence",
    "remove_section",
    "remove_statement",
    "without",
]
