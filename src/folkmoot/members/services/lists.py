"""A list on its way in: brought, looked at, checked row by row, confirmed."""

import filecmp
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from folkmoot.accounts.policy import Actor, command_line
from folkmoot.accounts.queries import actor_in
from folkmoot.accounts.services import record_audit
from folkmoot.core.days import day_of
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.core.formats import number
from folkmoot.core.jobs import enqueue
from folkmoot.core.revisions import revision_of
from folkmoot.core.sheets import kind_of, open_sheet
from folkmoot.core.tables import Unreadable
from folkmoot.core.text import clean_line
from folkmoot.members import acts, policy
from folkmoot.members.models import MemberList
from folkmoot.members.queries import lists
from folkmoot.members.queries.lists import ColumnChoice
from folkmoot.members.services.adding import ListRow
from folkmoot.members.services.batches import Tally
from folkmoot.members.services.files import file_of, forget_files, write
from folkmoot.members.services.list_import import add, add_file, check, dry_run
from folkmoot.programmes.models import Programme
from folkmoot.programmes.queries import actor_on
from folkmoot.programmes.services import lock
from folkmoot.web.languages import in_language

FILE_GONE = gettext_lazy(
    "The file of this list is not here any more: it is deleted after a day, and no backup holds "
    "it. Forget this list, and bring the file again. Nobody was added."
)
READ_ANEW = gettext_lazy(
    "Somebody read this list in another way since you opened this page. Look at what it holds "
    "now, then confirm it. Nobody was added."
)
SMALL_FILE = 256 * 1024  # checked and added at once, without waiting for a worker
State = MemberList.State


def receive(
    *,
    actor: Actor,
    programme: Programme | None,
    name: str,
    content: Iterable[bytes],
    at: datetime,
) -> MemberList:
    """Keep a file privately, guess which column is the address, and check every row."""
    check_may_add(actor, programme, at)
    with in_language(settings.LANGUAGE_CODE):
        unnamed = _("a list")
    listed = MemberList(
        organisation=actor.organisation,
        programme=programme,
        # The name is shown and audited: an address in it would be kept by that.
        name=unnamed if "@" in name else clean_line(name)[:120] or unnamed,
        added_on=day_of(at),
    )
    listed.suffix = "new"
    path = file_of(listed)
    try:
        size = write(path, content)
        listed.suffix = kind_of(path)
        path = path.rename(file_of(listed))
        listed.choice = ColumnChoice(_preview(listed, path).guess).as_json()
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    if pressed_before := _brought_already(listed, path):
        path.unlink()
        return pressed_before
    listed.state = State.CHECKING
    listed.save()
    _go_on(listed, "members.check", size)
    return listed


def _brought_already(listed: MemberList, path: Path) -> MemberList | None:
    """The same file under the same name, which waits to be confirmed: a second press."""
    waiting = MemberList.objects.filter(
        organisation=listed.organisation,
        programme=listed.programme,
        name=listed.name,
        suffix=listed.suffix,
        state__in=[State.CHECKING, State.CHECKED],
    )
    for other in waiting:
        there = file_of(other)
        if there.exists() and filecmp.cmp(there, path, shallow=False):
            return other
    return None


def receive_typed(
    *, actor: Actor, programme: Programme | None, text: str, at: datetime
) -> MemberList:
    """Addresses typed by hand, one to a line or with commas between them."""
    pieces = [piece for line in text.splitlines() for piece in line.replace(";", ",").split(",")]
    lines = ['"' + piece.strip().replace('"', "'") + '"\n' for piece in pieces if piece.strip()]
    if not lines:
        raise DomainError(_("Write at least one address."))
    with in_language(settings.LANGUAGE_CODE):
        heading, name = _("Address"), _("Typed addresses")
    content = "".join([f'"{heading}"\n', *lines]).encode("utf-8", "replace")
    return receive(actor=actor, programme=programme, name=name, content=[content], at=at)


def choose_columns(
    *, actor: Actor, listed: MemberList, address: int, attributes: Iterable[int], at: datetime
) -> None:
    """Say which column is the address and which are attributes, and check every row again."""
    check_may_add(actor, listed.programme, at)
    if not file_of(listed).exists():
        raise DomainError(FILE_GONE)
    columns = len(_preview(listed, file_of(listed)).columns)
    chosen = tuple(sorted({place for place in attributes if place != address}))
    if not all(0 <= place < columns for place in (address, *chosen)):
        raise DomainError(_("Choose among the columns of this list."))
    if len(chosen) > lists.MOST_ATTRIBUTES:
        raise DomainError(
            _(
                "Choose at most %(most)s attributes: only those by which you would "
                "look for who is missing."
            )
            % {"most": lists.MOST_ATTRIBUTES}
        )
    _move(listed, {State.CHECKED, State.ARRIVED}, State.CHECKING)
    listed.choice = ColumnChoice(address, chosen).as_json()
    listed.counts, listed.progress = {}, 0
    listed.save(update_fields=["choice", "counts", "progress"])
    _go_on(listed, "members.check", file_of(listed).stat().st_size)


def reading_of(listed: MemberList) -> dict[str, object]:
    """Which columns are read, and what that found: whoever confirms has seen just this."""
    return {"choice": listed.choice, "counts": listed.counts}


def confirm(*, actor: Actor, listed: MemberList, at: datetime, revision: str | None = None) -> None:
    """Add everybody whom the check found usable, read as the page showed it."""
    check_may_add(actor, listed.programme, at)
    if listed.state in {State.ADDING, State.DONE}:
        return  # pressed twice
    if not file_of(listed).exists():
        raise DomainError(FILE_GONE)
    names = listed.counts.get("too_many", [])
    if names:
        raise DomainError(_names_people(names[0]))
    usable = listed.counts.get("rows", 0) - listed.counts.get("refused", 0)
    if listed.state == State.CHECKED and not usable:
        raise DomainError(_("No row can be used. Choose the column with the addresses."))
    with transaction.atomic():
        fresh = MemberList.objects.select_for_update().filter(pk=listed.pk).first()
        is_seen = fresh is not None and revision == revision_of(reading_of(fresh))
        if revision is not None and not is_seen:
            raise Stale(READ_ANEW)
        _move(listed, {State.CHECKED}, State.ADDING)
        listed.counts, listed.progress, listed.batches_done = {}, 0, 0
        listed.save(update_fields=["counts", "progress", "batches_done"])
        _audit(
            actor,
            listed,
            lambda: (
                ngettext("%(count)s row of “%(name)s”", "%(count)s rows of “%(name)s”", usable)
                % {"count": number(usable), "name": listed.name}
            ),
            at,
        )
    _go_on(listed, "members.add", file_of(listed).stat().st_size)


def invite_again(
    *, actor: Actor, programme: Programme, earlier: Programme | None, at: datetime
) -> MemberList:
    """Invite everybody who was invited to another programme, or the whole address book."""
    check_may_add(actor, programme, at)
    if earlier is not None and earlier.organisation_id != programme.organisation_id:
        raise DomainError(_("Choose a programme of your own organisation."))
    roles = actor.roles
    if actor.user is not None:
        there = (
            actor_on(programme=earlier, user=actor.user)
            if earlier
            else actor_in(organisation=actor.organisation, user=actor.user)
        )
        roles = there.roles
    if not policy.can_see_invited(roles):
        raise NotAllowed(_("You may invite again only those whose lists you may see."))
    with in_language(settings.LANGUAGE_CODE):
        name = (
            _("Everybody invited to %(name)s") % {"name": earlier}
            if earlier
            else _("Everybody in the address book")
        )
    with transaction.atomic():
        lock(programme.pk)  # two presses take turns
        under_way = MemberList.objects.filter(
            programme=programme, earlier=earlier, suffix="", state=State.ADDING
        )
        if pressed_before := under_way.first():
            return pressed_before
        listed = MemberList.objects.create(
            organisation=programme.organisation,
            programme=programme,
            earlier=earlier,
            name=name[:120],
            state=State.ADDING,
            added_on=day_of(at),
        )
        _audit(actor, listed, name, at)
    enqueue("members.add", listed.pk)
    return listed


def import_list(  # noqa: PLR0913 - the facts of one import
    *,
    actor: Actor,
    programme: Programme,
    path: Path,
    address: str,
    attributes: Sequence[str],
    at: datetime,
    progress: Callable[[str, int], None],
    is_dry: bool = False,
    refused: Path | None = None,
) -> Tally:
    """Check a file that lies here already, then add it: for the command line."""
    check_may_add(actor, programme, at)
    if not path.is_file():
        raise Unreadable(_("There is no file %(path)s.") % {"path": path})
    columns = open_sheet(path).columns
    unknown = [name for name in (address, *attributes) if name not in columns]
    if unknown:
        known = ", ".join(f"“{name}”" for name in columns[:30])
        raise Unreadable(
            _("There is no column “%(name)s”. The columns are %(known)s.")
            % {"name": unknown[0], "known": known}
        )
    choice = ColumnChoice(
        columns.index(address), tuple(sorted({columns.index(a) for a in attributes}))
    )
    place = ListRow(programme.organisation, programme)
    found = dry_run(
        path, choice, place, progress=_in_steps(_("Checking"), progress), refused=refused
    )
    if found.too_many:
        raise DomainError(_names_people(found.too_many[0]))
    if found.refused * 2 > found.rows:
        raise Unreadable(
            ngettext(
                "%(part)s of %(count)s row cannot be used, more than half: nothing "
                "was added. Is it the right column?",
                "%(part)s of %(count)s rows cannot be used, more than half: nothing "
                "was added. Is it the right column?",
                found.rows,
            )
            % {"part": number(found.refused), "count": number(found.rows)}
        )
    if is_dry:
        return found
    added = add_file(path, choice, place, progress=_in_steps(_("Adding"), progress))
    record_audit(
        actor,
        acts.PEOPLE_INVITED,
        at,
        lambda: _("%(count)s from a file") % {"count": number(added.invited)},
        programme=programme,
    )
    return added


def acting_for(programme: Programme) -> Actor:
    return command_line(programme.organisation)


def _in_steps(step: str, progress: Callable[[str, int], None]) -> Callable[[float], None]:
    return lambda share: progress(step, int(100 * share))


def _names_people(name: str) -> str:
    return _(
        "“%(name)s” has over %(most)s different values: that names people "
        "rather than groups. Choose other attributes and check again."
    ) % {"name": name, "most": lists.MOST_VALUES}


def discard(*, actor: Actor, listed: MemberList, at: datetime) -> None:
    """Forget a list that was not added, its file included."""
    check_may_add(actor, listed.programme, at)
    if listed.is_busy:
        raise Stale(_("This list is being worked on. Wait until that is done."))
    forget_files(listed)
    listed.delete()


def check_may_add(actor: Actor, programme: Programme | None, at: datetime) -> None:
    if programme is None:
        if not policy.can_use_address_book(actor.roles):
            raise NotAllowed(_("Only facilitators and administrators can add people."))
    elif not policy.can_invite(actor.roles, programme.stage(at)):
        raise NotAllowed(_("Facilitators can invite people until the programme closes."))


def _go_on(listed: MemberList, job: str, size: int) -> None:
    if size > SMALL_FILE or (listed.suffix == "xlsx" and size > SMALL_FILE // 4):
        enqueue(job, listed.pk)
        return
    {"members.check": check, "members.add": add}[job](str(listed.pk))
    listed.refresh_from_db()


def _move(listed: MemberList, before: set[State], after: State) -> None:
    moved = MemberList.objects.filter(pk=listed.pk, state__in=before).update(state=after)
    if not moved:
        raise Stale(_("This list has moved on meanwhile. Look at it again."))
    listed.state = after


def _audit(actor: Actor, listed: MemberList, detail: str | Callable[[], str], at: datetime) -> None:
    record_audit(
        actor,
        acts.PEOPLE_INVITED if listed.programme else acts.PEOPLE_ADDED,
        at,
        detail,
        programme=listed.programme,
    )


def preview_of(listed: MemberList) -> lists.Preview | None:
    """The beginning of a list, read from its file; None once the file is gone."""
    path = file_of(listed)
    return _preview(listed, path) if listed.is_file and path.exists() else None


def _preview(listed: MemberList, path: Path) -> lists.Preview:
    return lists.preview(path, k=listed.organisation.smallest_group)
