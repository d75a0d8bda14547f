"""Everything that changes analyses. One public function per thing a person does."""

from folkmoot.analysis.services.compute import Parameters
from folkmoot.analysis.services.forgetting import forget, forget_soon
from folkmoot.analysis.services.inputs import NothingSaid, TooFewTakenBack, TooFewYet
from folkmoot.analysis.services.requesting import (
    AlreadyRunning,
    analyse_now,
    repeat_run,
    request_run,
)
from folkmoot.analysis.services.rerunning import forget_and_rerun, forget_everywhere, rerun
from folkmoot.analysis.services.running import abandon, execute, version
from folkmoot.analysis.services.themes import BadName, accept_theme, merge_themes, rename_theme
from folkmoot.analysis.services.untying import before_ties_go, may_untie, untie

__all__ = [
    "AlreadyRunning",
    "BadName",
    "NothingSaid",
    "Parameters",
    "TooFewTakenBack",
    "TooFewYet",
    "abandon",
    "accept_theme",
    "analyse_now",
    "before_ties_go",
    "execute",
    "forget",
    "forget_and_rerun",
    "forget_everywhere",
    "forget_soon",
    "may_untie",
    "merge_themes",
    "rename_theme",
    "repeat_run",
    "request_run",
    "rerun",
    "untie",
    "version",
]
