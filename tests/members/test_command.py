"""``folkmoot import members`` from a terminal."""

import json

import pytest
from click.testing import CliRunner

from folkmoot.accounts.models import AuditEntry
from folkmoot.config.commands import imports
from folkmoot.members.models import Invitee

LIST = "E-mail,Site\nana@x.org,North\nbob@x.org,North\nbad,South\n"


@pytest.fixture
def run(tmp_path, programme):
    def command(*options, content=LIST, column="E-mail"):
        path = tmp_path / "list.csv"
        path.write_text(content)
        given = ["members", str(path), "--programme", programme.slug, "--address-column", column]
        return CliRunner().invoke(imports.command, [*given, *options])

    return command


def test_a_list_is_invited_and_told_as_json(run, tmp_path):
    ended = run("--attribute", "Site", "--json", "--refused", str(tmp_path / "refused.csv"))
    found = json.loads(ended.stdout)

    assert ended.exit_code == 0
    assert (found["rows"], found["invited"], found["refused"]) == (3, 2, 1)
    assert Invitee.objects.filter(attributes={"Site": "North"}).count() == 2
    assert "4,the address has no @" in (tmp_path / "refused.csv").read_text("utf-8-sig")
    assert AuditEntry.objects.get().actor_name == "the command line"


def test_a_dry_run_changes_nothing(run):
    ended = run("--dry-run")

    assert "2 of 3 would be invited" in ended.stdout
    assert not Invitee.objects.exists()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"column": "Mail"}, "no column “Mail”. The columns are “E-mail”, “Site”"),
        ({"column": "Site"}, "more than half"),
        ({"content": ""}, "empty"),
    ],
)
def test_a_file_of_no_use_ends_with_its_own_code(run, options, said):
    ended = run(**options)

    assert ended.exit_code == 4
    assert said in ended.output
    assert not Invitee.objects.exists()
