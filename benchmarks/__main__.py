"""``python -m benchmarks NAME --json`` runs one benchmark; ``--list`` names them all.

Without ``--json`` the figures are printed as they come and kept in ``results/``.
"""

import argparse
import importlib
import importlib.metadata
import json
import os
import pkgutil
import platform
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import benchmarks
from benchmarks import Skipped


def names() -> list[str]:
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def load(name: str) -> ModuleType:
    return importlib.import_module("benchmarks." + name.replace("-", "_"))


def measure(name: str) -> dict[str, object]:
    """One benchmark's figures; ``skipped`` or ``failed`` and why, where it cannot run."""
    try:
        run: Callable[[], dict[str, object]] = load(name).run
        return {"benchmark": name, **run()}
    except Skipped as missing:
        return {"benchmark": name, "skipped": str(missing)}
    except Exception as problem:  # one broken benchmark must not cost the others their figures
        traceback.print_exc()
        return {"benchmark": name, "failed": f"{type(problem).__name__}: {problem}"}


def machine() -> dict[str, object]:
    """What the figures were measured on, and with."""
    versions: dict[str, str] = {}
    for package in ("numpy", "scipy", "onnxruntime", "red-dwarf", "scikit-learn", "Django"):
        try:
            versions[package] = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            versions[package] = "not installed"
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        **versions,
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    named = (line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())


def show(title: str, figures: dict[str, object]) -> None:
    print(f"\n{title}")
    for key, value in figures.items():
        shown = f"{value:,.4g}" if isinstance(value, float) else value
        if key != "benchmark" and not isinstance(value, dict):
            print(f"  {key:<44} {shown}")
    sys.stdout.flush()


def keep(file: Path, results: list[dict[str, object]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    everything = {"machine": machine(), "results": results}
    file.write_text(json.dumps(everything, default=float, indent=1) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all of them")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    parser.add_argument("--list", action="store_true", help="name every benchmark")
    parser.add_argument(
        "--out", type=Path, default=Path("results/benchmarks.json"), help="file kept without --json"
    )
    arguments = parser.parse_args()
    if arguments.list:
        for name in names():
            print(f"{name:<18} {(load(name).__doc__ or '').splitlines()[0]}")
        return 0
    unknown = sorted(set(arguments.names) - set(names()))
    if unknown:
        parser.error(f"no benchmark named {', '.join(unknown)}; --list names them")
    if not arguments.json:
        show("machine", machine())
    results = []
    for name in arguments.names or names():
        results.append(measure(name))
        if not arguments.json:
            show(name, results[-1])
            keep(arguments.out, results)  # at once: whoever stops the rest keeps these
    if arguments.json:
        together = {"machine": machine(), "results": results}
        shown = results[0] if len(results) == 1 else together
        print(json.dumps(shown, default=float))
    else:
        for word in ("skipped", "failed"):
            if these := [str(found["benchmark"]) for found in results if word in found]:
                print(f"\n{word}: {', '.join(these)}")
        print(f"\nkept in {arguments.out}")
    if any("failed" in figures for figures in results):
        return 1
    return 2 if all("skipped" in figures for figures in results) else 0


if __name__ == "__main__":
    sys.exit(main())
