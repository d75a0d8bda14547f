"""A list of a million people: checked, then added to the address book and a programme.

A temporary SQLite database with the settings of production, a CSV with an address and two
attributes (1 % repeated, 0.1 % unusable), in a process of its own that makes no data.
"""

import os
import random
import tempfile
from pathlib import Path

from benchmarks._isolated import measure

ROWS = 1_000_000
PROFESSIONS, SITES, DOMAINS = 20, 100, 300


def run() -> dict[str, object]:
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "list.csv"
        write_list(path, ROWS)
        measured = measure("benchmarks.members_import", "import_file", home=home, path=str(path))
    figures: dict[str, object] = measured.value
    return figures | {
        "seconds": round(measured.seconds, 1),
        "cpu_seconds": round(measured.cpu_seconds, 1),
        "peak_mb": round(measured.peak_gb * 1024),
    }


def write_list(path: Path, rows: int) -> None:
    chance = random.Random(20260501)
    letters = "abcdefghijklmnopqrstuvwxyz"
    address = ""
    with path.open("w", encoding="utf-8") as out:
        out.write("E-mail,Profession,Site\n")
        for number in range(rows):
            if number % 1000 == 999:
                address = "no address"
            elif number % 100 != 50:
                name = "".join(chance.choices(letters, k=8))
                address = f"{name}.{number}@trust{chance.randrange(DOMAINS)}.example.org"
            profession, site = chance.randrange(PROFESSIONS), chance.randrange(SITES)
            out.write(f"{address},Profession {profession},Site {site}\n")


def import_file(home: str, path: str) -> dict[str, object]:
    os.environ |= {
        "FOLKMOOT_HOME": home,
        "FOLKMOOT_LOG_LEVEL": "ERROR",
        "DJANGO_SETTINGS_MODULE": "folkmoot.config.settings",
    }
    os.environ.pop("DATABASE_URL", None)
    import sys
    import time

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "src"))
    import django

    django.setup()
    from datetime import UTC, datetime

    from django.core.management import call_command

    from folkmoot.accounts.services import create_organisation
    from folkmoot.members import services
    from folkmoot.programmes.models import Programme

    call_command("migrate", verbosity=0)
    at = datetime(2030, 5, 1, 12, tzinfo=UTC)
    organisation = create_organisation(name="Northmoor", slug="northmoor")
    programme = Programme.objects.create(
        organisation=organisation, name="All staff", slug="all-staff", created_on=at.date()
    )
    steps: dict[str, float] = {}
    started = time.perf_counter()

    def progress(step: str, percent: int) -> None:
        steps[step] = time.perf_counter() - started

    found = services.import_list(
        actor=services.acting_for(programme),
        programme=programme,
        path=Path(path),
        address="E-mail",
        attributes=["Profession", "Site"],
        at=at,
        progress=progress,
    )
    return {
        "rows": found.rows,
        "invited": found.invited,
        "repeated": found.repeated,
        "refused": found.refused,
        "seconds_checking": round(steps["Checking"], 1),
        "seconds_adding": round(steps["Adding"] - steps["Checking"], 1),
        "rows_per_second": round(found.rows / steps["Adding"]),
    }
