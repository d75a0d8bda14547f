"""Days are people's own, and a clock that jumps stops nothing."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection

import folkmoot
from folkmoot.core import jobs, schedule
from folkmoot.core.days import day_of, last_day_of, start_of
from folkmoot.core.models import ScheduledJob
from tests.conftest import NOON

MOMENT = datetime(2030, 5, 12, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/London", date(2030, 5, 13)),  # half past midnight in summer
        ("America/Los_Angeles", date(2030, 5, 12)),
        ("Pacific/Auckland", date(2030, 5, 13)),
        ("UTC", date(2030, 5, 12)),
    ],
)
def test_a_moment_is_on_the_day_that_people_have(settings, zone, day):
    settings.TIME_ZONE = zone

    assert day_of(MOMENT) == day


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2030, 3, 31), 23),  # summer time begins
        (date(2030, 10, 27), 25),  # and ends
        (date(2028, 2, 29), 24),
        (date(2030, 7, 1), 24),
    ],
)
def test_a_day_begins_at_its_own_midnight(settings, day, hours):
    settings.TIME_ZONE = "Europe/London"
    begins, ends = start_of(day), start_of(day + timedelta(days=1))

    assert (ends.astimezone(UTC) - begins.astimezone(UTC)) == timedelta(hours=hours)
    assert day_of(begins) == day
    assert day_of(begins - timedelta(microseconds=1)) == day - timedelta(days=1)


OTHER_WAYS = re.compile(
    r"\.date\(\)|localdate\(|\.replace\(hour|date\.today|datetime\.today|86_?400|_at\.strftime"
)
HOMES = {"core/days.py", "core/formats.py"}
ALLOWED = {
    ("core/workbooks.py", "return value.date().isoformat()"),  # no moment: a cell of a sheet
    ("web/fields.py", '"day": formats.day(local.date()),'),  # typed on the organisation's clocks
}


def test_no_room_works_a_day_out_by_itself():
    """``at.date()`` is the day in UTC: `core.days.day_of` is the one to ask."""
    source = Path(folkmoot.__file__).parent
    found = [
        f"{name}: {line.strip()}"
        for path in source.rglob("*.py")
        if "migrations" not in path.parts and (name := str(path.relative_to(source))) not in HOMES
        for line in path.read_text().splitlines()
        if OTHER_WAYS.search(line)
        and not any(name == where and line.strip().startswith(so) for where, so in ALLOWED)
    ]

    assert found == []


@pytest.fixture
def ticking(monkeypatch, db):
    monkeypatch.setattr(schedule, "_intervals", {"test.tick": timedelta(minutes=1)})
    monkeypatch.setitem(jobs._jobs, "test.tick", lambda: None)
    return "test.tick"


def test_a_job_is_due_once_an_interval(ticking):
    assert schedule.queue_due(at=NOON) == [ticking]
    assert schedule.queue_due(at=NOON + timedelta(seconds=30)) == []
    assert schedule.queue_due(at=NOON + timedelta(seconds=60)) == [ticking]


def test_a_clock_that_goes_back_a_day_stops_no_job_for_a_day(ticking):
    schedule.queue_due(at=NOON)
    yesterday = NOON - timedelta(days=1)

    assert schedule.queue_due(at=yesterday) == [ticking]
    assert schedule.queue_due(at=yesterday) == []
    assert ScheduledJob.objects.get().queued_at == yesterday


def test_two_clocks_that_differ_a_little_queue_a_job_once(ticking):
    schedule.queue_due(at=NOON)

    assert schedule.queue_due(at=NOON - timedelta(seconds=40)) == []


@pytest.mark.django_db(transaction=True)
def test_workers_that_ask_at_once_queue_a_job_once(ticking):
    import threading

    start, queued = threading.Barrier(4), []

    def ask():
        try:
            start.wait(10)
            queued.extend(schedule.queue_due(at=NOON))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert queued == [ticking]


@pytest.mark.parametrize(
    ("end", "last"),
    [
        (datetime(2030, 5, 1, 23, 0, tzinfo=UTC), date(2030, 5, 1)),  # midnight in London
        (datetime(2030, 5, 1, 23, 1, tzinfo=UTC), date(2030, 5, 2)),
        (datetime(2030, 5, 1, 17, 0, tzinfo=UTC), date(2030, 5, 1)),
    ],
)
def test_what_ends_at_midnight_ends_with_the_day_before(end, last):
    assert last_day_of(end) == last
