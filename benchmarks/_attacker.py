"""Somebody with the dump, the logs, the export and older backups pairs people with voices.

Every attack is a list of guesses (address, participant). The attacker is helped: told who
joined, and in which order. What is left to find is any trace of that order, or any other
tie, on the side of the voices. Without one, 500 guesses hit about once.
"""

import csv
import random
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import comb

from benchmarks._campaign import Finished
from benchmarks._dumps import PLACES, Dump, Table

Guess = list[tuple[str, int]]


@dataclass
class Outcome:
    """``best`` is the largest share that any attack paired rightly; ``chance`` what the best
    of as many blind pairings reaches; ``limit`` the 1-1e-6 quantile of one blind pairing."""

    best: float
    by: str
    attacks: int
    chance: float
    limit: float


def attack(seen: Finished) -> Outcome:
    truth = dict(seen.order)
    scores = {name: score(guess, truth) for name, guess in attacks(seen)}
    by = max(scores, key=lambda name: scores[name])
    people = len(truth)
    return Outcome(
        best=scores[by] / people,
        by=by,
        attacks=len(scores),
        chance=blind(people, len(scores)) / people,
        limit=quantile(people) / people,
    )


def score(guess: Guess, truth: dict[str, int]) -> int:
    return sum(truth.get(address) == voice for address, voice in guess)


def blind(people: int, attacks: int, *, repeats: int = 40, seed: int = 7) -> float:
    """What the best of so many random pairings reaches, on average."""
    chance = random.Random(seed)
    best = [max(_fixed_points(people, chance) for _ in range(attacks)) for _ in range(repeats)]
    return sum(best) / repeats


def _fixed_points(people: int, chance: random.Random) -> int:
    """Of a random permutation of many: Poisson with mean one, to far beyond this precision."""
    draw, number, term = chance.random(), 0, 0.36787944117144233
    total = term
    while draw > total and number < people:
        number += 1
        term /= number
        total += term
    return number


def quantile(people: int, tail: float = 1e-6) -> int:
    """The most that a blind guesser reaches but once in a million times."""
    share, number, below = 1 / people, 0, 0.0
    while True:
        below += comb(people, number) * share**number * (1 - share) ** (people - number)
        if below >= 1 - tail:
            return number
        number += 1


def attacks(seen: Finished) -> Iterator[tuple[str, Guess]]:
    people = [address for address, _ in seen.order]
    voices = {voice for _, voice in seen.order}
    mine = _addresses(seen.final, people)
    theirs = {f"known: {name}": (people, order) for name, order in orders(seen.final, voices)}
    for name, order in _raw_orders(seen.final, sorted(voices)):
        theirs[f"known: {name}"] = (people, order)
    if seen.backups:
        for name, order in orders(seen.backups[-1], voices):
            theirs[f"known, backup: {name}"] = (people, order)
        for name, order in _raw_orders(seen.backups[-1], sorted(voices)):
            theirs[f"known, backup: {name}"] = (people, order)
    for name, order in _export_orders(seen):
        theirs[f"known: {name}"] = (people, order)
    for name, order in _log_orders(seen, voices):
        theirs[f"known: {name}"] = (people, order)
    places = [(n, o) for n, o in orders(seen.final, voices) if n.endswith(PLACES)]
    for member_name, member_order in orders(seen.final, set(mine)):
        addresses = [mine[key] for key in member_order]
        for name, order in places:
            theirs[f"{member_name} with {name}"] = (addresses, order)
    for name, (left, right) in theirs.items():
        yield name, list(zip(left, right, strict=False))
    yield from _by_attributes(seen.final, seen.final, people, voices, "finished")
    yield from _by_backups(seen, people, voices)


def orders(dump: Dump, wanted: set[int]) -> Iterator[tuple[str, list[int]]]:
    """Every order in which any table names these ids, by any of its columns or its rows' places."""
    for name, table in dump.tables.items():
        for column in _columns_of(table, wanted):
            at = table.columns.index(column)
            for by, key in enumerate(table.columns):
                if by == at and not key.endswith(PLACES):
                    continue
                rows = [row for row in table.rows if row[by] is not None]
                if len({_sortable(row[by]) for row in rows}) < 2:
                    continue
                rows.sort(key=lambda row, by=by: _sortable(row[by]))  # ties keep their places
                found = list(dict.fromkeys(row[at] for row in rows if row[at] in wanted))
                if len(found) >= len(wanted) // 2:
                    yield f"{name}.{column} by {key}", found


def _columns_of(table: Table, wanted: set[int]) -> list[str]:
    """Columns that name these ids; on SQLite a random key is its own row number."""
    named = []
    for place, column in enumerate(table.columns):
        if not column.endswith(PLACES) and len({row[place] for row in table.rows} & wanted) > 1:
            named.append(column)
    return named


def _sortable(value: object) -> tuple[str, object]:
    kind = "number" if isinstance(value, int | float) else type(value).__name__
    return kind, value if isinstance(value, int | float | str | bytes) else str(value)


def _raw_orders(dump: Dump, voices: Sequence[int]) -> Iterator[tuple[str, list[int]]]:
    """Where each id's bytes lie in the file: free pages and the log remember deleted rows."""
    if not dump.raw:
        return
    first = {voice: dump.raw.find(struct.pack(">q", voice)) for voice in voices}
    last = {voice: dump.raw.rfind(struct.pack(">q", voice)) for voice in voices}
    for name, places in (("first bytes", first), ("last bytes", last)):
        found = [voice for voice in voices if places[voice] >= 0]
        if len(found) > len(voices) // 2:
            yield f"file, {name}", sorted(found, key=lambda voice: places[voice])


def _log_orders(seen: Finished, voices: set[int]) -> Iterator[tuple[str, list[int]]]:
    from folkmoot.core.ids import to_ref

    for name, write in (("numbers", str), ("names", to_ref)):
        places = {voice: seen.logs.find(write(voice)) for voice in voices}
        found = sorted((v for v in voices if places[v] >= 0), key=lambda v: places[v])
        if found:
            yield f"logs, {name}", found


def _export_orders(seen: Finished) -> Iterator[tuple[str, list[int]]]:
    """Rows of the export, put back to their authors by what they wrote."""
    ideas = seen.final.tables["workshops_idea"]
    text, author = ideas.columns.index("text"), ideas.columns.index("author_id")
    wrote = {row[text]: row[author] for row in ideas.rows}
    for path in sorted(seen.export.glob("**/*.csv")) if seen.export else []:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(csv.DictReader(file))
        for by in ["", *(rows[0] if rows else [])]:
            listed = sorted(rows, key=lambda row, by=by: row[by] or "") if by else rows
            found = [wrote[v] for row in listed for v in row.values() if v in wrote]
            if len(found) > len(wrote) // 2:
                yield f"export {path.name} by {by or 'row'}", list(dict.fromkeys(found))


def _addresses(dump: Dump, people: Sequence[str]) -> dict[int, str]:
    """Ids of members and of invitees, each with the address behind it."""
    joined = set(people)
    members = _column_pairs(dump, "members_member", "id", "address")
    mine = {key: address for key, address in members.items() if address in joined}
    for invitee, member in _column_pairs(dump, "members_invitee", "id", "member_id").items():
        if member in mine:
            mine[invitee] = mine[member]
    return mine


def _column_pairs(dump: Dump, table: str, key: str, value: str) -> dict:
    found = dump.tables[table]
    left, right = found.columns.index(key), found.columns.index(value)
    return {row[left]: row[right] for row in found.rows}


def _by_attributes(
    members: Dump, voices_in: Dump, people: Sequence[str], voices: set[int], name: str
) -> Iterator[tuple[str, Guess]]:
    """Whoever has the list's attributes lays them beside the segments, class by class."""
    import json

    mine = _addresses(members, people)
    told: dict[str, frozenset[str]] = {}
    for invitee, found in _column_pairs(members, "members_invitee", "id", "attributes").items():
        if found and invitee in mine:
            values = json.loads(found) if isinstance(found, str) else found
            told[mine[invitee]] = frozenset(values.values())
    said: dict[int, set[str]] = {voice: set() for voice in voices}
    segments = voices_in.tables["participants_segment"]
    who, what = segments.columns.index("participant_id"), segments.columns.index("value")
    for row in segments.rows:
        if row[who] in said:
            said[row[who]].add(row[what])
    left = list(said)
    guess: Guess = []
    for address in sorted(told, key=lambda person: (sorted(told[person]), person)):
        match = max(left, key=lambda v: len(said[v] & told[address]) - len(said[v] - told[address]))
        left.remove(match)
        guess.append((address, match))
    if guess:
        yield f"attributes beside segments, {name}", guess


def _by_backups(
    seen: Finished, people: Sequence[str], voices: set[int]
) -> Iterator[tuple[str, Guess]]:
    """Members whose rows changed between two backups joined between them, perhaps."""
    looks = [*seen.backups, seen.final]
    guess: Guess = []
    for before, after in pairwise(looks):
        new = sorted(_present(after, voices) - _present(before, voices))
        mine = _addresses(after, people)
        changed = sorted(
            {mine[key] for key in _changed(before, after, "members_invitee") if key in mine}
        )
        guess += list(zip(changed, new, strict=False))
        older = sorted(_present(before, voices))
        yield f"backups, {len(guess)} changed", list(zip(changed, older, strict=False))
    yield "backups, all changes", guess


def _present(dump: Dump, voices: set[int]) -> set[int]:
    return set(_column_pairs(dump, "participants_participant", "id", "id")) & voices


def _changed(before: Dump, after: Dump, table: str) -> set[int]:
    then, now = before.tables[table], after.tables[table]
    key = now.columns.index("id")
    skip = {place for place, column in enumerate(now.columns) if column.endswith(PLACES)}

    def kept(row: tuple) -> tuple:
        return tuple(str(value) for place, value in enumerate(row) if place not in skip)

    old = {row[key]: kept(row) for row in then.rows}
    return {row[key] for row in now.rows if old.get(row[key]) != kept(row)}


def plant(seen: Finished, kind: str) -> Finished:
    """The same programme with a mistake built in: the attacker must find it."""
    ids = [voice for _, voice in seen.order]
    if kind == "time":  # a table with an exact time, in no order
        rows = [(place, voice, 1_000.5 + place) for place, voice in enumerate(ids)]
        random.Random(3).shuffle(rows)
        rows = [(place, voice, at) for place, (_, voice, at) in enumerate(rows)]
    else:  # no time, and rows where they fell
        rows = [(place, voice, 0) for place, voice in enumerate(ids)]
    leak = Table([PLACES[0], "participant_id", "seen"], rows)
    final = Dump(seen.final.tables | {"planted": leak}, seen.final.raw)
    return replace(seen, final=final)
