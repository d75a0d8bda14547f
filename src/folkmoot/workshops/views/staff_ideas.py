"""The facilitator's pages of ideas: what needs an answer, and what is done with each."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core import paging
from folkmoot.web.flow import show, submit
from folkmoot.workshops import access, presenting, queries, services
from folkmoot.workshops.access import StaffActivity
from folkmoot.workshops.forms import HideForm, StatusForm
from folkmoot.workshops.views.context import read_ref
from folkmoot.workshops.views.staff import context_of
from folkmoot.workshops.views.writing import mailbox_context


@require_GET
@staff_required
def staff(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    asked = request.GET
    choice = queries.IdeaFilter(
        show=asked["show"] if asked.get("show") in queries.SHOWS else "shown",
        sort=asked["sort"] if asked.get("sort") in queries.SORTS else "attention",
        search=asked.get("q", "").replace("\x00", "").strip()[:80],
        question_id=read_ref(asked.get("question", "")),
        after=asked.get("after", "")[:40],
    )
    following = asked.copy()
    page = queries.staff_ideas(activity=found.activity, choice=choice)
    following["after"] = page.after
    context = context_of(found) | {
        "figures": queries.figures(found.activity),
        "page": page,
        "choice": choice,
        "shows": presenting.shows().items(),
        "sorts": presenting.sorts().items(),
        "questions": found.activity.questions.all(),
        "following": following.urlencode(),
    }
    return TemplateResponse(request, "workshops/staff/ideas.html", context)


@require_GET
@staff_required
def staff_idea(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, idea_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    return _show_idea(request, found, access.staff_idea_for(found, idea_id))


def _show_idea(
    request: StaffRequest,
    found: StaffActivity,
    idea: access.Idea,
    *,
    status_form: StatusForm | None = None,
    hide_form: HideForm | None = None,
) -> HttpResponse:
    context = context_of(found) | {
        "idea": idea,
        "comments": queries.staff_comments(idea, paging.place(request.GET.get("after", ""))),
        "status_form": status_form or StatusForm(current=_status_of(idea)),
        "hide_form": hide_form or HideForm(auto_id="hide_%s"),
        **mailbox_context(found, idea),
    }
    problems = (status_form and status_form.errors) or (hide_form and hide_form.errors)
    return show(request, "workshops/staff/idea.html", context, refused=problems)


@require_POST
@staff_required
def set_status(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, idea_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    idea = access.staff_idea_for(found, idea_id)
    form = StatusForm(request.POST, current=_status_of(idea))
    if submit(
        form,
        lambda: services.set_status(
            actor=found.actor, idea=idea, at=timezone.now(), **form.cleaned_data
        ),
        current=lambda: _status_of(access.staff_idea_for(found, idea_id)),
        about={services.ReasonMissing: "reason"},
    ):
        messages.success(request, _("The status is shown to everybody now."))
        return redirect("workshops:staff-idea", org, slug, activity_id, idea.pk)
    return _show_idea(request, found, idea, status_form=form)


def _status_of(idea: access.Idea) -> dict[str, Any]:
    return {"status": str(idea.status), "reason": idea.status_reason}


@require_POST
@staff_required
def pin(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, idea_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    idea = access.staff_idea_for(found, idea_id)
    wanted = request.POST.get("pin") == "yes"
    services.pin_idea(actor=found.actor, idea=idea, at=timezone.now(), is_pinned=wanted)
    messages.success(request, _("Everybody sees it first now.") if wanted else _("Unpinned."))
    return redirect("workshops:staff-idea", org, slug, activity_id, idea.pk)


@require_POST
@staff_required
def hide(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, idea_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    idea, by, now = access.staff_idea_for(found, idea_id), found.actor, timezone.now()
    form = HideForm(request.POST, auto_id="hide_%s")
    if request.POST.get("hide") != "no" and not form.is_valid():
        return _show_idea(request, found, idea, hide_form=form)
    _hide_or_show(
        request,
        hide=lambda: services.hide_idea(actor=by, idea=idea, at=now, **form.cleaned_data),
        hidden=_("The idea is hidden. Its words are kept for the record."),
        restore=lambda: services.show_idea(actor=by, idea=idea, at=now),
        shown=_("The idea is shown to everybody again."),
    )
    return redirect("workshops:staff-idea", org, slug, activity_id, idea.pk)


@require_POST
@staff_required
def hide_comment(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, comment_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    comment, by, now = access.staff_comment_for(found, comment_id), found.actor, timezone.now()
    why = request.POST.get("reason", "")
    _hide_or_show(
        request,
        hide=lambda: services.hide_comment(actor=by, comment=comment, reason=why, at=now),
        hidden=_("The comment is hidden. Its words are kept for the record."),
        restore=lambda: services.show_comment(actor=by, comment=comment, at=now),
        shown=_("The comment is shown to everybody again."),
    )
    place = reverse("workshops:staff-idea", args=[org, slug, activity_id, comment.idea_id])
    return redirect(f"{place}?after={queries.page_of_comment(comment)}#comment-{comment.ref}")


def _hide_or_show(
    request: StaffRequest,
    *,
    hide: Callable[[], object],
    hidden: str,
    restore: Callable[[], object],
    shown: str,
) -> None:
    """What is refused becomes a page, which hands the reason back."""
    if request.POST.get("hide") == "no":
        restore()
        messages.success(request, shown)
    else:
        hide()
        messages.success(request, hidden)
