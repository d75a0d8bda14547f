"""Words that people take back leave the frozen inputs too.

A frozen input is there so that a result can be repeated; a person's wish that their words
be gone weighs more. The words are blanked and their author forgotten, the file is stored
anew, and the run says how many texts left it. Numbers already published stand.
"""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from typing import Any
from uuid import UUID

import numpy as np
from django.core.files.storage import default_storage
from django.db import transaction

from folkmoot.analysis.models import Run, Theme
from folkmoot.analysis.queries.result import fingerprint
from folkmoot.analysis.queries.words import hush, ids_with_words, words_in
from folkmoot.analysis.services import frozen
from folkmoot.core import jobs
from folkmoot.participants.models import Participant


def forget_words_of(participant_id: int) -> None:
    """After the current transaction, clear the inputs of the programme this voice was in."""
    voice = Participant.objects.filter(pk=participant_id).values_list("programme_id", flat=True)
    for programme_id in voice:
        forget_soon(programme_id)


def forget_soon(programme_id: UUID) -> None:
    """After the current transaction: single texts taken back do not wait for the night."""
    jobs.enqueue("analysis.forget", programme_id)


def forget_everywhere() -> int:
    """Clear the inputs of every programme; how many texts left. Cheap where there is nothing."""
    programmes = Run.objects.order_by().values_list("programme_id", flat=True).distinct()
    return sum(forget(programme_id) for programme_id in programmes)


def forget(programme_id: UUID | str) -> int:
    """Blank every text that no longer stands anywhere in the programme; how many there were."""
    runs = Run.objects.filter(programme_id=programme_id).order_by()
    files = dict(runs.values_list("frozen", "frozen_hash"))
    keep = ids_with_words(programme_id) if files else set()
    return sum(_clear(name, digest, keep) for name, digest in sorted(files.items()))


def _clear(name: str, digest: str, keep: set[int]) -> int:
    try:
        given = frozen.thaw(name, digest)
    except frozen.Tampered:
        return 0  # missing or not ours: whoever asks to repeat that run is told
    gone = [
        i for i, key in enumerate(given.text_ids.tolist()) if given.texts[i] and key not in keep
    ]
    if not gone:
        return 0
    blank = set(gone)
    authors = given.text_authors.copy()
    authors[np.array(gone)] = 0
    content, now = frozen.freeze(
        replace(
            given,
            texts=["" if i in blank else text for i, text in enumerate(given.texts)],
            text_authors=authors,
        )
    )
    stored = frozen.store(content, now)
    standing = words_in(text for i, text in enumerate(given.texts) if i not in blank)
    lonely = words_in(given.texts[i] for i in gone) - standing
    with transaction.atomic():
        for run in Run.objects.select_for_update().filter(frozen=name).defer("result"):
            run.frozen, run.frozen_hash = stored, now
            run.words_removed += len(gone)
            run.save(update_fields=["frozen", "frozen_hash", "words_removed"])
            _hush_themes(run, lonely)
        transaction.on_commit(partial(default_storage.delete, name))
    return len(gone)


def _hush_themes(run: Run, lonely: Collection[str]) -> None:
    """Words that nobody else used leave the names and phrases that the machine chose.

    What people called a theme is theirs. Figures stay as they were published.
    """
    for theme in Theme.objects.filter(run=run):
        before = (theme.name, theme.proposed_name, theme.phrases)
        is_unnamed = theme.name == theme.proposed_name
        theme.proposed_name = hush(theme.proposed_name, lonely)
        theme.name = theme.proposed_name if is_unnamed else theme.name
        theme.phrases = [p for p in theme.phrases if not words_in([p]) & set(lonely)]
        if (theme.name, theme.proposed_name, theme.phrases) != before:
            theme.save(update_fields=["name", "proposed_name", "phrases"])
    run.refresh_from_db(fields=["result"])
    if run.result is None:
        return
    result = {**run.result, "themes": _hushed(run.result["themes"], lonely)}
    if result != run.result:
        run.result, run.result_hash = result, fingerprint(result)
        run.save(update_fields=["result", "result_hash"])


def _hushed(value: Any, lonely: Collection[str]) -> Any:
    """Every name and phrase among the themes of a result, without these words."""
    if isinstance(value, dict):
        return {
            key: [p for p in one if not words_in([p]) & set(lonely)]
            if key == "phrases"
            else hush(one, lonely)
            if key == "name"
            else _hushed(one, lonely)
            for key, one in value.items()
        }
    return [_hushed(one, lonely) for one in value] if isinstance(value, list) else value
