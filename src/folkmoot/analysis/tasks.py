"""Analysis in the background."""

from datetime import timedelta

from django.utils import timezone

from folkmoot.analysis import services
from folkmoot.core.jobs import job
from folkmoot.core.schedule import every
from folkmoot.core.stuck_jobs import when_abandoned


@job("analysis.execute")
def execute(run_id: str) -> None:
    services.execute(run_id, at=timezone.now())


@job("analysis.forget")
def forget(programme_id: str) -> None:
    services.forget_and_rerun(programme_id, at=timezone.now())


@job("analysis.forget_everywhere")
def forget_everywhere() -> None:
    """Follows whatever was taken back since yesterday and escaped its own job."""
    services.forget_everywhere(at=timezone.now())


every(timedelta(days=1), "analysis.forget_everywhere")


@when_abandoned("analysis.execute")
def abandoned(run_id: str) -> None:
    services.abandon(run_id, at=timezone.now())
