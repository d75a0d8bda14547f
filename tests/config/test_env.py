"""Settings from the environment are typed, and bad values fail loudly."""

from pathlib import Path

import pytest

from folkmoot.config import env


@pytest.fixture
def setting(monkeypatch):
    return lambda value: monkeypatch.setenv("FOLKMOOT_X", value)


def test_an_empty_variable_means_the_default(setting):
    setting("  ")

    assert env.boolean("FOLKMOOT_X", True) is True
    assert env.integer("FOLKMOOT_X", 7, low=1, high=9) == 7
    assert env.words("FOLKMOOT_X", ["a"]) == ["a"]


@pytest.mark.parametrize(("written", "meant"), [("yes", True), ("OFF", False), ("1", True)])
def test_yes_and_no_may_be_written_in_the_usual_ways(setting, written, meant):
    setting(written)

    assert env.boolean("FOLKMOOT_X", not meant) is meant


@pytest.mark.parametrize("written", ["maybe", "2", "yess"])
def test_anything_else_is_refused_with_the_name_of_the_setting(setting, written):
    setting(written)

    with pytest.raises(env.BadSetting, match="FOLKMOOT_X"):
        env.boolean("FOLKMOOT_X", True)


@pytest.mark.parametrize("written", ["0", "10", "3.5", "many", "9" * 30])
def test_numbers_outside_their_bounds_are_refused(setting, written):
    setting(written)

    with pytest.raises(env.BadSetting, match="from 1 to 9"):
        env.integer("FOLKMOOT_X", 5, low=1, high=9)


@pytest.mark.parametrize("written", ["example.org", "ftp://example.org", "https://e.org/a?b=1"])
def test_an_address_needs_a_scheme_and_nothing_after_the_host(setting, written):
    setting(written)

    with pytest.raises(env.BadSetting):
        env.web_address("FOLKMOOT_X", "")


def test_a_short_secret_is_refused(setting):
    setting("hunter2")

    with pytest.raises(env.BadSetting, match="32 characters"):
        env.secret("FOLKMOOT_X", lambda: "made")


def test_a_database_address_becomes_settings(setting):
    setting("postgresql://me:p%40ss@db.example:5433/moot?sslmode=require")

    found = env.database("FOLKMOOT_X", {})

    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("me", "p@ss", "db.example")
    assert (found["PORT"], found["NAME"]) == ("5433", "moot")
    assert found["OPTIONS"] == {"sslmode": "require"}


def test_a_socket_folder_may_stand_for_the_host(setting):
    setting("postgresql://me@/moot?host=/run/postgresql")

    assert env.database("FOLKMOOT_X", {})["HOST"] == "/run/postgresql"


@pytest.mark.parametrize("written", ["mysql://a/b", "moot.db", "postgresql://host"])
def test_other_databases_are_refused(setting, written):
    setting(written)

    with pytest.raises(env.BadSetting, match="SQLite"):
        env.database("FOLKMOOT_X", {})


def test_a_folder_may_start_at_home(setting):
    setting("~/moot")

    assert env.folder("FOLKMOOT_X", Path("x")) == Path.home() / "moot"


def test_a_mail_server_is_read_from_one_address(setting):
    setting("smtp://post%40office:se%2Fcret@mail.example.org:2525?tls=yes")

    server = env.mail_server("FOLKMOOT_X")

    assert server == env.MailServerSettings(
        "mail.example.org", 2525, "post@office", "se/cret", "starttls"
    )
    assert "cret" not in repr(server)


def test_mail_servers_have_their_usual_ports(setting):
    setting("smtps://mail.example.org")
    assert env.mail_server("FOLKMOOT_X").port == 465
    setting("smtp://127.0.0.1")
    assert env.mail_server("FOLKMOOT_X").port == 25
    setting("")
    assert env.mail_server("FOLKMOOT_X") is None


@pytest.mark.parametrize(
    "written",
    ["mail.example.org", "http://a", "smtp://", "smtp://a?tls=perhaps", "smtp://a:x", "smtp://a/b"],
)
def test_what_is_no_mail_server_is_refused_without_its_password(setting, written):
    setting(written)

    with pytest.raises(env.BadSetting, match="FOLKMOOT_X: write smtp"):
        env.mail_server("FOLKMOOT_X")


@pytest.mark.parametrize("written", ["nobody", "a@b@c", "A <a@b.org>\nBcc: x@y.org", "a @b.org"])
def test_a_sender_is_one_address_on_one_line(setting, written):
    setting(written)

    with pytest.raises(env.BadSetting):
        env.mail_address("FOLKMOOT_X", "a@b.org")
