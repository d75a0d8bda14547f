"""Carry an analysis out, and never leave one half written."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from importlib import metadata
from uuid import UUID

import numpy as np
from django.db import transaction
from django.utils.translation import override

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.presenting import stored_words as words
from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.analysis.queries.result import SCHEMA, Result, ThemeFound, fingerprint, to_json
from folkmoot.analysis.queries.untied_inputs import leans_on
from folkmoot.analysis.services import carried_curation, frozen, inputs
from folkmoot.analysis.services.canonical_order import without_taken_back
from folkmoot.analysis.services.compute import Parameters, Report, compute
from folkmoot.analysis.services.forgetting import store_anew
from folkmoot.analysis.services.group_labels import labels_of
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError

log = logging.getLogger("folkmoot.analysis")
Run_id = UUID | str


@override("en")  # what a run keeps is kept in English (presenting.stored_words)
def execute(run_id: Run_id, *, at: datetime, progress: Report = lambda step, percent: None) -> None:
    """Carry out a queued run. Safe to call twice: a finished run is left as it is."""
    run = Run.objects.select_related("programme").filter(pk=run_id).first()
    if run is None or run.state in {Run.State.DONE, Run.State.FAILED}:
        return
    report = partial(_report, run.pk, progress)
    try:
        report(words.READING_INPUT, 5)
        given = _thawed(run, at)
        parameters, is_untied = parameters_of(run.parameters), bool(len(given.untied))
        result = compute(
            given,
            seed=run.seed,
            parameters=parameters,
            report=report,
            before=None if is_untied else labels_of(run.programme_id, parameters.letters_of),
            stored=leans_on(run, parameters.groups_of) if is_untied else None,
        )
        report(words.KEEPING, 95)
        _finish(run, result, given, day_of(at))
        progress(words.DONE, 100)
    except DomainError as problem:
        _fail(run.pk, str(problem), at)
    except MemoryError:
        _fail(
            run.pk,
            words.NO_MEMORY,
            at,
        )
    except Exception as error:
        # The trace names code only; messages may quote what people wrote (web.logs).
        log.exception("analysis failed")
        _fail(
            run.pk,
            words.STOPPED % {"fault": type(error).__name__},
            at,
        )


def abandon(run_id: Run_id, *, at: datetime) -> None:
    """The worker gave up on a run after several tries that never ended."""
    _fail(
        run_id,
        words.ABANDONED,
        at,
    )


def version() -> str:
    """Of the result's schema and of the science behind it."""
    return f"{SCHEMA}, insight {metadata.version('folkmoot-insight')}"  # not for people: a version


def parameters_of(chosen: Mapping[str, object]) -> Parameters:
    try:
        return Parameters(**chosen)  # type: ignore[arg-type]
    except TypeError as error:
        raise DomainError(words.told(words.NO_SETTING)) from error


def _thawed(run: Run, at: datetime) -> Contributions:
    """The input, unless a few people have left it since a result was worked out on it."""
    given = frozen.thaw(run.frozen.name or "", run.frozen_hash)
    done = Run.objects.filter(frozen=run.frozen.name, state=Run.State.DONE).defer("result")
    if stated := done.select_related("programme__organisation").first():
        inputs.check_may_repeat(stated)
    elif given.people_reduced.any():
        # Somebody left between asking and now: the first result does not hold them at all.
        settled = replace(given, people_reduced=np.zeros_like(given.people_reduced))
        store_anew(run.frozen.name or "", settled, day_of(at), people_pending=0)
    return given


def _report(run_id: UUID, progress: Report, step: str, percent: int) -> None:
    """A statement of its own, so that whoever watches sees it at once."""
    unfinished = Run.objects.filter(pk=run_id).exclude(state__in=[Run.State.DONE, Run.State.FAILED])
    unfinished.update(state=Run.State.RUNNING, step=step, progress=percent)
    progress(step, percent)


def _fail(run_id: Run_id, problem: str, at: datetime) -> None:
    unfinished = Run.objects.filter(pk=run_id).exclude(state=Run.State.DONE)
    unfinished.update(
        state=Run.State.FAILED,
        problem=problem[:600],
        step="",
        finished_on=day_of(at),
        result=None,
    )


@transaction.atomic
def _finish(run: Run, result: Result, given: Contributions, day: date) -> None:
    """Result and themes together or not at all; a second worker's copy replaces nothing.

    The result is the machine's alone, so that the same input gives the same one; what people
    made of earlier themes goes into the themes beside it (services.carried_curation).
    """
    stored = to_json(result)
    unfinished = Run.objects.filter(pk=run.pk).exclude(state=Run.State.DONE)
    won = unfinished.update(
        state=Run.State.DONE,
        step="",
        progress=100,
        problem="",
        finished_on=day,
        result=stored,
        result_hash=fingerprint(stored),
    )
    if won:
        given = without_taken_back(given)
        carried = carried_curation.carry(run, _themes(run, result.themes.themes), result, given)
        Theme.objects.bulk_create(carried.themes)
        run.carried_from, run.not_carried = carried.source, list(carried.lost)
        carried_curation.left_out(run, carried.themes, result, given)
        run.save(update_fields=["carried_from", "not_carried", "left_out"])


def _themes(run: Run, found: tuple[ThemeFound, ...]) -> list[Theme]:
    rows: list[Theme] = []
    for position, theme in enumerate(found):
        rows.append(
            Theme(
                run=run,
                name=theme.name,
                proposed_name=theme.name,
                phrases=list(theme.phrases),
                text_ids=list(theme.text_ids),
                quote_ids=list(theme.quote_ids),
                question_counts=list(theme.by_question),
                coherence=theme.coherence,
                stability=theme.stability,
                position=position,
            )
        )
    for row, theme in zip(rows, found, strict=True):
        row.parent = None if theme.parent is None else rows[theme.parent]
    return rows
