"""Everything that reads analyses, shaped for the page that asked."""

from folkmoot.analysis.queries.idea_table import ORDERS, idea_page, ideas_csv
from folkmoot.analysis.queries.insight_page import insight_page
from folkmoot.analysis.queries.live import live
from folkmoot.analysis.queries.live_page import live_page
from folkmoot.analysis.queries.runs import (
    Analysis,
    earlier_runs,
    latest_result,
    latest_run,
    notes_on,
    reduced,
    result_of,
    run_for_cli,
    run_in,
    same_input,
    theme_in,
    themes_of,
)
from folkmoot.analysis.queries.theme_page import others_of, theme_page
from folkmoot.analysis.queries.theme_table import left_out
from folkmoot.analysis.queries.words import words_by_id

__all__ = [
    "ORDERS",
    "Analysis",
    "earlier_runs",
    "idea_page",
    "ideas_csv",
    "insight_page",
    "latest_result",
    "latest_run",
    "left_out",
    "live",
    "live_page",
    "notes_on",
    "others_of",
    "reduced",
    "result_of",
    "run_for_cli",
    "run_in",
    "same_input",
    "theme_in",
    "theme_page",
    "themes_of",
    "words_by_id",
]
