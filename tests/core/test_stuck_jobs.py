"""Jobs whose worker died are tried again, a few times; finished ones are forgotten."""

from datetime import timedelta

import pytest
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from folkmoot.core import stuck_jobs
from tests.conftest import NOON

pytestmark = pytest.mark.django_db


@pytest.fixture
def job():
    def make(status, *, since=timedelta(), workers=1, name="test.job"):
        return DBTaskResult.objects.create(
            status=status,
            args_kwargs={"args": [name, "7"], "kwargs": {}},
            task_path="folkmoot.core.tasks.run_job",
            worker_ids=[f"w{i}" for i in range(workers)],
            backend_name="default",
            run_after=get_date_max(),
            started_at=NOON - since,
            finished_at=NOON - since,
            exception_class_path="",
            traceback="",
        )

    return make


def test_a_job_that_runs_too_long_is_put_back(job):
    stuck = job(TaskResultStatus.RUNNING, since=timedelta(hours=3))

    assert stuck_jobs.recover_stuck_jobs(at=NOON) == stuck_jobs.Recovered(retried=1, given_up=0)
    stuck.refresh_from_db()
    assert (stuck.status, stuck.started_at) == (TaskResultStatus.READY, None)


def test_a_job_that_runs_for_a_while_is_left_alone(job):
    job(TaskResultStatus.RUNNING, since=timedelta(hours=1))

    assert stuck_jobs.recover_stuck_jobs(at=NOON) == stuck_jobs.Recovered(retried=0, given_up=0)


def test_after_three_tries_a_job_is_given_up_and_its_room_is_told(job, monkeypatch):
    told = []
    monkeypatch.setitem(stuck_jobs._handlers, "test.job", lambda *arguments: told.append(arguments))
    stuck = job(TaskResultStatus.RUNNING, since=timedelta(hours=3), workers=3)

    assert stuck_jobs.recover_stuck_jobs(at=NOON) == stuck_jobs.Recovered(retried=0, given_up=1)
    stuck.refresh_from_db()
    assert stuck.status == TaskResultStatus.FAILED
    assert "3 times" in stuck.traceback
    assert told == [("7",)]


def test_a_job_that_a_worker_puts_back_runs_again_to_its_end(job):
    job(TaskResultStatus.RUNNING, since=timedelta(hours=3))
    stuck_jobs.recover_stuck_jobs(at=NOON)

    assert DBTaskResult.objects.ready().count() == 1


@pytest.mark.parametrize(
    ("status", "age", "kept"),
    [
        (TaskResultStatus.SUCCESSFUL, timedelta(minutes=1), 1),
        (TaskResultStatus.SUCCESSFUL, timedelta(minutes=3), 0),
        (TaskResultStatus.FAILED, timedelta(days=13), 1),
        (TaskResultStatus.FAILED, timedelta(days=15), 0),
        (TaskResultStatus.READY, timedelta(days=99), 1),
        (TaskResultStatus.RUNNING, timedelta(days=99), 1),
    ],
)
def test_finished_jobs_are_forgotten_and_others_never(job, status, age, kept):
    job(status, since=age)
    stuck_jobs.prune(at=NOON)

    assert DBTaskResult.objects.count() == kept


def test_a_failed_job_keeps_its_times_and_not_what_it_was_about(job):
    failed = job(TaskResultStatus.FAILED)
    stuck_jobs.prune(at=NOON)
    failed.refresh_from_db()

    assert failed.args_kwargs == {"args": ["test.job"], "kwargs": {}}


def test_an_analysis_that_was_given_up_is_known_to_its_room():
    assert "analysis.execute" in stuck_jobs._handlers
