"""The framework editor: plain forms and redirects, so that it works without JavaScript."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.frameworks import queries, services
from folkmoot.frameworks.access import Desk, desk_for, section_at, statement_at
from folkmoot.frameworks.forms import (
    CiteForm,
    EditionForm,
    FrameworkForm,
    MoveForm,
    SearchForm,
    SectionForm,
    StatementForm,
)

Context = dict[str, Any]
NEW = 1  # a thing not yet made has no edition; its form carries this one


@staff_required
@require_GET
def editor(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    desk = desk_for(request, org, slug)
    if desk.framework is None:
        themes = queries.latest_themes(desk.programme)
        return _page(request, desk, "start", {"themes": themes})
    return _page(request, desk, "editor", {"page": queries.framework_page(desk.framework)})


@staff_required
@require_POST
def start(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    desk = desk_for(request, org, slug)
    try:
        services.create_framework(
            actor=desk.actor,
            programme=desk.programme,
            title=request.POST.get("title", ""),
            from_analysis=request.POST.get("from") == "analysis",
            at=timezone.now(),
        )
    except DomainError as error:
        return _refused(request, desk, error)
    return redirect("frameworks:editor", org=org, slug=slug)


@staff_required
@require_http_methods(["GET", "POST"])
def details(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    desk = desk_for(request, org, slug)
    framework = desk.begun

    def save(typed: Context) -> str:
        services.edit_framework(actor=desk.actor, framework=framework, at=timezone.now(), **typed)
        return _editor_url(desk)

    current = {"title": framework.title, "introduction": framework.introduction}
    return _write(
        request, desk, FrameworkForm, current, framework, save, heading="Title and introduction"
    )


@staff_required
@require_http_methods(["GET", "POST"])
def new_section(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    desk = desk_for(request, org, slug)
    framework = desk.begun

    def save(typed: Context) -> str:
        del typed["edition"]
        services.add_section(actor=desk.actor, framework=framework, at=timezone.now(), **typed)
        return _editor_url(desk)

    return _write(request, desk, SectionForm, {}, None, save, heading="A new section")


@staff_required
@require_http_methods(["GET", "POST"])
def section(request: StaffRequest, org: str, slug: str, section_id: UUID) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = section_at(desk, section_id)

    def save(typed: Context) -> str:
        services.edit_section(actor=desk.actor, section=row, at=timezone.now(), **typed)
        return _editor_url(desk)

    current = {"title": row.title, "introduction": row.introduction}
    return _write(request, desk, SectionForm, current, row, save, heading="Edit a section")


@staff_required
@require_http_methods(["GET", "POST"])
def new_statement(request: StaffRequest, org: str, slug: str, section_id: UUID) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = section_at(desk, section_id)

    def save(typed: Context) -> str:
        made = services.add_statement(
            actor=desk.actor,
            section=row,
            text=typed["text"],
            explanation=typed["explanation"],
            at=timezone.now(),
        )
        return reverse("frameworks:statement", args=[org, slug, made.pk])

    heading = f"A new statement in “{row.title}”"
    return _write(request, desk, StatementForm, {}, None, save, heading=heading)


@staff_required
@require_http_methods(["GET", "POST"])
def statement(request: StaffRequest, org: str, slug: str, statement_id: UUID) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = statement_at(desk, statement_id)
    here = reverse("frameworks:statement", args=[org, slug, statement_id])

    def save(typed: Context) -> str:
        services.edit_statement(actor=desk.actor, statement=row, at=timezone.now(), **typed)
        messages.success(request, "Saved.")
        return here

    current = {
        "text": row.text,
        "explanation": row.explanation,
        "is_spotlight": row.is_spotlight,
    }
    return _write(
        request,
        desk,
        StatementForm,
        current,
        row,
        save,
        template="statement",
        more=lambda: _statement_context(request, desk, statement_id),
    )


def _statement_context(request: StaffRequest, desk: Desk, statement_id: UUID) -> Context:
    row = statement_at(desk, statement_id)
    card = queries.statement_card(row)
    context: Context = {"section": row.section, "card": card}
    if not desk.may_edit:
        return context
    search = SearchForm(request.GET)
    words = search.cleaned_data["q"] if search.is_valid() else ""
    cited = {(link.kind, link.target) for link in card.evidence}
    ideas = {int(target) for kind, target in cited if kind == "idea"}
    themes = queries.offered_themes(
        desk.programme,
        cited_themes={target for kind, target in cited if kind == "theme"},
        cited_quotes=[int(target) for kind, target in cited if kind == "quote"],
    )
    # The theme that the section was drafted from is the likeliest source.
    themes.sort(key=lambda offer: offer.id != row.section.theme)
    figures = [
        figure
        for figure in queries.latest_figures(desk.programme)
        if ("number", figure.key) not in cited
    ]
    return context | {
        "search": search,
        "words": words,
        "ideas": queries.search_ideas(desk.programme, words, cited=ideas) if words else [],
        "themes": themes,
        "figures": figures,
        "home_theme": row.section.theme,
    }


@staff_required
@require_POST
def move_section(request: StaffRequest, org: str, slug: str, section_id: UUID) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = section_at(desk, section_id)
    return _move(
        request,
        desk,
        lambda by, edition: services.move_section(
            actor=desk.actor, section=row, by=by, framework_edition=edition, at=timezone.now()
        ),
        anchor=f"section-{section_id}",
    )


@staff_required
@require_POST
def move_statement(request: StaffRequest, org: str, slug: str, statement_id: UUID) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = statement_at(desk, statement_id)
    return _move(
        request,
        desk,
        lambda by, edition: services.move_statement(
            actor=desk.actor, statement=row, by=by, framework_edition=edition, at=timezone.now()
        ),
        anchor=f"statement-{statement_id}",
    )


@staff_required
@require_http_methods(["GET", "POST"])
def remove_section(request: StaffRequest, org: str, slug: str, section_id: UUID) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = section_at(desk, section_id)
    count = row.statements.count()
    return _remove(
        request,
        desk,
        edition=row.edition,
        what=row.title,
        consequence=f"Its {count} statements and their evidence links go with it."
        if count
        else "It holds no statements.",
        remove=lambda edition: services.remove_section(
            actor=desk.actor, section=row, edition=edition, at=timezone.now()
        ),
    )


@staff_required
@require_http_methods(["GET", "POST"])
def remove_statement(
    request: StaffRequest, org: str, slug: str, statement_id: UUID
) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = statement_at(desk, statement_id)
    return _remove(
        request,
        desk,
        edition=row.edition,
        what=row.text,
        consequence="Its evidence links go with it; the ideas and themes stay where they are.",
        remove=lambda edition: services.remove_statement(
            actor=desk.actor, statement=row, edition=edition, at=timezone.now()
        ),
    )


@staff_required
@require_POST
def cite(request: StaffRequest, org: str, slug: str, statement_id: UUID) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = statement_at(desk, statement_id)
    form = CiteForm(request.POST)
    at = timezone.now()
    try:
        if not form.is_valid():
            raise DomainError("Choose what to cite first.")
        kind = form.cleaned_data["kind"]
        if kind == "theme" and form.cleaned_data["theme"]:
            services.cite_theme(
                actor=desk.actor, statement=row, theme_id=form.cleaned_data["theme"], at=at
            )
        elif kind == "figures":
            services.cite_figures(actor=desk.actor, statement=row, keys=form.chosen(), at=at)
        elif kind == "ideas":
            services.cite_ideas(actor=desk.actor, statement=row, idea_ids=form.chosen_ids(), at=at)
        else:
            services.cite_quotes(actor=desk.actor, statement=row, text_ids=form.chosen_ids(), at=at)
    except DomainError as error:
        return _refused(request, desk, error)
    here = reverse("frameworks:statement", args=[org, slug, statement_id])
    return redirect(f"{here}#evidence")


@staff_required
@require_POST
def remove_evidence(
    request: StaffRequest, org: str, slug: str, statement_id: UUID, evidence_id: UUID
) -> HttpResponse:
    desk = desk_for(request, org, slug)
    row = statement_at(desk, statement_id)
    try:
        services.remove_evidence(
            actor=desk.actor, statement=row, evidence_id=evidence_id, at=timezone.now()
        )
    except DomainError as error:
        return _refused(request, desk, error)
    here = reverse("frameworks:statement", args=[org, slug, statement_id])
    return redirect(f"{here}#evidence")


def _write(
    request: StaffRequest,
    desk: Desk,
    form_class: type[EditionForm],
    current: Context,
    row: Any,
    save: Callable[[Context], str],
    *,
    heading: str = "",
    template: str = "write",
    more: Callable[[], Context] = dict,
) -> HttpResponse:
    """Show a form or save it; one that came too late keeps what was typed, beside what stands."""
    edition = row.edition if row is not None else NEW
    context: Context = {"heading": heading}
    status = 200
    if request.method == "POST":
        form = form_class(request.POST)
        if form.is_valid():
            try:
                return redirect(save(dict(form.cleaned_data)))
            except Stale as error:
                context["standing"] = _standing(form, current)
                form = form_class({**request.POST.dict(), "edition": edition})
                form.is_valid()
                form.add_error(None, str(error))
            except NotAllowed as error:
                return _refused(request, desk, error)
            except DomainError as error:
                form.add_error(None, str(error))
        status = 422
    else:
        if template == "write" and not desk.may_edit:
            return _refused(request, desk, NotAllowed("Your role can read the framework only."))
        form = form_class(initial=current | {"edition": edition})
    return _page(request, desk, template, context | more() | {"form": form}, status=status)


def _standing(form: django_forms.Form, current: Context) -> list[tuple[str, str]]:
    """The text that stands now, where it differs from what was typed."""
    return [
        (str(form.fields[name].label), str(value))
        for name, value in current.items()
        if isinstance(value, str) and value != form.cleaned_data.get(name)
    ]


def _move(
    request: StaffRequest, desk: Desk, act: Callable[[int, int], None], *, anchor: str
) -> HttpResponse:
    form = MoveForm(request.POST)
    try:
        if not form.is_valid():
            raise DomainError("Open the framework again, then move it.")
        act(form.cleaned_data["by"], form.cleaned_data["edition"])
    except DomainError as error:
        return _refused(request, desk, error)
    return redirect(f"{_editor_url(desk)}#{anchor}")


def _remove(
    request: StaffRequest,
    desk: Desk,
    *,
    edition: int,
    what: str,
    consequence: str,
    remove: Callable[[int], None],
) -> HttpResponse:
    if not desk.may_edit:
        return _refused(request, desk, NotAllowed("Your role can read the framework only."))
    form = EditionForm(request.POST or None, initial={"edition": edition})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                remove(form.cleaned_data["edition"])
                return redirect(_editor_url(desk))
            except Stale:
                form = EditionForm({"edition": edition})
                form.is_valid()
                form.add_error(
                    None, "Somebody changed this while you had it open. Read it again below."
                )
    context = {"form": form, "what": what, "consequence": consequence}
    return _page(request, desk, "remove", context, status=status)


def _refused(request: StaffRequest, desk: Desk, error: DomainError) -> HttpResponse:
    context = {"problem": str(error)}
    if desk.framework is None:
        context["themes"] = queries.latest_themes(desk.programme)  # type: ignore[assignment]
        return _page(request, desk, "start", context, status=422)
    page = {"page": queries.framework_page(desk.framework)}
    return _page(request, desk, "editor", context | page, status=422)


def _editor_url(desk: Desk) -> str:
    return reverse(
        "frameworks:editor", args=[desk.programme.organisation.slug, desk.programme.slug]
    )


def _page(
    request: StaffRequest, desk: Desk, template: str, context: Context, *, status: int = 200
) -> HttpResponse:
    frame = {
        "programme": desk.programme,
        "actor": desk.actor,
        "may_edit": desk.may_edit,
        "tab": "frameworks:editor",
    }
    return render(request, f"frameworks/{template}.html", context | frame, status=status)
