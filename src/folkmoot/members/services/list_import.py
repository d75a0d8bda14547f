"""Walk through a list: once to say what would happen, once to make it happen.

What is kept of it, reasons of refused rows above all, is in the installation's language, whether
a worker or a browser's request came by it.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import JSONField, QuerySet, Value
from django.utils.translation import gettext as _

from folkmoot.core.errors import DomainError
from folkmoot.core.sheets import open_sheet
from folkmoot.members import registry
from folkmoot.members.models import Invitee, Member, MemberList
from folkmoot.members.queries import lists
from folkmoot.members.queries.lists import ColumnChoice
from folkmoot.members.services import batches
from folkmoot.members.services.adding import (
    Added,
    ListRow,
    People,
    add_people,
    invited_among,
    members_of,
    suppressed_among,
)
from folkmoot.members.services.batches import NOTHING, Progress, Refuse, Tally, batches_of, reading
from folkmoot.members.services.files import ImportReport, file_of, report_of
from folkmoot.web.languages import in_language

EARLIER_BATCH = 20_000  # of lists that were interrupted before batches were as large
State = MemberList.State


def check(list_id: str) -> None:
    """The dry run: what would become of each row. Changes nothing but the list's own report."""
    listed = _found(list_id)
    if listed is None or listed.state != State.CHECKING:
        return
    with in_language(settings.LANGUAGE_CODE), _failing_in_words(listed):
        found = dry_run(
            file_of(listed), choice_of(listed), place_of(listed), progress=_reporter(listed)
        )
        listed.counts = asdict(found)
        listed.state, listed.progress = State.CHECKED, 100
        listed.save(update_fields=["counts", "state", "progress"])


def dry_run(
    path: Path,
    choice: ColumnChoice,
    place: ListRow,
    *,
    progress: Progress,
    refused: Path | None = None,
) -> Tally:
    with ImportReport(refused) as report:
        return _look_through(path, choice, place, progress, report.refuse)


def _look_through(
    path: Path, choice: ColumnChoice, place: ListRow, progress: Progress, refuse: Refuse
) -> Tally:
    tally, sheet = Tally(), open_sheet(path)
    values: dict[str, set[str]] = {}
    for people in batches_of(reading(sheet, choice, progress), tally, refuse):
        for attributes in {id(one): one for one in people.values()}.values():
            for name, value in attributes.items():
                seen = values.setdefault(name, set())
                if len(seen) <= lists.MOST_VALUES:
                    seen.add(value)
        left_alone = suppressed_among(place.organisation, people)
        known = members_of(place.organisation, people)
        already = len(invited_among(place.programme, known.values())) if place.programme else 0
        tally.suppressed += len(left_alone)
        tally.new_in_book += len(people) - len(left_alone | known.keys())
        tally.already_invited += already
        tally.invited += len(people) - len(left_alone) - already if place.programme else 0
        progress(sheet.share)
    tally.too_many = [n for n, seen in values.items() if len(seen) > lists.MOST_VALUES]
    return tally


def add(list_id: str) -> None:
    """Add everybody on a confirmed list; after an interruption it goes on where it stopped."""
    listed = _found(list_id)
    if listed is None or listed.state != State.ADDING:
        return
    with in_language(settings.LANGUAGE_CODE), _failing_in_words(listed):
        try:
            (_add_file if listed.is_file else _add_earlier_invitees)(listed)
        except _Overtaken:
            return
        listed.state, listed.progress = State.DONE, 100
        listed.save(update_fields=["counts", "state", "progress"])
    file_of(listed).unlink(missing_ok=True)


def add_file(
    path: Path,
    choice: ColumnChoice,
    place: ListRow,
    *,
    progress: Progress,
    refused: Path | None = None,
) -> Tally:
    """The same in one pass and without a record of it: for the command line."""
    tally, sheet = Tally(), open_sheet(path)
    with ImportReport(refused) as report:
        for people in batches_of(reading(sheet, choice, progress), tally, report.refuse):
            tally.add(add_people(place, people))
            progress(sheet.share)
    return tally


def abandon(list_id: str) -> None:
    """The worker was stopped several times over this list."""
    listed = _found(list_id)
    if listed is not None and listed.is_busy:
        _fail(listed, _("It was stopped from outside several times. Bring the list again."))


def choice_of(listed: MemberList) -> ColumnChoice:
    return ColumnChoice(listed.choice["address"], tuple(listed.choice.get("attributes", ())))


def place_of(listed: MemberList) -> ListRow:
    return ListRow(listed.organisation, listed.programme)


class _Overtaken(Exception):
    """Another worker is at this list: its clock, or ours, took one of us for dead."""


def _take_turn(listed: MemberList) -> None:
    """Inside a batch's transaction: nobody has got further than we know of, or can meanwhile."""
    now = MemberList.objects.select_for_update(of=("self",)).filter(pk=listed.pk).first()
    here = (listed.batches_done, listed.counts.get("after"))
    if now is None or (now.batches_done, now.counts.get("after")) != here:
        raise _Overtaken


def _add_file(listed: MemberList) -> None:
    tally, sheet = Tally(), open_sheet(file_of(listed))
    earlier = {name: listed.counts.get(name, 0) for name in asdict(Added())}
    for name, number in earlier.items():
        setattr(tally, name, number)
    with ImportReport(report_of(listed)) as report:
        size = listed.counts.get("batch", EARLIER_BATCH if listed.batches_done else batches.BATCH)
        parts = batches_of(
            reading(sheet, choice_of(listed), _reporter(listed)), tally, report.refuse, size
        )
        for number, people in enumerate(parts, 1):
            if number <= listed.batches_done:
                continue  # added before an interruption; batches fall alike each time
            with transaction.atomic():
                _take_turn(listed)
                tally.add(add_people(place_of(listed), people))
                listed.counts, listed.batches_done = asdict(tally) | {"batch": size}, number
                listed.progress = min(99, int(100 * sheet.share))
                listed.save(update_fields=["counts", "batches_done", "progress"])
    listed.counts = asdict(tally)


def _add_earlier_invitees(listed: MemberList) -> None:
    tally = Tally(**{k: v for k, v in listed.counts.items() if k != "after"})
    place, after = place_of(listed), int(listed.counts.get("after", 0))
    total = max(_source(listed, 0).count(), 1)
    while True:
        chunk = list(_source(listed, after)[: batches.BATCH + batches.HELD_BACK])
        if not chunk:
            break
        chunk = chunk if len(chunk) < batches.BATCH + batches.HELD_BACK else chunk[: batches.BATCH]
        shared = {tuple((found or NOTHING).items()): found or NOTHING for *_, found in chunk}
        people: People = {
            address: shared[tuple((found or NOTHING).items())] for _, address, found in chunk
        }
        after = chunk[-1][0]
        with transaction.atomic():
            _take_turn(listed)
            tally.rows += len(people)
            tally.add(add_people(place, people))
            listed.counts = asdict(tally) | {"after": after}
            listed.progress = min(99, 100 * tally.rows // total)
            listed.save(update_fields=["counts", "progress"])
    listed.counts = asdict(tally)


def _source(listed: MemberList, after: int) -> QuerySet[Any, tuple[int, str, Any]]:
    """(member id, address, attributes) of the people to invite again, by member id."""
    nothing = Value(None, output_field=JSONField())
    if listed.earlier_id:
        # Not what some have left because they joined: the new list would show who has.
        held = nothing if registry.forgets_traces(listed.earlier_id) else "attributes"
        invited = Invitee.objects.filter(programme_id=listed.earlier_id, member_id__gt=after)
        return invited.order_by("member_id").values_list("member_id", "member__address", held)
    book = Member.objects.filter(organisation=listed.organisation_id, pk__gt=after)
    return book.order_by("pk").values_list("pk", "address", nothing)


class _failing_in_words:  # noqa: N801 - a context manager, called like a function
    """An import that fails says why on its page, and lets no address into the job's record."""

    def __init__(self, listed: MemberList) -> None:
        self.listed = listed

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, Exception):
            return False
        if isinstance(error, DomainError):
            _fail(self.listed, str(error))
            return True
        _fail(self.listed, _("Something went wrong on our side. Nothing is lost: try once more."))
        raise RuntimeError(f"a list failed: {type(error).__name__}") from None


def _fail(listed: MemberList, problem: str) -> None:
    busy = MemberList.objects.filter(pk=listed.pk, state__in=[State.CHECKING, State.ADDING])
    busy.update(state=State.FAILED, problem=problem[:400])  # not one that another has done


def _reporter(listed: MemberList) -> Progress:
    def report(share: float) -> None:
        listed.progress = min(99, int(100 * share))
        listed.save(update_fields=["progress"])

    return report


def _found(list_id: str) -> MemberList | None:
    lists_ = MemberList.objects.select_related("organisation", "programme", "earlier")
    return lists_.filter(pk=UUID(list_id)).first()
