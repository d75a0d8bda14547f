"""How often an attacker with dump, logs, export and backups pairs a person with a voice.

In each mode 500 of 700 invited people join in a known order through the real services, say
something at once, and the programme ends. The attacker is told who joined in which order
and tries every order that any table, file, log or export holds, and more. `pairing_rate` is
the best attack's share of right pairs, `chance` what the best of as many blind pairings
reaches, `planted_leak_rate` what the same attacker reaches where a leak is built in.
"""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks._isolated import measure

MODES = ("anonymous", "confidential")


def run() -> dict[str, object]:
    figures: dict[str, object] = {}
    for mode in MODES:
        found = measure("benchmarks.anonymity", "play", mode=mode)
        figures[mode] = found.value
        figures |= {f"{mode}_{name}": value for name, value in found.value.items()}
        figures[f"{mode}_cpu_seconds"] = round(found.cpu_seconds, 1)
    return figures


def play(mode: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory(prefix="folkmoot-bench-") as home:
        os.environ |= {
            "FOLKMOOT_HOME": home,
            "FOLKMOOT_KEYS": f"{home}/keys",
            "FOLKMOOT_LOG_LEVEL": "CRITICAL",
            "DATABASE_URL": "",
            "DJANGO_SETTINGS_MODULE": "folkmoot.config.settings",
            "FOLKMOOT_DEBUG": "yes",
        }
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return figures_of(mode, Path(home))


def figures_of(mode: str, folder: Path) -> dict[str, object]:
    from benchmarks import _attacker, _campaign

    seen = _campaign.run(mode, folder, datetime(2030, 5, 1, 9, tzinfo=UTC))
    found = _attacker.attack(seen)
    planted = [_attacker.attack(_attacker.plant(seen, kind)).best for kind in ("time", "order")]
    return {
        "pairing_rate": found.best,
        "chance": round(found.chance, 6),
        "excess_over_chance": round(found.best - found.chance, 6),
        "planted_leak_rate": min(planted),
        "limit": found.limit,
        "attacks": found.attacks,
        "best_attack": found.by,
    }
