"""A backup or a restore that is killed half way leaves what was there, whole."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.config.installation import ROOT, Installation

# Runs a command, and dies the moment it does this.
DYING = """
import os, sys
where, words = sys.argv[1], sys.argv[2:]
if where == "swap":
    real = os.replace
    def replace(source, target):
        if str(target).endswith(("folkmoot.sqlite3", "moot.backup")):
            os._exit(9)
        return real(source, target)
    os.replace = replace
else:
    from pathlib import Path
    real = Path.rename
    def rename(self, target):
        os._exit(9)
    Path.rename = rename
from folkmoot.config.cli import main
sys.argv = ["folkmoot", *words]
main()
"""
PEOPLE = """
import django; django.setup()
from folkmoot.accounts.models import Organisation
if {name!r}: Organisation.objects.create(name={name!r}, slug={name!r})
print(" ".join(Organisation.objects.order_by("slug").values_list("slug", flat=True)))
"""

pytestmark = pytest.mark.skipif(
    bool(os.environ.get("DATABASE_URL")), reason="PostgreSQL restores in one transaction"
)


def run(installation, *words):
    return subprocess.run(
        [sys.executable, "-c", *map(str, words)],
        env=installation.environment,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )


def organisations(installation, *, add=""):
    done = run(installation, PEOPLE.format(name=add))
    assert done.returncode == 0, done.stderr
    return done.stdout.split()


@pytest.fixture(scope="session")
def grown(tmp_path_factory):
    """A home with a backup beside it, made while there was ``early``; ``late`` came afterwards."""
    folder = tmp_path_factory.mktemp("grown")
    installation = Installation(folder / "home")
    assert installation("migrate").returncode == 0
    organisations(installation, add="early")
    installation.json("backup", folder / "moot.backup")
    (installation.home / "media").mkdir(exist_ok=True)
    assert organisations(installation, add="late") == ["early", "late"]
    return folder


@pytest.fixture
def installation(grown, tmp_path):
    shutil.copytree(grown / "home", tmp_path / "home")
    return Installation(tmp_path / "home")


@pytest.fixture
def backup(grown, tmp_path):
    return Path(shutil.copy2(grown / "moot.backup", tmp_path))


def test_killed_before_the_swap_everything_is_as_it_was(installation, backup):
    assert run(installation, DYING, "swap", "restore", backup, "--replace").returncode == 9

    assert organisations(installation) == ["early", "late"]


def test_killed_after_it_the_check_says_so_and_a_second_try_ends_it(installation, backup):
    assert run(installation, DYING, "uploads", "restore", backup, "--replace").returncode == 9

    checked = installation("check")
    assert checked.returncode == 5
    assert "stopped half way" in checked.stdout
    assert installation("restore", backup).returncode == 0
    assert installation("check").returncode == 0
    assert organisations(installation) == ["early"]


def test_a_backup_that_is_killed_leaves_the_one_before_it(installation, backup):
    before = backup.read_bytes()

    assert run(installation, DYING, "swap", "backup", backup).returncode == 9

    assert backup.read_bytes() == before


def test_a_database_that_is_in_use_is_not_replaced_under_those_who_use_it(installation, backup):
    import sqlite3

    others = sqlite3.connect(installation.home / "folkmoot.sqlite3")
    others.execute("SELECT count(*) FROM accounts_organisation").fetchone()

    refused = installation("restore", backup, "--replace")
    others.close()

    assert refused.returncode == 1
    assert "in use" in refused.stderr
    assert organisations(installation) == ["early", "late"]
