"""Who is missing: those who joined, held against the people there are."""

from collections.abc import Hashable
from dataclasses import dataclass
from uuid import UUID

from folkmoot.joining.queries import JoinedBy, joined_by_segment
from folkmoot.members import queries as members
from folkmoot.outreach.models import Population
from folkmoot.programmes.models import Programme
from insight.participation import representativeness

TOGETHER = ""  # no answer has this name


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
    contributed: int | None = None  # of those whose answer is kept, in whole steps of k


@dataclass(frozen=True, slots=True)
class Comparison:
    """One question. ``source`` says where the population's numbers come from, empty without any."""

    question: UUID | None
    text: str
    attribute: str
    is_how_heard: bool
    source: str
    kinds: tuple[Kind, ...]
    hidden_missing: int | None = None
    """How many more of the kinds that cannot be shown, taken together, at the very least."""

    @property
    def is_compared(self) -> bool:
        return any(kind.ratio is not None for kind in self.kinds)

    @property
    def has_contributed(self) -> bool:
        return any(kind.contributed is not None for kind in self.kinds)

    @property
    def missing(self) -> tuple[Kind, ...]:
        """Those who are missing, the most first."""
        found = (kind for kind in self.kinds if kind.missing)
        return tuple(sorted(found, key=lambda kind: -(kind.missing or 0)))

    @property
    def hidden(self) -> tuple[Kind, ...]:
        return tuple(kind for kind in self.kinds if kind.joined is None)

    @property
    def hidden_names(self) -> str:
        names = [kind.name for kind in self.hidden if kind.population]
        return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def comparisons(
    programme: Programme, parts: list[tuple[str, str]], everybody: int
) -> list[Comparison]:
    """Every question on joining, and every population that no question asks about yet.

    ``parts`` are the attributes that letters can be sent by, ``everybody`` how many joined.
    """
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
        done.append(_compare(asked, people, source if people else "", parts, everybody))
    for name, people in entered.items():
        kinds = tuple(Kind(value, None, number) for value, number in people.items())
        done.append(Comparison(None, name, "", False, "the sponsor's numbers", kinds))
    return done


def _compare(
    asked: JoinedBy,
    people: dict[str, int],
    source: str,
    parts: list[tuple[str, str]],
    everybody: int,
) -> Comparison:
    joined = {same(name): number for name, number in asked.counts}
    names = [*people, *(name for name, _ in asked.counts if same(name) not in map(same, people))]
    shown = [name for name in people if people[name] and joined.get(same(name)) is not None]
    hidden = [name for name in people if people[name] and name not in shown]
    found = None
    if shown and len(shown) + bool(hidden) > 1 and any(joined[same(name)] for name in shown):
        came: dict[Hashable, float] = {name: joined[same(name)] or 0 for name in shown}
        there: dict[Hashable, float] = {name: people[name] for name in shown}
        if hidden:
            # Together they can be no more than everybody whom we do not show elsewhere.
            came[TOGETHER] = max(everybody - sum(came.values()), 0)
            there[TOGETHER] = sum(people[name] for name in hidden)
        found = representativeness(came, there)
    place = {name: n for n, name in enumerate(shown)} if found else {}
    kinds = []
    for name in names:
        can_write = any(same(a) == same(asked.attribute) and v == name for a, v in parts)
        kind = Kind(name, joined.get(same(name)), people.get(name), can_write_to=can_write)
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
        question=asked.question,
        text=asked.text,
        attribute=asked.attribute,
        is_how_heard=asked.is_how_heard,
        source=source,
        kinds=tuple(kinds),
        hidden_missing=int(found.missing[-1]) if found is not None and hidden else None,
    )


def same(name: str) -> str:
    """Two spellings of one answer: a list and a question rarely agree on capitals."""
    return " ".join(name.casefold().split())
