"""Analysis in the background."""

from django.utils import timezone

from folkmoot.analysis import services
from folkmoot.core.jobs import job
from folkmoot.core.reaper import when_abandoned


@job("analysis.execute")
def execute(run_id: str) -> None:
    services.execute(run_id, at=timezone.now())


@job("analysis.forget")
def forget(programme_id: str) -> None:
    services.forget(programme_id)


@job("analysis.forget_everywhere")
def forget_everywhere() -> None:
    """For a schedule: once a day is enough to follow single words taken back."""
    services.forget_everywhere()


@when_abandoned("analysis.execute")
def abandoned(run_id: str) -> None:
    services.abandon(run_id, at=timezone.now())
