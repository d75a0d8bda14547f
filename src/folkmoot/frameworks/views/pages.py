"""What every page of the editor is drawn in."""

from typing import Any

from django.http import HttpResponse

from folkmoot.accounts.access import StaffRequest
from folkmoot.frameworks import presenting
from folkmoot.frameworks.access import FrameworkRequest
from folkmoot.web.flow import show

Context = dict[str, Any]


def refused(request: StaffRequest, found: FrameworkRequest, words: str) -> HttpResponse:
    context = {"problem": words}
    if found.framework is None:
        source = presenting.draft_source(found.programme)
        return page_of(request, found, "start", context | {"source": source}, refused=words)
    page = {"page": presenting.framework_page(found.framework)}
    return page_of(request, found, "editor", context | page, refused=words)


def editor_url(found: FrameworkRequest) -> str:
    return found.programme.address("frameworks:editor")


def page_of(
    request: StaffRequest,
    found: FrameworkRequest,
    template: str,
    context: Context,
    *,
    refused: object = None,
) -> HttpResponse:
    frame = {
        "programme": found.programme,
        "actor": found.actor,
        "may_edit": found.may_edit,
        "tab": "frameworks:editor",
    }
    return show(request, f"frameworks/{template}.html", context | frame, refused=refused)
