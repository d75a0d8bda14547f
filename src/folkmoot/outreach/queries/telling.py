"""The reach page's figures as sentences, for a guide's account of how it was done."""

from datetime import date, datetime

from folkmoot.core import formats
from folkmoot.joining.queries import second_codes_sent
from folkmoot.outreach.models import Ambassador
from folkmoot.outreach.queries.comparing import Comparison, ComparisonKind
from folkmoot.outreach.queries.reach import Reach, reach
from folkmoot.programmes.models import Programme


def reach_in_words(programme: Programme, *, at: datetime | None = None) -> tuple[str, ...]:
    """Empty where nobody joined here: an imported conversation has a reach of its own."""
    found = reach(programme, at=at)
    if not found.joined.most:
        return ()
    came = []
    if found.invited.total:
        came.append(f"{found.invited.total:,} people were on the list of those invited")
    if found.visits:
        came.append(f"links were visited {_times(found.visits)}, counted without cookies")
    came.append(f"{found.joined} people joined")
    if found.contributed:
        came.append(_spoke(found.joined.most, found.contributed, found.smallest_group))
    sentences = [f"How far it reached: {'; '.join(came)}."]
    sentences += [told for told in (_by_month(found), _by_link(programme, found)) if told]
    sentences += [told for asked in found.comparisons if (told := _told(asked))]
    if len(sentences) > 1:
        sentences.append(
            f"People are counted in whole groups of {found.smallest_group}; smaller groups are "
            "not named."
        )
    if again := second_codes_sent(programme):
        sentences.append(
            f"Each code let one person in, once. Up to {again:,} people may hold two codes, and so "
            "have two voices: their letter had not come, and they were dealt a new one."
        )
    return tuple(sentences)


def _spoke(joined: int, contributed: int, k: int) -> str:
    """``contributed`` is in whole groups of k: where the rest is less than one of those, and few
    beside the crowd, "300 joined; 300 or more of them contributed" would read as a mistake."""
    rest = joined - contributed
    if rest < k and rest * 10 <= joined:
        return "all or nearly all of them contributed"
    return f"{contributed:,} or more of them contributed"


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number:,} times"


def _told(asked: Comparison) -> str:
    shown = [kind for kind in asked.kinds if kind.joined]
    if not shown:
        return ""
    counts = ", ".join(_count(kind) for kind in shown)
    who = asked.missing[0] if asked.missing else None
    missing = (
        f" For proportion, at least {who.missing:,} more of {who.name} were due." if who else ""
    )
    return f"{asked.text} Joined at least: {counts}.{missing}"


def _count(kind: ComparisonKind) -> str:
    of = f" of {kind.population:,}" if kind.population else ""
    spoke = f" ({kind.contributed:,} contributed)" if kind.contributed else ""
    return f"{kind.name} {kind.joined:,}{of}{spoke}"


def _by_month(found: Reach) -> str:
    """A guide names no day finer than a month."""
    months: dict[str, list[int]] = {}
    for place, days in enumerate((found.joined_days, found.contributed_days)):
        for day, number in days:
            if number:
                months.setdefault(f"{day:%Y-%m}", [0, 0])[place] += number
    told = [
        f"{formats.month(date.fromisoformat(f'{month}-01'))} {_came(*numbers)}"
        for month, numbers in sorted(months.items())
    ]
    return f"By month: {'; '.join(told)}." if told else ""


def _by_link(programme: Programme, found: Reach) -> str:
    """Links of the programme by name; those that a person carried only together."""
    carried = set(
        Ambassador.objects.filter(programme=programme).values_list("channel__name", flat=True)
    )
    own = [one for one in found.channels if one.joined and one.name not in carried]
    told = [f"{one.name} {_came(one.joined, one.contributed)}" for one in own]
    theirs = [one for one in found.channels if one.joined and one.name in carried]
    if theirs:
        joined = sum(one.joined for one in theirs)
        spoke = sum(one.contributed for one in theirs)
        told.append(f"ambassadors together {_came(joined, spoke)}")
    return f"By link, at least: {'; '.join(told)}." if told else ""


def _came(joined: int, contributed: int) -> str:
    spoke = f"{contributed:,} contributed" if contributed else ""
    return " and ".join(part for part in (f"{joined:,} joined" if joined else "", spoke) if part)
