"""A map of points in groups: shapes and letters tell the groups apart, hue only helps."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _

from folkmoot.core import formats
from folkmoot.core.figures import percent_of
from folkmoot.web.charts.base import ChartTable, page_id

MANY = 800  # beyond this the SVG shows occupied cells, and a canvas every point
CELLS = 56
EDGE = 4.0  # of a frame 100 wide
LETTERS = "ABCDEF"

# One path per group around its own centre, in a frame of 2 x 2; the letter says it too.
SHAPES = (
    "M-.5 0a.5 .5 0 1 0 1 0a.5 .5 0 1 0 -1 0",  # in no group: a small dot
    "M-1 0a1 1 0 1 0 2 0a1 1 0 1 0 -2 0",
    "M0-1.15L1.1 .8H-1.1Z",
    "M-.9-.9H.9V.9H-.9Z",
    "M0-1.25L1.25 0L0 1.25L-1.25 0Z",
    "M-.35-1.1H.35V-.35H1.1V.35H.35V1.1H-.35V.35H-1.1V-.35H-.35Z",
    "M0 1.15L1.1-.8H-1.1Z",
)


@dataclass(frozen=True, slots=True)
class Point:
    """``group`` counts from 0 into ``group_names``; -1 for a point in no group."""

    x: float
    y: float
    group: int


@dataclass(frozen=True, slots=True)
class Mark:
    x: str
    y: str
    shape: int


@dataclass(frozen=True, slots=True)
class GroupKey:
    number: int
    letter: str
    name: str
    count: int
    shape: str
    x: str
    y: str


@dataclass(frozen=True, slots=True)
class PointMap:
    title: str
    caption: str
    points: tuple[Point, ...]
    group_names: tuple[str, ...]
    letters: tuple[str, ...] = ()  # of the groups; A, B, C where none are given
    sizes: tuple[int, ...] = ()  # people of each group, where not all are drawn

    template: ClassVar[str] = "components/charts/points.html"

    @property
    def id(self) -> str:
        return page_id(self.title, self.caption)

    @property
    def points_id(self) -> str:
        return f"{self.id}-points"

    @property
    def is_empty(self) -> bool:
        return not self.points

    @property
    def has_many(self) -> bool:
        return len(self.points) > MANY

    @property
    def spoken(self) -> str:
        sizes = ", ".join(f"{key.name}: {formats.number(key.count)}" for key in self.groups())
        whole = sum(self.sizes) or len(self.points)
        told = _("A map of %(count)s people placed by how alike they vote.")
        return f"{told % {'count': formats.number(whole)}} {sizes}"

    def _frame(self) -> tuple[float, float, float]:
        """Left, bottom and size of the square that holds every point; one scale for both ways."""
        xs, ys = [p.x for p in self.points], [p.y for p in self.points]
        width, height = max(xs) - min(xs), max(ys) - min(ys)
        size = max(width, height) or 1.0
        return min(xs) - (size - width) / 2, min(ys) - (size - height) / 2, size

    def _placed(self) -> list[tuple[float, float, int]]:
        left, bottom, size = self._frame()
        room = 100 - 2 * EDGE
        return [
            (
                EDGE + room * (p.x - left) / size,
                100 - EDGE - room * (p.y - bottom) / size,
                _shape_of(p.group),
            )
            for p in self.points
        ]

    def drawn(self) -> list[Mark]:
        placed = self._placed()
        if self.has_many:
            cell = 100 / CELLS
            occupied = sorted({(int(x / cell), int(y / cell), shape) for x, y, shape in placed})
            placed = [((x + 0.5) * cell, (y + 0.5) * cell, shape) for x, y, shape in occupied]
        return [Mark(f"{x:.1f}", f"{y:.1f}", shape) for x, y, shape in placed]

    def groups(self) -> list[GroupKey]:
        counts = Counter(point.group for point in self.points)
        places: dict[int, list[tuple[float, float]]] = defaultdict(list)
        for x, y, shape in self._placed():
            places[shape].append((x, y))
        keys = []
        for index, name in enumerate(self.group_names):
            here = places.get(_shape_of(index)) or [(50.0, 50.0)]
            keys.append(
                GroupKey(
                    number=_shape_of(index),
                    letter=(self.letters or LETTERS)[index % len(self.letters or LETTERS)],
                    name=name,
                    count=self.sizes[index] if self.sizes else counts[index],
                    shape=SHAPES[_shape_of(index)],
                    x=f"{sum(x for x, _ in here) / len(here):.1f}",
                    y=f"{sum(y for _, y in here) / len(here):.1f}",
                )
            )
        return keys

    @property
    def ungrouped(self) -> int:
        return sum(point.group < 0 for point in self.points)

    def shapes(self) -> list[tuple[int, str]]:
        used = {_shape_of(point.group) for point in self.points}
        return [(number, SHAPES[number]) for number in sorted(used)]

    def for_canvas(self) -> dict[str, object]:
        """Whole thousandths of the frame: small to send, exact enough to see."""
        placed = self._placed()
        return {
            "x": [round(10 * x) for x, _, _ in placed],
            "y": [round(10 * y) for _, y, _ in placed],
            "shape": [shape for _, _, shape in placed],
            "shapes": list(SHAPES),
            "letters": [[key.letter, float(key.x), float(key.y)] for key in self.groups()],
        }

    def table(self) -> ChartTable:
        whole = sum(self.sizes) + self.ungrouped if self.sizes else len(self.points)
        rows = [
            (f"{key.letter}: {key.name}", formats.number(key.count), percent_of(key.count, whole))
            for key in self.groups()
        ]
        if self.ungrouped:
            share = percent_of(self.ungrouped, whole)
            rows.append((_("In no group"), formats.number(self.ungrouped), share))
        return ChartTable((_("Group"), _("People"), _("Share")), tuple(rows))


def _shape_of(group: int) -> int:
    return 0 if group < 0 else 1 + group % (len(SHAPES) - 1)
