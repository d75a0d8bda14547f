"""What the demonstration says when it is filled."""

import pytest

from folkmoot.config.commands import demo, serve


@pytest.fixture
def told(monkeypatch, tmp_path, settings, capsys):
    settings.HOME = tmp_path

    def tell(port, *, is_served):
        demo.tell_where(port, is_served=is_served)
        said = capsys.readouterr()
        return said.out + said.err

    return tell


def test_without_a_server_it_says_how_to_start_one(told):
    assert "folkmoot serve\n" in told(8000, is_served=False)


def test_the_command_serves_at_the_port_of_the_addresses(told):
    page = told(8100, is_served=False)

    assert "folkmoot serve --port 8100\n" in page
    assert "http://127.0.0.1:8100/staff/" in page


def test_with_a_server_it_says_nothing_of_starting_one(told):
    assert "folkmoot serve" not in told(8000, is_served=True)


def test_the_usual_port_is_that_of_the_server():
    (port,) = [option for option in serve.command.params if option.name == "port"]

    assert port.default == demo.DEFAULT_PORT
