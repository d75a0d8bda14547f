"""``python -m benchmarks NAME --json`` runs one benchmark; ``--list`` names them all."""

import argparse
import importlib
import json
import pkgutil
import platform
import sys
from collections.abc import Callable
from types import ModuleType

import benchmarks
from benchmarks import Skipped


def names() -> list[str]:
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__))
    return sorted(name.replace("_", "-") for name in found if not name.startswith("_"))


def load(name: str) -> ModuleType:
    return importlib.import_module("benchmarks." + name.replace("-", "_"))


def measure(name: str) -> dict[str, object]:
    """One benchmark's figures, with ``skipped`` and its reason where it cannot run."""
    run: Callable[[], dict[str, object]] = load(name).run
    try:
        return {"benchmark": name, **run()}
    except Skipped as missing:
        return {"benchmark": name, "skipped": str(missing)}


def show(figures: dict[str, object]) -> None:
    print(f"\n{figures['benchmark']}")
    for key, value in figures.items():
        if key != "benchmark":
            shown = f"{value:,.4g}" if isinstance(value, float) else value
            print(f"  {key:<34} {shown}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help="default: all of them")
    parser.add_argument("--json", action="store_true", help="one JSON object on the last line")
    parser.add_argument("--list", action="store_true", help="name every benchmark")
    arguments = parser.parse_args()
    if arguments.list:
        for name in names():
            print(f"{name:<18} {(load(name).__doc__ or '').splitlines()[0]}")
        return 0
    unknown = sorted(set(arguments.names) - set(names()))
    if unknown:
        parser.error(f"no benchmark named {', '.join(unknown)}; --list names them")
    results = [measure(name) for name in arguments.names or names()]
    if arguments.json:
        machine = f"{platform.machine()} {platform.python_version()}"
        shown = results[0] if len(results) == 1 else {"machine": machine, "results": results}
        print(json.dumps(shown, default=float))
    else:
        for figures in results:
            show(figures)
    return 2 if all("skipped" in figures for figures in results) else 0


if __name__ == "__main__":
    sys.exit(main())
