"""The framework editor: plain forms and redirects, so that it works without JavaScript."""

from folkmoot.frameworks.views.evidence import cite, remove_evidence, statement
from folkmoot.frameworks.views.ordering import (
    move_section,
    move_statement,
    remove_section,
    remove_statement,
)
from folkmoot.frameworks.views.writing import (
    details,
    editor,
    new_section,
    new_statement,
    section,
    start,
)

__all__ = [
    "cite",
    "details",
    "editor",
    "move_section",
    "move_statement",
    "new_section",
    "new_statement",
    "remove_evidence",
    "remove_section",
    "remove_statement",
    "section",
    "start",
    "statement",
]
