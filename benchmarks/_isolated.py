"""Run one function in a fresh process and say what it returned, cost and held in memory.

A figure measured beside other work in one process is not that work's figure: imports,
caches and thread pools leak from one to the next. Each measurement gets its own
interpreter, with one thread unless told otherwise.
"""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")

CHILD = """
import importlib, json, resource, sys, time
module, function, out, arguments = sys.argv[1], sys.argv[2], sys.argv[3], json.loads(sys.argv[4])
call = getattr(importlib.import_module(module), function)
wall, used = time.perf_counter(), time.process_time()
value = call(**arguments)
seconds, cpu = time.perf_counter() - wall, time.process_time() - used
unit = 1 if sys.platform == "darwin" else 1024
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit
with open(out, "w") as file:
    json.dump({"value": value, "seconds": seconds, "cpu_seconds": cpu, "peak_bytes": peak},
              file, default=lambda x: x.tolist())
"""


class ChildFailed(RuntimeError):
    """The measured process ended badly; ``str()`` holds the end of what it said."""


@dataclass(frozen=True)
class Measured:
    """What one isolated call returned and cost."""

    value: Any
    """The function's result, through JSON (tuples become lists, arrays become lists)."""
    seconds: float
    """Wall-clock time of the call alone: imports of its module are not counted."""
    cpu_seconds: float
    """Processor time of the call, all threads of that process."""
    peak_gb: float
    """Highest resident memory of the whole process, in GiB (2**30 bytes)."""


def measure(
    module: str,
    function: str,
    *,
    threads: int = 1,
    timeout: float | None = None,
    **arguments: object,
) -> Measured:
    """Call ``module.function(**arguments)`` in a child process.

    Arguments and result must survive JSON. Work that should not be timed (making data,
    importing a peer) belongs in the function, which may return its own timings.
    """
    root = Path(__file__).resolve().parent.parent
    paths = [str(root), str(root / "packages" / "insight" / "src"), os.environ.get("PYTHONPATH")]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(p for p in paths if p)}
    environment |= {name: str(threads) for name in THREADS} | {"OMP_WAIT_POLICY": "passive"}
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "result.json"
        command = [sys.executable, "-c", CHILD, module, function, str(out), json.dumps(arguments)]
        child = subprocess.run(
            command, env=environment, capture_output=True, text=True, timeout=timeout, check=False
        )
        if child.returncode != 0 or not out.exists():
            ended = f"{module}.{function} ended {child.returncode}"
            raise ChildFailed(f"{ended}: {child.stderr[-2000:]}")
        found = json.loads(out.read_text())
    return Measured(
        value=found["value"],
        seconds=found["seconds"],
        cpu_seconds=found["cpu_seconds"],
        peak_gb=found["peak_bytes"] / 2**30,
    )
