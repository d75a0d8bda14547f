"""``folkmoot administrator``: the first person in, and one who is locked out."""

import json

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner

from folkmoot.accounts.models import AuditEntry, Organisation, User
from folkmoot.accounts.policy import Role
from folkmoot.config.commands.administrator import command


def run(*words):
    return CliRunner().invoke(command, [*words, "--json"])


@pytest.fixture
def sam(staff):
    return staff(Role.ADMINISTRATOR)


def test_on_an_empty_installation_it_creates_the_organisation(db):
    done = run("sam@example.org", "--organisation", "Northmoor Trust", "--name", "Sam")

    told = json.loads(done.stdout.splitlines()[-1])
    user = User.objects.get(email="sam@example.org")
    assert user.check_password(told["password"])
    assert user.has_temporary_password
    assert user.appointments.get().role == Role.ADMINISTRATOR.value
    assert told["organisation"] == "northmoor-trust"
    assert AuditEntry.objects.get().actor_name == "the command line"


def test_a_name_that_is_not_there_is_asked_about(organisation):
    done = run("sam@example.org", "--organisation", "Northmor Trust")

    assert done.exit_code == 3
    assert "northmoor" in done.output
    assert not User.objects.exists()
    assert run("sam@example.org", "--organisation", "Southmoor", "--create").exit_code == 0
    assert Organisation.objects.filter(slug="southmoor").exists()


def test_the_only_organisation_needs_no_name(organisation):
    assert run("sam@example.org").exit_code == 0


def test_somebody_known_keeps_their_password(sam):
    told = json.loads(run(sam.email).stdout)

    assert told["password"] is None


def test_somebody_locked_out_gets_in_again(sam):
    Authenticator.objects.create(user=sam, type=Authenticator.Type.TOTP, data={})
    told = json.loads(run(sam.email, "--new-password", "--second-step-off").stdout)

    sam.refresh_from_db()
    assert sam.check_password(told["password"])
    assert not Authenticator.objects.exists()


def test_a_refusal_half_way_changes_nothing(sam):
    before = sam.password
    done = run(sam.email, "--new-password", "--second-step-off")

    sam.refresh_from_db()
    assert done.exit_code == 1
    assert sam.password == before


@pytest.mark.parametrize("email", ["sam", "a b@example.org", "x" * 250 + "@example.org"])
def test_what_is_no_address_is_refused(organisation, email):
    assert run(email).exit_code == 2
