"""Move and remove the parts of a framework."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.errors import DomainError, Stale
from folkmoot.frameworks import services
from folkmoot.frameworks.access import FrameworkRequest, framework_for, section_at, statement_at
from folkmoot.frameworks.forms import MoveForm, RevisionForm
from folkmoot.frameworks.views.pages import editor_url, page_of, refused
from folkmoot.web.flow import press, refuse


@staff_required
@require_POST
def move_section(request: StaffRequest, org: str, slug: str, section_id: UUID) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = section_at(found, section_id)
    return _move(
        request,
        found,
        lambda by, revision: services.move_section(
            actor=found.actor, section=row, by=by, framework_revision=revision, at=timezone.now()
        ),
        anchor=f"section-{section_id}",
    )


@staff_required
@require_POST
def move_statement(request: StaffRequest, org: str, slug: str, statement_id: UUID) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = statement_at(found, statement_id)
    return _move(
        request,
        found,
        lambda by, revision: services.move_statement(
            actor=found.actor, statement=row, by=by, framework_revision=revision, at=timezone.now()
        ),
        anchor=f"statement-{statement_id}",
    )


@staff_required
@require_http_methods(["GET", "POST"])
def remove_section(request: StaffRequest, org: str, slug: str, section_id: UUID) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = section_at(found, section_id)
    count = row.statements.count()
    return _remove(
        request,
        found,
        revision=row.revision,
        what=row.title,
        consequence=ngettext(
            "Its %(count)s statement and its evidence links go with it.",
            "Its %(count)s statements and their evidence links go with it.",
            count,
        )
        % {"count": count}
        if count
        else _("It holds no statements."),
        remove=lambda revision: services.remove_section(
            actor=found.actor, section=row, revision=revision, at=timezone.now()
        ),
    )


@staff_required
@require_http_methods(["GET", "POST"])
def remove_statement(
    request: StaffRequest, org: str, slug: str, statement_id: UUID
) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = statement_at(found, statement_id)
    return _remove(
        request,
        found,
        revision=row.revision,
        what=row.text,
        consequence=_("Its evidence links go with it; the ideas and themes stay where they are."),
        remove=lambda revision: services.remove_statement(
            actor=found.actor, statement=row, revision=revision, at=timezone.now()
        ),
    )


def _move(
    request: StaffRequest, found: FrameworkRequest, act: Callable[[int, int], None], *, anchor: str
) -> HttpResponse:
    form = MoveForm(request.POST)

    def move() -> None:
        if not form.is_valid():
            raise DomainError(_("Open the framework again, then move it."))
        act(form.cleaned_data["by"], form.cleaned_data["revision"])

    done = press(move)
    if not done:
        return refused(request, found, done.words)
    return redirect(f"{editor_url(found)}#{anchor}")


def _remove(
    request: StaffRequest,
    found: FrameworkRequest,
    *,
    revision: int,
    what: str,
    consequence: str,
    remove: Callable[[int], None],
) -> HttpResponse:
    if not found.may_edit:
        return refused(request, found, _("Your role can read the framework only."))
    form = RevisionForm(
        request.POST if request.method == "POST" else None, initial={"revision": revision}
    )
    if form.is_valid():
        try:
            remove(form.cleaned_data["revision"])
            return redirect(editor_url(found))
        except Stale:
            late = _("Somebody changed this while you had it open. Read it again below.")
            form = refuse(RevisionForm({"revision": revision}), late)
    context = {"form": form, "what": what, "consequence": consequence}
    return page_of(request, found, "remove", context, refused=form.errors)
