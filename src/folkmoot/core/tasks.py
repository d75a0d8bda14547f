from datetime import timedelta

from django_tasks import task

from folkmoot.core import jobs
from folkmoot.core.jobs import job
from folkmoot.core.order import empty_log
from folkmoot.core.schedule import every


@task()
def run_job(name: str, *arguments: object) -> None:
    jobs.run(name, *arguments)


@job("core.empty_log")
def forget_deleted() -> None:
    empty_log()


every(timedelta(hours=1), "core.empty_log")
