"""The main job on real input: import a conversation, analyse it, publish its guide."""

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import Skipped, data_folder


def run() -> dict[str, object]:
    """Wall seconds of each command as an operator would run it, start-up included."""
    figures: dict[str, object] = {}
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as home:
        folkmoot = Command(home)
        folkmoot("migrate")
        took, seen = folkmoot(
            "import",
            "polis",
            str(data_folder("polis", "vtaiwan.uberx")),
            "--programme",
            "vtaiwan",
            "--json",
        )
        figures["import_seconds"] = took
        figures |= {f"import_{key}": seen[key] for key in ("participants", "ideas", "votes")}
        figures["analyse_seconds"], analysed = folkmoot("analyse", "vtaiwan", "--json")
        figures["groups"] = analysed["groups"]
        figures["publish_seconds"], _ = folkmoot(
            "publish", "vtaiwan", "--to", f"{home}/guide", "--json"
        )
        figures |= _survey(folkmoot)
    return figures


def _survey(folkmoot: "Command") -> dict[str, object]:
    try:
        feedback = data_folder("nhs-feedback", "feedback.csv")
    except Skipped as missing:
        return {"feedback": str(missing)}
    options = {"--programme": "feedback", "--question": "Why?", "--text-column": "FFT answer"}
    words = [word for option in options.items() for word in option]
    took, seen = folkmoot("import", "csv", str(feedback), *words, "--json")
    analysing, analysed = folkmoot("analyse", "feedback", "--json")
    return {
        "feedback_import_seconds": took,
        "feedback_ideas": seen["ideas"],
        "feedback_analyse_seconds": analysing,
        "feedback_themes": analysed["themes"],
    }


class Command:
    """Runs ``folkmoot`` in a home of its own and returns (seconds, its JSON answer)."""

    def __init__(self, home: str) -> None:
        self.environment = os.environ | {"FOLKMOOT_HOME": home, "DATABASE_URL": ""}

    def __call__(self, *words: str) -> tuple[float, dict]:
        started = time.perf_counter()
        done = subprocess.run(
            [sys.executable, "-m", "folkmoot", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            cwd=Path(__file__).resolve().parent.parent,
        )
        if done.returncode:
            raise RuntimeError(f"folkmoot {words[0]} failed: {done.stderr[-500:]}")
        took = round(time.perf_counter() - started, 2)
        return took, json.loads(done.stdout) if "--json" in words else {}
