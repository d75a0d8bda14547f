"""Write requirements/*.txt, with hashes, from what the two pyproject files ask for.

Run it after changing a dependency: ``.venv/bin/python scripts/lock.py``.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OURS = "folkmoot-insight"


def wanted() -> dict[str, list[str]]:
    product = tomllib.loads((ROOT / "pyproject.toml").read_text())
    insight = tomllib.loads((ROOT / "packages/insight/pyproject.toml").read_text())
    extras = product["project"]["optional-dependencies"]
    runtime = product["project"]["dependencies"] + extras["postgres"]
    runtime += insight["project"]["dependencies"]
    runtime += insight["project"]["optional-dependencies"]["text"]
    runtime = [line for line in runtime if not line.startswith(OURS)]
    # Development repeats the runtime's pins, so that the two resolutions cannot drift apart.
    same = f"-c {ROOT / 'requirements/runtime.txt'}"
    development = product["dependency-groups"]["development"]
    return {"runtime": runtime, "development": [*runtime, *development, same]}


def main() -> None:
    for name, lines in wanted().items():
        target = ROOT / "requirements" / f"{name}.txt"
        with tempfile.NamedTemporaryFile("w", suffix=".in", delete=False) as source:
            source.write("\n".join(lines))
        flags = (
            "--generate-hashes --strip-extras --allow-unsafe --no-annotate --no-header --quiet "
            "--no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-emit-options "
            f"--output-file={target} {source.name}"
        )
        subprocess.run([sys.executable, "-m", "piptools", "compile", *flags.split()], check=True)
        Path(source.name).unlink()


if __name__ == "__main__":
    main()
