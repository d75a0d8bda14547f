"""10,000 invitations to a local mail server while workers are killed: what is lost, what repeats.

Both ways of delivery: `open` letters at least once, `anonymous` letters with a joining code
at most once. Workers die by SIGKILL while letters are written and at every step of the
conversation with the mail server, chosen at random. What arrived is then compared with what
the product's own report says.
"""

import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks._sink import Sink

PEOPLE, KILLS = 10_000, 25
STEPS = ("mail", "rcpt", "data", "end", "said")


def run() -> dict[str, object]:
    modes = {mode: _one(mode) for mode in ("open", "anonymous")}
    summed = ("sent", "unreported_lost", "unreported_repeats", "kills")
    figures: dict[str, object] = {
        name: sum(int(str(found[name])) for found in modes.values()) for name in summed
    }
    for mode, found in modes.items():
        figures |= {f"{mode}_{name}": value for name, value in found.items()}
    return figures


def _one(mode: str) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as home:
        sink = Sink().start()
        try:
            return _measure(mode, sink, _environment(home, sink.port))
        finally:
            sink.stop()


def _measure(mode: str, sink: Sink, environment: dict[str, str]) -> dict[str, object]:
    _child(["set-up", mode, str(PEOPLE)], environment).wait()
    killer = Killer(random.Random(7))
    sink.answer = killer.answer
    started, kills = time.perf_counter(), 0
    # Three deaths while the letters are being written; the first may come before the first.
    for pause in (0.9, 1.6, 2.3):
        worker = _child(["work"], environment)
        try:
            worker.wait(pause)
        except subprocess.TimeoutExpired:
            worker.send_signal(signal.SIGKILL)
            kills += 1
        worker.wait()
    while True:
        worker = _child(["work"], environment)
        killer.aim(worker)
        if worker.wait() == 0:
            break
        kills += 1
        if kills > 10 * KILLS:
            raise RuntimeError("workers die of something else")
    seconds = time.perf_counter() - started
    report = json.loads(_child(["report"], environment).communicate()[0].splitlines()[-1])
    return _compare(sink, report) | {"kills": kills, "seconds": round(seconds, 1)}


def _compare(sink: Sink, report: dict[str, int]) -> dict[str, object]:
    arrived = Counter(to for to, _ in sink.received)
    lost, repeats = PEOPLE - len(arrived), len(sink.received) - len(arrived)
    numbers = {(to, str(letter["Message-ID"])) for to, letter in sink.letters}
    return {
        "queued": report["queued"],
        "sent": report["sent"],
        "arrived": len(arrived),
        "lost": lost,
        "unconfirmed": report["unconfirmed"],
        "failed": report["failed"],
        "waiting": report["waiting"],
        "unreported_lost": max(0, lost - report["unconfirmed"] - report["failed"]),
        "repeats": repeats,
        "possible_repeats": report["possible_repeats"],
        "unreported_repeats": max(0, repeats - report["possible_repeats"]),
        "message_ids_changed": len(numbers) - len(arrived),
    }


class Killer:
    """Kills the worker at a step chosen at random, so many letters after the last time."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.worker: subprocess.Popen[str] | None = None
        self.left, self.kills = 0, 0

    def aim(self, worker: subprocess.Popen[str]) -> None:
        self.left = self.chance.randint(20, 2 * PEOPLE // KILLS)
        self.step = self.chance.choice(STEPS)
        self.worker = worker if self.kills < KILLS else None

    def answer(self, step: str, address: str) -> bool:
        if self.worker is not None and step == self.step:
            self.left -= 1
            if self.left <= 0:
                self.kills += 1
                worker, self.worker = self.worker, None
                worker.send_signal(signal.SIGKILL)
                worker.wait()
        return True


def _environment(home: str, port: int) -> dict[str, str]:
    root = Path(__file__).resolve().parent.parent
    paths = [str(root), str(root / "src"), str(root / "packages" / "insight" / "src")]
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    return kept | {
        "PYTHONPATH": os.pathsep.join(paths),
        "DJANGO_SETTINGS_MODULE": "folkmoot.config.settings",
        "FOLKMOOT_HOME": home,
        "FOLKMOOT_LOG_LEVEL": "ERROR",
        "FOLKMOOT_EMAIL_URL": f"smtp://127.0.0.1:{port}",
        "FOLKMOOT_EMAIL_FROM": "Measurement <hello@example.org>",
        "FOLKMOOT_EMAIL_PER_MINUTE": "100000",
    }


def _child(arguments: list[str], environment: dict[str, str]) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "benchmarks.invitations", *arguments],
        env=environment,
        cwd=Path(__file__).resolve().parent.parent,
        stdout=subprocess.PIPE,
        text=True,
    )


def _set_up(mode: str, people: int) -> None:
    from datetime import timedelta

    from django.core.management import call_command
    from django.utils import timezone

    from folkmoot.accounts.models import Organisation
    from folkmoot.accounts.policy import command_line
    from folkmoot.joining import keys
    from folkmoot.joining.models import JoiningSettings
    from folkmoot.members.models import Invitee, Member
    from folkmoot.outreach.services import campaigns
    from folkmoot.programmes.models import Programme

    call_command("migrate", verbosity=0)
    now = timezone.now()
    organisation = Organisation.objects.create(name="Measured", slug="measured")
    programme = Programme.objects.create(
        organisation=organisation,
        name="Measured",
        slug="measured",
        opens_at=now - timedelta(days=1),
        closes_at=now + timedelta(days=30),
        is_launched=True,
        created_on=now.date(),
    )
    JoiningSettings.objects.create(programme=programme, mode=mode, is_fixed=True)
    if mode != "open":
        keys.create(programme.pk)
    members = [
        Member(organisation=organisation, address=f"person{n}@example.org") for n in range(people)
    ]
    Member.objects.bulk_create(members, batch_size=500)
    Invitee.objects.bulk_create(
        [Invitee(programme=programme, member=member) for member in members], batch_size=500
    )
    actor = command_line(organisation)
    campaign = campaigns.draft_campaign(
        actor=actor,
        programme=programme,
        kind="invitation",
        subject="You are invited: {programme}",
        text="Hello\n\nTell us what hurts: {link}\n\nIt closes on {closes}.",
        at=now,
    )
    campaigns.schedule_campaign(actor=actor, campaign=campaign, on=now.date(), at=now)


def _work() -> None:
    """What the product's jobs do, one after the other, until nothing is left."""
    from django.utils import timezone

    from folkmoot.outreach.services import queueing
    from folkmoot.post import queries, services

    while True:
        now = timezone.now()
        for campaign_id in queueing.due(at=now):
            queueing.queue_campaign(campaign_id=campaign_id, at=now)
        services.send_waiting(limit=100_000, rate=100_000, at=now)
        if not queries.letters_wait() and not queueing.due(at=now):
            return


def _report() -> dict[str, int]:
    from dataclasses import asdict

    from folkmoot.outreach.models import Campaign
    from folkmoot.post import queries

    found = queries.reports([Campaign.objects.get().pk])
    return {
        name: int(n)
        for name, n in asdict(next(iter(found.values()))).items()
        if name != "last_sent_on"
    }


if __name__ == "__main__":
    import django

    django.setup()
    if sys.argv[1] == "set-up":
        _set_up(sys.argv[2], int(sys.argv[3]))
    elif sys.argv[1] == "work":
        _work()
    else:
        print(json.dumps(_report()))
