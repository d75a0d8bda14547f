"""One idea: reading, adding, commenting, changing one's mind and taking words back."""

import secrets
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from folkmoot.core.text import clean_text
from folkmoot.joining.access import ParticipantRequest, participant_required
from folkmoot.web.flow import show, submit
from folkmoot.workshops import access, policy, presenting, queries, services
from folkmoot.workshops.forms import CommentForm, IdeaForm
from folkmoot.workshops.views.context import base_context, read_ref

HIDDEN = gettext_lazy(
    "While it is hidden nobody can comment on it. To ask why, answer the message that told you."
)


@never_cache
@require_GET
@participant_required
def idea(request: ParticipantRequest, idea_id: int) -> HttpResponse:
    return show_idea(request, access.idea_for(request, idea_id), timezone.now())


def show_idea(
    request: ParticipantRequest,
    idea: access.Idea,
    now: datetime,
    *,
    problem: str = "",
    form: CommentForm | None = None,
) -> HttpResponse:
    question, participant = idea.question, request.participant
    stage = request.programme.stage(now)
    is_mine = access.is_own_idea(request, idea)
    is_readable = policy.can_read_question(stage, question.opens_at, now)
    context = base_context(request, question, now) | {"idea": idea, "is_mine": is_mine}
    if idea.is_withdrawn or (idea.is_hidden and not is_mine) or not is_readable:
        context |= {"typed": form.data.get("text", "") if form else ""}
        return TemplateResponse(request, "workshops/gone.html", context, status=410)
    anew = access.hidden_comment_of(request, idea, request.GET.get("anew", ""))
    begun = {"text": anew.text} if anew else {}
    reply_to = form.data.get("parent", "") if form else request.GET.get("reply", "")
    if anew is not None and anew.parent is not None:
        reply_to = anew.parent.ref
    page = queries.comment_page(
        idea=idea,
        participant=participant,
        after=request.GET.get("after", ""),
        showing=read_ref(reply_to or request.GET.get("sent") or request.GET.get("comment", "")),
    )
    context |= {"comments": page}
    acts = services.acts_on(question, now)
    if request.htmx and not page.is_first:
        context |= {"card": idea, "appended": True}
        return TemplateResponse(request, "workshops/comment_lines.html", context)
    context |= {
        "card": queries.idea_card(idea=idea, participant=participant, stage=stage),
        "similar": queries.similar_ideas(
            text=idea.text, question=question, participant=participant, stage=stage, but=idea.pk
        ),
        "may_edit": policy.can_edit_idea(acts, is_own=is_mine, is_seen=not idea.waits),
        "form": form or CommentForm(initial={"token": _token(), "parent": reply_to[:13], **begun}),
        "reply_to": reply_to,
        "anew": anew,
        "sent": read_ref(request.GET.get("sent", "")),
        "problem": problem,
    }
    if idea.is_hidden:  # its author reads it; nobody answers it
        context |= {"may_edit": False, "may_comment": False, "why_no_comment": HIDDEN}
    return show(request, "workshops/idea.html", context, refused=problem or (form and form.errors))


@never_cache
@require_http_methods(["GET", "POST"])
@participant_required
def add_idea(request: ParticipantRequest, question_id: int) -> HttpResponse:
    now = timezone.now()
    question = access.question_for(request, question_id)
    earlier = access.hidden_idea_of(request, question, request.GET.get("anew", ""))
    begun = {"token": _token(), "text": earlier.text if earlier else ""}
    form = IdeaForm(request.POST if request.method == "POST" else None, initial=begun)
    wants_check = "check" in request.POST
    done = (
        None
        if wants_check
        else submit(
            form,
            lambda: services.add_idea(
                question=question,
                participant=request.participant,
                text=form.cleaned_data["text"],
                token=form.cleaned_data["token"],
                at=now,
            ),
        )
    )
    if done:
        messages.success(request, presenting.idea_is_in(done.result))
        return redirect(request.programme.address("workshops:idea", done.result.pk))
    context = base_context(request, question, now) | {
        "form": form,
        "checked": wants_check,
        "earlier": earlier,
    }
    if wants_check:
        context["similar"] = _similar(request, question, now)
    return show(request, "workshops/add_idea.html", context, refused=form.errors)


@require_POST
@participant_required
def similar(request: ParticipantRequest, question_id: int) -> HttpResponse:
    """Ideas like the one being typed. A POST although it writes nothing: what somebody
    has not sent yet must not end up in an address."""
    question, now = access.question_for(request, question_id), timezone.now()
    context = {
        "programme": request.programme,
        "similar": _similar(request, question, now),
        "checked": True,
    }
    return TemplateResponse(request, "workshops/add_idea.html#similar", context)


def _similar(
    request: ParticipantRequest, question: access.ChallengeQuestion, now: datetime
) -> list[queries.IdeaCard]:
    stage = request.programme.stage(now)
    if not policy.can_read_question(stage, question.opens_at, now):
        return []
    text = clean_text(request.POST.get("text", "")[:4000])
    return queries.similar_ideas(
        text=text, question=question, participant=request.participant, stage=stage
    )


@require_POST
@participant_required
def add_comment(request: ParticipantRequest, idea_id: int) -> HttpResponse:
    now, idea = timezone.now(), access.idea_for(request, idea_id)
    form = CommentForm(request.POST)
    if done := submit(
        form,
        lambda: services.add_comment(
            idea=idea,
            participant=request.participant,
            text=form.cleaned_data["text"],
            parent=access.parent_in(idea, form.cleaned_data["parent"]),
            token=form.cleaned_data["token"],
            at=now,
        ),
    ):
        address = access.idea_address(request.programme, idea)
        return redirect(f"{address}?sent={done.result.ref}#comment-{done.result.ref}")
    return show_idea(request, idea, now, form=form)


@never_cache
@require_http_methods(["GET", "POST"])
@participant_required
def edit_idea(request: ParticipantRequest, idea_id: int) -> HttpResponse:
    now, idea = timezone.now(), access.own_idea_for(request, idea_id)
    form = IdeaForm(request.POST if request.method == "POST" else None, initial={"text": idea.text})
    if submit(
        form,
        lambda: services.edit_idea(
            idea=idea,
            participant=request.participant,
            text=form.cleaned_data["text"],
            at=now,
        ),
    ):
        messages.success(request, _("Your idea now reads as you wrote it."))
        return redirect(request.programme.address("workshops:idea", idea.pk))
    context = base_context(request, idea.question, now) | {"form": form, "idea": idea}
    return show(request, "workshops/edit_idea.html", context, refused=form.errors)


@require_http_methods(["GET", "POST"])
@participant_required
def withdraw_idea(request: ParticipantRequest, idea_id: int) -> HttpResponse:
    idea = access.own_idea_for(request, idea_id)
    if request.method == "GET":
        return _confirm(request, "idea", idea.text, idea.comment_count)
    services.withdraw_idea(idea=idea, participant=request.participant, at=timezone.now())
    return _withdrawn(request, _("Your idea has been taken back."))


@require_http_methods(["GET", "POST"])
@participant_required
def withdraw_comment(request: ParticipantRequest, comment_id: int) -> HttpResponse:
    comment = access.own_comment_for(request, comment_id)
    if request.method == "GET":
        return _confirm(request, "comment", comment.text, 0)
    services.withdraw_comment(comment=comment, participant=request.participant, at=timezone.now())
    return _withdrawn(request, _("Your comment has been taken back."))


@require_http_methods(["GET", "POST"])
@participant_required
def withdraw_vote(request: ParticipantRequest, idea_id: int) -> HttpResponse:
    idea = access.idea_for(request, idea_id)
    if request.method == "GET":
        return _confirm(request, "vote", idea.text, 0)
    services.withdraw_vote(idea=idea, participant=request.participant)
    return _withdrawn(request, _("Your vote has been taken back."))


def _confirm(request: ParticipantRequest, kind: str, text: str, comments: int) -> HttpResponse:
    context = {
        "programme": request.programme,
        "kind": kind,
        "text": text,
        "comment_count": comments,
    }
    return TemplateResponse(request, "workshops/withdraw.html", context)


def _withdrawn(request: ParticipantRequest, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect(request.programme.address("joining:voice"))


def _token() -> str:
    """Fresh for each form, so that sending it twice is noticed."""
    return secrets.token_urlsafe(12)
