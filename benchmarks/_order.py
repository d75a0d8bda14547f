"""Who came when, read from who answered whom: nobody can answer an idea before it is there.

People join one by one through the real services, vote on ideas that were there when they came,
add their own and comment. Somebody has the finished database, knows no order of rows, and puts the
voices in an order by answers alone: by authors and votes, by votes alone, by comments and their
places. What may be read is compared with the order in which people really came.

An attacker who finds nothing puts people in an order drawn by lot: within three places of the
true one lies then by chance what ``chance`` says.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

PEOPLE, DAYS, HAND = 120, 3, 14
NEAR = 3  # places
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Answers:
    """What a finished database holds: who said which text, who answered what with a vote or a
    comment, and the place of each comment. ``voices`` are all that the table of them holds."""

    voices: list[int]
    ideas: list[tuple[int, int | None]]  # id and author
    votes: list[tuple[int, int]]  # who, and the idea
    comments: list[tuple[int | None, int, int]]  # who, the idea, and the place there


@dataclass(frozen=True)
class Played:
    order: list[int]  # of voices, as people came
    before: Answers  # while their ties were there
    after: Answers
    ideas: dict[int, int]  # each idea and whose it truly is
    programme: Any


@dataclass(frozen=True)
class Read:
    """The best of the attacks: ``by`` names it."""

    correlation: float
    within: float
    chance: float
    by: str

    @property
    def over_chance(self) -> float:
        return self.within - self.chance


def play(mode: str, at: datetime, *, people: int = PEOPLE, seed: int = 1) -> Played:
    """Needs a database of its own, or a transaction that is taken back."""
    from benchmarks import _campaign
    from folkmoot.joining import services as joining
    from folkmoot.published.services import batches

    random_ = random.Random(seed)
    programme = _campaign._launched(mode, at, lasts=DAYS)
    enter = _ways_in(joining, programme, mode, people)
    order: list[Any] = []
    for place in range(people):
        now = at + timedelta(days=place * DAYS // people, minutes=place)
        order.append(enter(place, now))
        speak(programme, order[-1], now, random_)
        if place > 5 and random_.random() < 0.2:  # somebody comes back
            speak(programme, random_.choice(order), now, random_, fresh=False)
    batches.look_at_all(at=at + timedelta(days=DAYS + 1))
    before, ideas = read(programme), whose(programme)
    end = at + timedelta(days=DAYS + 2)
    for later in range(3):
        joining.keep_dates(at=end + timedelta(days=later))
    return Played([one.pk for one in order], before, read(programme), ideas, programme)


def _ways_in(joining, programme, mode, people) -> Callable[[int, datetime], Any]:
    if mode == "open":
        return lambda place, now: joining.join(programme=programme, at=now).participant
    from folkmoot.members.models import Invitee
    from folkmoot.members.services.adding import ListRow, add_people
    from folkmoot.members.services.inviting import mark_invited

    names = {f"person{place:04}@example.org": {} for place in range(people)}
    add_people(ListRow(programme.organisation, programme), names)
    invited = dict(Invitee.objects.filter(programme=programme).values_list("member__address", "pk"))
    mark_invited(programme, invited.values(), programme.opens_at.date())
    if mode == "anonymous":
        codes = list(joining.draw_codes(programme, people))
    else:
        links = joining.personal_links(programme, invited.values())
        codes = [links[invited[address]] for address in sorted(names)]
    return lambda place, now: (
        joining.redeem(programme=programme, code=codes[place], at=now, answers={}).participant
    )


def speak(programme, voice, now, random_, *, fresh=True) -> None:
    """Votes on some of the ideas of others that are there; an idea and a comment, perhaps."""
    from folkmoot.workshops import services
    from folkmoot.workshops.models import ChallengeQuestion, Idea, Vote

    question = ChallengeQuestion.objects.select_related("activity__programme__organisation").get(
        activity__programme=programme
    )
    there = list(Idea.objects.filter(question=question).exclude(author=voice).order_by("pk"))
    for idea in random_.sample(there, min(len(there), HAND)):
        idea.question = question
        stance = random_.choice([Vote.Stance.AGREE, Vote.Stance.AGREE, Vote.Stance.DISAGREE])
        services.cast_vote(idea=idea, participant=voice, stance=stance, at=now)
        if random_.random() < 0.08:
            words = f"What of case {random_.random()}?"
            services.add_comment(idea=idea, participant=voice, text=words, at=now)
    if fresh and random_.random() < 0.8:
        words = f"Let us try {random_.random()}."
        services.add_idea(question=question, participant=voice, text=words, at=now)


def read(programme) -> Answers:
    """From the tables as they are now, each in an order that tells nothing."""
    from folkmoot.participants.models import Participant
    from folkmoot.workshops.models import Comment, Idea, Vote

    voices = Participant.objects.filter(programme=programme).order_by("pk")
    ideas = Idea.objects.filter(question__activity__programme=programme).order_by("pk")
    votes = Vote.objects.filter(idea__in=ideas).order_by("idea_id", "participant_id")
    comments = Comment.objects.filter(idea__in=ideas).order_by("pk")
    return Answers(
        voices=list(voices.values_list("pk", flat=True)),
        ideas=list(ideas.values_list("pk", "author_id")),
        votes=list(votes.values_list("participant_id", "idea_id")),
        comments=list(comments.values_list("author_id", "idea_id", "position")),
    )


def whose(programme) -> dict[int, int]:
    return {idea: author for idea, author in read(programme).ideas if author is not None}


def attack(answers: Answers, order: list[int], *, seed: int = 1) -> Read:
    """Each way to put voices in an order; the best of them, and by chance as many.

    Voices that a way says nothing of stand where a lot puts them.
    """
    lot = np.random.default_rng(seed)
    true = {voice: place for place, voice in enumerate(order)}
    known = [voice for voice in answers.voices if voice in true]
    places = np.array([true[voice] for voice in known], float)
    found = [(0.0, 0.0, "nothing")]
    for way in WAYS:
        scores = {voice: score for voice, score in way(answers).items() if voice in true}
        if not scores:
            continue  # it says nothing of any voice
        middle = float(np.median(list(scores.values())))
        guess = np.array([scores.get(voice, middle) for voice in known], float)
        guess += lot.normal(0, 1e-9, len(known))
        found.append((*_compared(guess, places), way.__name__))
    by_lot = [_compared(lot.permutation(len(known)).astype(float), places)[1] for _ in range(400)]
    # As many orders drawn by lot, the best of them, on average.
    tried = max(len(found) - 1, 1)
    lots = [max(by_lot[n : n + tried]) for n in range(0, len(by_lot), tried)]
    chance = float(np.mean(lots))
    correlation, _, by = max(found)
    within = max(share for _, share, _ in found) if tried < len(found) else chance
    return Read(round(correlation, 3), round(within, 3), round(chance, 3), by)


def ideas_in_order(answers: Answers, played: Played) -> float:
    """How far the number of votes tells the order of the ideas themselves: pages show it."""
    counts = {idea: 0 for idea, _ in answers.ideas}
    for _, idea in answers.votes:
        counts[idea] += 1
    true = {voice: place for place, voice in enumerate(played.order)}
    ideas = [idea for idea in counts if idea in played.ideas]
    guess = np.array([-counts[idea] for idea in ideas], float)
    return round(_compared(guess, np.array([true[played.ideas[i]] for i in ideas], float))[0], 3)


def _compared(guess: Floats, places: Floats) -> tuple[float, float]:
    """Rank correlation, and the share within three places, whichever end is the first."""
    ranks, true = _ranks(guess), _ranks(places)
    correlation = float(np.corrcoef(ranks, true)[0, 1])
    if correlation < 0:
        ranks = len(ranks) - 1 - ranks
    return abs(correlation), float((np.abs(ranks - true) <= NEAR).mean())


def _ranks(values: Floats) -> Floats:
    return np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(float)


def by_authors(answers: Answers) -> dict[int, float]:
    """Whoever answered came after, or with, whoever was answered: the order with fewest breaks."""
    author = dict(answers.ideas)
    pairs = [(voice, author[idea]) for voice, idea in answers.votes]
    pairs += [(voice, author[idea]) for voice, idea, _ in answers.comments if voice is not None]
    return _after([(one, other) for one, other in pairs if other is not None])


def by_comments(answers: Answers) -> dict[int, float]:
    """On each idea a later place is a later comment."""
    threads: dict[int, list[tuple[int, int]]] = {}
    for voice, idea, place in answers.comments:
        if voice is not None:
            threads.setdefault(idea, []).append((place, voice))
    pairs = []
    for thread in threads.values():
        said = [voice for _, voice in sorted(thread)]
        pairs += [(later, earlier) for at, later in enumerate(said) for earlier in said[:at]]
    return _after(pairs)


def _after(pairs: list[tuple[int, int]]) -> dict[int, float]:
    """A place for each, so that each pair's first stands one step after its second: least
    squares; then again and again where it is among those it comes before and after."""
    people = sorted({one for pair in pairs for one in pair})
    row = {one: place for place, one in enumerate(people)}
    edges = np.array([(row[a], row[b]) for a, b in pairs if a != b], int).reshape(-1, 2)
    if not len(edges) or len(people) > 4_000:
        return {}
    n = len(people)
    laplace, right = np.eye(n) * 1e-6, np.zeros(n)
    for later, earlier in edges:
        laplace[later, later] += 1
        laplace[earlier, earlier] += 1
        laplace[later, earlier] -= 1
        laplace[earlier, later] -= 1
        right[later] += 1
        right[earlier] -= 1
    place = np.linalg.solve(laplace, right)
    return dict(zip(people, place.tolist(), strict=True))


def by_votes(answers: Answers) -> dict[int, float]:
    """Without authors: who voted on which ideas. Ideas that only late ones share are late."""
    voices, ideas = (sorted({pair[side] for pair in answers.votes}) for side in (0, 1))
    if not voices or len(voices) > 4_000:
        return {}
    column = {idea: place for place, idea in enumerate(ideas)}
    row = {voice: place for place, voice in enumerate(voices)}
    table = np.zeros((len(voices), len(ideas)))
    for voice, idea in answers.votes:
        table[row[voice], column[idea]] = 1
    # The first axis of correspondence analysis, by both margins.
    people, things = table.sum(axis=1), table.sum(axis=0)
    expected = np.outer(people, things) / table.sum()
    residual = (table - expected) / np.sqrt(expected)
    left = np.linalg.svd(residual, full_matrices=False)[0]
    first = left[:, 0] / np.sqrt(people)
    return dict(zip(voices, first.tolist(), strict=True))


def by_ages(answers: Answers) -> dict[int, float]:
    """Ideas that more have voted on are older, and their authors came then; who wrote none came
    when the newest was there that they voted on."""
    return _by_newest(answers) | {
        author: age
        for idea, age in sorted(_ages(answers).items(), key=lambda one: -one[1])
        if (author := dict(answers.ideas)[idea]) is not None
    }


def _ages(answers: Answers) -> dict[int, float]:
    counts = {idea: 0 for idea, _ in answers.ideas}
    for _, idea in answers.votes:
        counts[idea] += 1
    in_order = sorted(counts, key=lambda idea: -counts[idea])
    return {idea: float(place) for place, idea in enumerate(in_order)}


def _by_newest(answers: Answers) -> dict[int, float]:
    ages, newest = _ages(answers), dict[int, float]()
    for voice, idea in answers.votes:
        newest[voice] = max(ages[idea], newest.get(voice, 0.0))
    return newest


WAYS = (by_authors, by_votes, by_comments, by_ages)


def figures(mode: str, at: datetime) -> dict[str, object]:
    """For the benchmark: what remains, and what was there before ties went."""
    played = play(mode, at)
    left, planted = attack(played.after, played.order), attack(played.before, played.order)
    return {
        "order_rank_correlation": left.correlation,
        "order_within_three_share_over_chance": round(left.over_chance, 3),
        "order_by": left.by,
        "order_planted_rank_correlation": planted.correlation,
        "order_planted_within_three_share": planted.within,
        "order_chance": left.chance,
        "order_of_ideas_by_their_votes": ideas_in_order(played.after, played),
    }
