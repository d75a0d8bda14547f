"""The command that prints every figure."""

import json
from types import SimpleNamespace

import pytest
from benchmarks import Skipped
from benchmarks import __main__ as runner


def broken():
    raise RuntimeError("the peer changed its interface")


def absent():
    raise Skipped("no data")


RUNS = {"broken": broken, "absent": absent, "sound": lambda: {"seconds": 0.5}}


@pytest.fixture
def command(monkeypatch):
    def call(*arguments):
        monkeypatch.setattr(runner.sys, "argv", ["benchmarks", *arguments])
        return runner.main()

    monkeypatch.setattr(runner, "names", lambda: list(RUNS))
    monkeypatch.setattr(runner, "load", lambda name: SimpleNamespace(run=RUNS[name]))
    return call


def test_one_broken_benchmark_costs_the_others_nothing(command, tmp_path, capsys):
    kept = tmp_path / "results" / "figures.json"

    code = command("--out", str(kept))

    found = json.loads(kept.read_text())
    assert code == 1
    assert found["results"][2] == {"benchmark": "sound", "seconds": 0.5}
    assert "failed: broken" in capsys.readouterr().out
    assert {"processor", "cores", "python", "numpy"} <= set(found["machine"])


def test_the_last_line_for_machines_is_one_object(command, capsys):
    assert command("sound", "--json") == 0
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {
        "benchmark": "sound",
        "seconds": 0.5,
    }


def test_what_cannot_run_says_so(command, capsys):
    assert command("absent", "--json") == 2
    assert json.loads(capsys.readouterr().out)["skipped"] == "no data"
