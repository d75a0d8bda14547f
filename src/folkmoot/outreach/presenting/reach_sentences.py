"""The reach page's figures as sentences, for a guide's account of how it was done."""

from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.core import formats
from folkmoot.core.formats import number
from folkmoot.joining.queries import second_codes_at_most
from folkmoot.outreach.models import Ambassador
from folkmoot.outreach.presenting.reach import channel_name
from folkmoot.outreach.queries.comparing import ComparisonKind, PopulationComparison
from folkmoot.outreach.queries.reach import Reach, reach
from folkmoot.programmes.models import Programme


def reach_in_words(programme: Programme, *, at: datetime | None = None) -> tuple[str, ...]:
    """Empty where nobody joined here: an imported conversation has a reach of its own."""
    found = reach(programme, at=at)
    if not found.joined.most:
        return ()
    sentences = [_("How far it reached: %(figures)s.") % {"figures": "; ".join(_came_in(found))}]
    sentences += [told for told in (_by_month(found), _by_link(programme, found)) if told]
    sentences += [told for asked in found.comparisons if (told := _told(asked))]
    if len(sentences) > 1:
        told = _(
            "People are counted in whole groups of %(smallest)s; smaller groups are not named."
        )
        sentences.append(told % {"smallest": found.smallest_group})
    if again := second_codes_at_most(programme):
        told = ngettext(
            "Each code let one person in, once. Up to %(count)s people may hold two codes, and so "
            "have two voices: their letter had not come, and they were dealt a new one.",
            "Each code let one person in, once. Up to %(count)s people may hold two codes, and so "
            "have two voices: their letter had not come, and they were dealt a new one.",
            again,
        )
        sentences.append(told % {"count": number(again)})
    return tuple(sentences)


def _came_in(found: Reach) -> list[str]:
    came = []
    if invited := found.invited.total:
        told = ngettext(
            "%(count)s person was on the list of those invited",
            "%(count)s people were on the list of those invited",
            invited,
        )
        came.append(told % {"count": number(invited)})
    if found.visits:
        told = ngettext(
            "links were visited once, counted without cookies",
            "links were visited %(count)s times, counted without cookies",
            found.visits,
        )
        came.append(told % {"count": number(found.visits)})
    came.append(_("%(count)s people joined") % {"count": found.joined})
    if found.contributed:
        came.append(_spoke(found.joined.most, found.contributed, found.smallest_group))
    return came


def _spoke(joined: int, contributed: int, k: int) -> str:
    """``contributed`` is in whole groups of k: where the rest is less than one of those, and few
    beside the crowd, "300 joined; 300 or more of them contributed" would read as a mistake."""
    rest = joined - contributed
    if rest < k and rest * 10 <= joined:
        return _("all or nearly all of them contributed")
    return _("%(number)s or more of them contributed") % {"number": number(contributed)}


def _told(asked: PopulationComparison) -> str:
    shown = [kind for kind in asked.kinds if kind.joined]
    if not shown:
        return ""
    counts = ", ".join(_count(kind) for kind in shown)
    told = _("%(question)s Joined at least: %(counts)s.")
    sentences = [told % {"question": asked.text, "counts": counts}]
    if asked.missing:
        who = asked.missing[0]
        more = who.missing or 0
        told = ngettext(
            "For proportion, at least %(count)s more of %(name)s were due.",
            "For proportion, at least %(count)s more of %(name)s were due.",
            more,
        )
        sentences.append(told % {"count": number(more), "name": who.name})
    return " ".join(sentences)


def _count(kind: ComparisonKind) -> str:
    joined, people = kind.joined or 0, kind.population
    count = formats.part_of(joined, people) if people else number(joined)
    if not kind.contributed:
        return f"{kind.name} {count}"
    return _("%(name)s %(count)s (%(contributed)s contributed)") % {
        "name": kind.name,
        "count": count,
        "contributed": number(kind.contributed),
    }


def _by_month(found: Reach) -> str:
    """A guide names no day finer than a month."""
    months: dict[str, list[int]] = {}
    for place, days in enumerate((found.joined_days, found.contributed_days)):
        for day, people in days:
            if people:
                months.setdefault(f"{day:%Y-%m}", [0, 0])[place] += people
    told = [
        _came(formats.month(date.fromisoformat(f"{month}-01")), *numbers)
        for month, numbers in sorted(months.items())
    ]
    return _("By month: %(figures)s.") % {"figures": "; ".join(told)} if told else ""


def _by_link(programme: Programme, found: Reach) -> str:
    """Links of the programme by name; those that a person carried only together."""
    carried = set(
        Ambassador.objects.filter(programme=programme).values_list("channel__name", flat=True)
    )
    own = [one for one in found.channels if one.joined and one.name not in carried]
    told = [_came(channel_name(one), one.joined, one.contributed) for one in own]
    theirs = [one for one in found.channels if one.joined and one.name in carried]
    if theirs:
        joined = sum(one.joined for one in theirs)
        spoke = sum(one.contributed for one in theirs)
        told.append(_came(_("ambassadors together"), joined, spoke))
    return _("By link, at least: %(figures)s.") % {"figures": "; ".join(told)} if told else ""


def _came(name: str, joined: int, contributed: int) -> str:
    figures = {"name": name, "joined": number(joined), "contributed": number(contributed)}
    if not contributed:
        return _("%(name)s %(joined)s joined") % figures
    if not joined:
        return _("%(name)s %(contributed)s contributed") % figures
    return _("%(name)s %(joined)s joined and %(contributed)s contributed") % figures
