"""Find a run or a theme of a programme that this person may read; otherwise it does not exist."""

from uuid import UUID

from django.http import Http404

from folkmoot.accounts.access import StaffRequest
from folkmoot.analysis import policy, queries
from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries.runs import Analysis
from folkmoot.programmes.access import StaffProgramme, staff_programme_for


def reader_for(request: StaffRequest, org: str, slug: str) -> StaffProgramme:
    found = staff_programme_for(request, org, slug)
    if not policy.can_see(found.actor.roles):
        raise Http404("No such programme.")
    return found


def finished_for(found: StaffProgramme, run_id: UUID | None) -> Analysis | None:
    """The analysis asked for, or the newest finished one; None where there is none yet."""
    if run_id is None:
        return queries.latest_result(found.programme)
    analysis = queries.result_of(found.programme, run_id)
    if analysis is None:
        raise Http404("No such analysis.")
    return analysis


def run_for(found: StaffProgramme, run_id: UUID) -> Run:
    run = queries.run_in(found.programme, run_id)
    if run is None:
        raise Http404("No such analysis.")
    return run


def theme_for(found: StaffProgramme, theme_id: UUID) -> Theme:
    theme = queries.theme_in(found.programme, theme_id)
    if theme is None:
        raise Http404("No such theme.")
    return theme
