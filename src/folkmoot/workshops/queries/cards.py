"""Ideas as a participant sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from folkmoot.activities.models import ShownTo
from folkmoot.core.ids import to_ref
from folkmoot.participants.models import Participant
from folkmoot.programmes.models import Stage
from folkmoot.workshops.models import ChallengeQuestion, Idea, Vote
from folkmoot.workshops.queries.own_rows import IDEA, VOTE


@dataclass(frozen=True, slots=True)
class IdeaCard:
    """``shows_totals``: early totals sway later voters, so nobody sees them before voting."""

    id: int
    text: str
    source: str
    said_on: date
    status: str
    status_reason: str
    is_pinned: bool
    is_mine: bool
    my_stance: int | None
    shows_totals: bool
    agrees: int
    passes: int
    disagrees: int
    comment_count: int
    waits: bool  # for a batch: only its author reads it here

    @property
    def ref(self) -> str:
        return to_ref(self.id)

    @property
    def votes(self) -> int:
        return self.agrees + self.passes + self.disagrees

    @property
    def is_answered(self) -> bool:
        """Nothing left for this participant to decide about it."""
        return self.is_mine or self.my_stance is not None

    @property
    def tone(self) -> str:
        return {1: "agree", 0: "pass", -1: "disagree", None: "none"}[self.my_stance]


def idea_cards(
    *, ids: Iterable[int], question: ChallengeQuestion, participant: Participant, stage: Stage
) -> list[IdeaCard]:
    """The visible ones of these ideas, in the order of ``ids``. Two queries, however many."""
    wanted = list(ids)
    theirs = Q(shown_to=ShownTo.EVERYBODY) | Q(author=participant)
    found = Idea.objects.filter(
        theirs, pk__in=wanted, question=question, is_hidden=False, is_withdrawn=False
    ).in_bulk()
    return _cards([found[pk] for pk in wanted if pk in found], participant, stage)


def idea_card(*, idea: Idea, participant: Participant, stage: Stage) -> IdeaCard:
    return _cards([idea], participant, stage)[0]


def _cards(ideas: list[Idea], participant: Participant, stage: Stage) -> list[IdeaCard]:
    owner, ids = participant.owner, [idea.pk for idea in ideas]
    votes = Vote.objects.filter(participant__in=owner.numbers(VOTE, ids), idea_id__in=ids)
    mine = dict(votes.values_list("idea_id", "stance"))
    own = {idea.pk for idea in ideas if owner.owns(IDEA, idea.pk, idea.author_id)}
    return [
        IdeaCard(
            id=idea.pk,
            text=idea.text,
            source=idea.source,
            said_on=idea.said_on,
            status="" if idea.status == Idea.Status.NEW else idea.get_status_display(),
            status_reason=idea.status_reason,
            is_pinned=idea.is_pinned,
            is_mine=idea.pk in own,
            my_stance=mine.get(idea.pk),
            shows_totals=idea.pk in mine or idea.pk in own or stage is Stage.CLOSED,
            agrees=idea.agrees,
            passes=idea.passes,
            disagrees=idea.disagrees,
            comment_count=idea.comment_count,
            waits=idea.waits,
        )
        for idea in ideas
    ]
