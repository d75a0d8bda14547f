"""A map of regions as tiles of one size: no region is overlooked because it is small."""

from dataclasses import dataclass

from folkmoot.outreach.models import TileLayout
from folkmoot.outreach.queries.comparing import ComparisonKind, PopulationComparison
from folkmoot.programmes.models import Programme

SIZE, GAP = 100, 6
# The seven NHS regions of England, and the other countries of the United Kingdom.
DEFAULT: tuple[tuple[str, str, int, int], ...] = (
    ("Scotland", "SCO", 1, 0),  # not for people: an answer, word for word
    ("Northern Ireland", "NI", 0, 1),  # not for people: an answer, word for word
    ("North West", "NW", 1, 1),  # not for people: an answer, word for word
    ("North East and Yorkshire", "NEY", 2, 1),  # not for people: an answer, word for word
    ("Wales", "WAL", 0, 2),  # not for people: an answer, word for word
    ("Midlands", "MID", 1, 2),  # not for people: an answer, word for word
    ("East of England", "EE", 2, 2),  # not for people: an answer, word for word
    ("South West", "SW", 0, 3),  # not for people: an answer, word for word
    ("South East", "SE", 1, 3),  # not for people: an answer, word for word
    ("London", "LON", 2, 3),  # not for people: an answer, word for word
)
SHADES = (0.06, 0.14, 0.22, 0.3)


@dataclass(frozen=True, slots=True)
class Tile:
    """``x`` and ``y`` are where it begins; ``shade`` is darker the more joined for their number."""

    name: str
    short: str
    x: int
    y: int
    shade: float
    kind: ComparisonKind | None

    @property
    def middle_x(self) -> int:
        return self.x + SIZE // 2

    @property
    def name_y(self) -> int:
        return self.y + 44

    @property
    def shown_y(self) -> int:
        return self.y + 76


@dataclass(frozen=True, slots=True)
class TileMap:
    title: str
    width: int
    height: int
    tiles: tuple[Tile, ...]
    is_compared: bool
    size: int = SIZE


def tile_map(programme: Programme, found: list[PopulationComparison]) -> TileMap | None:
    """None until somebody says which question is about regions."""
    layout = TileLayout.objects.filter(programme=programme).first()
    asked = next((one for one in found if layout and one.text == layout.attribute), None)
    if layout is None or asked is None:
        return None
    kinds = {" ".join(kind.name.casefold().split()): kind for kind in asked.kinds}
    most = max((kind.joined or 0 for kind in asked.kinds), default=0)
    tiles = []
    for name, short, column, row in layout.tiles or DEFAULT:
        kind = kinds.get(" ".join(name.casefold().split()))
        tiles.append(
            Tile(
                name=name,
                short=short,
                x=column * (SIZE + GAP) + GAP,
                y=row * (SIZE + GAP) + GAP,
                shade=_shade(kind, most),
                kind=kind,
            )
        )
    return TileMap(
        title=asked.text,
        width=max(tile.x for tile in tiles) + SIZE + GAP,
        height=max(tile.y for tile in tiles) + SIZE + GAP,
        tiles=tuple(tiles),
        is_compared=asked.is_compared,
    )


def _shade(kind: ComparisonKind | None, most: int) -> float:
    if kind is None or kind.joined is None:
        return 0.0
    level = kind.ratio / 1.5 if kind.ratio is not None else kind.joined / max(most, 1)
    return SHADES[min(int(level * len(SHADES)), len(SHADES) - 1)]
