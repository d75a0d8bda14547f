"""The ``folkmoot`` command as an operator meets it: in a process and a folder of its own."""

import json
import shutil
import subprocess

import pytest

from tests.config.installation import COMMENTS, VOTES, Installation


@pytest.fixture(scope="session")
def migrated(tmp_path_factory):
    """One home with its tables made, to be copied: making them anew each time is slow."""
    home = tmp_path_factory.mktemp("migrated")
    assert Installation(home)("migrate").returncode == 0
    return home


@pytest.fixture
def installation(migrated, tmp_path):
    shutil.copytree(migrated, tmp_path / "home")
    return Installation(tmp_path / "home")


@pytest.fixture
def conversation(tmp_path):
    folder = tmp_path / "conversation"
    folder.mkdir()
    (folder / "comments.csv").write_text(COMMENTS)
    (folder / "votes.csv").write_text(VOTES)
    return folder


def test_the_main_job_runs_from_import_to_guide(installation, conversation, tmp_path):
    imported = installation.json("import", "polis", conversation, "--programme", "Parking")
    analysed = installation.json("analyse", "Parking")
    published = installation.json("publish", "Parking", "--to", tmp_path / "guide")
    exported = installation.json("export", "Parking", "--to", tmp_path / "export")

    assert imported == {
        "programme": "home/parking",
        "participants": 18,
        "ideas": 6,
        "votes": 72,
        "rows_refused": 0,
        "dry_run": False,
    }
    assert (analysed["state"], analysed["votes"], analysed["ideas"]) == ("done", 72, 6)
    written = (path for path in (tmp_path / "guide").rglob("*") if path.is_file())
    files = [path for path in written if not path.name.startswith(".")]
    assert published["files"] == len(files)
    assert "Parking" in (tmp_path / "guide" / "index.html").read_text()
    assert exported["files"] > 3
    assert len((tmp_path / "export" / "votes.csv").read_text().splitlines()) == 73


@pytest.mark.parametrize("words", [("analyse",), ("publish", "--to", "x"), ("export", "--to", "x")])
def test_an_unknown_programme_is_refused_with_those_there_are(installation, words):
    done = installation(words[0], "nowhere", *words[1:])

    assert done.returncode == 3
    assert "no programme “nowhere”" in done.stderr


def test_a_file_that_cannot_be_used_has_an_exit_code_of_its_own(installation, tmp_path):
    done = installation("import", "polis", tmp_path / "absent", "--programme", "x")

    assert done.returncode == 4
    assert "no folder" in done.stderr


def test_when_more_than_half_of_the_rows_do_not_fit_nothing_is_kept(installation, conversation):
    swapped = VOTES.replace("voter-id,vote", "vote,voter-id")
    (conversation / "votes.csv").write_text(swapped)

    done = installation("import", "polis", conversation, "--programme", "Parking")

    assert done.returncode == 4
    assert "columns may be swapped" in done.stderr
    assert installation("analyse", "Parking").returncode == 3


def test_refused_rows_are_reported_by_number_and_counted(installation, conversation, tmp_path):
    with (conversation / "votes.csv").open("a") as votes:
        votes.write("1600000001000,x,99,100,1\n")

    done = installation(
        "import", "polis", conversation, "--programme", "P", "--refused", tmp_path / "r", "--json"
    )

    assert json.loads(done.stdout)["rows_refused"] == 1
    assert "votes.csv row 74: there is no statement 99" in done.stderr
    assert (tmp_path / "r").read_text().startswith("votes.csv row 74")


def test_several_organisations_need_the_programme_named_in_full(installation, conversation):
    installation.json("import", "polis", conversation, "--programme", "first/Parking")
    done = installation("import", "polis", conversation, "--programme", "second/Parking")

    assert done.returncode == 1
    assert "There are: first." in done.stderr


def test_answers_come_from_a_column_with_their_source(installation, tmp_path):
    table = tmp_path / "notes.csv"
    table.write_text("who;said\nana;More benches\nana;Less noise\nbob;\n", encoding="utf-8")
    words = ("--question", "What helps?", "--text-column", "said", "--person-column", "who")

    imported = installation.json("import", "csv", table, "--programme", "Notes", *words)

    assert (imported["ideas"], imported["participants"]) == (2, 1)


def test_a_backup_brings_everything_back(installation, conversation, tmp_path):
    installation.json("import", "polis", conversation, "--programme", "Parking")
    installation.json("analyse", "Parking")
    installation.json("backup", tmp_path / "moot.backup")
    other = Installation(tmp_path / "other")

    restored = other.json("restore", tmp_path / "moot.backup")

    assert restored["rows"] > 100
    assert other.json("analyse", "Parking")["votes"] == 72
    frozen = [p.name for p in (installation.home / "media").rglob("*.npz")]
    assert frozen
    assert {p.name for p in (tmp_path / "other" / "media").rglob("*.npz")} >= set(frozen)


def test_a_restore_never_overwrites_unless_it_is_told_to(installation, conversation, tmp_path):
    installation.json("import", "polis", conversation, "--programme", "Parking")
    installation.json("backup", tmp_path / "moot.backup")

    refused = installation("restore", tmp_path / "moot.backup")
    replaced = installation("restore", tmp_path / "moot.backup", "--replace")

    assert refused.returncode == 1
    assert "--replace" in refused.stderr
    assert replaced.returncode == 0


def test_a_damaged_backup_is_refused_before_anything_changes(installation, conversation, tmp_path):
    installation.json("import", "polis", conversation, "--programme", "Parking")
    backup = tmp_path / "moot.backup"
    installation.json("backup", backup)
    content = bytearray(backup.read_bytes())
    content[len(content) // 2] ^= 255
    backup.write_bytes(content)

    done = installation("restore", backup, "--replace")

    assert done.returncode == 1
    assert "damaged" in done.stderr
    assert installation("analyse", "Parking").returncode == 0


def test_secrets_and_keys_stay_out_of_a_backup(installation, tmp_path):
    (installation.home / "keys").mkdir()
    (installation.home / "keys" / "one").write_text("a programme key")

    installation.json("backup", tmp_path / "moot.backup")
    names = subprocess.run(
        ["tar", "tzf", tmp_path / "moot.backup"], capture_output=True, text=True, check=True
    ).stdout.split()

    assert sorted(names) == ["database", "manifest.json"]


def test_a_restore_under_another_secret_says_that_return_keys_will_not_work(
    installation, conversation, tmp_path
):
    installation.json("import", "polis", conversation, "--programme", "Parking")
    installation.json("backup", tmp_path / "moot.backup")

    done = Installation(tmp_path / "other")("restore", tmp_path / "moot.backup")

    assert "another secret key" in done.stderr


def test_a_check_finds_what_would_hurt(installation):
    done = installation(
        "check", "--json", FOLKMOOT_DEBUG="yes", FOLKMOOT_HOSTS="*,folkmoot.example.org"
    )

    assert done.returncode == 5
    problems = " ".join(json.loads(done.stdout)["problems"])
    assert "FOLKMOOT_DEBUG is on" in problems
    assert "allows any host" in problems
    assert "without https" in problems


def test_a_check_finds_a_home_that_others_can_read_and_says_how_to_close_it(installation):
    (installation.home / "keys").mkdir(exist_ok=True)
    for folder in (installation.home, installation.home / "keys"):
        folder.chmod(0o755)
    done = installation("check", "--json")

    assert done.returncode == 5
    problems = json.loads(done.stdout)["problems"]
    for folder in (installation.home, installation.home / "keys"):
        assert any(f"chmod -R go-rwx {folder}" in told for told in problems)


def test_what_the_product_writes_is_its_owners_alone(installation, conversation):
    installation.home.chmod(0o755)  # of a folder that was there before
    installation.json("import", "polis", conversation, "--programme", "Parking")

    written = [path for path in installation.home.rglob("*") if path.name != "secret-key"]
    assert written
    assert [path for path in written if path.is_file() and path.stat().st_mode & 0o077] == []


def test_a_sound_installation_passes_its_check(installation):
    done = installation("check")

    assert done.returncode == 0
    assert "No problems found." in done.stdout


def test_a_bad_setting_ends_with_its_name_and_no_trace(installation):
    done = installation("check", FOLKMOOT_DEBUG="perhaps")

    assert done.returncode == 2
    assert done.stderr.startswith("Bad setting: FOLKMOOT_DEBUG")
    assert "Traceback" not in done.stderr


def test_every_subcommand_explains_itself(installation):
    from folkmoot.config.cli import COMMANDS

    for name in COMMANDS:
        done = installation(name, "--help")
        assert done.returncode == 0
        assert len(done.stdout.splitlines()) > 3


def test_a_worker_does_what_is_waiting_and_stops(installation, conversation):
    installation.json("import", "polis", conversation, "--programme", "Parking")

    done = installation("worker", "--once")

    assert done.returncode == 0
