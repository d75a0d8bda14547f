"""Everything that reads analyses, shaped for the page that asked."""

from folkmoot.analysis.queries.runs import (
    earlier_runs,
    latest_result,
    latest_run,
    run_for_cli,
    themes_of,
)

__all__ = ["earlier_runs", "latest_result", "latest_run", "run_for_cli", "themes_of"]
