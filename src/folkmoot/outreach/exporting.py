"""The reach page's own figures as CSV: nothing that the page does not show."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from folkmoot.core.exports import Cell, as_csv
from folkmoot.outreach.presenting.reach import channel_name
from folkmoot.outreach.queries.reach import Reach


def reach_csv(reach: Reach) -> str:
    columns = (_("figure"), _("of"), _("number"), _("population"), _("missing, at least"))
    return as_csv(columns, _rows(reach))


def _rows(reach: Reach) -> Iterator[tuple[Cell, ...]]:
    k = {"smallest": reach.smallest_group}
    under, every = _("under %(smallest)s") % k, _("all")
    hidden = _("under %(smallest)s or hidden") % k
    if reach.invited.total:
        yield (_("invited"), every, reach.invited.total, "", "")
    yield (_("visits"), every, reach.visits, "", "")
    yield (_("joined"), every, str(reach.joined), "", "")
    if reach.contributed is not None:
        yield (_("contributed, in whole groups"), every, reach.contributed or under, "", "")
    for channel in reach.channels:
        name = channel_name(channel)
        yield (_("visits by channel"), name, channel.visits, "", "")
        yield (
            _("joined by channel, in whole groups"),
            name,
            channel.joined or under,
            "",
            "",
        )
        if channel.contributed is not None:
            what = _("contributed by channel, in whole groups")
            yield (what, name, channel.contributed or under, "", "")
    for day, number in reach.visit_days:
        yield (_("visits by day"), day, number, "", "")
    for day, number in reach.joined_days:
        yield (_("joined by day, in whole groups"), day, number, "", "")
    for day, number in reach.contributed_days:
        yield (_("contributed first by day, in whole groups"), day, number, "", "")
    for asked in reach.comparisons:
        for kind in asked.kinds:
            joined = hidden if kind.joined is None else kind.joined
            people = "" if kind.population is None else kind.population
            missing = "" if kind.missing is None else kind.missing
            yield (asked.text, kind.name, joined, people, missing)
        for kind in asked.kinds if asked.has_contributed else ():
            spoke = hidden if kind.contributed is None else kind.contributed
            what = _("%(question)s contributed, in whole groups") % {"question": asked.text}
            yield (what, kind.name, spoke, "", "")
