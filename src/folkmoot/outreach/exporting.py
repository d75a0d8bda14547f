"""The reach page's own figures as CSV: nothing that the page does not show."""

from collections.abc import Iterator

from folkmoot.core.exports import Cell, as_csv
from folkmoot.outreach.queries.reach import Reach


def reach_csv(reach: Reach) -> str:
    return as_csv(("figure", "of", "number", "population", "missing, at least"), _rows(reach))


def _rows(reach: Reach) -> Iterator[tuple[Cell, ...]]:
    under = f"under {reach.smallest_group}"
    hidden = f"under {reach.smallest_group} or hidden"
    if reach.invited.total:
        yield ("invited", "all", reach.invited.total, "", "")
    yield ("visits", "all", reach.visits, "", "")
    yield ("joined", "all", str(reach.joined), "", "")
    if reach.contributed is not None:
        yield ("contributed, in whole groups", "all", reach.contributed or under, "", "")
    for channel in reach.channels:
        yield ("visits by channel", channel.name, channel.visits, "", "")
        yield ("joined by channel, in whole groups", channel.name, channel.joined or under, "", "")
        if channel.contributed is not None:
            what = "contributed by channel, in whole groups"
            yield (what, channel.name, channel.contributed or under, "", "")
    for day, number in reach.visit_days:
        yield ("visits by day", day, number, "", "")
    for day, number in reach.joined_days:
        yield ("joined by day, in whole groups", day, number, "", "")
    for day, number in reach.contributed_days:
        yield ("contributed first by day, in whole groups", day, number, "", "")
    for asked in reach.comparisons:
        for kind in asked.kinds:
            joined = hidden if kind.joined is None else kind.joined
            people = "" if kind.population is None else kind.population
            missing = "" if kind.missing is None else kind.missing
            yield (asked.text, kind.name, joined, people, missing)
        for kind in asked.kinds if asked.has_contributed else ():
            spoke = hidden if kind.contributed is None else kind.contributed
            yield (f"{asked.text} contributed, in whole groups", kind.name, spoke, "", "")
