"""The simulated voices of a demonstration, and what they say, vote and comment."""

from datetime import date, timedelta

import numpy as np

from folkmoot.accounts.policy import Actor
from folkmoot.demo.content import DemoIdea, DemoQuestion
from folkmoot.demo.simulation import Crowd, simulate
from folkmoot.demo.states import ARRIVALS, count_visits
from folkmoot.participants.models import Participant
from folkmoot.workshops import services as workshops
from folkmoot.workshops.models import ChallengeQuestion

SEED = 20_260


def bring_in(
    actor: Actor,
    questions: list[ChallengeQuestion],
    asked: list[DemoQuestion],
    opened: date,
    *,
    voices: int,
    votes: int,
    days: int,
) -> dict[str, int]:
    """Bring the simulated voices in with what they say; returns idea ids by their text."""
    activity = questions[0].activity
    channels = list(activity.programme.channels.order_by("code"))
    said = [idea for question in asked for idea in question.ideas]
    leanings = np.array([idea.leaning for idea in said])
    appeals = np.array([idea.appeal for idea in said])
    crowd = simulate(leanings, appeals, voices=voices, votes=votes, days=days, seed=SEED)
    arrived = np.random.default_rng(SEED + 2).choice(
        len(ARRIVALS), size=voices, p=[share for *_, share in ARRIVALS]
    )
    participants = [
        Participant(
            programme=activity.programme,
            joined_on=opened + timedelta(days=int(day)),
            channel=channels[way] if way < len(channels) else None,
        )
        for day, way in zip(crowd.joined, arrived, strict=True)
    ]
    count_visits(participants)
    Participant.objects.bulk_create(sorted(participants, key=lambda voice: voice.pk))
    ids: list[int] = []
    start = 0
    for question, content in zip(questions, asked, strict=True):
        stop = start + len(content.ideas)
        ids += workshops.import_ideas(
            actor=actor,
            question=question,
            texts=[idea.text for idea in content.ideas],
            said_on=[opened + timedelta(days=int(day)) for day in crowd.idea_days[start:stop]],
            authors=[participants[author].pk for author in crowd.idea_authors[start:stop]],
        )
        start = stop
    workshops.import_votes(
        actor=actor,
        activity=activity,
        ideas=[ids[idea] for idea in crowd.ideas],
        participants=[participants[voter].pk for voter in crowd.voters],
        stances=[int(stance) for stance in crowd.stances],
        cast_on=[opened + timedelta(days=int(day)) for day in crowd.days],
    )
    _comments(actor, questions, said, ids, crowd, participants, opened, days)
    return {idea.text: id_ for idea, id_ in zip(said, ids, strict=True)}


def _comments(  # noqa: PLR0913 - the facts of one invented voice
    actor: Actor,
    questions: list[ChallengeQuestion],
    said: list[DemoIdea],
    ids: list[int],
    crowd: Crowd,
    participants: list[Participant],
    opened: date,
    days: int,
) -> None:
    """Each comment comes from somebody who had joined, on or after the day of its idea."""
    random = np.random.default_rng(SEED + 1)
    ideas, texts, dates, authors = [], [], [], []
    parents: list[int | None] = []
    for place, idea in enumerate(said):
        day = int(crowd.idea_days[place])
        top = None
        for comment in idea.comments:
            day = min(days - 1, day + int(random.integers(0, 3)))
            present = np.flatnonzero(crowd.joined <= day)
            ideas.append(ids[place])
            texts.append(comment.text)
            dates.append(opened + timedelta(days=day))
            authors.append(participants[int(random.choice(present))].pk)
            parents.append(top if comment.is_reply else None)
            if not comment.is_reply:
                top = len(texts) - 1
    workshops.import_comments(
        actor=actor,
        activity=questions[0].activity,
        ideas=ideas,
        texts=texts,
        said_on=dates,
        authors=authors,
        parents=parents,
    )
