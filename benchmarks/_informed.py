"""Somebody who knows what everybody answered, by which link they came, and in which order.

Nothing is left for them to find out but whose voice is whose. They read our source, work out
what must have been stored of each person, and pair people with the voices that hold just
that. What is promised here is not chance among all, but chance among k: within a group of
voices that are stored alike nothing tells one from another, so that pairing hits once in each
group on average, however large it is. That is why this attack is measured against the number of
groups, and not thrown in with those that must do no better than blind pairing of everybody:
it would seem to find something where it merely guesses within the groups that are promised.
"""

import random
from collections import Counter, defaultdict
from dataclasses import dataclass
from math import exp

import numpy as np

from benchmarks._campaign import Finished
from benchmarks._dumps import Dump

Stored = tuple  # (answers in the order of the questions, channel)


@dataclass
class Informed:
    """``chance`` is one right pair in each group; ``limit`` what blind pairing within the
    groups reaches but once in a million times."""

    rate: float
    chance: float
    limit: float
    groups: int
    foreseen: float
    """The share of people of whom they worked out exactly what is stored."""


def informed(seen: Finished, dump: Dump, *, k: int, with_days: bool = False) -> Informed:
    """``with_days``: they also know on which day each person spoke; voices' words say it."""
    people = [address for address, _ in seen.order]
    expected = simulated(seen, k)
    found = stored(dump, {voice for _, voice in seen.order})
    days = first_days(dump) if with_days else {}
    day_of = {who: seen.told[who].day.isoformat() for who in people}
    theirs, mine = defaultdict(list), defaultdict(list)
    for voice, pattern in found.items():
        theirs[pattern[:2], days.get(voice)].append(voice)
    for who in people:
        mine[expected[who], day_of[who] if with_days else None].append(who)
    chance, truth = random.Random(11), dict(seen.order)
    hits = 0
    for group, members in mine.items():
        voices = theirs.get(group, [])
        chance.shuffle(voices)
        hits += sum(truth[who] == voice for who, voice in zip(members, voices, strict=False))
    groups, number = len(mine), len(people)
    foreseen = sum(found[truth[who]][:2] == expected[who] for who in people)
    return Informed(
        rate=hits / number,
        chance=groups / number,
        limit=at_most(groups) / number,
        groups=groups,
        foreseen=foreseen / number,
    )


def smallest_group(dump: Dump, voices: set[int]) -> int:
    """The fewest voices that share one exact (answers, channel, day of joining)."""
    return min(Counter(stored(dump, voices).values()).values())


def stored(dump: Dump, voices: set[int]) -> dict[int, Stored]:
    """(answers, channel, day of joining) of each voice, as the database holds them."""
    asked = dump.tables["joining_gatewayquestion"]
    key, place = asked.columns.index("id"), asked.columns.index("position")
    position = {row[key]: row[place] for row in asked.rows}
    answers: dict[int, dict[int, str]] = defaultdict(dict)
    segments = dump.tables["participants_segment"]
    who, what, value = map(segments.columns.index, ("participant_id", "question", "value"))
    for row in segments.rows:
        answers[row[who]][position[row[what]]] = row[value]
    links = dump.tables["programmes_channel"]
    code = {row[links.columns.index("id")]: row[links.columns.index("code")] for row in links.rows}
    table = dump.tables["participants_participant"]
    pk, channel, day = map(table.columns.index, ("id", "channel_id", "joined_on"))
    return {
        row[pk]: (tuple(sorted(answers[row[pk]].items())), code.get(row[channel]), str(row[day]))
        for row in table.rows
        if row[pk] in voices
    }


def first_days(dump: Dump) -> dict[int, str]:
    ideas = dump.tables["workshops_idea"]
    who, day = ideas.columns.index("author_id"), ideas.columns.index("said_on")
    found: dict[int, str] = {}
    for row in ideas.rows:
        found[row[who]] = min(found.get(row[who], "9999"), str(row[day]))
    return found


def simulated(seen: Finished, k: int) -> dict[str, Stored]:
    """What must be stored of each person, worked out from all that they did (the lot that is
    drawn where few have nothing stored cannot be: for those it guesses)."""
    from folkmoot.joining.services.generalisation import rare_channels, shortened
    from folkmoot.participants.queries import UNSAID

    people = [address for address, _ in seen.order]
    values = sorted({value for told in seen.told.values() for _, value in told.said})
    met: Counter = Counter()
    asked = 1 + max(place for told in seen.told.values() for place, _ in told.said)
    codes = np.full((len(people), asked), UNSAID, np.int16)
    for row, who in enumerate(people):
        said = seen.told[who].said
        runs = [said[:length] for length in range(1, len(said) + 1)]
        met.update(runs)
        kept = max((length for length, run in enumerate(runs, 1) if met[run] >= k), default=0)
        for place, value in said[:kept]:
            codes[row, place] = values.index(value)
    final = shortened(codes, k)
    _, classes = np.unique(final, axis=0, return_inverse=True)
    links = sorted({told.channel or "" for told in seen.told.values()} - {""})
    came = [seen.told[who].channel for who in people]
    channels = np.array([links.index(link) if link else -1 for link in came])
    forgotten = rare_channels(classes.reshape(-1), channels, k)
    return {
        who: (
            tuple((place, values[v]) for place, v in enumerate(final[row]) if v != UNSAID),
            None if forgotten[row] else came[row],
        )
        for row, who in enumerate(people)
    }


def at_most(mean: float, tail: float = 1e-6) -> int:
    """The 1-1e-6 quantile of a Poisson count: right pairs in so many blindly paired groups."""
    number, term = 0, exp(-mean)
    below = term
    while below < 1 - tail:
        number += 1
        term *= mean / number
        below += term
    return number
