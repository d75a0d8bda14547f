"""Opinion groups as the page shows them: cards, the map, and ideas across groups."""

from dataclasses import dataclass

from folkmoot.activities.registry import Text
from folkmoot.analysis.queries.result import EVERYBODY_ELSE, Bridge, Divide, GroupShare, Opinions
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
    drawn, people = len(opinions.points), opinions.people
    who = (
        f"{drawn:,} of the {people:,} people who voted are drawn; those who voted too little to "
        "be placed are counted with the nearest group. "
        if drawn < people
        else ""
    )
    return PointMap(
        title=f"{people:,} people in {len(opinions.groups)} groups: near means voting alike",
        caption=(
            f"{who}No dot is one person: each stands where "
            f"{smallest_group} people who vote alike stand on average, moved at random by as much "
            "as the average had drawn them together."
            f"{_camps(opinions)}"
        ),
        points=tuple(Point(x, y, group) for x, y, group in opinions.points),
        group_names=tuple(f"Group {group.name}" for group in opinions.groups),
        letters=tuple(group.name for group in opinions.groups),
        sizes=tuple(group.size for group in opinions.groups),
    )


def _camps(opinions: Opinions) -> str:
    if opinions.gap is None:
        return ""
    if opinions.gap:
        return " There is a gap between the groups."
    return " There is no gap between the groups: colours show where the crowd was cut."


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
    return f"{score} ({low} to {high})"


def _gap(divide: Divide, shares: tuple[GroupShare | None, ...], whole: GroupShare) -> str:
    """The difference of the two whole per cents that are told."""
    if EVERYBODY_ELSE not in (divide.most, divide.least):
        most, least = shares[divide.most], shares[divide.least]
        assert most is not None  # only what is told is compared
        assert least is not None
        return f"{most.percent - least.percent} points"
    group = shares[divide.least if divide.most == EVERYBODY_ELSE else divide.most]
    assert group is not None
    others = GroupShare(whole.agrees - group.agrees, whole.votes - group.votes)
    return (
        f"{abs(group.percent - others.percent)} points from everybody else's {others.percent}% "
        f"({others.agrees:,} of {others.votes:,})"
    )
