from datetime import timedelta

from folkmoot.core.jobs import job

# Jobs that an earlier version queued name it here.
from folkmoot.core.jobs import run_job as run_job
from folkmoot.core.physical_order import empty_log
from folkmoot.core.schedule import every


@job("core.empty_log")
def forget_deleted() -> None:
    empty_log()


every(timedelta(hours=1), "core.empty_log")
