"""The board of a question with 600 ideas: server time, queries and weight of the first load.

A temporary SQLite database, 600 ideas with 24,000 votes and 1,200 comments, the settings of
production, requests through Django's test client (no network, no web server).
"""

import gzip
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from folkmoot.workshops.models import ChallengeQuestion

IDEAS, VOICES, VOTES_EACH = 600, 400, 60
REQUESTS = 60


def run() -> dict[str, object]:
    """In a process of its own: settings are read once, and this one needs a fresh home."""
    root = Path(__file__).resolve().parent.parent
    with tempfile.TemporaryDirectory() as home:
        paths = [str(root), str(root / "src"), str(root / "packages" / "insight" / "src")]
        kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        environment = kept | {
            "PYTHONPATH": os.pathsep.join(paths),
            "DJANGO_SETTINGS_MODULE": "folkmoot.config.settings",
            "FOLKMOOT_HOME": home,
            "FOLKMOOT_DEBUG": "no",
            "FOLKMOOT_LOG_LEVEL": "ERROR",
        }
        child = subprocess.run(
            [sys.executable, "-m", "benchmarks.board"],
            env=environment,
            cwd=root,
            capture_output=True,
            text=True,
            check=False,
        )
    if child.returncode != 0:
        raise RuntimeError(child.stderr[-2000:])
    figures: dict[str, object] = json.loads(child.stdout.splitlines()[-1])
    return figures


def _measure() -> dict[str, object]:
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    question, place = _seed()
    client = Client(headers={"host": "127.0.0.1"})
    client.post(f"/p/{'/'.join(place)}/join/")
    board = reverse("workshops:board", args=[*place, question.pk])

    asked: list[str] = []

    def count(execute, sql, *rest):  # type: ignore[no-untyped-def]
        asked.append(sql)
        return execute(sql, *rest)

    def queries(act: Callable[[], object]) -> int:
        asked.clear()
        with connection.execute_wrapper(count):
            act()
        return len(asked)

    page = b""

    def read() -> None:
        nonlocal page
        page = client.get(board).content

    first, again = queries(read), queries(read)
    dealt = [name for name in client.cookies if name.startswith("dealt-")]
    deal_ms, board_ms, vote_ms = [], [], []
    voting = queries(lambda: _vote(client, place))
    for _ in range(REQUESTS):
        for name in dealt:
            client.cookies[name] = ""
        deal_ms.append(_ms(lambda: client.get(board)))
        board_ms.append(_ms(lambda: client.get(board)))
        vote_ms.append(_ms(lambda: _vote(client, place)))
    lists = {
        f"{sort}_ms": round(
            statistics.median(
                _ms(lambda s=sort: client.get(f"{board}?sort={s}")) for _ in range(20)
            ),
            1,
        )
        for sort in ("newest", "top")
    }
    weights = _weights(client, page.decode())
    return {
        "ideas": IDEAS,
        "votes": VOICES * VOTES_EACH,
        "queries": first,
        "queries_again": again,
        "queries_vote": voting,
        "server_ms": round(statistics.median(deal_ms), 1),
        "server_ms_again": round(statistics.median(board_ms), 1),
        "vote_ms": round(statistics.median(vote_ms), 1),
        **lists,
        "first_load_kb": round(sum(weights.values()) / 1000, 1),
        "html_kb": round(weights[""] / 1000, 1),
    }


def _seed() -> "tuple[ChallengeQuestion, list[str]]":
    from datetime import date, datetime, timedelta

    from folkmoot.accounts.models import Organisation
    from folkmoot.accounts.policy import command_line
    from folkmoot.participants.services import add_voices
    from folkmoot.programmes.models import Activity, Programme
    from folkmoot.workshops import services

    chance, now = random.Random(20), datetime.now(UTC)
    organisation = Organisation.objects.create(name="Benchmark", slug="benchmark")
    programme = Programme.objects.create(
        organisation=organisation,
        name="Board",
        slug="board",
        opens_at=now - timedelta(days=9),
        closes_at=now + timedelta(days=9),
        is_launched=True,
        created_on=now.date(),
    )
    activity = Activity.objects.create(programme=programme, kind="workshop", title="Workshop")
    actor, day = command_line(organisation), date(2030, 1, 1)
    question = services.add_question(actor=actor, activity=activity, text="What next?", at=now)
    words = [
        "quiet",
        "nights",
        "lights",
        "porters",
        "breaks",
        "rota",
        "handover",
        "doors",
        "beds",
        "phones",
        "notes",
        "teams",
    ]
    voices = add_voices(programme=programme, joined_on=[day] * VOICES)
    ideas = services.import_ideas(
        actor=actor,
        question=question,
        texts=[" ".join(chance.choices(words, k=chance.randint(8, 60))) for _ in range(IDEAS)],
        said_on=[day - timedelta(days=chance.randrange(20)) for _ in range(IDEAS)],
        authors=[chance.choice(voices) for _ in range(IDEAS)],
    )
    rows = [
        (idea, voice, chance.choice([1, 1, 0, -1]))
        for voice in voices
        for idea in chance.sample(ideas, VOTES_EACH)
    ]
    services.import_votes(
        actor=actor,
        activity=activity,
        ideas=[row[0] for row in rows],
        participants=[row[1] for row in rows],
        stances=[row[2] for row in rows],
        cast_on=[day] * len(rows),
    )
    services.import_comments(
        actor=actor,
        activity=activity,
        ideas=[chance.choice(ideas) for _ in range(2 * IDEAS)],
        texts=["That would help us too."] * (2 * IDEAS),
        said_on=[day] * (2 * IDEAS),
    )
    return question, [organisation.slug, programme.slug]


_stances = iter([1, 0, -1] * 10_000)


def _vote(client: object, place: list[str]) -> None:
    from folkmoot.workshops.models import Idea

    # Any idea will do: each call has another one, so that each is a first vote.
    voted = getattr(_vote, "voted", 0)
    _vote.voted = voted + 1  # type: ignore[attr-defined]
    if not hasattr(_vote, "refs"):
        _vote.refs = [idea.ref for idea in Idea.objects.all()]  # type: ignore[attr-defined]
    address = f"/p/{'/'.join(place)}/ideas/{_vote.refs[voted]}/vote/"  # type: ignore[attr-defined]
    client.post(  # type: ignore[attr-defined]
        address, {"stance": next(_stances), "on": "board"}, headers={"HX-Request": "true"}
    )


def _ms(act: object) -> float:
    started = time.perf_counter()
    act()  # type: ignore[operator]
    return (time.perf_counter() - started) * 1000


def _weights(client: object, page: str) -> dict[str, int]:
    """Bytes on the wire of the page and of everything it loads, as the server compresses it."""
    from django.conf import settings

    weights = {"": len(gzip.compress(page.encode(), 6))}
    for address in sorted(set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page))):
        file = Path(settings.STATIC_ROOT) / address.removeprefix("/static/")
        small = file.with_name(file.name + ".gz")
        weights[address] = (small if small.exists() else file).stat().st_size
    for address in sorted(set(re.findall(r'<link rel="stylesheet" href="(/p/[^"]+)"', page))):
        weights[address] = len(gzip.compress(client.get(address).content, 6))  # type: ignore[attr-defined]
    return weights


if __name__ == "__main__":
    print(json.dumps(_measure()))
