"""The board of a question: a fair deal of ideas, and the lists a person may choose instead."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from folkmoot.activities.models import ShownTo
from folkmoot.core.ids import from_ref, to_ref
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Stage
from folkmoot.workshops.models import ChallengeQuestion, Exposure, Idea, Vote
from folkmoot.workshops.queries.cards import IdeaCard, idea_cards
from folkmoot.workshops.queries.own_rows import IDEA, exposures_of, votes_of
from folkmoot.workshops.queries.searching import holding
from insight.ranking import rank_ideas
from insight.routing import next_ideas

DEAL = 10  # ideas put before a person at a time
PAGE = 20  # ideas on a page of a list
LONGEST_SEARCH = 80


@dataclass(frozen=True, slots=True)
class AssignedIdeas:
    """Ideas for one participant, in the order to read them."""

    ids: list[int]
    is_second_look: bool  # everything was met once; these are the ones passed over


def visible_ideas(question: ChallengeQuestion) -> QuerySet[Idea]:
    return Idea.objects.filter(
        question=question, is_hidden=False, is_withdrawn=False, shown_to=ShownTo.EVERYBODY
    )


def assign_ideas(*, question: ChallengeQuestion, participant: Participant) -> AssignedIdeas:
    """The next ideas for this person: pinned ones first, then those with the least hearing.

    Seeded by the participant's own random id, so that no two people read one order and
    one person always gets the same from the same state. Three queries.
    """
    rows = list(
        visible_ideas(question)
        .order_by("pk")
        .values_list("pk", "exposures", "agrees", "disagrees", "passes", "author_id", "is_pinned")
    )
    if not rows:
        return AssignedIdeas(ids=[], is_second_look=False)
    table = np.array([row[:5] for row in rows], dtype=np.int64)
    ids, exposures, agrees = table[:, 0], table[:, 1], table[:, 2]
    votes = table[:, 2:5].sum(axis=1)
    own = np.array([participant.owner.owns(IDEA, row[0], row[5]) for row in rows])
    pinned = np.array([row[6] for row in rows])
    voted = np.isin(ids, _met(Vote, question, participant))
    passed = np.isin(ids, _met(Exposure, question, participant))
    closed = own | voted
    is_second_look = bool((closed | passed).all())
    seen = closed if is_second_look else closed | passed
    first = ids[pinned & ~seen][:DEAL]
    chosen = next_ideas(
        seed=participant.pk,
        exposures=exposures,
        agrees=agrees,
        votes=votes,
        seen_mask=seen | pinned,
        n=DEAL - len(first),
    )
    return AssignedIdeas(
        ids=[*first.tolist(), *ids[chosen].tolist()], is_second_look=is_second_look
    )


@dataclass(frozen=True, slots=True)
class RemainingIdeas:
    """How many ideas stand, and how many this person has neither said nor voted on."""

    total: int
    unanswered: int


def remaining_ideas(*, question: ChallengeQuestion, participant: Participant) -> RemainingIdeas:
    """One query; two once ties have gone."""
    if (owner := participant.owner).key is not None:
        pairs = list(visible_ideas(question).values_list("pk", "author_id"))
        voted_on = set(_met(Vote, question, participant).tolist())
        open_to_them = [pk for pk, author in pairs if not owner.owns(IDEA, pk, author)]
        return RemainingIdeas(len(pairs), len(set(open_to_them) - voted_on))
    voted = Vote.objects.filter(idea=OuterRef("pk"), participant=participant)
    of_others = ~Q(author=participant) | Q(author=None)
    counted = visible_ideas(question).aggregate(
        total=Count("pk"), unanswered=Count("pk", filter=of_others & Q(~Exists(voted)))
    )
    return RemainingIdeas(**counted)


def _met(
    model: type[Vote] | type[Exposure], question: ChallengeQuestion, participant: Participant
) -> np.ndarray:
    mine = votes_of(participant.owner) if model is Vote else exposures_of(participant.owner)
    rows = mine.filter(idea__question=question)
    return np.fromiter(rows.values_list("idea_id", flat=True), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class VotingQueue:
    """What the board shows: the dealt ideas, the one being read, and the one just answered."""

    cards: list[IdeaCard]
    current: IdeaCard | None
    latest: IdeaCard | None
    following: IdeaCard | None

    @property
    def place(self) -> int:
        """Where the current idea is among those dealt, from 1."""
        return self.cards.index(self.current) + 1 if self.current else len(self.cards)


def voting_queue(
    *,
    ids: list[int],
    question: ChallengeQuestion,
    participant: Participant,
    stage: Stage,
    wanted: int | None = None,
    answered: int | None = None,
) -> VotingQueue:
    """``wanted`` is the idea a person asked to read; ``answered`` the one they just voted on."""
    cards = idea_cards(ids=ids, question=question, participant=participant, stage=stage)
    places = {card.id: place for place, card in enumerate(cards)}
    if wanted in places:
        current: IdeaCard | None = cards[places[wanted]]
    else:
        start = places.get(answered, -1) + 1 if answered else 0
        current = _next_open(cards, start)
    latest = cards[places[answered]] if answered in places else None
    if latest is None and wanted is None:
        latest = next((card for card in reversed(cards) if card.my_stance is not None), None)
    following = _next_open(cards, places[current.id] + 1, but=current.id) if current else None
    return VotingQueue(cards=cards, current=current, latest=latest, following=following)


def _next_open(cards: list[IdeaCard], start: int, but: int | None = None) -> IdeaCard | None:
    """The first unanswered card from a place on, then from the beginning."""
    around = cards[start:] + cards[:start]
    return next((card for card in around if not card.is_answered and card.id != but), None)


@dataclass(frozen=True, slots=True)
class IdeaPage:
    cards: list[IdeaCard]
    after: str  # what the next page's address carries; empty on the last page


def newest(
    *,
    question: ChallengeQuestion,
    participant: Participant,
    stage: Stage,
    search: str = "",
    after: str = "",
) -> IdeaPage:
    """Ideas by day, the latest first; within a day in no order that says who came when."""
    ideas = visible_ideas(question).order_by("-said_on", "-pk")
    if search:
        ideas = holding(ideas, *search[:LONGEST_SEARCH].split())
    place = read_place(after)
    if place:
        day, pk = place
        ideas = ideas.filter(Q(said_on__lt=day) | Q(said_on=day, pk__lt=pk))
    rows = list(ideas.values_list("pk", "said_on")[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    cards = idea_cards(
        ids=[pk for pk, _ in rows[:PAGE]], question=question, participant=participant, stage=stage
    )
    return IdeaPage(cards, f"{last[1].toordinal()}-{to_ref(last[0])}" if last else "")


def top(
    *, question: ChallengeQuestion, participant: Participant, stage: Stage, page: int = 1
) -> IdeaPage:
    """Ideas by the support that can be relied on: the lower end of its interval."""
    counts = np.array(
        visible_ideas(question).order_by("pk").values_list("pk", "agrees", "disagrees", "passes"),
        dtype=np.int64,
    ).reshape(-1, 4)
    order = rank_ideas(counts[:, 1], counts[:, 2], counts[:, 3]).order
    start = (page - 1) * PAGE
    ids = counts[order[start : start + PAGE], 0].tolist()
    cards = idea_cards(ids=ids, question=question, participant=participant, stage=stage)
    return IdeaPage(cards, str(page + 1) if start + PAGE < len(order) else "")


def read_place(after: str) -> tuple[date, int] | None:
    """The day and idea that a page's address continues after; None where it is nonsense."""
    day, _, ref = after.partition("-")
    if not day.isascii() or not day.isdigit() or len(day) > 7:
        return None
    try:
        return date.fromordinal(int(day)), from_ref(ref)
    except (ValueError, OverflowError):
        return None
