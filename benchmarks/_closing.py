"""Somebody keeps every result of a programme and subtracts them from each other.

People come one after another, vote on ideas that are there, write their own and comment. Staff
analyse while the programme is open and once more after the close. The attacker stood at the door
and knows who came between two analyses. Of what is told of each idea they take the earlier from the
later: what is left is what those people said, and others of whom the attacker knows nothing.

A stance is read where the others cannot be all of it: of all n votes that came to an idea, all of
one stance, at most as many are the others' as others may have come.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

STANCES = {"agrees": 1, "passes": 0, "disagrees": -1}
FIRST, THREE_CAMPS = 40, 90  # people
UNEVEN = (0, 0, 1, 1, 2)  # so that the third is small beside two that are not
SEEDS = (1, 2, 3, 4, 5, 6)
VOTES, WRITES, COMMENTS = 14, 0.4, 0.3  # of each person: votes, chances of an idea and a comment
CHANGES = ((1, 0), (3, 0), (1, 2))  # people who come after the last open analysis, and who return

Said = dict[int, dict[int, int]]  # voice -> idea -> stance


@dataclass
class Crowd:
    """People of a few camps, who come in a known order."""

    programme: Any
    random: random.Random
    day: date
    camps: tuple[int, ...] = (0, 1)  # in turn
    likes: float = 0.78  # what is of their own camp
    voices: list[int] = field(default_factory=list)
    said: Said = field(default_factory=dict)
    answers: dict[int, int] = field(default_factory=dict)  # idea -> its camp

    def come(self, people: int) -> list[int]:
        from folkmoot.participants.models import Participant

        came = []
        for _ in range(people):
            voice = Participant.objects.create(programme=self.programme, joined_on=self.day)
            came.append(voice.pk)
            self.voices.append(voice.pk)
            self.speak(voice.pk, VOTES)
        return came

    def speak(self, voice: int, votes: int) -> None:
        """Answers ideas of others that are there by now, then adds a word of its own."""
        from folkmoot.workshops.models import ChallengeQuestion, Comment, Idea, Vote

        given = self.said.setdefault(voice, {})
        camp = self.camps[self.voices.index(voice) % len(self.camps)]
        open_to = [idea for idea in self.answers if idea not in given]
        for one in self.random.sample(open_to, min(votes, len(open_to))):
            likes = self.likes if self.answers[one] == camp else 1 - self.likes
            given[one] = self.random.choices([1, -1, 0], [likes, 1 - likes, 0.1])[0]
            Vote.objects.create(
                idea_id=one, participant_id=voice, stance=given[one], cast_on=self.day
            )
        question = ChallengeQuestion.objects.get(activity__programme=self.programme)
        if self.random.random() < WRITES or len(self.answers) < 5:
            words = f"More {self.random.choice(('beds', 'staff', 'light', 'quiet'))} {voice % 997}"
            idea = Idea.objects.create(
                question=question, author_id=voice, text=words, said_on=self.day
            )
            self.answers[idea.pk] = camp
        if open_to and self.random.random() < COMMENTS:
            Comment.objects.create(
                idea_id=open_to[0],
                author_id=voice,
                text=f"As on ward {voice % 31}",
                said_on=self.day,
                position=len(self.voices),
            )


@dataclass
class Kept:
    """A result as somebody kept it, and who came or said more since the one before."""

    result: dict[str, Any]
    since: list[int]
    k: int


@dataclass
class Read:
    stances: int = 0
    """Of people who came between two results, as the attacker is sure and right of them."""
    pairs: int = 0
    guessed: int = 0
    """Right guesses at the stances of those people, told on which ideas they voted."""
    guessed_from_totals: int = 0
    """The same from the later result alone."""
    tried: int = 0

    def add(self, other: "Read") -> None:
        for name in ("stances", "pairs", "guessed", "guessed_from_totals", "tried"):
            setattr(self, name, getattr(self, name) + getattr(other, name))


def crowd(programme: Any, at: datetime, *, seed: int = 1, **how: Any) -> Crowd:
    return Crowd(programme, random.Random(seed), at.date(), **how)


def attack(mode: str, at: datetime, changes: Iterable[tuple[int, int]] = CHANGES) -> Read:
    """Needs a database of its own, or a transaction that is taken back."""
    found = Read()
    for seed, (late, back) in enumerate(changes):
        here = crowd(_programme(mode, at), at, seed=seed)
        kept = kept_results(here, at, first=FIRST, late=late, back=back)
        found.add(subtract(kept, here.said))
    return found


def attack_again(mode: str, at: datetime) -> tuple[int, int]:
    """Cells that results on one input tell together, and how many there were to tell.

    Of six runs with other seeds, and one more after the organisation raised its smallest group.
    """
    here = crowd(_programme(mode, at), at, camps=UNEVEN, likes=0.95)
    here.come(THREE_CAMPS)
    organisation, after = here.programme.organisation, here.programme.closes_at
    k, results = organisation.smallest_group, []
    for seed in SEEDS:
        results.append(analysed(here.programme, after, seed).result)
    organisation.smallest_group = k + 5
    organisation.save(update_fields=["smallest_group"])
    results.append(analysed(here.programme, after).result)
    return recovered(results, k), sum(not all(i["groups"]) for i in results[0]["ideas"])


def _programme(mode: str, at: datetime) -> Any:
    """Launched as the campaign is, in an organisation of its own."""
    from benchmarks import _campaign
    from folkmoot.accounts.models import Organisation

    for number, earlier in enumerate(Organisation.objects.filter(slug=f"northmoor-{mode}")):
        earlier.slug = f"{earlier.slug}-{number}-{earlier.pk}"[:60]
        earlier.save(update_fields=["slug"])
    return _campaign._launched(mode, at)


def kept_results(crowd: Crowd, at: datetime, *, first: int, late: int, back: int) -> list[Kept]:
    """Two analyses while the programme is open, one after its close: ``late`` come in between,
    and ``back`` who were there before say more."""
    k = crowd.programme.organisation.smallest_group
    kept = [_kept(crowd, at, crowd.come(first))]
    kept.append(_kept(crowd, at, crowd.come(k + 2)))
    since = crowd.come(late) + crowd.voices[:back]
    for voice in crowd.voices[:back]:
        crowd.speak(voice, 5)
    kept.append(_kept(crowd, crowd.programme.closes_at + timedelta(hours=1), since))
    assert kept[0].k == k
    return kept


def _kept(crowd: Crowd, at: datetime, since: list[int]) -> Kept:
    return Kept(analysed(crowd.programme, at).result, since, _smallest(crowd))


def _smallest(crowd: Crowd) -> int:
    return int(crowd.programme.organisation.smallest_group)


def analysed(programme: Any, at: datetime, seed: int = 1, **parameters: object) -> Any:
    from folkmoot.accounts.policy import command_line
    from folkmoot.analysis.services import analyse_now

    run = analyse_now(
        actor=command_line(programme.organisation),
        programme=programme,
        at=at,
        seed=seed,
        parameters=parameters or None,
    )
    assert not run.problem, run.problem
    return run


def subtract(kept: list[Kept], said: Said) -> Read:
    """All pairs of results, not only those that follow each other."""
    found = Read()
    for (i, earlier), (j, later) in combinations(enumerate(kept), 2):
        known = {voice for one in kept[i + 1 : j + 1] for voice in one.since}
        if len(known) < later.k:  # more are a group that may be told
            found.add(_read(earlier.result, later.result, known, said, later.k))
    return found


def _read(
    earlier: dict[str, Any], later: dict[str, Any], known: set[int], said: Said, k: int
) -> Read:
    before = {idea["idea_id"]: idea for idea in earlier["ideas"]}
    more = {idea["idea_id"]: _more(before.get(idea["idea_id"]), idea) for idea in later["ideas"]}
    others = _others(earlier, later, len(known))
    found = Read(pairs=1)
    for idea, came in more.items():
        stances = {name for name, votes in came.items() if votes}
        sure = len(stances) == 1 and sum(came.values()) > others
        for voice in known if sure else ():
            found.stances += said[voice].get(idea) == STANCES[next(iter(stances))]
    totals = {idea["idea_id"]: {name: idea[name] for name in STANCES} for idea in later["ideas"]}
    for voice in known:
        for idea, stance in said[voice].items():
            if any(more.get(idea, {}).values()):
                found.tried += 1
                found.guessed += STANCES[_most(more[idea])] == stance
                found.guessed_from_totals += STANCES[_most(totals[idea])] == stance
    return found


def _more(before: dict[str, Any] | None, now: dict[str, Any]) -> dict[str, int]:
    return {name: max(0, now[name] - (before[name] if before else 0)) for name in STANCES}


def _most(counts: dict[str, int]) -> str:
    return max(counts, key=lambda name: counts[name])


def _others(earlier: dict[str, Any], later: dict[str, Any], known: int) -> int:
    """How many more than those who are known may have brought what came in between."""
    waited = earlier["participation"].get("waiting", 0) - later["participation"].get("waiting", 0)
    return max(0, waited)


def recovered(results: list[dict[str, Any]], k: int) -> int:
    """Small shares of groups that results on one input tell together, though none tells them."""
    cells = 0
    for alike in _same_groups(results):
        for ideas in zip(
            *(sorted(r["ideas"], key=lambda i: i["idea_id"]) for r in alike), strict=True
        ):
            by_group = zip(*(idea["groups"] for idea in ideas), strict=True)
            told = [next((share for share in each if share), None) for each in by_group]
            hidden = [g for g, share in enumerate(told) if share is None]
            votes = sum(ideas[0][name] for name in STANCES)
            rest = votes - sum(share["votes"] for share in told if share)
            cells += len(hidden) if any(told) and 0 < rest < k else 0
    return cells


def _same_groups(results: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    by_sizes: dict[tuple[int, ...], list[dict[str, Any]]] = {}
    for result in results:
        sizes = tuple(group["size"] for group in result["opinions"]["groups"])
        by_sizes.setdefault(sizes, []).append(result)
    yield from (alike for sizes, alike in by_sizes.items() if sizes)
