"""Whether pages and files say what is true: figures recounted, groups against noise, what is kept.

Imports the shared conversations and crowds of pure chance into an installation of its own, reads
the pages, exports and guides that people see, and counts everything again from the raw votes.
"""

import html
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import Skipped, data_folder
from benchmarks._conversations import NAMES, Conversation, noise, read, until
from benchmarks._figures import Report, recount
from benchmarks._reading import csv_lines, lines, sentences
from benchmarks._results import recount_results

CROWDS, ACCEPTED, K, LISTED = 20, 2, 10, 50


def run() -> dict[str, object]:
    """In a process of its own: settings are read once, and this one needs a fresh home."""
    root = Path(__file__).resolve().parent.parent
    folders = [str(data_folder("polis", name).resolve()) for name in NAMES]
    with tempfile.TemporaryDirectory(prefix="folkmoot-truth-") as home:
        paths = [str(root), str(root / "src"), str(root / "packages" / "insight" / "src")]
        environment = os.environ | {
            "DATABASE_URL": "",
            "PYTHONPATH": os.pathsep.join(paths),
            "DJANGO_SETTINGS_MODULE": "folkmoot.config.settings",
            "FOLKMOOT_HOME": home,
            "FOLKMOOT_DEBUG": "no",
            "FOLKMOOT_LOG_LEVEL": "ERROR",
        }
        child = subprocess.run(
            [sys.executable, "-m", "benchmarks.truth", home, *folders],
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


class Installation:
    """The product as an operator and a member of staff have it."""

    def __init__(self, home: Path) -> None:
        import django

        django.setup()
        from django.core.management import call_command
        from django.test import Client

        self.home = home
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        from folkmoot.accounts.models import Appointment, User
        from folkmoot.accounts.policy import Role
        from folkmoot.accounts.services import create_organisation

        organisation = create_organisation(name="Home", slug="home")
        user = User.objects.create(
            email="ana@example.org", name="Ana", created_on=datetime.now(UTC).date()
        )
        Appointment.objects.create(
            organisation=organisation, user=user, role=Role.ADMINISTRATOR.value
        )
        self.slug = organisation.slug
        self.client = Client(headers={"host": "127.0.0.1"})
        self.client.force_login(user)

    def command(self, *words: str) -> dict[str, Any]:
        from click.testing import CliRunner

        from folkmoot.config.cli import folkmoot

        done = CliRunner().invoke(folkmoot, [*words, "--json"], catch_exceptions=False)
        if done.exit_code:
            raise RuntimeError(f"folkmoot {' '.join(words)}: {done.output[-500:]}")
        found: dict[str, Any] = json.loads(done.stdout[done.stdout.index("{") :])
        return found

    def place(self, programme: str, page: str) -> str:
        return f"/staff/{self.slug}/{programme.split('/')[-1]}/{page}"

    def page(self, programme: str, page: str) -> str:
        answer = self.client.get(self.place(programme, page), secure=True)
        if answer.status_code != 200:
            raise RuntimeError(f"{page}: {answer.status_code}")
        body = answer.getvalue()
        return body.decode()

    def post(self, programme: str, page: str, **filled: str) -> None:
        """As a browser sends it: with the revision that the page of the form showed."""
        shown = self.page(programme, f"{page.rstrip('/').rpartition('/')[0]}/")
        for revision in re.findall(r'name="revision" value="(\w+)"', shown)[:1]:
            filled = {**filled, "revision": revision}
        answer = self.client.post(self.place(programme, page), filled, secure=True)
        if answer.status_code != 302:
            raise RuntimeError(f"{page}: {answer.status_code}")

    def conversation(self, folder: Path, name: str) -> str:
        found = self.command("import", "polis", str(folder), "--programme", name)
        return str(found["programme"])


def measure(home: Path, folders: list[Path]) -> dict[str, object]:
    here = Installation(home)
    figures: dict[str, object] = {}
    report, dividers, shown = Report(), 0, 0
    for folder in folders:
        name = folder.name
        told, found, these, seen = conversation(here, folder)
        report += found
        dividers, shown = dividers + these, shown + seen
        figures |= {f"{name}: {key}": value for key, value in told.items()}
    called = [crowd(here, seed) for seed in range(CROWDS)]
    kept, is_said = letters(here, folders[NAMES.index("brexit-consensus")])
    return {
        "noise_called_groups": sum(called),
        "random_crowds": CROWDS,
        "true_dividers_shown": shown / dividers if dividers else 1.0,
        "true_dividers": dividers,
        "figures_checked": report.checked,
        "figures_wrong": len(report.wrong),
        "letters_kept": kept,
        "said_changed": is_said,
        "curation_kept": curation(here, folders[0]),
        **figures,
        "wrong": report.wrong[:40],
    }


def conversation(here: Installation, folder: Path) -> tuple[dict[str, object], Report, int, int]:
    """Every page, file and the guide of one conversation; and whether its dividers are shown."""
    programme = here.conversation(folder, folder.name)
    made = here.command("analyse", programme)
    run = f"insight/runs/{made['run']}/"
    themes = list(dict.fromkeys(re.findall(r"insight/themes/([^/]+)/", here.page(programme, run))))
    for theme in themes[:ACCEPTED]:
        here.post(programme, f"insight/themes/{theme}/accept/")
    export, guide = here.home / "export" / folder.name, here.home / "guide" / folder.name
    here.command("export", programme, "--to", str(export))
    results = json.loads((export / "results.json").read_text("utf-8"))["analysis"]
    asked = next(iter(_column(export / "questions.csv", "text")))
    known = read(folder, asked)
    csv_file = here.page(programme, f"{run}ideas.csv")
    groups = memberships(known, results["result"], csv_file)
    learn(known, results, groups, export)
    known.truth.fixed += (
        made["result_hash"],
        made["input_hash"],
        f"Result: {made['result_hash'][:8]}",
    )
    known.truth.hidden = _hidden(csv_file)
    known.truth.dividing = len(dividing(known, groups))
    themes_on_pages(here, programme, run, known)
    insight = here.page(programme, "insight/")
    report = recount(lines(insight), known.truth)
    report += recount(lines(here.page(programme, "live/")), known.truth)
    report += recount(csv_lines(csv_file), known.truth)
    pages = -(-known.truth.counts["ideas"] // 25)
    for number in range(1, pages + 1):
        ideas = here.page(programme, f"{run}ideas/?page={number}")
        report += recount(lines(ideas.replace(f"Page {number} of {pages}.", "")), known.truth)
    report += recount(csv_lines((export / "ideas.csv").read_text("utf-8")), known.truth)
    report += recount(csv_lines((export / "questions.csv").read_text("utf-8")), known.truth)
    report += recount_results(results["result"], known, export)
    try:
        here.command("publish", programme, "--to", str(guide))
    except RuntimeError as refused:  # neither an accepted theme nor an idea that all agree on
        if "nothing to draft" not in str(refused):
            raise
    else:
        page = (guide / "index.html").read_text("utf-8")
        known.truth.counts["statements"] = page.count('<article class="guide-statement')
        cited = Counter(_column(guide / "data" / "quotes.csv", "statement"))
        known.truth.quotes = dict(cited)
        report += recount(lines(page), known.truth)
        for name in ("quotes", "figures"):
            report += recount(csv_lines((guide / f"data/{name}.csv").read_text()), known.truth)
        told = json.loads((guide / "guide.json").read_text("utf-8"))
        report += recount(sentences(told), known.truth)
    true, seen = divided(known, groups, insight)
    nothing = len(re.findall(r"sets? this group apart more", insight))
    return (
        {
            "verdict": made["verdict"],
            "groups": made["groups"],
            "people_in_groups": sum(map(len, groups.values())),
            "stability": made["stability"],
            "gap": results["result"]["opinions"]["gap"],
            "agreement_with_published": agreement(groups, folder),
            "groups_with_nothing_said": nothing,
            "dividers": true,
            "dividers_shown": seen,
            "votes_left_out": made["votes_left_out"],
            "votes_left_out_is_true": made["votes_left_out"] == known.truth.counts["left_out"],
            "figures_checked": report.checked,
            "figures_wrong": len(report.wrong),
        },
        report,
        true,
        seen,
    )


def agreement(groups: dict[str, set[int]], folder: Path) -> float | None:
    """Adjusted Rand index of the groups on the page with those once published."""
    import csv

    from insight.groups import adjusted_rand

    with open(folder / "participants-votes.csv", encoding="utf-8", newline="") as file:
        published = {
            int(row["participant"]): int(row["group-id"])
            for row in csv.DictReader(file)
            if row["group-id"]
        }
    both = [
        (place, published[person])
        for place, letter in enumerate(sorted(groups))
        for person in groups[letter]
        if person in published
    ]
    return adjusted_rand(*zip(*both, strict=True)) if both else None


def _column(file: Path, name: str) -> list[str]:
    import csv

    with open(file, encoding="utf-8-sig", newline="") as rows:
        return [row[name] for row in csv.DictReader(rows)]


def learn(known: Conversation, held: dict[str, Any], groups: dict[str, set[int]], to: Path) -> None:
    """What the raw votes do not say: the run's settings, who is in which group, theme or bridge."""
    truth, result = known.truth, held["result"]
    opinions, today = result["opinions"], datetime.now(UTC)
    from folkmoot.analysis.presenting.method import method_in_words as said

    truth.group_sizes = {letter: len(people) for letter, people in groups.items()}
    truth.counts["runs"], truth.method = held["run"], opinions
    truth.drawn = len(opinions["points"])
    truth.fixed = (
        *(text for text in (said(opinions["method"]), result["themes"]["method"]) if text),
        f"Run {held['run']}, {today.day} {today:%B %Y}",
        f"run {held['run']} of {today:%B %Y}",
        f"run {held['run']}, {today:%B %Y}",
        f"{today.day} {today:%B %Y}",
        f"{today:%B %Y}",
        *(f"{word} {held['seed']}" for word in ("seed", "Seed:")),
        *(f"{word} {held['version']}" for word in ("version", "Version:")),
        held["input_sha256"],
        *(f"{key} {value}" for key, value in held["parameters"].items()),
    )
    words = dict(
        zip(_column(to / "ideas.csv", "idea"), _column(to / "ideas.csv", "text"), strict=True)
    )
    words = {key: " ".join(_original(text).split()) for key, text in words.items()}
    truth.bridges = {
        words[b["idea_id"]]: "{:+.0f} ({:+.0f} to {:+.0f})".format(
            *(100 * b[end] for end in ("score", "low", "high"))
        )
        for b in opinions["bridges"]
    }


def _hidden(table: str) -> int:
    """Ideas of which the file leaves some group's cells empty, and not all for want of votes."""
    import csv
    import io

    found = 0
    for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))):
        cells = [cell for name, cell in row.items() if re.fullmatch(r"group \w votes", name)]
        cast = int(row["agree"]) + int(row["not sure"]) + int(row["disagree"])
        found += bool(cells and "" in cells and cast)
    return found


def themes_on_pages(here: Installation, programme: str, run: str, known: Conversation) -> None:
    """How many texts each theme holds: those that its own page lists, counted one by one."""
    truth, page = known.truth, here.page(programme, run)
    question, held = next(iter(truth.questions)), 0
    broad = re.findall(r"<h3><a href=\"[^\"]*insight/themes/([^/]+)/", page)
    every = dict.fromkeys(re.findall(r"insight/themes/([^/]+)/", page))
    for theme in every:
        told = here.page(programme, f"insight/themes/{theme}/")
        name = html.unescape(re.findall(r"<h1><bdi>(.*?)</bdi></h1>", told)[0])
        texts = told.count('<p class="said"><bdi>')
        said = re.search(r"<span>([\d,]+) of [\d,]+ texts", told)
        if texts >= LISTED and said:  # the page lists no more than so many
            texts = int(said[1].replace(",", ""))
        truth.themes[name] = {question: texts, "": texts}
        held += texts if theme in broad else 0
        truth.accepted += theme in broad and 'tag tag--success">Accepted' in told
    rest = truth.counts["ideas"] + truth.counts["comments"] - held
    truth.themes["In no theme"] = {question: rest, "": rest}
    truth.broad = len(broad)


def _original(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" else cell


def memberships(known: Conversation, result: dict[str, Any], table: str) -> dict[str, set[int]]:
    """Who is in which group: found again from the votes, and named by the figures of the file."""
    import csv
    import io

    from insight.groups import find_groups
    from insight.votes import VoteTable

    letters = [group["name"] for group in result["opinions"]["groups"]]
    if not letters:
        return {}
    cells = [cell for cell in known.votes if cell[1] not in known.meta]
    people, ideas = (np.array(column) for column in zip(*cells, strict=True))
    stances = np.array([known.votes[cell] for cell in cells], np.int8)
    votes = VoteTable.from_arrays(people, ideas, stances)
    found = find_groups(votes, k=len(letters), max_k=5, seed=0, stability_resamples=0)
    told: dict[str, dict[str, tuple[int, int]]] = {letter: {} for letter in letters}
    for row in csv.DictReader(io.StringIO(table.removeprefix("\ufeff"))):
        words = " ".join(_original(row["idea"]).split())
        for letter in letters:
            if row.get(f"group {letter} votes"):
                agree, of = row[f"group {letter} agree"], row[f"group {letter} votes"]
                told[letter][words] = int(agree), int(of)
    groups: dict[str, set[int]] = {}
    for letter in letters:
        off = [_off(known, found, g, told[letter]) for g in range(found.k)]
        best = int(np.argmin(off))
        groups[letter] = set(found.voter_ids[found.voter_labels == best].tolist())
    return groups


def _off(known: Conversation, found: Any, group: int, told: dict[str, tuple[int, int]]) -> int:
    """How many votes the file is away from a group found here."""
    apart = 0
    for i, idea in enumerate(found.idea_ids.tolist()):
        if known.texts[idea] in told:
            agree, of = told[known.texts[idea]]
            apart += abs(int(found.agrees[group, i]) - agree) + abs(int(found.votes[group, i]) - of)
    return apart


def divided(known: Conversation, groups: dict[str, set[int]], page: str) -> tuple[int, int]:
    """The ten widest true divides among the groups told of, and how many the page shows."""
    gaps = dividing(known, groups)[:10]
    if not gaps:
        return 0, 0
    listed = page.partition('id="divides"')[2].partition("</section>")[0]
    rows = [line for line in lines(f"<main>{listed}</main>") if "Gap:" in line]
    said = " ".join(rows)
    shown = [idea for _, idea in gaps if known.texts[idea] in said]
    # Of a full list nothing is missing whose gap is no wider than the last one's.
    points = [int(n) for row in rows for n in re.findall(r"Gap: (\d+) point", row)]
    narrow = min(points) if len(points) >= 10 else 0
    missing = [i for gap, i in gaps if i not in shown and 100 * gap > narrow + 1]
    return len(shown) + len(missing), len(shown)


def dividing(known: Conversation, groups: dict[str, set[int]]) -> list[tuple[float, int]]:
    """Ideas that divide the groups by 20 points or more, beyond chance, the widest first."""
    if not groups:
        return []
    tested: list[tuple[float, float, int]] = []
    by_idea: dict[int, dict[int, int]] = {}
    for (person, idea), vote in known.votes.items():
        if idea not in known.meta:
            by_idea.setdefault(idea, {})[person] = vote
    for idea, cast in by_idea.items():
        votes = [
            [v for person, v in cast.items() if person in people] for people in groups.values()
        ]
        if min(map(len, votes)) < K:  # a group of fewer may not be told of, and so no gap
            continue
        sides = [(side.count(1) / len(side), len(side)) for side in votes]
        (high, n), (low, m) = max(sides), min(sides)
        tested.append((_chance(high, n, low, m, len(sides)), high - low, idea))
    tested.sort()
    # False discoveries at 5 % over all ideas (Benjamini and Hochberg, 1995).
    last = max((i for i, t in enumerate(tested, 1) if t[0] <= 0.05 * i / len(tested)), default=0)
    wide = [(gap, idea) for _, gap, idea in tested[:last] if gap >= 0.2]
    return sorted(wide, reverse=True)


def _chance(high: float, n: int, low: float, m: int, groups: int) -> float:
    """Two proportions with continuity correction, over all pairs of groups."""
    from statistics import NormalDist

    pooled = (high * n + low * m) / (n + m)
    spread = (pooled * (1 - pooled) * (1 / n + 1 / m)) ** 0.5
    if not spread:
        return 1.0
    z = (high - low - 0.5 * (1 / n + 1 / m)) / spread
    return min(1.0, 2 * (1 - NormalDist().cdf(z)) * groups * (groups - 1) / 2)


def crowd(here: Installation, seed: int) -> bool:
    """Whether a crowd of pure chance is told of as groups."""
    name = f"chance-{seed}"
    programme = here.conversation(noise(here.home / name, seed), name)
    made = here.command("analyse", programme)
    says = " ".join(lines(here.page(programme, "insight/")))
    return made["verdict"] == "groups" or bool(re.search(r"vote as \d+ groups", says))


def letters(here: Installation, folder: Path) -> tuple[float, bool]:
    """From 60 % to 70 % of the votes: who keeps the letter, and whether the page says it moved."""
    from folkmoot.programmes.models import Programme

    early = until(folder, 0.6, here.home / "early")
    late = until(folder, 0.7, here.home / "late")
    programme = here.conversation(early, "letters")
    asked = "?"
    first = _lettered(here, programme, read(early, asked))
    found = Programme.objects.get(slug=programme.split("/")[-1])
    _vote_on(found, read(early, asked), read(late, asked))
    second = _lettered(here, programme, read(late, asked))
    says = here.page(programme, "insight/")
    both = first.keys() & second.keys()
    kept = sum(first[person] == second[person] for person in both) / len(both) if both else 1.0
    return kept, "need not mean" in says


def _lettered(here: Installation, programme: str, known: Conversation) -> dict[int, str]:
    made = here.command("analyse", programme)
    to = here.home / "letters" / made["run"]
    here.command("export", programme, "--to", str(to))
    result = json.loads((to / "results.json").read_text("utf-8"))["analysis"]["result"]
    table = here.page(programme, f"insight/runs/{made['run']}/ideas.csv")
    groups = memberships(known, result, table)
    return {person: letter for letter, people in groups.items() for person in people}


def _vote_on(programme: Any, before: Conversation, after: Conversation) -> None:
    """The conversation goes on: people known by their votes, and newcomers, vote."""
    from folkmoot.accounts.policy import command_line
    from folkmoot.participants.services import add_voices
    from folkmoot.workshops.models import Idea, Vote
    from folkmoot.workshops.services import import_votes

    ideas = {
        " ".join(i.text.split()): i.pk
        for i in Idea.objects.filter(question__activity__programme=programme)
    }
    rows: dict[int, set[tuple[int, int]]] = {}
    for participant, idea, stance in Vote.objects.filter(
        idea__question__activity__programme=programme
    ).values_list("participant_id", "idea_id", "stance"):
        rows.setdefault(participant, set()).add((idea, stance))
    voice = {frozenset(cast): participant for participant, cast in rows.items()}
    cast: dict[int, set[tuple[int, int]]] = {}
    for (person, idea), vote in before.votes.items():
        cast.setdefault(person, set()).add((ideas[before.texts[idea]], vote))
    known = {person: voice[frozenset(votes)] for person, votes in cast.items()}
    new = sorted({person for person, _ in after.votes} - known.keys())
    day = programme.created_on
    known |= dict(
        zip(new, add_voices(programme=programme, joined_on=[day] * len(new)), strict=True)
    )
    changed = [
        (ideas[after.texts[idea]], known[person], vote)
        for (person, idea), vote in after.votes.items()
        if before.votes.get((person, idea)) != vote
    ]
    activity = programme.activities.get()
    import_votes(
        actor=command_line(programme.organisation),
        activity=activity,
        ideas=[row[0] for row in changed],
        participants=[row[1] for row in changed],
        stances=[row[2] for row in changed],
        cast_on=[day] * len(changed),
    )


def curation(here: Installation, folder: Path) -> float:
    """What people did to themes, as far as it stands on the page after “Analyse again”."""
    programme = here.conversation(folder, "curated")
    made = here.command("analyse", programme)
    run = here.page(programme, f"insight/runs/{made['run']}/")
    themes = list(dict.fromkeys(re.findall(r"insight/themes/([^/]+)/", run)))
    if len(themes) < 2:
        raise Skipped("the analysis proposed fewer than two themes")
    here.post(programme, f"insight/themes/{themes[0]}/rename/", name="Named by people")
    here.post(programme, f"insight/themes/{themes[0]}/accept/")
    wanted = ["Named by people"]
    if len(themes) > 2:
        here.post(programme, f"insight/themes/{themes[2]}/merge/", into=themes[1])
        here.post(programme, f"insight/themes/{themes[1]}/rename/", name="Two made one")
        here.post(programme, f"insight/themes/{themes[1]}/accept/")
        wanted.append("Two made one")
    here.command("analyse", programme)
    again = here.page(programme, "insight/")
    cards = re.findall(r'<article class="card">(.*?)</article>', again, re.S)
    done = [
        any(f"<bdi>{name}</bdi>" in card and ">Accepted<" in card for card in cards)
        for name in wanted
    ]
    return sum(done) / len(done)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(Path(sys.argv[1]), [*map(Path, sys.argv[2:])])) + "\n")
