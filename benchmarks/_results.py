"""``results.json`` of an export against the raw votes: exact numbers, by the ids of the tables."""

import csv
from pathlib import Path
from typing import Any

from benchmarks._conversations import Conversation
from benchmarks._figures import Report
from benchmarks._truth import wilson


def recount_results(result: dict[str, Any], known: Conversation, export: Path) -> Report:
    report = Report()

    def hold(is_right: bool, what: str) -> None:
        report.checked += 1
        if not is_right:
            report.wrong.append(f"results.json: {what}")

    part, truth = result["participation"], known.truth
    for name in ("joined", "took_part", "wrote", "voted", "ideas", "comments", "votes"):
        hold(part[name] == truth.counts[name], f"{name} is {part[name]}")
    hold(part["votes_left_out"] == truth.counts["left_out"], "votes_left_out")
    hold(part["without_author"] == truth.counts["without_author"], "without_author")
    with open(export / "ideas.csv", encoding="utf-8-sig", newline="") as file:
        words = {row["idea"]: row["text"] for row in csv.DictReader(file)}
    for idea in result["ideas"]:
        told = words[idea["idea_id"]]
        tallies = truth.of(told[1:] if told[:1] == "'" else told)
        counts = (idea["agrees"], idea["passes"], idea["disagrees"])
        hold(counts in {(t.agrees, t.passes, t.disagrees) for t in tallies}, f"votes on {told}")
        votes = sum(counts)
        if votes:
            low, high = (end / 100 for end in wilson(counts[0], votes, truth.confidence))
            hold(idea["share"] == round(counts[0] / votes, 4), f"share of {told}")
            hold(idea["low"] <= idea["share"] <= idea["high"], f"interval of {told}")
            hold(abs(idea["low"] - low) < 6e-5, f"low of {told}")
            hold(abs(idea["high"] - high) < 6e-5, f"high of {told}")
        groups = [group for group in idea["groups"] if group]
        if groups and len(groups) == len(idea["groups"]):
            sums = tuple(sum(group[key] for group in groups) for key in ("agrees", "votes"))
            hold(sums == (counts[0], votes), f"groups on {told}")
    return report
