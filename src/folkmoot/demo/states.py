"""One of everything that can happen to an idea or a comment, and the ways people arrived."""

from datetime import datetime

import numpy as np

from folkmoot.accounts.policy import Actor
from folkmoot.participants.models import Participant
from folkmoot.programmes import services as programmes
from folkmoot.programmes.models import ChannelDay, Programme
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import Comment, Idea

# name, code, share of the voices; in the order of the codes. The last came without a code.
ARRIVALS: list[tuple[str, str, float]] = [
    ("Team meetings", "meetings", 0.22),
    ("Staff newsletter", "newsletter", 0.28),
    ("Posters in the lifts", "posters", 0.17),
    ("Rota messages", "rota", 0.21),
    ("", "", 0.12),
]
VISITS_FOR_EACH_VOICE = {"meetings": 1.2, "newsletter": 2.6, "posters": 1.9, "rota": 1.6}

OUTCOMES = [
    ("Give every new starter", "done", "Logins are ready on the first morning since the 1st."),
    ("Too many screening", "exploring", "A group of ward staff is reading all 64 forms."),
    ("Rota three months", "planned", "Begins with therapies in the spring rota."),
    (
        "Make the hydrotherapy",
        "not_now",
        "The repair is not in this year's capital plan. We "
        "will look again in April and publish the answer.",
    ),
    ("Show what happened", "heard", "This guide is our first answer."),
]
PINNED = ["Count whether the person", "Find people who stopped coming"]
HIDDEN_IDEA = (
    "The person who runs the Tuesday",
    "It points at one person. Please say it again about what should change, with nobody in it.",
)
HIDDEN_COMMENT = ("Ask at desk four", "It would tell people whom to look for.")
WITHDRAWN_IDEA = "I nearly left last month"
WITHDRAWN_COMMENT = "It got my name wrong twice."


def add_channels(actor: Actor, programme: Programme, at: datetime) -> None:
    for name, code, _ in ARRIVALS:
        if code:
            programmes.add_channel(actor=actor, programme=programme, name=name, code=code, at=at)


def count_visits(participants: list[Participant]) -> None:
    """Some look and do not join: each channel has visits of its own on the days people came."""
    random = np.random.default_rng(len(participants))
    days: dict[tuple[object, object], ChannelDay] = {}
    for voice in participants:
        if voice.channel is None:
            continue
        row = days.setdefault(
            (voice.channel.pk, voice.joined_on),
            ChannelDay(channel=voice.channel, day=voice.joined_on),
        )
        more = VISITS_FOR_EACH_VOICE[voice.channel.code] - 1
        row.visits += 1 + int(random.poisson(more))
    ChannelDay.objects.bulk_create(days.values())


def show_states(
    people: dict[str, Actor], programme: Programme, ideas: dict[str, int], at: datetime
) -> None:
    """Every status, and something pinned, hidden and taken back, so that all can be seen."""
    facilitator, moderator = people["facilitator"], people["moderator"]
    for start, status, reason in OUTCOMES:
        workshops.set_status(
            actor=facilitator,
            idea=_idea(ideas, start),
            status=Idea.Status(status),
            reason=reason,
            at=at,
        )
    for start in PINNED:
        workshops.pin_idea(actor=facilitator, idea=_idea(ideas, start), at=at)
    start, reason = HIDDEN_IDEA
    workshops.hide_idea(actor=moderator, idea=_idea(ideas, start), reason=reason, at=at)
    start, reason = HIDDEN_COMMENT
    workshops.hide_comment(
        actor=moderator, comment=_comment(programme, start), reason=reason, at=at
    )
    gone = _idea(ideas, WITHDRAWN_IDEA)
    assert gone.author is not None
    workshops.withdraw_idea(idea=gone, participant=gone.author, at=at)
    said = _comment(programme, WITHDRAWN_COMMENT)
    assert said.author is not None
    workshops.withdraw_comment(comment=said, participant=said.author, at=at)


def _idea(ideas: dict[str, int], start: str) -> Idea:
    (pk,) = [id_ for text, id_ in ideas.items() if start in text]
    return Idea.objects.select_related("question__activity__programme", "author").get(pk=pk)


def _comment(programme: Programme, start: str) -> Comment:
    return Comment.objects.select_related("idea__question__activity__programme", "author").get(
        idea__question__activity__programme=programme, text__startswith=start
    )
