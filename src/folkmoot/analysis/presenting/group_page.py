"""Opinion groups as the page shows them: cards, the map, and ideas across groups."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.activities.registry import Text
from folkmoot.analysis.queries.result import EVERYBODY_ELSE, Bridge, Divide, GroupShare, Opinions
from folkmoot.core.formats import number
from folkmoot.web.charts import Point, PointMap


@dataclass(frozen=True, slots=True)
class BeliefLine:
    """``said`` of ``votes`` in the group, and of everybody else, with their shares in per cent."""

    text: str
    agrees: bool
    share: int
    said: int
    votes: int
    share_others: int
    said_others: int
    votes_others: int


@dataclass(frozen=True, slots=True)
class GroupCard:
    name: str
    size: int
    beliefs: tuple[BeliefLine, ...]


@dataclass(frozen=True, slots=True)
class IdeaAcrossGroups:
    """``shares`` by group; None where one may not be told. ``told`` says how far."""

    text: str
    told: str
    shares: tuple[GroupShare | None, ...]


def opinion_map(opinions: Opinions, smallest_group: int) -> PointMap | None:
    """Only where there are groups: a plane always looks as if it held some."""
    if not opinions.points or opinions.verdict != "groups":
        return None
    return PointMap(
        title=_("%(people)s people in %(groups)s groups: near means voting alike")
        % {"people": number(opinions.people), "groups": len(opinions.groups)},
        caption=" ".join([*_drawn(opinions), _dots(smallest_group), *_camps(opinions)]),
        points=tuple(Point(x, y, group) for x, y, group in opinions.points),
        group_names=tuple(_("Group %(name)s") % {"name": g.name} for g in opinions.groups),
        letters=tuple(group.name for group in opinions.groups),
        sizes=tuple(group.size for group in opinions.groups),
    )


def _drawn(opinions: Opinions) -> list[str]:
    drawn, people = len(opinions.points), opinions.people
    if drawn >= people:
        return []
    told = ngettext(
        "%(drawn)s of the %(people)s people who voted are drawn; those who voted too little to be "
        "placed are counted with the nearest group.",
        "%(drawn)s of the %(people)s people who voted are drawn; those who voted too little to be "
        "placed are counted with the nearest group.",
        drawn,
    )
    return [told % {"drawn": number(drawn), "people": number(people)}]


def _dots(smallest_group: int) -> str:
    return _(
        "No dot is one person: each stands where %(smallest)s people who vote alike stand on "
        "average, moved at random by as much as the average had drawn them together."
    ) % {"smallest": smallest_group}


def _camps(opinions: Opinions) -> list[str]:
    if opinions.gap is None:
        return []
    if opinions.gap:
        return [_("There is a gap between the groups.")]
    return [_("There is no gap between the groups: colours show where the crowd was cut.")]


def group_cards(opinions: Opinions, words: dict[int, Text]) -> tuple[GroupCard, ...]:
    return tuple(
        GroupCard(
            name=group.name,
            size=group.size,
            beliefs=tuple(
                BeliefLine(
                    text=words[belief.idea_id].text,
                    agrees=belief.stance == "agree",
                    share=belief.percent,
                    said=belief.said,
                    votes=belief.votes,
                    share_others=belief.percent_others,
                    said_others=belief.said_others,
                    votes_others=belief.votes_others,
                )
                for belief in group.beliefs
                if belief.idea_id in words
            ),
        )
        for group in opinions.groups
    )


Shares = dict[int, tuple[GroupShare | None, ...]]


def bridge_rows(
    opinions: Opinions, shares: Shares, words: dict[int, Text]
) -> tuple[IdeaAcrossGroups, ...]:
    return tuple(
        IdeaAcrossGroups(words[b.idea_id].text, _beyond(b), shares[b.idea_id])
        for b in opinions.bridges
        if b.idea_id in words
    )


def divide_rows(
    opinions: Opinions, shares: Shares, whole: dict[int, GroupShare], words: dict[int, Text]
) -> tuple[IdeaAcrossGroups, ...]:
    return tuple(
        IdeaAcrossGroups(
            words[d.idea_id].text, _gap(d, shares[d.idea_id], whole[d.idea_id]), shares[d.idea_id]
        )
        for d in opinions.divides
        if d.idea_id in words
    )


def _beyond(bridge: Bridge) -> str:
    score, low, high = (f"{100 * n:+.0f}" for n in (bridge.score, bridge.low, bridge.high))
    return _("%(score)s (%(low)s to %(high)s)") % {"score": score, "low": low, "high": high}


def _gap(divide: Divide, shares: tuple[GroupShare | None, ...], everybody: GroupShare) -> str:
    """The difference of the two whole per cents that are told."""
    if EVERYBODY_ELSE not in (divide.most, divide.least):
        most, least = shares[divide.most], shares[divide.least]
        assert most is not None  # only what is told is compared
        assert least is not None
        apart = most.percent - least.percent
        return ngettext("%(count)s point", "%(count)s points", apart) % {"count": apart}
    group = shares[divide.least if divide.most == EVERYBODY_ELSE else divide.most]
    assert group is not None
    others = GroupShare(everybody.agrees - group.agrees, everybody.votes - group.votes)
    apart = abs(group.percent - others.percent)
    return ngettext(
        "%(count)s point from everybody else's %(share)s%% (%(agree)s of %(votes)s)",
        "%(count)s points from everybody else's %(share)s%% (%(agree)s of %(votes)s)",
        apart,
    ) % {
        "count": apart,
        "share": others.percent,
        "agree": number(others.agrees),
        "votes": number(others.votes),
    }
