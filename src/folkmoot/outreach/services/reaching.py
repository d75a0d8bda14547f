"""Saying how many people there are, and where regions lie."""

import csv
import io
from datetime import datetime

from django.db import transaction

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.outreach import policy
from folkmoot.outreach.models import Population, TileLayout
from folkmoot.programmes.models import Programme

MOST_TILES, MOST_BYTES = 60, 50_000


@transaction.atomic
def set_population(
    *, actor: Actor, programme: Programme, attribute: str, numbers: dict[str, int], at: datetime
) -> None:
    """Replace what was known of one attribute; without numbers it is forgotten."""
    if not policy.can_describe_population(actor.roles):
        raise NotAllowed("Sponsors, facilitators and administrators say how many people there are.")
    Population.objects.filter(programme=programme, attribute=attribute).delete()
    Population.objects.bulk_create(
        Population(programme=programme, attribute=attribute, value=value, number=number)
        for value, number in numbers.items()
    )
    record_audit(
        actor=actor,
        act="described the population",
        at=at,
        detail=f"{attribute}: {len(numbers)} kinds",
        programme_slug=programme.slug,
    )


@transaction.atomic
def set_tiles(
    *, actor: Actor, programme: Programme, attribute: str, file: bytes | None, at: datetime
) -> None:
    """Which question the map shows; without a file our own layout of regions is used."""
    if not policy.can_describe_population(actor.roles):
        raise NotAllowed("Sponsors, facilitators and administrators choose the map.")
    tiles = read_tiles(file) if file else []
    TileLayout.objects.update_or_create(
        programme=programme, defaults={"attribute": attribute, "tiles": tiles}
    )
    record_audit(
        actor=actor,
        act="chose the map of regions",
        at=at,
        detail=attribute,
        programme_slug=programme.slug,
    )


def read_tiles(file: bytes) -> list[list[str | int]]:
    """``name,short,column,row`` a line, in any order of columns; raises with the line's number."""
    if len(file) > MOST_BYTES:
        raise DomainError("That file is too large for a map of tiles.")
    try:
        rows = csv.DictReader(io.StringIO(file.decode("utf-8-sig")))
        return _checked(rows)
    except (UnicodeDecodeError, csv.Error):
        raise DomainError("That is no CSV file in UTF-8.") from None


def _checked(rows: "csv.DictReader[str]") -> list[list[str | int]]:
    names = {name.strip().lower(): name for name in rows.fieldnames or () if name}
    if missing := {"name", "short", "column", "row"} - set(names):
        raise DomainError(f"The first line must name the column “{sorted(missing)[0]}”.")
    tiles: list[list[str | int]] = []
    taken: set[tuple[int, int]] = set()
    for number, row in enumerate(rows, start=2):
        name = (row[names["name"]] or "").strip()[:120]
        short = (row[names["short"]] or "").strip()[:5]
        places = [(row[names[axis]] or "").strip() for axis in ("column", "row")]
        if not name or not all(p.isascii() and p.isdigit() and int(p) < 20 for p in places):
            raise DomainError(f"Line {number} needs a name, and a column and row from 0 to 19.")
        place = (int(places[0]), int(places[1]))
        if place in taken:
            raise DomainError(f"Line {number}: another tile stands there already.")
        taken.add(place)
        tiles.append([name, short or name[:3].upper(), *place])
        if len(tiles) > MOST_TILES:
            raise DomainError(f"More than {MOST_TILES} tiles cannot be read.")
    if not tiles:
        raise DomainError("There is no tile in that file.")
    return tiles
