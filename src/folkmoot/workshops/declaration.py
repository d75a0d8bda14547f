"""The workshop as the rest of the product knows it."""

from django.utils.translation import gettext_lazy as _

from folkmoot.activities.registry import ActivityKind, Next, PhaseKind, Publishing, VoiceData
from folkmoot.workshops import policy, presenting, queries, services

NEXT_STEPS = {
    "workshops:staff-questions": Next("", _("See what is next"), "programmes:overview"),
    "workshops:staff-question": Next("", _("See what is next"), "programmes:overview"),
    "workshops:move-question": Next(
        _("The questions have a new order."), _("See what is next"), "programmes:overview"
    ),
    "workshops:remove-question": Next("", _("See what is next"), "programmes:overview"),
    "workshops:set-status": Next("", _("Answer the next idea"), "workshops:staff"),
    "workshops:pin": Next("", _("See the other ideas"), "workshops:staff"),
    "workshops:hide-comment": Next("", _("See the other ideas"), "workshops:staff"),
    "workshops:hide": Next("", _("See the other ideas"), "workshops:staff"),
    "workshops:write": Next("", _("See the other ideas"), "workshops:staff"),
    "workshops:write-comment": Next("", _("See the other ideas"), "workshops:staff"),
    "workshops:add-idea": Next("", _("Go on with the other ideas"), "workshops:board"),
    "workshops:edit-idea": Next("", _("Everything you said"), "joining:voice"),
    "workshops:withdraw-idea": Next("", _("Take part again"), "joining:activities"),
    "workshops:withdraw-comment": Next("", _("Take part again"), "joining:activities"),
    "workshops:withdraw-vote": Next("", _("Take part again"), "joining:activities"),
}
SAID_ELSEWHERE = {
    "workshops:more": "the answer is more ideas",  # not for people: tests
    "workshops:similar": "the answer is ideas that are like it",  # not for people: tests
    "workshops:vote": "the next idea is there; the vote can be undone",  # not for people: tests
    "workshops:add-comment": "said beside the comment, where one wrote",  # not for people: tests
}
STOOD_ON = {
    "workshops:remove-question": "workshops:staff-questions",
    "workshops:withdraw-idea": "joining:voice",
    "workshops:withdraw-comment": "joining:voice",
    "workshops:withdraw-vote": "joining:voice",
}
PHASES = {
    "understand": (_("Understand"), _("People say what the problem is really like.")),
    "answer": (_("Answer"), _("People put forward ideas, comment and vote.")),
    "prioritise": (_("Prioritise"), _("No new ideas: people vote and comment on those there.")),
    "develop": (_("Develop"), _("People comment on how the ideas could be made to work.")),
}
WORKSHOP = ActivityKind(
    key="workshop",
    room="workshops",
    name=_("Online workshop"),
    meaning=_("People answer challenge questions with ideas, comments and votes."),
    method=_(
        "People answered challenge questions with ideas, commented on each other's ideas, and "
        "voted: agree, disagree or not sure."
    ),
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
    publishing=Publishing(
        acts=services.acts,
        set_totals=services.set_totals,
        show_staff=services.show_staff,
        show_everybody=services.show_everybody,
    ),
    voicing=VoiceData(
        said=presenting.said_by,
        names={"idea": _("Ideas"), "comment": _("Comments"), "vote": _("Votes")},
        text_ids=queries.text_ids_of,
        withdraw=services.withdraw_voice,
        erase_practice=services.erase_practice,
        untie=services.untie,
        renumber=services.renumber,
        standing=queries.standing_of,
    ),
)
