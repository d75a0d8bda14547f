"""Who is missing: those who joined, held against the people there are."""

from dataclasses import dataclass
from uuid import UUID

from folkmoot.joining.queries import JoinedBy, joined_by_segment
from folkmoot.members import queries as members
from folkmoot.outreach.models import Population
from folkmoot.programmes.models import Programme
from insight.participation import representativeness


@dataclass(frozen=True, slots=True)
class Kind:
    """One answer. ``joined`` counts in whole steps of k; None where it cannot be shown.

    ``ratio`` is the share among those who joined by the share among all; ``missing`` is how
    many more of this kind would make it proportional, the others staying as they are.
    """

    name: str
    joined: int | None
    population: int | None
    joined_share: float | None = None
    population_share: float | None = None
    ratio: float | None = None
    missing: int | None = None
    can_write_to: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question. ``source`` says where the population's numbers come from, empty without any."""

    question: UUID | None
    text: str
    attribute: str
    is_how_heard: bool
    source: str
    kinds: tuple[Kind, ...]

    @property
    def is_compared(self) -> bool:
        return any(kind.ratio is not None for kind in self.kinds)

    @property
    def missing(self) -> tuple[Kind, ...]:
        """Those who are missing, the most first."""
        found = (kind for kind in self.kinds if kind.missing)
        return tuple(sorted(found, key=lambda kind: -(kind.missing or 0)))

    @property
    def hidden(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in self.kinds if kind.joined is None)


def comparisons(programme: Programme, parts: list[tuple[str, str]]) -> list[Comparison]:
    """Every question on joining, and every population that no question asks about yet."""
    entered: dict[str, dict[str, int]] = {}
    for row in Population.objects.filter(programme=programme).order_by("attribute", "value"):
        entered.setdefault(row.attribute, {})[row.value] = row.number
    listed = {
        found.name: {share.value: share.number for share in found.shares}
        for found in members.population(programme)
    }
    done = []
    for asked in joined_by_segment(programme):
        names = (asked.text, asked.attribute)
        sponsor = next((entered.pop(name) for name in names if name in entered), None)
        people = sponsor or listed.get(asked.attribute) or {}
        source = "the sponsor's numbers" if sponsor else "the lists of those invited"
        done.append(_compare(asked, people, source if people else "", parts))
    for name, people in entered.items():
        kinds = tuple(Kind(value, None, number) for value, number in people.items())
        done.append(Comparison(None, name, "", False, "the sponsor's numbers", kinds))
    return done


def _compare(
    asked: JoinedBy, people: dict[str, int], source: str, parts: list[tuple[str, str]]
) -> Comparison:
    joined = {_same(name): number for name, number in asked.counts}
    names = [*people, *(name for name, _ in asked.counts if _same(name) not in map(_same, people))]
    shown = [name for name in people if people[name] and joined.get(_same(name)) is not None]
    found = None
    if len(shown) > 1 and any(joined[_same(name)] for name in shown):
        found = representativeness(
            {name: joined[_same(name)] or 0 for name in shown},
            {name: people[name] for name in shown},
        )
    place = {name: n for n, name in enumerate(shown)} if found else {}
    kinds = []
    for name in names:
        can_write = any(_same(a) == _same(asked.attribute) and v == name for a, v in parts)
        kind = Kind(name, joined.get(_same(name)), people.get(name), can_write_to=can_write)
        if found is not None and name in place:
            n = place[name]
            kind = Kind(
                name=name,
                joined=kind.joined,
                population=kind.population,
                joined_share=float(found.joined_share[n]),
                population_share=float(found.population_share[n]),
                ratio=float(found.ratio[n]),
                missing=int(found.missing[n]),
                can_write_to=can_write,
            )
        kinds.append(kind)
    return Comparison(
        asked.question, asked.text, asked.attribute, asked.is_how_heard, source, tuple(kinds)
    )


def _same(name: str) -> str:
    """Two spellings of one answer: a list and a question rarely agree on capitals."""
    return " ".join(name.casefold().split())
