"""Everything that reads analyses, shaped for who asked."""

from folkmoot.analysis.queries.live import live
from folkmoot.analysis.queries.runs import (
    Analysis,
    earlier_runs,
    latest_result,
    latest_run,
    others_of,
    result_of,
    run_for_cli,
    run_in,
    theme_in,
    themes_of,
)
from folkmoot.analysis.queries.visible_texts import words_by_id

__all__ = [
    "Analysis",
    "earlier_runs",
    "latest_result",
    "latest_run",
    "live",
    "others_of",
    "result_of",
    "run_for_cli",
    "run_in",
    "theme_in",
    "themes_of",
    "words_by_id",
]
