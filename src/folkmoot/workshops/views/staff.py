"""The facilitator's pages of challenge questions, and what every page of theirs needs."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from folkmoot.accounts.access import StaffRequest, staff_required
from folkmoot.core.revisions import shown
from folkmoot.web.flow import show, submit
from folkmoot.workshops import access, policy, queries, services
from folkmoot.workshops.access import StaffActivity
from folkmoot.workshops.forms import EditQuestionForm, QuestionForm


@require_http_methods(["GET", "POST"])
@staff_required
def staff_questions(request: StaffRequest, org: str, slug: str, activity_id: UUID) -> HttpResponse:
    """The challenge questions in order; adding one happens on the same page."""
    found, now = access.staff_activity_for(request, org, slug, activity_id), timezone.now()
    form = QuestionForm(request.POST if request.method == "POST" else None)
    if submit(
        form,
        lambda: services.add_question(
            actor=found.actor, activity=found.activity, at=now, **form.cleaned_data
        ),
    ):
        messages.success(request, _("The question has been added."))
        return redirect("workshops:staff-questions", org, slug, activity_id)
    context = context_of(found) | {
        "form": form,
        "lines": queries.question_lines(activity=found.activity, at=now),
    }
    return show(request, "workshops/staff/questions.html", context, refused=form.errors)


@require_http_methods(["GET", "POST"])
@staff_required
def staff_question(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, question_id: int
) -> HttpResponse:
    found, now = access.staff_activity_for(request, org, slug, activity_id), timezone.now()
    question = access.staff_question_for(found, question_id)

    def current() -> dict[str, Any]:
        stored = access.staff_question_for(found, question_id)
        return shown(stored, ("text", "help_text", "opens_at", "closes_at"))

    form = EditQuestionForm(request.POST if request.method == "POST" else None, current=current())
    if submit(
        form,
        lambda: services.edit_question(
            actor=found.actor, question=question, at=now, **form.cleaned_data
        ),
        current=current,
    ):
        messages.success(request, _("The question has been saved."))
        return redirect("workshops:staff-questions", org, slug, activity_id)
    context = context_of(found) | {"form": form, "question": question}
    return show(request, "workshops/staff/question.html", context, refused=form.errors)


@require_POST
@staff_required
def move_question(
    request: StaffRequest, org: str, slug: str, activity_id: UUID, question_id: int
) -> HttpResponse:
    found = access.staff_activity_for(request, org, slug, activity_id)
    question = access.staff_question_for(found, question_id)
    step = -1 if request.POST.get("step") == "up" else 1
    shown_at = request.POST.get("place", "")
    place = (
        int(shown_at) if shown_at.isascii() and shown_at.isdigit() and len(shown_at) < 4 else None
    )
    return _done(
        request,
        found,
        lambda: services.move_question(
            actor=found.actor, question=question, step=step, place=place, at=timezone.now()
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
        _("The question has been removed."),
    )


def _done(
    request: StaffRequest, found: StaffActivity, act: Callable[[], None], words: str
) -> HttpResponse:
    act()
    if words:
        messages.success(request, words)
    return redirect(found.programme.address("workshops:staff-questions", found.activity.pk))


def context_of(found: StaffActivity) -> dict[str, object]:
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
