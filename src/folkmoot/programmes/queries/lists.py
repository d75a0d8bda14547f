"""Lists of programmes: a person's own, and those open to anybody."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from folkmoot.accounts.models import Organisation, User
from folkmoot.accounts.policy import Role
from folkmoot.accounts.queries import actor_in
from folkmoot.core.days import day_of
from folkmoot.core.paging import Paged, paged
from folkmoot.programmes import policy, registry
from folkmoot.programmes.models import MandateVersion, Programme, ProgrammeAppointment, Stage

OPEN_ONES, RESULTS = 100, 50  # of each on a page
STAFF_ROLES = [role.value for role in Role if policy.can_see_staff_pages(frozenset({role}))]


class AwaitedStep(StrEnum):
    """What a programme in a list waits for."""

    SIGNATURE = "signature"
    MANDATE = "mandate"
    ACTIVITY = "activity"
    PRACTICE = "practice"
    OPENING = "opening"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Listed:
    """A programme in a list, with what it waits for; ``days`` until it closes."""

    programme: Programme
    stage: Stage
    waits_for: AwaitedStep | None
    days: int = 0


def programmes_of(*, organisation: Organisation, user: User) -> list[Programme]:
    """Those whose staff pages this person may see: all of them for organisation-wide roles."""
    roles = actor_in(organisation=organisation, user=user).roles
    return list(_visible(organisation, user, roles).order_by("-created_on", "name"))


def programmes_by_stage(
    *, organisation: Organisation, user: User, at: datetime
) -> list[tuple[Stage, list[Listed]]]:
    """Grouped in the order in which they need attention; stages without programmes left out."""
    roles = actor_in(organisation=organisation, user=user).roles
    found = _visible(organisation, user, roles).order_by("closes_at", "name")
    counted = found.annotate(
        promises=Count("mandates", filter=~Q(mandates__promise=""), distinct=True),
        activity_count=Count("activities", distinct=True),
        is_unsigned=_unsigned_by(user),
        is_sponsored=_sponsored_by(user),
    )
    order = (Stage.OPEN, Stage.PRACTICE, Stage.DRAFT, Stage.SCHEDULED, Stage.CLOSED)
    grouped: dict[Stage, list[Listed]] = {stage: [] for stage in order}
    for programme in counted:
        stage = programme.stage(at)
        is_sponsor = Role.SPONSOR in roles or programme.is_sponsored
        may_sign = policy.can_sign_mandate(frozenset({Role.SPONSOR}), stage)
        waits = is_sponsor and may_sign and programme.is_unsigned
        step = AwaitedStep.SIGNATURE if waits else _next_step(programme, stage)
        grouped[stage].append(Listed(programme, stage, step, _days_left(programme, stage, at)))
    return [(stage, listed) for stage, listed in grouped.items() if listed]


def open_programmes(*, at: datetime, after: int = 0) -> Paged[Programme]:
    """What anybody may take part in now, on the whole installation; soonest to close first."""
    launched = Programme.objects.filter(is_launched=True, opens_at__lte=at, closes_at__gt=at)
    found = launched.select_related("organisation").order_by("closes_at", "name", "pk")
    return paged(found, size=OPEN_ONES, after=after)


@dataclass(frozen=True, slots=True)
class Published:
    """A programme whose results anybody may read, and where."""

    programme: Programme
    path: str


def published_programmes(*, after: int = 0) -> Paged[Published]:
    """On the whole installation; the last to close first."""
    pages = registry.results()
    if not pages:
        return Paged((), total=0)
    found = Programme.objects.filter(pk__in=pages, is_launched=True)
    latest = found.select_related("organisation").order_by("-closes_at", "name", "pk")
    shown = paged(latest, size=RESULTS, after=after)
    return shown.of(lambda programme: Published(programme, _path(pages[programme.pk], programme)))


def results_path(programme: Programme) -> str:
    """Where anybody may read what came of a programme, if it is published."""
    page = registry.results([programme.pk]).get(programme.pk)
    return _path(page, programme) if page else ""


def _path(page: str, programme: Programme) -> str:
    return programme.address(page)


def _unsigned_by(user: User) -> Exists:
    """The newest version promises something, and this person has not signed it."""
    return Exists(
        MandateVersion.objects.filter(programme=OuterRef("pk"))
        .exclude(promise="")
        .exclude(signatures__sponsor=user)
        .exclude(
            Exists(
                MandateVersion.objects.filter(
                    programme=OuterRef("programme"), number__gt=OuterRef("number")
                )
            )
        )
    )


def _sponsored_by(user: User) -> Exists:
    """Sponsors of one programme sign its promise, besides those of the whole organisation."""
    roles = ProgrammeAppointment.objects.filter(user=user, role=Role.SPONSOR.value)
    return Exists(roles.filter(programme=OuterRef("pk")))


def _visible(organisation: Organisation, user: User, roles: frozenset[Role]) -> QuerySet[Programme]:
    found = Programme.objects.filter(organisation=organisation).select_related("organisation")
    if policy.can_see_staff_pages(roles):
        return found
    return found.filter(appointments__user=user, appointments__role__in=STAFF_ROLES).distinct()


def _next_step(programme: Programme, stage: Stage) -> AwaitedStep | None:
    if stage in {Stage.DRAFT, Stage.PRACTICE}:
        if not programme.promises:  # type: ignore[attr-defined]
            return AwaitedStep.MANDATE
        if not programme.activity_count:  # type: ignore[attr-defined]
            return AwaitedStep.ACTIVITY
        return AwaitedStep.PRACTICE if stage is Stage.PRACTICE else AwaitedStep.OPENING
    return AwaitedStep.CLOSE if stage is Stage.OPEN else None


def _days_left(programme: Programme, stage: Stage, at: datetime) -> int:
    if stage is not Stage.OPEN:
        return 0
    assert programme.closes_at is not None
    return max(0, (day_of(programme.closes_at) - day_of(at)).days)
