"""How often an attacker with dump, logs, export and backups pairs a person with a voice.

In each mode 500 of 700 invited people join in a known order through the real services, say
something at once, and the programme ends. The attacker is told who joined in which order
and tries every order that any table, file, log or export holds, and more. `pairing_rate` is
the best attack's share of right pairs, `chance` what the best of as many blind pairings
reaches, `planted_leak_rate` what the same attacker reaches where a leak is built in.
`smallest_answer_group` is the fewest voices that share one exact (answers, link, day of joining)
in the finished database, `..._before` in the database before it was finished. `informed_rate`
is what somebody reaches who knows everybody's answers, links and order, `informed_chance` what
blind pairing within the groups of voices stored alike reaches; `..._with_days` where they also
know on which day each person spoke (see `_informed`). `oracle_facts` is of how many people
somebody of staff learns whether they joined, asked for an invitation or wrote an idea, by
stopping their letters, erasing them or asking in their name (see `_oracles`). `watcher_acts_read`
is the share of all acts that somebody ties to whoever did them who looks at pages before and after
each session (see `_watcher`), `watcher_pages_moved` around how many sessions any page moved without
a batch; `minutes_until_seen_30` is the median wait of a text in a programme of so many people (see
`_liveliness`). `backup_below_k`
is how many people one backup of a running programme narrows to fewer than k, the worst of five
moments (see `_backups`); with an open link, if everybody who joins is on the list.
`close_run_stances` is how many stances of people who came between two analyses somebody reads who
kept both results, `close_run_planted` what they read where nobody waits for the close,
`rerun_cells_recovered` how many hidden shares results on one input tell together,
`rerun_cells_planted` where each draws anew what it hides (see `_closing`).
`order_rank_correlation` is how well who answered whom in the finished database tells the order in
which people came, `order_within_three_share_over_chance` the share placed within three places of
theirs, less what a lot reaches; `order_planted_...` the same before ties went (see `_order`).
`order_of_ideas_by_their_votes` is what the number of votes tells of the order of ideas themselves:
pages show it to everybody.
"""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from benchmarks._isolated import measure

MODES = ("anonymous", "confidential", "open")
START = datetime(2030, 5, 1, 9, tzinfo=UTC)
SMALLEST = 10  # of an organisation that has not chosen a higher one


def run() -> dict[str, object]:
    figures: dict[str, object] = {}
    for mode in MODES:
        attacks = ["dump", "backup", "insider", "watcher", "results", "order"]
        found = [
            measure("benchmarks.anonymity", "play", mode=mode, attack=attack) for attack in attacks
        ]
        here = {name: value for one in found for name, value in one.value.items()}
        figures[mode] = here
        figures |= {f"{mode}_{name}": value for name, value in here.items()}
        figures[f"{mode}_cpu_seconds"] = round(sum(one.cpu_seconds for one in found), 1)
    return figures


def play(mode: str, attack: str) -> dict[str, object]:
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
        by = {
            "dump": by_dump,
            "backup": by_backup,
            "insider": by_insider,
            "watcher": by_watcher,
            "results": by_results,
            "order": by_order,
        }
        return by[attack](mode, Path(home))


def by_backup(mode: str, folder: Path) -> dict[str, object]:
    from benchmarks import _backups

    found = _backups.below_k(mode, folder, START)
    return {"backup_below_k": max(found), "backup_below_k_by_moment": found}


def by_insider(mode: str, folder: Path) -> dict[str, object]:
    from benchmarks import _oracles

    found = _oracles.attack(mode, START)
    return {"oracle_facts": found.facts, "oracle_tried": found.tried, "oracle_by": found.by}


def by_watcher(mode: str, folder: Path) -> dict[str, object]:
    from benchmarks import _liveliness, _watcher

    found = _watcher.watch(mode, START, people=60)
    figures: dict[str, object] = {
        "watcher_acts_read": found.acts_read,
        "watcher_acts": found.acts,
        "watcher_pages_moved": found.moved,
        "watcher_batches": found.batches,
    }
    if mode == "anonymous":
        for people in (30, 300, 3000):
            figures[f"minutes_until_seen_{people}"] = _liveliness.minutes_until_seen(people)
    return figures


def by_results(mode: str, folder: Path) -> dict[str, object]:
    from unittest import mock

    import numpy as np

    from benchmarks import _closing
    from folkmoot.analysis.services import inputs, suppression

    read = _closing.attack(mode, START)
    everybody = mock.patch.object(inputs, "leave_out", lambda said, waiting: said.given)
    always = mock.patch.object(inputs, "changed", lambda before, now: len(now.people_marks))
    with everybody, always:
        planted = _closing.attack(mode, START)
    cells, hidden = _closing.attack_again(mode, START)
    drawn = np.random.default_rng(1)
    anew = mock.patch.object(
        suppression, "hiding_order", lambda idea, groups: drawn.permutation(groups).tolist()
    )
    with anew:
        planted_cells, _ = _closing.attack_again(mode, START)
    return {
        "close_run_stances": read.stances,
        "close_run_guessed": round(read.guessed / read.tried, 4),
        "close_run_guessed_from_totals": round(read.guessed_from_totals / read.tried, 4),
        "close_run_planted": planted.stances,
        "rerun_cells_recovered": cells,
        "rerun_cells_planted": planted_cells,
        "rerun_ideas_with_hidden": hidden,
    }


def by_order(mode: str, folder: Path) -> dict[str, object]:
    from benchmarks import _order

    return _order.figures(mode, START)


def by_dump(mode: str, folder: Path) -> dict[str, object]:
    from benchmarks import _attacker, _campaign, _informed

    seen = _campaign.run(mode, folder, START)
    found = _attacker.attack(seen)
    planted = [_attacker.attack(_attacker.plant(seen, kind)).best for kind in ("time", "order")]
    voices = {voice for _, voice in seen.order}
    informed = _informed.informed(seen, seen.final, k=SMALLEST)
    days = _informed.informed(seen, seen.final, k=SMALLEST, with_days=True)
    return {
        "pairing_rate": found.best,
        "chance": round(found.chance, 6),
        "excess_over_chance": round(found.best - found.chance, 6),
        "planted_leak_rate": min(planted),
        "limit": found.limit,
        "attacks": found.attacks,
        "best_attack": found.by,
        "smallest_answer_group": _informed.smallest_group(seen.final, voices),
        "smallest_answer_group_before": _informed.smallest_group(seen.before, voices),
        "answer_groups": informed.groups,
        "informed_rate": informed.rate,
        "informed_chance": informed.chance,
        "informed_rate_with_days": days.rate,
        "informed_chance_with_days": days.chance,
    }
