"""A folkmoot command to run in a process of its own, and a small conversation to feed it."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
COMMENTS = (
    "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,comment-body\n"
    + "".join(
        f"1600000000000,x,{n},{n},{12 if n < 3 else 6},{0 if n < 3 else 6},1,Parking {n}\n"
        for n in range(6)
    )
)
VOTES = "timestamp,datetime,comment-id,voter-id,vote\n" + "".join(
    f"1600000001000,x,{n},{voter},{1 if n < 3 or (voter + n) % 2 else -1}\n"
    for voter in range(100, 112)
    for n in range(6)
)


class Installation:
    """``installation("check", "--json")`` runs a command and returns the finished process."""

    def __init__(self, home, database=""):
        self.home = home
        self.environment = os.environ | {
            "FOLKMOOT_HOME": str(home),
            "DATABASE_URL": database,
            "FOLKMOOT_SECRET_KEY": "",
            "DJANGO_SETTINGS_MODULE": "folkmoot.config.settings",
        }

    def __call__(self, *words, **extra):
        return subprocess.run(
            [sys.executable, "-m", "folkmoot", *map(str, words)],
            env=self.environment | extra,
            capture_output=True,
            text=True,
            cwd=ROOT,
        )

    def json(self, *words):
        done = self(*words, "--json")
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)
