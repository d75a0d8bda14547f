"""What every page of the editor is drawn in."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from folkmoot.accounts.access import StaffRequest
from folkmoot.frameworks import presenting
from folkmoot.frameworks.access import Desk

Context = dict[str, Any]


def refused(request: StaffRequest, desk: Desk, words: str) -> HttpResponse:
    context = {"problem": words}
    if desk.framework is None:
        source = presenting.draft_source(desk.programme)
        return page_of(request, desk, "start", context | {"source": source}, status=422)
    page = {"page": presenting.framework_page(desk.framework)}
    return page_of(request, desk, "editor", context | page, status=422)


def editor_url(desk: Desk) -> str:
    return reverse(
        "frameworks:editor", args=[desk.programme.organisation.slug, desk.programme.slug]
    )


def page_of(
    request: StaffRequest, desk: Desk, template: str, context: Context, *, status: int = 200
) -> HttpResponse:
    frame = {
        "programme": desk.programme,
        "actor": desk.actor,
        "may_edit": desk.may_edit,
        "tab": "frameworks:editor",
    }
    return render(request, f"frameworks/{template}.html", context | frame, status=status)
