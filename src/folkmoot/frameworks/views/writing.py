"""Begin a framework, and write its parts."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms as django_forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.errors import DomainError, NotAllowed, Stale
from folkmoot.frameworks import presenting, services
from folkmoot.frameworks.access import FrameworkRequest, framework_for, section_at
from folkmoot.frameworks.forms import FrameworkForm, RevisionForm, SectionForm, StatementForm
from folkmoot.frameworks.views.pages import Context, editor_url, page_of, refused
from folkmoot.web.flow import press

NEW = 1  # a thing not yet made has no revision; its form carries this one


@staff_required
@require_GET
def editor(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = framework_for(request, org, slug)
    if found.framework is None:
        source = presenting.draft_source(found.programme)
        return page_of(request, found, "start", {"source": source})
    return page_of(request, found, "editor", {"page": presenting.framework_page(found.framework)})


@staff_required
@require_POST
def start(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = framework_for(request, org, slug)
    done = press(
        lambda: services.create_framework(
            actor=found.actor,
            programme=found.programme,
            title=request.POST.get("title", ""),
            from_analysis=request.POST.get("from") == "analysis",
            at=timezone.now(),
        )
    )
    if not done:
        return refused(request, found, done.words)
    return redirect("frameworks:editor", org=org, slug=slug)


@staff_required
@require_http_methods(["GET", "POST"])
def details(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = framework_for(request, org, slug)
    framework = found.begun

    def save(typed: Context) -> str:
        services.edit_framework(actor=found.actor, framework=framework, at=timezone.now(), **typed)
        return editor_url(found)

    current = {"title": framework.title, "introduction": framework.introduction}
    return write_or_show(
        request, found, FrameworkForm, current, framework, save, heading=_("Title and introduction")
    )


@staff_required
@require_http_methods(["GET", "POST"])
def new_section(request: StaffRequest, org: str, slug: str) -> HttpResponse:
    found = framework_for(request, org, slug)
    framework = found.begun

    def save(typed: Context) -> str:
        del typed["revision"]
        services.add_section(actor=found.actor, framework=framework, at=timezone.now(), **typed)
        return editor_url(found)

    return write_or_show(request, found, SectionForm, {}, None, save, heading=_("A new section"))


@staff_required
@require_http_methods(["GET", "POST"])
def section(request: StaffRequest, org: str, slug: str, section_id: UUID) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = section_at(found, section_id)

    def save(typed: Context) -> str:
        services.edit_section(actor=found.actor, section=row, at=timezone.now(), **typed)
        return editor_url(found)

    current = {"title": row.title, "introduction": row.introduction}
    return write_or_show(
        request, found, SectionForm, current, row, save, heading=_("Edit a section")
    )


@staff_required
@require_http_methods(["GET", "POST"])
def new_statement(request: StaffRequest, org: str, slug: str, section_id: UUID) -> HttpResponse:
    found = framework_for(request, org, slug)
    row = section_at(found, section_id)

    def save(typed: Context) -> str:
        made = services.add_statement(
            actor=found.actor,
            section=row,
            text=typed["text"],
            explanation=typed["explanation"],
            at=timezone.now(),
        )
        return reverse("frameworks:statement", args=[org, slug, made.pk])

    heading = _("A new statement in “%(section)s”") % {"section": row.title}
    return write_or_show(request, found, StatementForm, {}, None, save, heading=heading)


def write_or_show(  # noqa: PLR0913 - what one page shows
    request: StaffRequest,
    found: FrameworkRequest,
    form_class: type[RevisionForm],
    current: Context,
    row: Any,
    save: Callable[[Context], str],
    *,
    heading: str = "",
    template: str = "write",
    more: Callable[[], Context] = dict,
) -> HttpResponse:
    """Show a form or save it; one that came too late keeps what was typed, beside what stands."""
    revision = row.revision if row is not None else NEW
    context: Context = {"heading": heading}
    if request.method == "POST":
        form = form_class(request.POST)
        if form.is_valid():
            try:
                return redirect(save(dict(form.cleaned_data)))
            except Stale as error:
                context["current_texts"] = _current_texts(form, current)
                form = form_class({**request.POST.dict(), "revision": revision})
                form.is_valid()
                form.add_error(None, str(error))
            except NotAllowed as error:
                return refused(request, found, str(error))
            except DomainError as error:
                form.add_error(None, str(error))
    else:
        if template == "write" and not found.may_edit:
            return refused(request, found, _("Your role can read the framework only."))
        form = form_class(initial=current | {"revision": revision})
    return page_of(request, found, template, context | more() | {"form": form}, refused=form.errors)


def _current_texts(form: django_forms.Form, current: Context) -> list[tuple[str, str]]:
    """The text that stands now, where it differs from what was typed."""
    return [
        (str(form.fields[name].label), str(value))
        for name, value in current.items()
        if isinstance(value, str) and value != form.cleaned_data.get(name)
    ]
