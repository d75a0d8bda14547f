"""The facilitator's pages: what needs an answer, and the questions themselves."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core import paging
from folkmoot.core.editions import shown
from folkmoot.core.errors import DomainError
from folkmoot.core.ids import from_ref
from folkmoot.web.editing import save
from folkmoot.workshops import access, policy, queries, services
from folkmoot.workshops.access import StaffActivity
from folkmoot.workshops.forms import EditQuestionForm, HideForm, QuestionForm, StatusForm
from folkmoot.workshops.views.writing import mailbox_context


@require_GET
@staff_required
def staff(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    asked = request.GET
    choice = queries.Choice(
        show=asked["show"] if asked.get("show") in queries.SHOWS else "standing",
        sort=asked["sort"] if asked.get("sort") in queries.SORTS else "attention",
        search=asked.get("q", "").replace("\x00", "").strip()[:80],
        question_id=_ref(asked.get("question", "")),
        after=asked.get("after", "")[:40],
    )
    following = asked.copy()
    page = queries.staff_ideas(activity=found.activity, choice=choice)
    following["after"] = page.after
    context = _context(found) | {
        "figures": queries.figures(found.activity),
        "page": page,
        "choice": choice,
        "shows": queries.SHOWS.items(),
        "sorts": queries.SORTS.items(),
        "questions": found.activity.questions.all(),
        "following": following.urlencode(),
    }
    return TemplateResponse(request, "workshops/staff/ideas.html", context)


@require_http_methods(["GET", "POST"])
@staff_required
def staff_questions(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    """The challenge questions in order; adding one happens on the same page."""
    found, now = access.staff_activity_for(request, org, slug, activity_id), timezone.now()
    form = QuestionForm(request.POST or None)
    if form.is_valid():
        try:
            services.add_question(
                actor=found.actor, activity=found.activity, at=now, **form.cleaned_data
            )
        except DomainError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "The question has been added.")
            return redirect("workshops:staff-questions", org, slug, activity_id)
    context = _context(found) | {
        "form": form,
        "lines": queries.question_lines(activity=found.activity, at=now),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workshops/staff/questions.html", context, status=status)


@require_http_methods(["GET", "POST"])
@staff_required
def staff_question(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, question_id: int
) -> HttpResponse:
    found, now = access.staff_activity_for(request, org, slug, activity_id), timezone.now()
    question = access.staff_question_for(found, question_id)

    def standing() -> dict[str, Any]:
        stored = access.staff_question_for(found, question_id)
        return shown(stored, ("text", "help_text", "opens_at", "closes_at"))

    form = EditQuestionForm(request.POST or None, standing=standing())
    if form.is_valid():
        is_done = save(
            form,
            lambda: services.edit_question(
                actor=found.actor, question=question, at=now, **form.cleaned_data
            ),
            standing,
        )
        if is_done:
            messages.success(request, "The question has been saved.")
            return redirect("workshops:staff-questions", org, slug, activity_id)
    context = _context(found) | {"form": form, "question": question}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workshops/staff/question.html", context, status=status)


@require_POST
@staff_required
def move_question(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, question_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    question = access.staff_question_for(found, question_id)
    step = -1 if request.POST.get("step") == "up" else 1
    return _done(
        request,
        found,
        lambda: services.move_question(
            actor=found.actor, question=question, step=step, at=timezone.now()
        ),
        "",
    )


@require_POST
@staff_required
def remove_question(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, question_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    question = access.staff_question_for(found, question_id)
    return _done(
        request,
        found,
        lambda: services.remove_question(actor=found.actor, question=question, at=timezone.now()),
        "The question has been removed.",
    )


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
    context = _context(found) | {
        "idea": idea,
        "comments": queries.staff_comments(idea, paging.place(request.GET.get("after", ""))),
        "status_form": status_form or StatusForm(standing=_status_of(idea)),
        "hide_form": hide_form or HideForm(auto_id="hide_%s"),
        **mailbox_context(found, idea),
    }
    problems = (status_form and status_form.errors) or (hide_form and hide_form.errors)
    page = "workshops/staff/idea.html"
    return TemplateResponse(request, page, context, status=422 if problems else 200)


@require_POST
@staff_required
def set_status(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, idea_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    idea = access.staff_idea_for(found, idea_id)
    form = StatusForm(request.POST, standing=_status_of(idea))
    if form.is_valid():
        is_done = save(
            form,
            lambda: services.set_status(
                actor=found.actor, idea=idea, at=timezone.now(), **form.cleaned_data
            ),
            lambda: _status_of(access.staff_idea_for(found, idea_id)),
            about={services.ReasonMissing: "reason"},
        )
        if is_done:
            messages.success(request, "The status is shown to everybody now.")
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
    try:
        services.pin_idea(actor=found.actor, idea=idea, at=timezone.now(), is_pinned=wanted)
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Everybody sees it first now." if wanted else "Unpinned.")
    return redirect("workshops:staff-idea", org, slug, activity_id, idea.pk)


@require_POST
@staff_required
def hide(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, idea_id: int
) -> HttpResponse:
    found, now = access.staff_activity_for(request, org, slug, activity_id), timezone.now()
    idea = access.staff_idea_for(found, idea_id)
    form = HideForm(request.POST, auto_id="hide_%s")
    try:
        if request.POST.get("hide") == "no":
            services.show_idea(actor=found.actor, idea=idea, at=now)
            messages.success(request, "The idea is shown to everybody again.")
        elif form.is_valid():
            services.hide_idea(actor=found.actor, idea=idea, at=now, **form.cleaned_data)
            messages.success(request, "The idea is hidden. Its words are kept for the record.")
        else:
            return _show_idea(request, found, idea, hide_form=form)
    except DomainError as refusal:
        if request.POST.get("reason"):
            raise  # its page hands the reason back
        messages.error(request, str(refusal))
    return redirect("workshops:staff-idea", org, slug, activity_id, idea.pk)


@require_POST
@staff_required
def hide_comment(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, comment_id: int
) -> HttpResponse:
    found, now = access.staff_activity_for(request, org, slug, activity_id), timezone.now()
    comment = access.staff_comment_for(found, comment_id)
    try:
        if request.POST.get("hide") == "no":
            services.show_comment(actor=found.actor, comment=comment, at=now)
            messages.success(request, "The comment is shown to everybody again.")
        else:
            reason = request.POST.get("reason", "")
            services.hide_comment(actor=found.actor, comment=comment, reason=reason, at=now)
            messages.success(request, "The comment is hidden. Its words are kept for the record.")
    except DomainError as refusal:
        if request.POST.get("reason"):
            raise  # its page hands the reason back
        messages.error(request, str(refusal))
    place = reverse("workshops:staff-idea", args=[org, slug, activity_id, comment.idea_id])
    return redirect(f"{place}?after={queries.page_of_comment(comment)}#comment-{comment.ref}")


def _done(
    request: StaffRequest, found: StaffActivity, act: Callable[[], None], words: str
) -> HttpResponse:
    try:
        act()
    except DomainError as refusal:
        messages.error(request, str(refusal))
    else:
        if words:
            messages.success(request, words)
    programme = found.programme
    return redirect(
        "workshops:staff-questions", programme.organisation.slug, programme.slug, found.activity.pk
    )


def _context(found: StaffActivity) -> dict[str, object]:
    stage, roles = found.programme.stage(timezone.now()), found.actor.roles
    return {
        "programme": found.programme,
        "actor": found.actor,
        "activity": found.activity,
        "may_set_questions": policy.can_set_questions(roles, stage),
        "may_set_status": policy.can_set_status(roles, stage),
        "may_pin": policy.can_pin(roles, stage),
        "may_hide": policy.can_hide(roles, stage),
    }


def _ref(text: str) -> int | None:
    try:
        return from_ref(text)
    except ValueError:
        return None
