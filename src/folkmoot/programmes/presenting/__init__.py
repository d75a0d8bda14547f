"""A programme in words: its checklist, what an opening fixes, its stages and its notice."""

from folkmoot.programmes.presenting.lists import programmes_by_stage
from folkmoot.programmes.presenting.mandate import mandate_history, parts_of_the_mandate
from folkmoot.programmes.presenting.notice import NoticeShown, bases, told
from folkmoot.programmes.presenting.opening import facts_of, losses_of, revision_of_facts
from folkmoot.programmes.presenting.readiness import Problem, SetupStep, problems, steps
from folkmoot.programmes.presenting.stages import inactive_activities, stage_name

__all__ = [
    "NoticeShown",
    "Problem",
    "SetupStep",
    "bases",
    "facts_of",
    "inactive_activities",
    "losses_of",
    "mandate_history",
    "parts_of_the_mandate",
    "problems",
    "programmes_by_stage",
    "revision_of_facts",
    "stage_name",
    "steps",
    "told",
]
