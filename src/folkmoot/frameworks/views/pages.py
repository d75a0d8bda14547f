"""What every page of the editor is drawn in."""

from typing import Any

from django.http import HttpResponse

from folkmoot.accounts.access import StaffRequest
from folkmoot.frameworks import presenting
from folkmoot.frameworks.access import FrameworkRequest
from folkmoot.web.flow import show

Context = dict[str, Any]


def refused(request: StaffRequest, desk: FrameworkRequest, words: str) -> HttpResponse:
    context = {"problem": words}
    if desk.framework is None:
        source = presenting.draft_source(desk.programme)
        return page_of(request, desk, "start", context | {"source": source}, refused=words)
    page = {"page": presenting.framework_page(desk.framework)}
    return page_of(request, desk, "editor", context | page, refused=words)


def editor_url(desk: FrameworkRequest) -> str:
    return desk.programme.address("frameworks:editor")


def page_of(
    request: StaffRequest,
    desk: FrameworkRequest,
    template: str,
    context: Context,
    *,
    refused: object = None,
) -> HttpResponse:
    frame = {
        "programme": desk.programme,
        "actor": desk.actor,
        "may_edit": desk.may_edit,
        "tab": "frameworks:editor",
    }
    return show(request, f"frameworks/{template}.html", context | frame, refused=refused)
