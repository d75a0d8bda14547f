"""Saying how many people there are, and where regions lie."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.services import record_audit
from folkmoot.core.columns import read_rows
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.core.revisions import check
from folkmoot.core.tables import ReadReport
from folkmoot.core.text import clean_line, usable_line
from folkmoot.joining import queries as joining
from folkmoot.joining.queries import JoinedBy
from folkmoot.outreach import acts, policy
from folkmoot.outreach.models import Population, TileLayout
from folkmoot.outreach.queries.comparing import entered, entered_line, same
from folkmoot.outreach.queries.tiles import DEFAULT
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock

MOST_TILES, MOST_BYTES = 60, 50_000


@transaction.atomic
def set_population(
    *,
    actor: Actor,
    programme: Programme,
    attribute: str,
    numbers: dict[str, int],
    at: datetime,
    revision: str | None = None,
) -> bool:
    """Replace what was known of one attribute; says whether a question on joining asks for it."""
    _may_describe(actor)
    attribute = usable_line(attribute, 200, empty=_("Say what people differ by."))
    numbers = {usable_line(kind, 120): number for kind, number in numbers.items()}
    asked = _question(programme, attribute)
    if asked is not None:
        attribute, numbers = asked.text, _as_answers(asked, numbers)
    lock(programme.pk)
    now = entered(programme)
    wanted = [line for line in now if not line.startswith(f"{attribute}: ")]
    wanted += [entered_line(attribute, value, number) for value, number in numbers.items()]
    if not check({"rows": now}, revision, {"rows": sorted(wanted)}):
        return asked is not None  # pressed twice
    _forget(programme, asked, attribute)
    Population.objects.bulk_create(
        Population(programme=programme, attribute=attribute, value=value, number=number)
        for value, number in numbers.items()
    )
    record_audit(
        actor,
        acts.POPULATION_DESCRIBED,
        at,
        lambda: _described(attribute, len(numbers)),
        programme=programme,
    )
    return asked is not None


def _described(attribute: str, kinds: int) -> str:
    told = ngettext("%(attribute)s: %(count)s kind", "%(attribute)s: %(count)s kinds", kinds)
    return told % {"attribute": attribute, "count": kinds}


@transaction.atomic
def remove_population(*, actor: Actor, programme: Programme, attribute: str, at: datetime) -> None:
    _may_describe(actor)
    if not _forget(programme, _question(programme, attribute), attribute):
        return
    record_audit(actor, acts.POPULATION_REMOVED, at, attribute, programme=programme)


@transaction.atomic
def set_tiles(
    *, actor: Actor, programme: Programme, attribute: str, file: bytes | None, at: datetime
) -> None:
    """Which question the map shows; without a file our own layout of regions is used."""
    _may_choose_map(actor)
    tiles = read_tiles(file) if file else []
    asked = _question(programme, attribute)
    regions = {same(str(tile[0])) for tile in tiles or DEFAULT}
    if asked is None or not regions & {same(option) for option in asked.options}:
        raise DomainError(
            _(
                "None of the answers is a region on this map. Choose another question, or give "
                "your own tiles: their names are the answers, word for word."
            )
        )
    TileLayout.objects.update_or_create(
        programme=programme, defaults={"attribute": asked.text, "tiles": tiles}
    )
    record_audit(actor, acts.MAP_CHOSEN, at, asked.text, programme=programme)


@transaction.atomic
def remove_tiles(*, actor: Actor, programme: Programme, at: datetime) -> None:
    _may_choose_map(actor)
    if TileLayout.objects.filter(programme=programme).delete()[0]:
        record_audit(actor, acts.MAP_REMOVED, at, programme=programme)


def _may_describe(actor: Actor) -> None:
    if not policy.can_describe_population(actor.roles):
        raise NotAllowed(
            _("Sponsors, facilitators and administrators say how many people there are.")
        )


def _may_choose_map(actor: Actor) -> None:
    if not policy.can_describe_population(actor.roles):
        raise NotAllowed(_("Sponsors, facilitators and administrators choose the map."))


def _question(programme: Programme, name: str) -> JoinedBy | None:
    """The question on joining of this text or attribute; questions on how people heard are not."""
    asked = [one for one in joining.joined_by_segment(programme) if not one.is_how_heard]
    return next((one for one in asked if same(name) in map(same, _names(one))), None)


def _names(asked: JoinedBy) -> list[str]:
    return [name for name in (asked.text, asked.attribute) if name]


def _as_answers(asked: JoinedBy, numbers: dict[str, int]) -> dict[str, int]:
    """In the spelling of the answers; raises for what is no answer, and for one said twice."""
    spelt = {same(option): option for option in asked.options}
    if strange := [name for name in numbers if same(name) not in spelt]:
        raise DomainError(
            _(
                "“%(name)s” is not an answer to “%(question)s”, so nobody can be compared with it. "
                "The answers are: %(answers)s."
            )
            % {"name": strange[0], "question": asked.text, "answers": ", ".join(asked.options)}
        )
    if len({same(name) for name in numbers}) < len(numbers):
        raise DomainError(_("One kind is written twice, in two spellings."))
    return {spelt[same(name)]: number for name, number in numbers.items()}


def _forget(programme: Programme, asked: JoinedBy | None, attribute: str) -> int:
    names = [attribute, *(_names(asked) if asked else [])]
    return Population.objects.filter(programme=programme, attribute__in=names).delete()[0]


def read_tiles(file: bytes) -> list[list[str | int]]:
    """``name,short,column,row`` a line, in any order of columns; raises with the line's number."""
    if len(file) > MOST_BYTES:
        raise DomainError(_("That file is too large for a map of tiles."))
    report = ReadReport()
    with TemporaryDirectory() as place:
        path = Path(place) / _("The file")
        path.write_bytes(file)
        rows = list(read_rows(path, columns=("name", "short", "column", "row"), report=report))
    if report.refusals:
        first = report.refusals[0]
        raise DomainError(
            _("Line %(line)s %(reason)s.") % {"line": first.row, "reason": first.reason}
        )
    return _checked(rows)


def _checked(rows: list[tuple[int, dict[str, str]]]) -> list[list[str | int]]:
    tiles: list[list[str | int]] = []
    taken: set[tuple[int, int]] = set()
    for number, row in rows:
        name, short = clean_line(row["name"])[:120], clean_line(row["short"])[:5]
        places = [row[axis].strip() for axis in ("column", "row")]
        if not name or not all(p.isascii() and p.isdigit() and int(p[:9]) < 20 for p in places):
            raise DomainError(
                _("Line %(line)s needs a name, and a column and row from 0 to 19.")
                % {"line": number}
            )
        place = (int(places[0]), int(places[1]))
        if place in taken:
            raise DomainError(
                _("Line %(line)s: another tile stands there already.") % {"line": number}
            )
        taken.add(place)
        tiles.append([name, short or name[:3].upper(), *place])
        if len(tiles) > MOST_TILES:
            raise DomainError(_("More than %(most)s tiles cannot be read.") % {"most": MOST_TILES})
    if not tiles:
        raise DomainError(_("There is no tile in that file."))
    return tiles
