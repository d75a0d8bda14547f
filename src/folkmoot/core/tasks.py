from django_tasks import task

from folkmoot.core import jobs


@task()
def run_job(name: str, *arguments: object) -> None:
    jobs.run(name, *arguments)
