"""Runs and what they found."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries.result import READABLE, Result, from_json
from folkmoot.programmes.models import Programme


@dataclass(frozen=True, slots=True)
class Analysis:
    """A finished run together with what it found."""

    run: Run
    result: Result


def latest_run(programme: Programme) -> Run | None:
    """The newest run in whatever state, without its result (which may be large)."""
    return _light(programme).first()


def latest_result(programme: Programme) -> Analysis | None:
    """The newest finished analysis that this version can read; None where there is none."""
    done = Run.objects.filter(
        programme=programme, state=Run.State.DONE, result__schema__in=READABLE
    ).select_related("requested_by")
    run = done.first()
    return analysis_of(run) if run else None


def analysis_of(run: Run) -> Analysis:
    assert run.result is not None
    return Analysis(run=run, result=from_json(run.result))


def run_in(programme: Programme, run_id: UUID) -> Run | None:
    found = Run.objects.filter(programme=programme, pk=run_id)
    return found.defer("result").select_related("programme__organisation", "requested_by").first()


def result_of(programme: Programme, run_id: UUID) -> Analysis | None:
    """A certain finished analysis that this version can read."""
    done = Run.objects.filter(
        programme=programme, pk=run_id, state=Run.State.DONE, result__schema__in=READABLE
    )
    run = done.select_related("requested_by").first()
    return analysis_of(run) if run else None


def earlier_runs(programme: Programme, *, limit: int = 20) -> list[Run]:
    return list(_light(programme)[:limit])


def themes_of(run: Run) -> list[Theme]:
    """Broad themes, largest first, each followed by its narrower ones (largest first)."""
    found = list(Theme.objects.filter(run=run).select_related("parent"))
    size = {theme.pk: len(theme.text_ids) for theme in found}

    def place(theme: Theme) -> tuple[int, int, bool, int, int]:
        broad = theme.parent or theme
        return (
            -size.get(broad.pk, 0),
            broad.position,
            theme.parent_id is not None,
            -size[theme.pk],
            theme.position,
        )

    return sorted(found, key=place)


def theme_in(programme: Programme, theme_id: UUID) -> Theme | None:
    found = Theme.objects.filter(pk=theme_id, run__programme=programme)
    return found.select_related("run__programme__organisation").first()


def newer_than(run: Run) -> int | None:
    """The number of the newest finished analysis, where it is a later one."""
    done = Run.objects.filter(programme=run.programme_id, state=Run.State.DONE)
    newest = done.order_by("-number").values_list("number", flat=True).first()
    return newest if newest and newest > run.number else None


def others_of(theme: Theme) -> list[Theme]:
    """What a theme may be merged into: any other of its analysis but its own narrower ones."""
    others = Theme.objects.filter(run=theme.run_id).exclude(pk=theme.pk).exclude(parent=theme.pk)
    return list(others.defer("text_ids").order_by("name"))


def run_for_cli(run: Run) -> dict[str, Any]:
    """What ``folkmoot analyse --json`` prints."""
    summary: dict[str, Any] = {
        "programme": f"{run.programme.organisation.slug}/{run.programme.slug}",
        "run": str(run.pk),
        "number": run.number,
        "same_input_as": run.same_input_as,
        "state": run.state,
        "problem": run.problem,
        "seed": run.seed,
        "version": run.version,
        "input_hash": run.input_hash,
        "result_hash": run.result_hash,
    }
    if run.result is None:
        return summary
    result = from_json(run.result)
    part = result.participation
    return summary | {
        "people_waiting_for_the_close": part.waiting,
        "joined": part.joined,
        "took_part": part.took_part,
        "ideas": part.ideas,
        "comments": part.comments,
        "votes": part.votes,
        "votes_left_out": part.votes_left_out,
        "verdict": result.opinions.verdict,
        "groups": len(result.opinions.groups),
        "group_sizes": [group.size for group in result.opinions.groups],
        "stability": result.opinions.stability,
        "groups_note": result.opinions.note,
        "themes": sum(theme.parent is None for theme in result.themes.themes),  # as the page counts
        "themes_note": result.themes.note,
    }


def _light(programme: Programme) -> QuerySet[Run]:
    runs = Run.objects.filter(programme=programme)
    return runs.defer("result").select_related("requested_by")
