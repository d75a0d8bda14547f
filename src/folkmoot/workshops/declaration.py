"""The workshop as the rest of the product knows it."""

from folkmoot.activities.registry import ActivityKind, Next, PhaseKind, Voicing
from folkmoot.workshops import policy, presenting, queries, services

NEXT_STEPS = {
    "workshops:staff-questions": Next("", "See what is next", "programmes:overview"),
    "workshops:staff-question": Next("", "See what is next", "programmes:overview"),
    "workshops:move-question": Next(
        "The questions have a new order.", "See what is next", "programmes:overview"
    ),
    "workshops:remove-question": Next("", "See what is next", "programmes:overview"),
    "workshops:set-status": Next("", "Answer the next idea", "workshops:staff"),
    "workshops:pin": Next("", "See the other ideas", "workshops:staff"),
    "workshops:hide-comment": Next("", "See the other ideas", "workshops:staff"),
    "workshops:hide": Next("", "See the other ideas", "workshops:staff"),
    "workshops:write": Next("", "See the other ideas", "workshops:staff"),
    "workshops:write-comment": Next("", "See the other ideas", "workshops:staff"),
    "workshops:add-idea": Next("", "Go on with the other ideas", "workshops:board"),
    "workshops:edit-idea": Next("", "Everything you said", "joining:voice"),
    "workshops:withdraw-idea": Next("", "Take part again", "joining:activities"),
    "workshops:withdraw-comment": Next("", "Take part again", "joining:activities"),
    "workshops:withdraw-vote": Next("", "Take part again", "joining:activities"),
}
SAID_ELSEWHERE = {
    "workshops:more": "the answer is more ideas",
    "workshops:similar": "the answer is the ideas that are like it",
    "workshops:vote": "the next idea is there, and the vote can be undone",
    "workshops:add-comment": "said beside the comment, where one was writing",
}
STOOD_ON = {
    "workshops:remove-question": "workshops:staff-questions",
    "workshops:withdraw-idea": "joining:voice",
    "workshops:withdraw-comment": "joining:voice",
    "workshops:withdraw-vote": "joining:voice",
}
PHASES = {
    "understand": ("Understand", "People say what the problem is really like."),
    "answer": ("Answer", "People put forward ideas, comment and vote."),
    "prioritise": ("Prioritise", "No new ideas: people vote and comment on those there."),
    "develop": ("Develop", "People comment on how the ideas could be made to work."),
}
WORKSHOP = ActivityKind(
    key="workshop",
    room="workshops",
    name="Online workshop",
    meaning="People answer challenge questions with ideas, comments and votes.",
    method="People answered challenge questions with ideas, commented on each other's "
    "ideas, and voted: agree, disagree or not sure.",
    acts=policy.Act,
    phases=tuple(
        PhaseKind(key, name, meaning, policy.PHASE_ACTS[key])
        for key, (name, meaning) in PHASES.items()
    ),
    home="workshops:home",
    staff_home="workshops:staff",
    urls="folkmoot.workshops.urls",
    setup_home="workshops:staff-questions",
    copy=services.copy_questions,
    missing=presenting.what_is_missing,
    is_usual=True,
    subjects={"idea": queries.address_of, "comment": queries.address_of},
    reading=presenting.READING,
    next_steps=NEXT_STEPS,
    said_elsewhere=SAID_ELSEWHERE,
    stood_on=STOOD_ON,
    voicing=Voicing(
        said=presenting.said_by,
        names={"idea": "Ideas", "comment": "Comments", "vote": "Votes"},
        text_ids=queries.text_ids_of,
        withdraw=services.withdraw_voice,
        erase_practice=services.erase_practice,
    ),
)
