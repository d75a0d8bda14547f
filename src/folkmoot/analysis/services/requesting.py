"""Ask for an analysis: what is frozen, and the run that waits for its turn."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from folkmoot.accounts.policy import Actor
from folkmoot.accounts.registry import Act
from folkmoot.accounts.services import record_audit
from folkmoot.analysis import acts, policy
from folkmoot.analysis.models import Run
from folkmoot.analysis.presenting.stored_words import FREEZING
from folkmoot.analysis.queries.untied_inputs import newest_result
from folkmoot.analysis.services import inputs
from folkmoot.analysis.services.compute import Report
from folkmoot.analysis.services.group_labels import newest_with_groups
from folkmoot.analysis.services.running import execute, parameters_of, version
from folkmoot.core import jobs
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed
from folkmoot.participants.queries import untied
from folkmoot.programmes.models import Programme
from folkmoot.programmes.services import lock

SEEDS = 2**31


class AlreadyRunning(DomainError):
    """One analysis of a programme at a time is enough."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """Who wants what analysed, and how."""

    actor: Actor
    programme: Programme
    at: datetime
    seed: int | None
    parameters: Mapping[str, object] | None


def request_run(
    *,
    actor: Actor,
    programme: Programme,
    at: datetime,
    seed: int | None = None,
    parameters: Mapping[str, object] | None = None,
) -> Run:
    """Freeze what has been said so far and queue its analysis.

    The run says ``same_input_as`` where too few have spoken since an earlier one (inputs).
    Raises NothingSaid, TooFewTakenBack, AlreadyRunning.
    """
    ask = RunRequest(actor, programme, at, seed, parameters)
    _check_may_run(actor)
    _check_none_waits(programme)
    return _freeze(ask, queue=True)


def analyse_now(
    *,
    actor: Actor,
    programme: Programme,
    at: datetime,
    progress: Report = lambda step, percent: None,
    seed: int | None = None,
    parameters: Mapping[str, object] | None = None,
) -> Run:
    """Freeze and analyse at once, in this process; for the command line.

    Look at the run's ``state`` and ``problem`` afterwards: a failure is kept, not raised.
    """
    _check_may_run(actor)
    progress(FREEZING, 0)
    run = _freeze(RunRequest(actor, programme, at, seed, parameters), queue=False)
    execute(run.pk, at=at, progress=progress)
    run.refresh_from_db()
    return run


def repeat_run(*, actor: Actor, run: Run, at: datetime) -> Run:
    """The same frozen input, seed and parameters once more: the result must be the same."""
    _check_may_run(actor)
    if run.state != Run.State.DONE:
        raise DomainError(_("Only a finished analysis can be repeated."))
    inputs.check_may_repeat(run)
    again = inputs.Input(run.frozen.name or "", run.frozen_hash, run.same_input_as or run.number)
    return _create(
        RunRequest(actor, run.programme, at, run.seed, None),
        again,
        parameters=run.parameters,
        act=acts.ANALYSIS_REPEATED,
        queue=True,
    )


def _check_may_run(actor: Actor) -> None:
    if not policy.can_run(actor.roles):
        raise NotAllowed(
            _("Only an analyst, a facilitator or an administrator can run an analysis.")
        )


def _freeze(ask: RunRequest, *, queue: bool) -> Run:
    k = ask.programme.organisation.smallest_group
    if untied(ask.programme.pk) is not None:
        return _without_ties(ask, queue=queue)
    letters = newest_with_groups(ask.programme.pk)
    chosen_by_us = {"smallest_group": k, "letters_of": letters}
    parameters = parameters_of(chosen_by_us | dict(ask.parameters or {}))
    if parameters.smallest_group < k:
        raise DomainError(
            _("The smallest group shown cannot be under this organisation's %(smallest)s.")
            % {"smallest": k}
        )
    inputs.bring_up_to_date(ask.programme, ask.at)
    with transaction.atomic():  # one moment of the database, however many activities
        chosen = inputs.choose(ask.programme, ask.at)
    if set(chosen.used) - {parameters.smallest_group}:
        parameters = replace(parameters, used=chosen.used)
    return _create(
        ask, chosen, parameters=parameters.as_json(), act=acts.ANALYSIS_REQUESTED, queue=queue
    )


def _without_ties(ask: RunRequest, *, queue: bool) -> Run:
    """On the input of the newest result, whose groups and counts of people are shown."""
    inputs.bring_up_to_date(ask.programme, ask.at)
    source = newest_result(ask.programme)
    inputs.check_may_repeat(source)
    told = {name: source.parameters[name] for name in ("smallest_group", "letters_of")}
    told["groups_of"] = source.parameters.get("groups_of") or source.number
    parameters = parameters_of(told | dict(ask.parameters or {}))
    number = source.same_input_as or source.number
    chosen = inputs.Input(source.frozen.name or "", source.frozen_hash, number)
    return _create(
        ask, chosen, parameters=parameters.as_json(), act=acts.ANALYSIS_REQUESTED, queue=queue
    )


def _check_none_waits(programme: Programme) -> None:
    waiting = [Run.State.QUEUED, Run.State.RUNNING]
    if Run.objects.filter(programme=programme, state__in=waiting).exists():
        raise AlreadyRunning(_("An analysis is under way already. Its result will appear here."))


@transaction.atomic
def _create(
    ask: RunRequest, chosen: inputs.Input, *, parameters: dict[str, object], act: Act, queue: bool
) -> Run:
    # Held until the end, so that two runs asked for at once get two numbers.
    lock(ask.programme.pk, no_key=True)
    if queue:
        _check_none_waits(ask.programme)  # somebody else may have asked at the same moment
    last = Run.objects.filter(programme=ask.programme).aggregate(number=Max("number"))["number"]
    run = Run.objects.create(
        programme=ask.programme,
        number=(last or 0) + 1,
        requested_by=ask.actor.user,
        requested_on=day_of(ask.at),
        frozen=chosen.name,
        input_hash=chosen.digest,
        frozen_hash=chosen.digest,
        same_input_as=chosen.same_as,
        parameters=parameters,
        seed=secrets.randbelow(SEEDS) if ask.seed is None else ask.seed,
        version=version(),
    )
    # By its day alone: two runs and their exact times would date what was said between them.
    record_audit(ask.actor, act, ask.at, programme=ask.programme, by_day=True)
    if queue:
        jobs.enqueue("analysis.execute", run.pk)
    return run
