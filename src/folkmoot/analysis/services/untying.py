"""Frozen inputs once ties between the rows of one voice have gone (participants.UntiedProgramme).

Before, a last analysis is asked for wherever the newest result does not hold all that was said.
Then each input loses what tells which votes and texts are of one person: authors, the people of
votes, and what else was kept by person; ideas, texts and how many took which stance stay. A run on
such an input works out anew what needs no more (ranks, themes), and takes opinion groups and every
count of people from a result that was worked out before.
"""

import logging
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import numpy as np

from folkmoot.accounts.policy import Role
from folkmoot.activities.registry.data import NO_ANSWERS, NO_CHOICES, NO_RANKINGS, NO_RATINGS
from folkmoot.analysis.models import Run
from folkmoot.analysis.queries.contributions import Contributions, gather
from folkmoot.analysis.queries.people import BYTES
from folkmoot.analysis.services import frozen, inputs, requesting
from folkmoot.analysis.services.forgetting import store_anew
from folkmoot.analysis.services.rerunning import forget_and_rerun
from folkmoot.core.errors import DomainError
from folkmoot.joining.services.system_actor import SystemActor
from folkmoot.programmes.models import Programme

log = logging.getLogger("folkmoot.analysis")
WAITING = (Run.State.QUEUED, Run.State.RUNNING)


def before_ties_go(programme: Programme, at: datetime) -> None:
    """Ask for the last analysis that can tell people apart, if there is anything new in it."""
    runs = Run.objects.filter(programme=programme)
    if runs.filter(state__in=WAITING).exists():
        return
    forget_and_rerun(programme.pk, at=at)
    newest = runs.filter(state=Run.State.DONE).defer("result").first()
    if newest is not None and not _is_news(newest, programme):
        return
    organisation = programme.organisation
    machine = SystemActor(organisation=organisation, user=None, roles=frozenset({Role.ANALYST}))
    try:
        requesting.request_run(actor=machine, programme=programme, at=at)
    except DomainError as problem:  # nothing was said, say, or too few took something back
        log.info("no last analysis: %s", type(problem).__name__)


def _is_news(run: Run, programme: Programme) -> bool:
    try:
        before = frozen.thaw(run.frozen.name or "", run.frozen_hash)
    except frozen.Tampered:
        return True
    return inputs.differs(before, gather(programme))


def may_untie(programme: Programme, at: datetime) -> bool:
    """Not while an analysis waits or runs."""
    return not Run.objects.filter(programme=programme, state__in=WAITING).exists()


def untie(programme_id: UUID, keys: Mapping[int, bytes]) -> None:
    """Every input of the programme, inside the transaction in which ties go."""
    runs = Run.objects.filter(programme_id=programme_id).order_by()
    for name, digest, day in sorted(set(runs.values_list("frozen", "frozen_hash", "requested_on"))):
        try:
            given = frozen.thaw(name, digest)
        except frozen.Tampered:
            log.warning("an input that is missing or was changed could not lose its ties")
            continue
        if not len(given.untied):
            left = {"people_pending": 1} if given.people_reduced.any() else {}
            store_anew(name, without_ties(given), day, **left)


def without_ties(given: Contributions) -> Contributions:
    """In an order that follows from ideas and stances alone."""
    order = np.lexsort((given.vote_stances, given.vote_ideas))
    return replace(
        given,
        text_authors=np.zeros(len(given.text_ids), np.int64),
        vote_people=np.arange(1, len(order) + 1, dtype=np.int64),
        vote_ideas=given.vote_ideas[order],
        vote_stances=given.vote_stances[order],
        people_marks=np.zeros((0, BYTES), np.uint8),
        people_reduced=np.zeros(0, np.int8),
        waiting_people=np.zeros((0, BYTES), np.uint8),
        waiting_rows=np.zeros((0, BYTES), np.uint8),
        ratings=NO_RATINGS,
        rankings=NO_RANKINGS,
        choices=NO_CHOICES,
        answers=NO_ANSWERS,
        untied=np.array([int(given.people_reduced.any())], np.int64),
    )
