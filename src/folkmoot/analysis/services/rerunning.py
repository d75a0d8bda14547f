"""Results worked out anew once enough people have taken back what they said.

A figure restated beside the old one tells what whoever left had said. Results are therefore
restated for k people or more at a time; until then they stand, and the run says so.
"""

import logging
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import numpy as np
from django.db import transaction

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries.contributions import Contributions
from folkmoot.analysis.queries.result import Result, fingerprint, from_json, to_json
from folkmoot.analysis.services import carried_curation, frozen, theme_finding
from folkmoot.analysis.services.canonical_order import without_taken_back
from folkmoot.analysis.services.compute import Parameters, compute
from folkmoot.analysis.services.forgetting import forget, store_anew
from folkmoot.analysis.services.group_labels import labels_of
from folkmoot.analysis.services.running import version
from folkmoot.core.days import day_of

log = logging.getLogger("folkmoot.analysis")


def forget_everywhere(*, at: datetime) -> int:
    """Every programme's inputs and results follow what was taken back; how many texts went."""
    gone = 0
    for programme_id in Run.objects.order_by().values_list("programme_id", flat=True).distinct():
        try:
            gone += forget_and_rerun(programme_id, at=at)
        except Exception:  # one programme that fails must not keep the others from following
            log.exception("what was taken back could not be followed")
    return gone


def forget_and_rerun(programme_id: UUID | str, *, at: datetime) -> int:
    """Remove what was taken back; work out anew what k people or more have left since."""
    gone = forget(programme_id, at=at)
    rerun(programme_id, at=at)
    return gone


def rerun(programme_id: UUID | str, *, at: datetime) -> int:
    """How many inputs had their results worked out anew."""
    waiting = Run.objects.filter(programme_id=programme_id, people_pending__gt=0).order_by()
    files = dict(waiting.values_list("frozen", "programme__organisation__smallest_group"))
    return sum(_rerun(name, k, at) for name, k in sorted(files.items()))


def _rerun(name: str, k: int, at: datetime) -> bool:
    runs = list(Run.objects.filter(frozen=name))
    try:
        given = frozen.thaw(name, runs[0].frozen_hash if runs else "")
    except frozen.Tampered:
        return False
    if int(given.people_reduced.sum()) < k:
        return False
    made = [(run, anew) for run in runs if (anew := _anew(run, given)) is not None]
    settled = replace(given, people_reduced=np.zeros_like(given.people_reduced))
    with transaction.atomic():
        if not store_anew(name, settled, day_of(at), people_pending=0):
            return False  # more was taken back meanwhile: the next round does it
        for run, result in made:
            stored = to_json(result)
            Run.objects.filter(pk=run.pk).update(
                result=stored,
                result_hash=fingerprint(stored),
                restated_on=day_of(at),
                version=version(),
            )
            _reduce_themes(run, result, without_taken_back(given))
    return True


def _anew(run: Run, given: Contributions) -> Result | None:
    """None for a run that has no result, or one of another version."""
    if run.state != Run.State.DONE or run.result is None:
        return None
    try:
        before = from_json(run.result)
    except ValueError:
        return None
    return compute(
        given,
        seed=run.seed,
        parameters=Parameters(**run.parameters),
        report=lambda step, percent: None,
        themes=before.themes,
        before=labels_of(run.programme_id, run.parameters.get("letters_of")),
    )


def _reduce_themes(run: Run, result: Result, given: Contributions) -> None:
    """Themes that people shaped stay as they are, less the texts that were taken back."""
    here = set(given.text_ids.tolist())
    for theme in Theme.objects.select_for_update().filter(run=run).order_by("pk"):
        if here.issuperset(theme.text_ids):
            continue
        theme.text_ids = [key for key in theme.text_ids if key in here]
        theme.quote_ids = [key for key in theme.quote_ids if key in here]
        theme.accepted_ids = [key for key in theme.accepted_ids if key in here]
        theme.question_counts = list(theme_finding.asked_of(given, theme.text_ids))
        theme.save(update_fields=["text_ids", "quote_ids", "accepted_ids", "question_counts"])
    carried_curation.left_out(run, Theme.objects.filter(run=run), result, given)
    Run.objects.filter(pk=run.pk).update(left_out=run.left_out)
