"""The reach page's own figures as CSV: nothing that the page does not show."""

import csv
import io
from collections.abc import Iterator

from folkmoot.outreach.queries.reach import Reach


def reach_csv(reach: Reach) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("figure", "of", "number", "population", "missing, at least"))
    for row in _rows(reach):
        writer.writerow([_safe(str(cell)) for cell in row])
    return out.getvalue()


def _rows(reach: Reach) -> Iterator[tuple[object, ...]]:
    under = f"under {reach.smallest_group}"
    hidden = f"under {reach.smallest_group} or hidden"
    if reach.invited.total:
        yield ("invited", "all", reach.invited.total, "", "")
    yield ("visits", "all", reach.visits, "", "")
    yield ("joined", "all", reach.joined, "", "")
    if reach.contributed is not None:
        yield ("contributed, in whole groups", "all", reach.contributed or under, "", "")
    for channel in reach.channels:
        yield ("visits by channel", channel.name, channel.visits, "", "")
        yield ("joined by channel, in whole groups", channel.name, channel.joined or under, "", "")
        if channel.contributed is not None:
            what = "contributed by channel, in whole groups"
            yield (what, channel.name, channel.contributed or under, "", "")
    for day, number in reach.visit_days:
        yield ("visits by day", day.isoformat(), number, "", "")
    for day, number in reach.joined_days:
        yield ("joined by day, in whole groups", day.isoformat(), number, "", "")
    for day, number in reach.contributed_days:
        yield ("contributed first by day, in whole groups", day.isoformat(), number, "", "")
    for asked in reach.comparisons:
        for kind in asked.kinds:
            joined = hidden if kind.joined is None else kind.joined
            people = "" if kind.population is None else kind.population
            missing = "" if kind.missing is None else kind.missing
            yield (asked.text, kind.name, joined, people, missing)
        for kind in asked.kinds if asked.has_contributed else ():
            spoke = hidden if kind.contributed is None else kind.contributed
            yield (f"{asked.text} contributed, in whole groups", kind.name, spoke, "", "")


def _safe(cell: str) -> str:
    """A spreadsheet must not take a name for a formula."""
    is_formula = cell[:1] in {"\t", "\r", "\n"} or cell.lstrip()[:1] in {"=", "+", "-", "@"}
    return f"'{cell}" if is_formula else cell
