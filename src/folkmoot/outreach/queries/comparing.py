"""Who is missing: those who joined, held against the people there are."""

from collections.abc import Hashable
from dataclasses import dataclass, replace
from enum import StrEnum
from uuid import UUID

from folkmoot.joining.queries import JoinedBy, joined_by_segment
from folkmoot.members import queries as members
from folkmoot.outreach.models import Population
from folkmoot.programmes.models import Programme
from insight.participation import representativeness

TOGETHER = ""  # no answer has this name


class PopulationSource(StrEnum):
    """Where the numbers of a population come from."""

    NOWHERE = ""
    ENTERED = "entered"  # by the sponsor
    LISTED = "listed"  # of those invited


@dataclass(frozen=True, slots=True)
class ComparisonKind:
    """One answer. ``joined`` counts in whole steps of k; None where it cannot be shown.

    ``ratio`` is about the share among those who joined by the share among all. ``missing`` is
    how many more of this kind, at the very least, would make it proportional, the others staying
    as they are; None where that is not certain.
    """

    name: str
    joined: int | None
    population: int | None
    ratio: float | None = None
    missing: int | None = None
    can_write_to: bool = False
    contributed: int | None = None  # of those whose answer is kept, in whole steps of k


@dataclass(frozen=True, slots=True)
class PopulationComparison:
    """One question."""

    question: UUID | None
    text: str
    attribute: str
    is_how_heard: bool
    source: PopulationSource
    kinds: tuple[ComparisonKind, ...]
    hidden_missing: int | None = None
    """How many more of the kinds that cannot be shown, taken together, at the very least."""

    @property
    def is_compared(self) -> bool:
        return any(kind.ratio is not None for kind in self.kinds)

    @property
    def has_contributed(self) -> bool:
        return any(kind.contributed is not None for kind in self.kinds)

    @property
    def missing(self) -> tuple[ComparisonKind, ...]:
        """Those who are missing, the most first."""
        found = (kind for kind in self.kinds if kind.missing)
        return tuple(sorted(found, key=lambda kind: -(kind.missing or 0)))

    @property
    def hidden(self) -> tuple[ComparisonKind, ...]:
        return tuple(kind for kind in self.kinds if kind.joined is None)

    @property
    def hidden_names(self) -> list[str]:
        return [kind.name for kind in self.hidden if kind.population]


def entered(programme: Programme) -> list[str]:
    """The numbers that staff entered, a line each."""
    rows = Population.objects.filter(programme=programme)
    return sorted(entered_line(row.attribute, row.value, row.number) for row in rows)


def entered_line(attribute: str, value: str, number: int) -> str:
    return f"{attribute}: {value}, {number}"


def comparisons(
    programme: Programme, parts: list[tuple[str, str]], everybody: int
) -> list[PopulationComparison]:
    """Every question on joining, and every population that no question asks about yet.

    ``parts`` are the attributes that letters can be sent by, ``everybody`` how many joined at
    the very most.
    """
    by_staff: dict[str, dict[str, int]] = {}
    for row in Population.objects.filter(programme=programme).order_by("attribute", "value"):
        by_staff.setdefault(row.attribute, {})[row.value] = row.number
    listed = {
        found.name: {share.value: share.number for share in found.shares}
        for found in members.population(programme)
    }
    k = programme.organisation.smallest_group
    done = []
    for asked in joined_by_segment(programme):
        names = (asked.text, asked.attribute)
        sponsor = next((by_staff.pop(name) for name in names if name in by_staff), None)
        people = sponsor or listed.get(asked.attribute) or {}
        source = PopulationSource.ENTERED if sponsor else PopulationSource.LISTED
        done.append(
            _compare(
                asked, people, source if people else PopulationSource.NOWHERE, parts, everybody, k
            )
        )
    for name, people in by_staff.items():
        kinds = tuple(ComparisonKind(value, None, number) for value, number in people.items())
        done.append(PopulationComparison(None, name, "", False, PopulationSource.ENTERED, kinds))
    return done


def _compare(
    asked: JoinedBy,
    people: dict[str, int],
    source: PopulationSource,
    parts: list[tuple[str, str]],
    everybody: int,
    k: int,
) -> PopulationComparison:
    joined = {same(name): number for name, number in asked.counts}
    names = [*people, *(name for name, _ in asked.counts if same(name) not in map(same, people))]
    floors = {
        name: number
        for name in people
        if people[name] and (number := joined.get(same(name))) is not None
    }
    hidden = [name for name in people if people[name] and name not in floors]
    is_compared = len(floors) + bool(hidden) > 1 and any(floors.values())
    least = sum(number or 0 for number in joined.values())
    left_over = everybody - least if everybody >= least else k - 1
    most = {name: floor + min(k - 1, left_over) for name, floor in floors.items()}
    ratios = _ratios(floors, most, people, hidden, everybody) if is_compared else {}
    kinds = []
    for name in names:
        can_write = any(same(a) == same(asked.attribute) and v == name for a, v in parts)
        kind = ComparisonKind(
            name, joined.get(same(name)), people.get(name), can_write_to=can_write
        )
        if name in ratios:
            missing = _certain([name], most[name], floors, people)
            kind = replace(kind, ratio=ratios[name], missing=missing)
        kinds.append(kind)
    together = is_compared and hidden and everybody >= least
    return PopulationComparison(
        question=asked.question,
        text=asked.text,
        attribute=asked.attribute,
        is_how_heard=asked.is_how_heard,
        source=source,
        kinds=tuple(kinds),
        # Together they can be no more than everybody whom we do not show elsewhere.
        hidden_missing=_certain(hidden, everybody - least, floors, people) if together else None,
    )


def _certain(
    names: list[str], most: int, floors: dict[str, int], people: dict[str, int]
) -> int | None:
    """How many more of these are due though ``most`` of them came, and as few others as can be."""
    here = sum(people[name] for name in names)
    others = sum(people.values()) - here
    came = sum(number for name, number in floors.items() if name not in names)
    if not others:
        return None
    due = -(-here * came // others) - most
    return due if due > 0 else None


def _ratios(
    floors: dict[str, int],
    most: dict[str, int],
    people: dict[str, int],
    hidden: list[str],
    everybody: int,
) -> dict[str, float]:
    """About: each shown kind in the middle of what its whole groups leave open."""
    came: dict[Hashable, float] = {
        name: (number + most[name]) // 2 for name, number in floors.items()
    }
    there: dict[Hashable, float] = {name: people[name] for name in floors}
    if hidden:
        came[TOGETHER] = max(everybody - sum(came.values()), 0)
        there[TOGETHER] = sum(people[name] for name in hidden)
    found = representativeness(came, there)
    return {name: float(found.ratio[n]) for n, name in enumerate(floors)}


def same(name: str) -> str:
    """Two spellings of one answer: a list and a question rarely agree on capitals."""
    return " ".join(name.casefold().split())
