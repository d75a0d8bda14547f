"""What the page on reach says and draws, for staff."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core.formats import listed, number
from folkmoot.outreach.queries.reach import ChannelReach, Reach
from folkmoot.web.charts import Bar, BarChart, DayChart


def answer(found: Reach) -> str:
    """One sentence that answers the page's question."""
    compared = [one for one in found.segments if one.is_compared]
    missing = [(kind.missing or 0, kind.name, one) for one in compared for kind in one.missing[:1]]
    missing += [
        (one.hidden_missing, _("%(names)s together") % {"names": listed(one.hidden_names)}, one)
        for one in compared
        if one.hidden_missing
    ]
    if missing:
        more, name, asked = max(missing, key=lambda found: found[0])
        return ngettext(
            "Above all %(name)s: at least %(count)s more would make those who joined like the "
            "people there are (%(question)s).",
            "Above all %(name)s: at least %(count)s more would make those who joined like the "
            "people there are (%(question)s).",
            more,
        ) % {"name": name, "count": number(more), "question": asked.text}
    if compared:
        return _("The groups are too small to say who is missing.")
    if not found.joined.most:
        return _("Nobody has joined yet.")
    if not found.joined.least:
        return _("Fewer than %(smallest)s people have joined so far.") % {
            "smallest": found.smallest_group
        }
    return _("We cannot say yet: tell us below how many people there are of each kind.")


def channel_name(channel: ChannelReach) -> str:
    return channel.name or _("The plain link, or none")


def charts(found: Reach) -> dict[str, object]:
    k = found.smallest_group
    return {
        "visits_chart": DayChart(
            _("Visits by the links"),
            _("Every day, counted without cookies"),
            found.visit_days,
            "visits",
        ),
        "joined_chart": _people(_("When people joined"), found.joined_days, k),
        "contributed_chart": _people(
            _("When people first said something"), found.contributed_days, k
        ),
        "heard_chart": _heard(found),
    }


def _people(title: str, days: tuple[tuple[date, int], ...], k: int) -> DayChart:
    """Days on which no whole group was complete are no picture of nobody."""
    if not any(people for _day, people in days):
        return DayChart(
            title, _("Fewer than %(smallest)s people so far") % {"smallest": k}, (), "people"
        )
    return DayChart(
        title, _("Counted in whole groups of %(smallest)s") % {"smallest": k}, days, "people"
    )


def _heard(found: Reach) -> BarChart | None:
    if found.how_heard is None:
        return None
    rows = tuple(
        Bar(kind.name, kind.joined) for kind in found.how_heard.kinds if kind.joined is not None
    )
    return BarChart(
        _("How people heard of it"),
        _("%(question)s In whole groups of %(smallest)s, smaller ones left out.")
        % {"question": found.how_heard.text, "smallest": found.smallest_group},
        rows,
        "people",
    )
