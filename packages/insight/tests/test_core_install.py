"""The core needs numpy and scipy, and nothing else that is not Python's own."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1]
BESIDE = PACKAGE.parents[1] / ".venv"
# Everything of insight that is not in the text extra.
CORE = """
import importlib, pkgutil, sys, insight
names = [m.name for m in pkgutil.walk_packages(insight.__path__, "insight.")]
core = [name for name in names if not name.startswith("insight.text")]
for name in core:
    importlib.import_module(name)
absent = {"sklearn", "onnxruntime", "tokenizers", "pandas", "django"}
assert absent.isdisjoint(m.split(".")[0] for m in sys.modules)
from insight.disclosure import audit, suppress_counts
from insight.tables import theme_table
assert audit(suppress_counts([[3, 40], [50, 60]])).recovered == 0
assert theme_table([[1, 0], [0, 1]], ["q", "q"]).share.sum() == 1
print(len(core))
"""


def works(python):
    tried = [python, "-c", "import numpy, scipy"]
    return (
        python.exists() and not subprocess.run(tried, capture_output=True, check=False).returncode
    )


@pytest.fixture(scope="module")
def bare_python(tmp_path_factory):
    """A virtual environment with numpy and scipy only, kept from run to run."""
    home = (BESIDE if BESIDE.is_dir() else tmp_path_factory.mktemp("venv")) / "core-only"
    python = home / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    if not works(python):
        venv.create(home, with_pip=True, clear=True)
        fetched = subprocess.run(
            [python, "-m", "pip", "install", "--quiet", "--only-binary=:all:", "numpy", "scipy"],
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )
        if fetched.returncode:
            pytest.skip(f"numpy and scipy cannot be fetched here: {fetched.stderr[-200:]}")
    return python


def test_the_core_imports_and_works_with_numpy_and_scipy_alone(bare_python):
    run = subprocess.run(
        [bare_python, "-c", CORE],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": str(PACKAGE / "src"), "PATH": os.environ.get("PATH", "")},
    )

    assert run.returncode == 0, run.stderr
    assert int(run.stdout) >= 10
