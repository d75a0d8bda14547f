"""What an analysis found, as sentences, charts and tables for pages, files and guides."""

from folkmoot.analysis.presenting.idea_table import ORDERS, idea_page, ideas_csv
from folkmoot.analysis.presenting.insight_page import insight_page
from folkmoot.analysis.presenting.live_page import live_page
from folkmoot.analysis.presenting.method import method_in_words, note_in_words
from folkmoot.analysis.presenting.notes import notes_on, reduced, same_input, waits
from folkmoot.analysis.presenting.stored_words import told
from folkmoot.analysis.presenting.theme_page import theme_page
from folkmoot.analysis.presenting.theme_words import reason

__all__ = [
    "ORDERS",
    "idea_page",
    "ideas_csv",
    "insight_page",
    "live_page",
    "method_in_words",
    "note_in_words",
    "notes_on",
    "reason",
    "reduced",
    "same_input",
    "theme_page",
    "told",
    "waits",
]
