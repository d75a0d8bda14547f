"""The names of stages, and why nothing can be done in an activity just now."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from folkmoot.programmes import queries
from folkmoot.programmes.models import Programme, Stage
from folkmoot.programmes.queries import ActivityCard, InactiveReason


def stage_name(stage: Stage) -> str:
    return {
        Stage.DRAFT: pgettext("stage of a programme", "Draft"),
        Stage.PRACTICE: pgettext("stage of a programme", "Practice"),
        Stage.SCHEDULED: pgettext("stage of a programme", "Scheduled"),
        Stage.OPEN: pgettext("stage of a programme", "Open"),
        Stage.CLOSED: pgettext("stage of a programme", "Closed"),
    }[stage]


def inactive_activities(programme: Programme, *, at: datetime) -> list[tuple[ActivityCard, str]]:
    """Activities of an open programme in which nobody can do anything just now, and why."""
    why = {
        InactiveReason.OVER: _("All its phases are over."),
        InactiveReason.BETWEEN: _("It is between two phases."),
        InactiveReason.TO_COME: _("Its first phase is still to come."),
    }
    return [(card, why[still]) for card, still in queries.inactive_activities(programme, at=at)]
